import { sampleBoundsInWords } from '@minyi/shared/indicators/answers/labels.ts'
import {
  handlingBoundsInWords,
  leftOutInWords,
  stepInWords,
} from '@minyi/shared/indicators/handling/certified/labels.ts'
import { periodWords } from '@minyi/shared/indicators/labels.ts'
import type { CertifiedFigure, previewFigure } from '@minyi/shared/indicators/published/contract.ts'
import { boundsInWords, exclusionsInWords, methodLabels } from '@minyi/shared/indicators/published/labels.ts'
import type { OutputOf } from '@minyi/shared/platform/operation.ts'
import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Card, Split } from '../../../components/card'
import { Figure, NoFigure } from '../../../components/figure'
import { count, target as targetWords } from '../../../components/figure-words'
import { Heading } from '../../../components/heading'
import { Notice } from '../../../components/notice'
import { DemoMark } from '../../../components/tag'
import { Verdict } from '../../../components/verdict'
import { instantInWords } from '../../../lib/time-words'
import './publish.css'

export type Preview = OutputOf<typeof previewFigure>

/** What would be frozen: the figure, as the public will read it, and what the publisher should know first. */
export function PreviewCard({ preview }: { preview: Preview }) {
  const { name, scope, period, asOf, demo, figure, publicFigure, remarks, definition, rows } = preview
  return (
    <Card label="预览" className="chart-part">
      <View className="spread">
        <View className="grow">
          <Heading>预览：{name}</Heading>
          <View className="sub">
            {scope.name}，{periodWords(period)}，截至 {instantInWords(asOf)}
          </View>
        </View>
        {demo && <DemoMark />}
      </View>
      <FrozenFigure figure={figure} minN={definition.minN} />
      {remarks.map((remark) => (
        <Notice key={remark} kind="warn">
          {remark}
        </Notice>
      ))}
      <Split />
      <Fact word="口径">
        第 {definition.version} 版：{definition.numerator ? `${definition.numerator}，占` : ''}
        {definition.denominator}
      </Fact>
      {figure.estimate && (
        <Fact word="区间">
          {targetWords(figure.estimate.level)}，{methodLabels[figure.estimate.method]}
        </Fact>
      )}
      <FactsBeside figure={figure} sample={Boolean(definition.sample)} />
      <Fact word="原始行">
        {count(rows.rows)} 行，指纹 {rows.sha256.slice(0, 8)}…{rows.sha256.slice(-8)}
      </Fact>
      {publicFigure && <Fact word="公众看到">{publicWords(publicFigure, Boolean(definition.sample))}</Fact>}
    </Card>
  )
}

function publicWords({ counts, handling }: CertifiedFigure, sample: boolean): string {
  if (handling) return '同一个数字；按镇街给合计，不到 5 件的格子合并，仍能照着再算。'
  if (sample) return '同一个数字；每道题只给合计，没有逐人的回答，仍能照着再算。'
  return `同一个数字${counts.excluded ? '' : '，剔除份数少，不单列'}；小格已保护，仍能照着再算。`
}

/** What is in no rate, and what it could change. */
function FactsBeside({ figure, sample }: { figure: CertifiedFigure; sample: boolean }) {
  if (figure.handling) return <HandlingFacts figure={figure} />
  return (
    <>
      {!sample && <Fact word="剔除">{exclusionsInWords(figure)}。</Fact>}
      <Fact word="没有回应">{sample ? sampleBoundsInWords(figure.bounds) : boundsInWords(figure.bounds)}。</Fact>
    </>
  )
}

function HandlingFacts({ figure }: { figure: CertifiedFigure }) {
  const { steps, beside } = figure.handling ?? { steps: [], beside: [] }
  const said = handlingBoundsInWords(figure)
  const piece = (n: number | null) => (n === null ? null : count(n))
  return (
    <>
      <Fact word="一步步">{steps.map(({ name, count: n }) => `${name} ${stepInWords(piece(n))}`).join(' → ')}</Fact>
      {beside.length > 0 && (
        <Fact word="不进比率">
          {beside.map(({ name, count: n }) => `${name} ${piece(n) ?? '不到 5 件'}`).join('，')}
        </Fact>
      )}
      <Fact word="不计的">{leftOutInWords(figure)}。</Fact>
      {said && <Fact word="没有说的">{said}。</Fact>}
    </>
  )
}

/** A frozen figure in one line: rate, interval, n and verdict, or why there is no rate. */
export function FrozenFigure({ figure, minN }: { figure: CertifiedFigure; minN: number }) {
  const { estimate, verdict, target } = figure
  if (!estimate) return <NoFigure reason={`算进去的不到 ${minN} 份，不给比率`} />
  const [low, high] = estimate.interval
  const value = {
    point: estimate.point,
    low,
    high,
    n: estimate.n,
    target: target ?? 0.9,
    verdict: verdict ?? ('insufficient' as const),
  }
  return (
    <View className="indicator-head">
      <Figure value={value} compact />
      {verdict && <Verdict value={verdict} pill />}
      {target !== null && <View className="sub">目标 {targetWords(target)}</View>}
    </View>
  )
}

export function Fact({ word, children }: { word: string; children: ReactNode }) {
  return (
    <View className="certificate-line">
      <View className="certificate-term">{word}</View>
      <View className="grow">{children}</View>
    </View>
  )
}
