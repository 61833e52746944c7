import type { Figure as FigureRecord, IndicatorCard, TrendPoint } from '@minyi/shared/indicators/contract.ts'
import { changeWords, gradesInWords, hiddenWords, monthName, verdictLabels } from '@minyi/shared/indicators/labels.ts'
import { View } from '@tarojs/components'
import { Figure, NoFigure } from '../../../components/figure'
import { count, percent } from '../../../components/figure-words'
import { Heading } from '../../../components/heading'
import { Sparkline } from '../../../components/office/trend-chart'
import { Press } from '../../../components/press'
import { DemoMark, Tag } from '../../../components/tag'
import { Verdict } from '../../../components/verdict'
import { OrderedWords } from '../ordered-words'
import { pointsOf, shownOf, targetOf } from '../store'
import '../indicators.css'
import './leader.css'

export type OverviewRow = {
  indicator: IndicatorCard
  figure: FigureRecord
  before: FigureRecord
  yearBefore: FigureRecord
  trend: readonly TrendPoint[]
}

/** One indicator at a glance: number, interval, n and verdict together, and its course; the whole card opens it. */
export function OverviewCard({
  indicator,
  figure,
  before,
  yearBefore,
  trend,
  onOpen,
}: OverviewRow & { onOpen: () => void }) {
  const value = shownOf(figure)
  const points = pointsOf(trend)
  const [first] = trend
  const last = trend[trend.length - 1]
  return (
    <Press className="card leader-card" onPress={onOpen}>
      <View className="spread leader-card-head">
        <Heading>{indicator.name}</Heading>
        {value && figure.verdict && <Verdict value={figure.verdict} pill />}
      </View>
      <View className="spread">
        <View className="sub">{gradesInWords(indicator)}算满意</View>
        {figure.demo && <DemoMark />}
      </View>
      {value ? <Figure value={value} compact /> : <NoFigure reason={hiddenWords(figure) ?? ''} />}
      {points.length > 1 && (
        <Sparkline
          points={points}
          target={targetOf(figure)}
          label={`${indicator.name}走势：${points.map(({ name, point }) => `${name} ${percent(point)}`).join('，')}`}
        />
      )}
      {first && last && (
        <View className="spread tiny">
          <View>{monthName(first.month, true)}</View>
          <View>{monthName(last.month, true)}</View>
        </View>
      )}
      <View className="sub">{distanceWords(figure)}</View>
      <View className="sub">{comparedWords(figure, before, yearBefore)}</View>
      <OrderedWords ordered={figure.ordered} short />
      <Flags figure={figure} before={before} />
    </Press>
  )
}

function comparedWords(figure: FigureRecord, before: FigureRecord, yearBefore: FigureRecord): string {
  const change = changeWords(figure, before)
  const yearly = changeWords(figure, yearBefore)
  const words = [change && `较上一期 ${change}`, yearly && `较去年同期 ${yearly}`].filter(Boolean)
  return words.length > 0 ? words.join('，') : '上一期和去年同期份数不够，不比较'
}

/** What a leader must not overlook: a verdict that changed, or that hangs on what was excluded. */
function Flags({ figure, before }: { figure: FigureRecord; before: FigureRecord }) {
  const changed = before.estimate && figure.estimate && before.verdict && figure.verdict !== before.verdict
  if (!changed && !figure.verdictFlips) return null
  return (
    <View className="wrap">
      {changed && before.verdict && <Tag tone="warn">上一期为“{verdictLabels[before.verdict]}”</Tag>}
      {figure.verdictFlips && <Tag tone="bad">结论取决于剔除</Tag>}
    </View>
  )
}

/** How far the bound that decides lies from the target, in words. */
function distanceWords(figure: FigureRecord): string {
  const { estimate, verdict, counts } = figure
  if (!estimate) return '份数不够，不给比率'
  const [low, high] = estimate.interval
  const target = targetOf(figure)
  const silent = counts ? `，没有回应的 ${count(counts.defaulted)} 件不计入` : ''
  const points = (share: number) => (Math.round(share * 1000) / 10).toFixed(1)
  if (verdict === 'met') return `下限高出目标 ${points(low - target)} 个百分点${silent}`
  if (verdict === 'missed') return `上限低于目标 ${points(target - high)} 个百分点${silent}`
  return `区间跨过目标${silent}`
}
