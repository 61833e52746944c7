import { View } from '@tarojs/components'
import { roleOf } from '../aria'
import { classNames } from '../class-names'
import type { ChartPicture } from './chart-image'
import './effect-bars.css'

/** What one part adds to a change, in fractions of 1; `words` say it, `note` what it is made of. */
export type Effect = { key: string; name: string; value: number; words: string; note: string; aside: string }

export type EffectBarsProps = { label: string; effects: readonly Effect[]; onPick?: (key: string) => void }

/** Bars to both sides of 0: to the left what pulls down, to the right what lifts; each with its sign in words. */
export function EffectBars({ label, effects, onPick }: EffectBarsProps) {
  const widest = Math.max(0.001, ...effects.map(({ value }) => Math.abs(value)))
  return (
    <View className="effects" aria-label={label} {...roleOf('list')}>
      {effects.map(({ key, name, value, words, note, aside }) => {
        const width = `${Math.max(0.8, (50 * Math.abs(value)) / widest)}%`
        const down = value < 0
        return (
          <View key={key} className="effect" {...roleOf('listitem')} onClick={onPick ? () => onPick(key) : undefined}>
            <View className="effect-name">{name}</View>
            <View className="effect-track" aria-hidden="true">
              <View
                className={classNames('effect-bar', down ? 'effect-down' : 'effect-up')}
                style={down ? { right: '50%', width } : { left: '50%', width }}
              />
            </View>
            <View className={classNames('effect-value', value <= -0.0005 && 'bad', value >= 0.0005 && 'good')}>
              {words}
            </View>
            <View className="effect-note">{note}</View>
            <View className="effect-aside">{aside}</View>
          </View>
        )
      })}
    </View>
  )
}

/** The same bars as a picture of their own. */
export function effectsPicture(effects: readonly Effect[]): ChartPicture {
  const widest = Math.max(0.001, ...effects.map(({ value }) => Math.abs(value)))
  const height = 100 / Math.max(1, effects.length)
  const thickness = Math.min(9, height * 0.6)
  const middle = (i: number) => height * (i + 0.5)
  const bars = effects.map(({ value }, i) => {
    const width = (50 * Math.abs(value)) / widest
    const x = value < 0 ? 50 - width : 50
    const fill = value < 0 ? '#b91c1c' : '#15803d'
    return `<rect x="${x}" y="${middle(i) - thickness / 2}" width="${width}" height="${thickness}" fill="${fill}"/>`
  })
  return {
    markup: `${bars.join('')}<path d="M50 0V100" stroke="#8a92a0" vector-effect="non-scaling-stroke"/>`,
    left: effects.map(({ name }, i) => ({ at: middle(i), text: name })),
    right: effects.map(({ words, aside }, i) => ({ at: middle(i), text: `${words}，${aside}` })),
    bottom: [{ at: 50, text: '百分点' }],
    leftRoom: 260,
  }
}
