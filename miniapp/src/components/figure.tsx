import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { count, interval, percentNumber, target as whole } from './figure-words'
import { IntervalBar } from './interval-bar'
import { Verdict, type VerdictValue } from './verdict'
import './figure.css'

/** A rate with all that belongs to it; shares run from 0 to 1. It is never shown without its n, interval and verdict. */
export type FigureValue = {
  point: number
  low: number
  high: number
  n: number
  target: number
  verdict: VerdictValue
  /** How sure the interval is, as a share. */
  level?: number
}

export type FigureProps = {
  value: FigureValue
  /** What n counts: 人, 件, 次. */
  unit?: string
  /** Beside the facts at the end, such as 怎么算的. */
  aside?: ReactNode
  /** 28 instead of 40, interval as words only: one of several on an office page. */
  compact?: boolean
}

export function Figure({ value, unit = '人', aside, compact }: FigureProps) {
  const { point, low, high, n, target, verdict, level = 0.95 } = value
  if (compact) {
    return (
      <View className="figure figure-compact">
        <Percent share={point} />
        <View className="sub">{interval(low, high)}</View>
        <View className="sub">n={count(n)}</View>
      </View>
    )
  }
  return (
    <View>
      <View className="figure">
        <Percent share={point} />
        <Verdict value={verdict} />
      </View>
      <IntervalBar point={point} low={low} high={high} target={target} />
      <View className="figure-facts">
        <View>
          n = <View className="figure-fact">{count(n)}</View> {unit}
        </View>
        <View>
          {whole(level)} 区间 <View className="figure-fact">{interval(low, high)}</View>
        </View>
        {aside && <View className="figure-aside">{aside}</View>}
      </View>
    </View>
  )
}

/** Instead of a figure that may not be shown, the reason in words. */
export function NoFigure({ reason }: { reason: string }) {
  return (
    <View className="no-figure">
      <Verdict value="insufficient" />
      <View className="sub">{reason}</View>
    </View>
  )
}

function Percent({ share }: { share: number }) {
  return (
    <View className="figure-number">
      {percentNumber(share)}
      <View className="figure-sign">%</View>
    </View>
  )
}
