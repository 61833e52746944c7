import { View } from '@tarojs/components'
import { choices } from './choices'
import { classNames } from './class-names'
import { Icon } from './icon'
import { Mark } from './mark'
import { Press } from './press'
import './level-card.css'

const sights = {
  sees: { icon: 'eye', word: '能看到' },
  'sees-not': { icon: 'eye-off', word: '看不到' },
  'sees-unsealed': { icon: 'lock', word: '启封才可见' },
} as const

export type Sight = { who: string; sight: keyof typeof sights }
export type LevelWords<T extends string> = { value: T; name: string; plain: string; sights: readonly Sight[] }

export type LevelCardsProps<T extends string> = {
  label: string
  levels: readonly LevelWords<T>[]
  value: T | undefined
  onChange: (value: T) => void
}

/** Who may know the person: one card a level, with who sees what, none chosen beforehand. */
export function LevelCards<T extends string>({ label, levels, value, onChange }: LevelCardsProps<T>) {
  const { group, option } = choices(
    label,
    levels.map((level) => level.value),
    value,
    onChange,
  )
  return (
    <View className="stack" {...group}>
      {levels.map((level) => (
        <Press
          key={level.value}
          className={classNames('level', level.value === value && 'level-on')}
          {...option(level.value)}
        >
          <View className="spread">
            <View className="subtitle">{level.name}</View>
            <Mark on={level.value === value} />
          </View>
          <View className="sub">{level.plain}</View>
          <View className="sights">
            {level.sights.map(({ who, sight }) => (
              <View key={who} className="sight">
                <Icon name={sights[sight].icon} />
                <View>{who}</View>
                <View className="sight-word">{sights[sight].word}</View>
              </View>
            ))}
          </View>
        </Press>
      ))}
    </View>
  )
}
