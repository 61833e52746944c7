import type { Figure, IndicatorCard } from '@minyi/shared/indicators/contract.ts'
import { View } from '@tarojs/components'
import { choices } from '../../../components/choices'
import { classNames } from '../../../components/class-names'
import { count, interval, percent } from '../../../components/figure-words'
import { Press } from '../../../components/press'
import { Verdict } from '../../../components/verdict'
import './open.css'

export type FigureChoicesProps = {
  rows: readonly { indicator: IndicatorCard; figure: Figure }[]
  chosen: string
  onChoose: (id: string) => void
}

/** Every published indicator at a glance, never without interval, n and verdict; the chosen one is shown in full below. */
export function FigureChoices({ rows, chosen, onChoose }: FigureChoicesProps) {
  const ids = rows.map(({ indicator }) => indicator.id)
  const { group, option } = choices('哪个指标', ids, chosen, onChoose)
  if (rows.length < 2) return null
  return (
    <View className="open-choices" {...group}>
      {rows.map(({ indicator, figure }) => (
        <Press
          key={indicator.id}
          className={classNames('card', 'figure-choice', indicator.id === chosen && 'figure-choice-on')}
          {...option(indicator.id)}
        >
          <View className="spread">
            <View className="strong">{indicator.name}</View>
            {figure.verdict && figure.estimate && <Verdict value={figure.verdict} />}
          </View>
          <View className="sub">
            {figure.estimate
              ? `${percent(figure.estimate.point)}，区间 ${interval(...figure.estimate.interval)}，n = ${count(figure.estimate.n)}`
              : '现在不给比率'}
          </View>
        </Press>
      ))}
    </View>
  )
}
