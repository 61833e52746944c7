import { View } from '@tarojs/components'
import { choices } from './choices'
import { classNames } from './class-names'
import { Icon } from './icon'
import type { IconName } from './icon-shapes'
import { Press } from './press'
import './big-choice.css'

export type BigChoicesProps<T extends string> = {
  label: string
  options: readonly { value: T; word: string; icon: IconName }[]
  value: T | undefined
  onChange: (value: T) => void
}

/** Two or three answers of equal weight: the same size, the same edge, none chosen beforehand. */
export function BigChoices<T extends string>({ label, options, value, onChange }: BigChoicesProps<T>) {
  const { group, option } = choices(
    label,
    options.map((one) => one.value),
    value,
    onChange,
  )
  return (
    <View className="big-choices" {...group}>
      {options.map((one) => (
        <Press
          key={one.value}
          className={classNames('big-choice', one.value === value && 'big-choice-on')}
          {...option(one.value)}
        >
          <Icon name={one.icon} size={20} />
          <View>{one.word}</View>
        </Press>
      ))}
    </View>
  )
}
