import type { BulletinFigures, BulletinNumber, NumberSource } from '@minyi/shared/bulletins/contract.ts'
import { periodWords } from '@minyi/shared/indicators/labels.ts'
import { View } from '@tarojs/components'
import { WordLink } from '../../components/button'
import { percent } from '../../components/figure-words'
import { Heading } from '../../components/heading'
import { Icon } from '../../components/icon'
import { IntervalBar } from '../../components/interval-bar'
import { Press } from '../../components/press'
import { Verdict } from '../../components/verdict'
import { go } from '../../lib/navigate'
import { instantInWords } from '../../lib/time-words'
import './bulletins.scss'

export type OriginCardProps = {
  figures: BulletinFigures
  keys: readonly string[]
  selected: string
  onSelect: (key: string) => void
}

/** Where a number of the text comes from (数字出生证): how it was counted, of what, until when, and its fingerprint. */
export function OriginCard({ figures, keys, selected, onSelect }: OriginCardProps) {
  const at = Math.max(0, keys.indexOf(selected))
  const key = keys[at] ?? ''
  const found = [...figures.numbers, ...figures.tables, ...figures.charts].find((one) => one.key === key)
  if (!found) return null
  const isNumber = 'shown' in found
  const step = (by: number) => onSelect(keys[(at + by + keys.length) % keys.length] ?? key)
  return (
    <View className="origin" aria-label="数字出处">
      <View className="origin-head">
        <View className="grow">
          <Heading>数字出处 {at + 1}</Heading>
          <View className="tiny">正文里选中的数字，共 {keys.length} 处</View>
        </View>
        <Press className="origin-step" label="上一个数字" onPress={() => step(-1)}>
          <Icon name="back" size={20} />
        </Press>
        <Press className="origin-step" label="下一个数字" onPress={() => step(1)}>
          <Icon name="forward" size={20} />
        </Press>
      </View>
      {isNumber ? <NumberFacts number={found} /> : <View className="strong">{found.title}</View>}
      <Facts source={found.source} figures={figures} words={isNumber ? found.words : found.note} onSelect={onSelect} />
    </View>
  )
}

function NumberFacts({ number: { label, shown, rate } }: { number: BulletinNumber }) {
  return (
    <>
      <View className="sub">{label}</View>
      <View className="origin-figure">{rate ? percent(rate.good / rate.n) : shown}</View>
      {rate && (
        <>
          {rate.verdict && <Verdict value={rate.verdict} pill />}
          <View className="sub">
            区间 {percent(rate.interval[0])}–{percent(rate.interval[1])}，n = {rate.n}（{rate.good} ÷ {rate.n}）
          </View>
          {rate.target !== null && (
            <IntervalBar
              point={rate.good / rate.n}
              low={rate.interval[0]}
              high={rate.interval[1]}
              target={rate.target}
            />
          )}
        </>
      )}
    </>
  )
}

type FactsProps = { source: NumberSource; figures: BulletinFigures; words: string; onSelect: (key: string) => void }

function Facts({ source, figures, words, onSelect }: FactsProps) {
  const fact = (term: string, value: string) => (
    <View key={term} className="origin-fact">
      <View className="origin-term">{term}</View>
      <View className="grow origin-value">{value}</View>
    </View>
  )
  if (source.kind === 'certificate') {
    return (
      <>
        {fact('算法', words)}
        {fact('指纹', source.sha256.slice(0, 16))}
        <WordLink onPress={() => go('certificate', { id: source.figureId })}>看这个数字的出生证明</WordLink>
      </>
    )
  }
  if (source.kind === 'derived') {
    const from = source.from.flatMap((key) => figures.numbers.find((one) => one.key === key) ?? [])
    return (
      <>
        {fact('算法', words)}
        {from.map(({ key, label, shown }) => (
          <WordLink key={key} onPress={() => onSelect(key)}>
            由“{label}”{shown}算出
          </WordLink>
        ))}
      </>
    )
  }
  return (
    <>
      {fact('算法', words)}
      {fact('时段', periodWords(source.period))}
      {fact('查询', source.queryId)}
      {source.rows !== null && fact('行数', String(source.rows))}
      {fact('截至', instantInWords(source.asOf))}
      {fact('指纹', `${source.sha256.slice(0, 16)}…`)}
      <View className="tiny">统计后即冻结，发布后不能改；数字由系统填入，不能手改。</View>
    </>
  )
}
