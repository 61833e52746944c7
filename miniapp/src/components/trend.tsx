import { View } from '@tarojs/components'
import { classNames } from './class-names'
import { percentNumber, target as targetWords } from './figure-words'
import { heightOf, Plot, type PlotPoint, scaleOf } from './plot'
import './trend.css'

export type TrendProps = { points: readonly PlotPoint[]; target: number; label: string }

/** A figure's course on a phone: line, band, dashed target, three dates, the last value named. Its table stands beside it. */
export function Trend({ points, target, label }: TrendProps) {
  const scale = scaleOf(points, target)
  const last = points[points.length - 1]
  const top = (share: number) => ({ top: `${heightOf(scale, share)}%` })
  const isBelow = last !== undefined && last.point < target
  return (
    <View className={classNames('trend', isBelow && 'trend-below')}>
      <View className="trend-box">
        <View className="trend-axis" aria-hidden="true">
          {scale.ticks.map((tick) => (
            <View
              key={tick}
              className={tick === target ? 'trend-tick trend-tick-goal' : 'trend-tick'}
              style={top(tick)}
            >
              {targetWords(tick).slice(0, -1)}
            </View>
          ))}
        </View>
        <Plot points={points} scale={scale} target={target} label={label} className="trend-plot">
          <View className="trend-goal" style={top(target)} aria-hidden="true">
            目标 {targetWords(target)}
          </View>
          {last && (
            <View className="trend-last" style={top(isBelow ? last.low : last.high)} aria-hidden="true">
              {percentNumber(last.point)}
            </View>
          )}
        </Plot>
      </View>
      <View className="trend-dates" aria-hidden="true">
        {datesOf(points).map((name) => (
          <View key={name}>{name}</View>
        ))}
      </View>
    </View>
  )
}

function datesOf(points: readonly PlotPoint[]): string[] {
  const middle = Math.floor((points.length - 1) / 2)
  return points
    .filter((_, index) => index === 0 || index === middle || index === points.length - 1)
    .map(({ name }) => name)
}
