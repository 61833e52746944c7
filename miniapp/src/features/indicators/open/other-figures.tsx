import type { Figure, IndicatorCard } from '@minyi/shared/indicators/contract.ts'
import { View } from '@tarojs/components'
import { count, interval, percent } from '../../../components/figure-words'
import { Press } from '../../../components/press'
import { Verdict } from '../../../components/verdict'
import { OrderedWords } from '../ordered-words'
import './open.css'

export type OtherFiguresProps = {
  rows: readonly { indicator: IndicatorCard; figure: Figure }[]
  onChoose: (id: string) => void
}

/** The other published indicators at a glance, never without interval, n and verdict. */
export function OtherFigures({ rows, onChoose }: OtherFiguresProps) {
  if (rows.length === 0) return null
  return (
    <View className="other-figures">
      {rows.map(({ indicator, figure }) => (
        <Press key={indicator.id} className="card other-figure" onPress={() => onChoose(indicator.id)}>
          <View className="spread">
            <View className="strong">{indicator.name}</View>
            {figure.verdict && figure.estimate && <Verdict value={figure.verdict} pill />}
          </View>
          {figure.estimate ? (
            <View className="other-words">
              <View className="other-number">{percent(figure.estimate.point)}</View>
              <View className="sub">
                {interval(...figure.estimate.interval)}，n = {count(figure.estimate.n)}
              </View>
            </View>
          ) : (
            <View className="sub">现在不给比率</View>
          )}
          <OrderedWords ordered={figure.ordered} short />
        </Press>
      ))}
    </View>
  )
}
