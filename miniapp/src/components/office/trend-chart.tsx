import { View } from '@tarojs/components'
import { desktopWidth, useScreenWidth } from '../../lib/screen'
import { count, percent, target as targetWords } from '../figure-words'
import { heightOf, Plot, type PlotPoint, placeOf, scaleOf } from '../plot'
import './trend-chart.css'

export type TrendChartProps = {
  points: readonly PlotPoint[]
  target: number
  label: string
  /** How many points are named under a chart on a desktop. */
  named?: number
}

/** A figure's course in the office: the scale named, the 90% line at its end, n under the points that have room, the last always. */
export function TrendChart({ points, target, label, named = 12 }: TrendChartProps) {
  const scale = scaleOf(points, target)
  const last = points[points.length - 1]
  const step = Math.ceil(points.length / (useScreenWidth() < desktopWidth ? 4 : named))
  const top = (share: number) => ({ top: `${heightOf(scale, share)}%` })
  return (
    <View className="trend-chart">
      <View className="chart-box">
        <View className="chart-axis" aria-hidden="true">
          {scale.ticks.map((tick) => (
            <View key={tick} className="chart-tick" style={top(tick)}>
              {targetWords(tick)}
            </View>
          ))}
        </View>
        <Plot points={points} scale={scale} target={target} targetTone="warn" label={label} className="chart-plot" />
        <View className="chart-ends" aria-hidden="true">
          <View className="chart-goal" style={top(target)}>
            {targetWords(target)}
          </View>
          {last && (
            <View className="chart-last" style={top(last.point)}>
              {percent(last.point)}
            </View>
          )}
        </View>
      </View>
      <View className="chart-dates" aria-hidden="true">
        <View className="chart-n">n=</View>
        {points.map(({ name, n }, index) =>
          index % step === (points.length - 1) % step ? (
            <View key={name} className="chart-date" style={{ left: `${placeOf(index, points.length)}%` }}>
              <View>{name}</View>
              <View>{count(n)}</View>
            </View>
          ) : null,
        )}
      </View>
    </View>
  )
}

/** The range of the axis in words, for the subtitle of a chart that does not start at 0. */
export function axisWords(points: readonly PlotPoint[], target: number): string {
  const { from, to } = scaleOf(points, target)
  return `纵轴 ${targetWords(from)}–${targetWords(to)}${from > 0 ? '，不从 0 起' : ''}`
}

/** The same course small, on a card among others; charts side by side are given one `target` and their own points. */
export function Sparkline({ points, target, label }: TrendChartProps) {
  const scale = scaleOf(points, target)
  return (
    <View className="sparkline">
      <Plot
        points={points}
        scale={{ ...scale, ticks: [] }}
        target={target}
        targetTone="warn"
        label={label}
        className="chart-plot"
      />
      <View className="chart-ends" aria-hidden="true">
        <View className="chart-goal" style={{ top: `${heightOf(scale, target)}%` }}>
          {targetWords(target)}
        </View>
      </View>
    </View>
  )
}
