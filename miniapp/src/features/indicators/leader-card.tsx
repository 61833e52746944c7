import type { Figure as FigureRecord, IndicatorCard, TrendPoint } from '@minyi/shared/indicators/contract.ts'
import { gradesInWords, hiddenWords, monthName } from '@minyi/shared/indicators/labels.ts'
import { View } from '@tarojs/components'
import { Figure, NoFigure } from '../../components/figure'
import { percent } from '../../components/figure-words'
import { Heading } from '../../components/heading'
import { Sparkline } from '../../components/office/trend-chart'
import { Press } from '../../components/press'
import { DemoMark } from '../../components/tag'
import { Verdict } from '../../components/verdict'
import { pointsOf, shownOf, targetOf } from './store'
import './indicators.css'

export type LeaderCardProps = {
  indicator: IndicatorCard
  figure: FigureRecord
  trend: readonly TrendPoint[]
  onOpen: () => void
}

/** One indicator at a glance: number, interval, n and verdict together, and its course; the whole card opens it. */
export function LeaderCard({ indicator, figure, trend, onOpen }: LeaderCardProps) {
  const value = shownOf(figure)
  const points = pointsOf(trend)
  const first = trend[0]
  const last = trend[trend.length - 1]
  return (
    <Press className="card leader-card" onPress={onOpen}>
      <View className="spread leader-card-head">
        <Heading>{indicator.name}</Heading>
        {value && <Verdict value={value.verdict} pill />}
      </View>
      <View className="spread">
        <View className="sub">
          近 {indicator.windowDays} 天 · {gradesInWords(indicator)}算满意
        </View>
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
    </Press>
  )
}

/** How far the bound that decides lies from the target, in words. */
function distanceWords(figure: FigureRecord): string {
  const { estimate, verdict, counts } = figure
  if (!estimate) return '份数不够，不给比率'
  const [low, high] = estimate.interval
  const target = targetOf(figure)
  const silent = counts ? `，没有回应的 ${counts.defaulted} 件不计入` : ''
  const points = (share: number) => (Math.round(share * 1000) / 10).toFixed(1)
  if (verdict === 'met') return `下限高出目标 ${points(low - target)} 个百分点${silent}`
  if (verdict === 'missed') return `上限低于目标 ${points(target - high)} 个百分点${silent}`
  return `区间跨过目标${silent}`
}
