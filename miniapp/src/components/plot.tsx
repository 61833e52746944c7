import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Drawing } from './drawing'
import './plot.css'

/** One point of a figure's course; shares run from 0 to 1. */
export type PlotPoint = { name: string; point: number; low: number; high: number; n: number }
export type PlotScale = { from: number; to: number; ticks: number[] }

export type PlotProps = {
  points: readonly PlotPoint[]
  scale: PlotScale
  target: number
  /** The one sentence of the chart. */
  label: string
  className: string
  targetTone?: 'ink' | 'warn'
  /** Words over the drawing, placed by percent. */
  children?: ReactNode
}

/**
 * Band, line and target as one drawing that fills its box; every word and the last point are views over it, so that they
 * keep their size, grow in large print and are read out.
 */
export function Plot({ points, scale, target, label, className, targetTone = 'ink', children }: PlotProps) {
  const last = points[points.length - 1]
  const svg = stretched(plotMarkup({ points, scale, target, targetTone }))
  return (
    <View className={`plot ${className}`}>
      <Drawing svg={svg} className="plot-drawing" label={label} />
      {last && (
        <View
          className="plot-last"
          style={{ left: `${placeOf(points.length - 1, points.length)}%`, top: `${heightOf(scale, last.point)}%` }}
        />
      )}
      {children}
    </View>
  )
}

/** A drawing of 100 by 100 that fills its box. */
export const stretched = (markup: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" preserveAspectRatio="none" fill="none">${markup}</svg>`

/** Ticks, band, target and line in a square of 100 by 100; strokes keep their width however it is stretched. */
export function plotMarkup({
  points,
  scale,
  target,
  targetTone = 'ink',
}: Pick<PlotProps, 'points' | 'scale' | 'target' | 'targetTone'>): string {
  const x = (index: number) => placeOf(index, points.length)
  const y = (share: number) => heightOf(scale, share)
  const line = points.map(({ point }, index) => `${round(x(index))},${round(y(point))}`).join(' ')
  const band = [
    ...points.map(({ high }, index) => `${round(x(index))},${round(y(high))}`),
    ...points.map(({ low }, index) => `${round(x(index))},${round(y(low))}`).reverse(),
  ].join(' ')
  const goal = round(y(target))
  const ink = targetTone === 'ink' ? '#111827' : '#b45309'
  return [
    ...scale.ticks.map(
      (tick) => `<path d="M0 ${round(y(tick))}H100" stroke="#e5e7eb" vector-effect="non-scaling-stroke"/>`,
    ),
    `<polygon points="${band}" fill="#bfdbfe" fill-opacity=".7"/>`,
    `<path d="M0 ${goal}H100" stroke="${ink}" stroke-width="1.5" stroke-dasharray="5 4" vector-effect="non-scaling-stroke"/>`,
    `<polyline points="${line}" stroke="#1d4ed8" stroke-width="2.5" stroke-linejoin="round" stroke-linecap="round" vector-effect="non-scaling-stroke"/>`,
  ].join('')
}

/** From below the lowest to above the highest of intervals and target, on whole steps of 5 or 10 points. */
export function scaleOf(points: readonly PlotPoint[], target: number): PlotScale {
  const lowest = Math.min(target, ...points.map(({ low }) => low))
  const highest = Math.max(target, ...points.map(({ high }) => high))
  const step = highest - lowest > 0.3 ? 0.1 : 0.05
  const from = Math.max(0, Math.floor(lowest / step - 0.001) * step)
  const to = Math.min(1, Math.ceil(highest / step + 0.001) * step)
  const ticks = Array.from({ length: Math.round((to - from) / step) + 1 }, (_, index) => from + index * step)
  return { from, to, ticks }
}

/** Where a point lies, in percent from the left; a single one stands at the right. */
export function placeOf(index: number, count: number): number {
  return count > 1 ? (100 * index) / (count - 1) : 100
}

/** Where a share lies, in percent from the top. */
export function heightOf({ from, to }: PlotScale, share: number): number {
  return to > from ? (100 * (to - share)) / (to - from) : 50
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
