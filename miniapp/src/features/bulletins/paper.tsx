import type {
  BulletinChart,
  BulletinFigures,
  BulletinHead,
  BulletinSection,
  BulletinTable,
} from '@minyi/shared/bulletins/contract.ts'
import { shownKeys, stretchesOf } from '@minyi/shared/bulletins/rules.ts'
import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { roleOf } from '../../components/aria'
import { classNames } from '../../components/class-names'
import { Heading } from '../../components/heading'
import { Press } from '../../components/press'
import './bulletins.scss'

export type PaperProps = {
  head: BulletinHead
  number: string | null
  remark?: string
  sections: readonly BulletinSection[]
  figures: BulletinFigures
  selected?: string
  onSelect: (key: string) => void
  /** Stands in the place of a paragraph that is being written, or beside one that can be. */
  paragraph?: (place: { section: string; at: number }, shown: ReactNode) => ReactNode
  after?: (section: BulletinSection) => ReactNode
}

/** A bulletin as it will be printed; each number opens where it comes from. */
export function Paper(props: PaperProps) {
  const { head, number, remark, sections, figures, paragraph, after } = props
  const keys = shownKeys(sections)
  const numbers = (text: string) => <Numbers text={text} keys={keys} {...props} />
  return (
    <View className="paper">
      <View className="paper-masthead">{head.issuer}文件</View>
      <View className="paper-number">{number ?? `${head.word}〔　　〕　号（发布时编号）`}</View>
      <View className="paper-title" {...roleOf('heading')} aria-level={2}>
        {head.title}
      </View>
      {remark && <View className="paper-remark">（{remark}）</View>}
      <View className="paper-to">{head.recipients}：</View>
      {sections.map((section) => (
        <View key={section.id} id={`section-${section.id}`} className="paper-section">
          <Heading level={3} className="paper-heading">
            {section.heading}
          </Heading>
          {section.paragraphs.map((text, at) => {
            const shown = <View className="paper-paragraph">{numbers(text)}</View>
            const key = `${section.id}-${at}`
            return <View key={key}>{paragraph ? paragraph({ section: section.id, at }, shown) : shown}</View>
          })}
          {after?.(section)}
          {figures.tables
            .filter(({ key }) => section.tables.includes(key))
            .map((table) => (
              <PaperTable key={table.key} table={table} keys={keys} {...props} />
            ))}
          {figures.charts
            .filter(({ key }) => section.charts.includes(key))
            .map((chart) => (
              <PaperChart key={chart.key} chart={chart} keys={keys} {...props} />
            ))}
        </View>
      ))}
    </View>
  )
}

type Marked = Pick<PaperProps, 'figures' | 'selected' | 'onSelect'> & { keys: readonly string[] }

function Numbers({ text, figures, ...marked }: Marked & { text: string }) {
  return (
    <>
      {stretchesOf(text).map((one, i) => {
        const name = `${one.kind}-${String(i)}`
        if (one.kind === 'words')
          return (
            <View key={name} className="paper-words">
              {one.words}
            </View>
          )
        const found = figures.numbers.find(({ key }) => key === one.key)
        return (
          <NumberLink key={name} name={found?.label ?? ''} words={found?.shown ?? ''} place={one.key} {...marked} />
        )
      })}
    </>
  )
}

type LinkProps = Omit<Marked, 'figures'> & { place: string; name: string; words: string }

function NumberLink({ place, name, words, keys, selected, onSelect }: LinkProps) {
  return (
    <Press
      className={classNames('paper-figure touchable', selected === place && 'paper-figure-on')}
      label={`${words}${keys.indexOf(place) + 1}，${name}，看出处`}
      onPress={() => onSelect(place)}
    >
      {words}
      <View className="paper-mark">{keys.indexOf(place) + 1}</View>
    </Press>
  )
}

function PaperTable({ table, ...marked }: Marked & { table: BulletinTable }) {
  const { key, title, head, rows, note } = table
  return (
    <View className="paper-block">
      <View className="paper-caption">
        <NumberLink place={key} name="这张表" words={title} {...marked} />
      </View>
      <View className="paper-table" {...roleOf('table')} aria-label={title}>
        {[head, ...rows].map((cells, at) => (
          <View
            key={`${cells[0]}-${String(at)}`}
            className={classNames('paper-row', at === 0 && 'paper-head')}
            {...roleOf('row')}
          >
            {cells.map((cell, column) => (
              <View key={head[column]} className="paper-cell" {...roleOf(at === 0 ? 'columnheader' : 'cell')}>
                {at > 0 && <View className="paper-cell-head">{head[column]}</View>}
                {cell}
              </View>
            ))}
          </View>
        ))}
      </View>
      <View className="paper-note">注：{note}</View>
    </View>
  )
}

function PaperChart({ chart, ...marked }: Marked & { chart: BulletinChart }) {
  const { key, title, bars, note } = chart
  const most = Math.max(1, ...bars.map(({ value }) => value ?? 0))
  return (
    <View className="paper-block">
      <View className="paper-caption">
        <NumberLink place={key} name="这张图" words={title} {...marked} />
      </View>
      <View className="paper-bars" {...roleOf('table')} aria-label={title}>
        {bars.map(({ name, value, shown }, i) => (
          <View key={`${name}-${String(i)}`} className="paper-bar" {...roleOf('row')}>
            <View className="paper-bar-words" {...roleOf('cell')}>
              {shown}
            </View>
            <View
              className={classNames('paper-bar-fill', value === null && 'paper-bar-hidden')}
              style={{ height: `${value === null ? 4 : Math.round((110 * value) / most)}px` }}
            />
            <View className="paper-bar-words" {...roleOf('cell')}>
              {name}
            </View>
          </View>
        ))}
      </View>
      <View className="paper-note">注：{note}</View>
    </View>
  )
}
