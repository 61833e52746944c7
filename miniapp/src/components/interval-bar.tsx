import { View } from '@tarojs/components'
import { roleOf } from './aria'
import { interval, target as targetWords } from './figure-words'
import './interval-bar.css'

export type IntervalBarProps = { point: number; low: number; high: number; target: number }

/** The interval on its scale, with the target as a dashed line; plain views placed by percent. */
export function IntervalBar({ point, low, high, target }: IntervalBarProps) {
  const from = scaleStart(Math.min(low, target))
  const at = (share: number) => `${(100 * (share - from)) / (1 - from)}%`
  return (
    <View
      className="interval"
      {...roleOf('img')}
      aria-label={`区间 ${interval(low, high)}，目标 ${targetWords(target)}`}
    >
      <View className="interval-track" />
      <View className="interval-range" style={{ left: at(low), right: `${(100 * (1 - high)) / (1 - from)}%` }} />
      <View className="interval-dot" style={{ left: at(point) }} />
      <View className="interval-goal" style={{ left: at(target) }} />
      <View className="interval-goal-name" style={{ left: at(target) }}>
        目标 {targetWords(target)}
      </View>
      <View className="interval-end">{targetWords(from)}</View>
      <View className="interval-end interval-end-right">100%</View>
    </View>
  )
}

/** 80% where everything lies above it, else the next lower ten, so that neither interval nor target leaves the scale. */
function scaleStart(lowest: number): number {
  return lowest >= 0.8 ? 0.8 : Math.max(0, Math.floor(lowest * 10 - 0.001) / 10)
}
