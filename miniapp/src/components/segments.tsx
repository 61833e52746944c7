import { View } from '@tarojs/components'
import { choices } from './choices'
import { classNames } from './class-names'
import { Icon } from './icon'
import type { IconName } from './icon-shapes'
import { Press } from './press'
import './segments.css'

export type SegmentsProps<T extends string> = {
  label: string
  options: readonly { value: T; word: string; icon?: IconName }[]
  value: T | undefined
  onChange: (value: T) => void
  /** Answers of equal weight to a question, each with its own edge, instead of views of the same thing. */
  big?: boolean
}

/** Two or three views of the same thing, such as 图 and 表, or big: two or three answers, none chosen beforehand. */
export function Segments<T extends string>({ label, options, value, onChange, big }: SegmentsProps<T>) {
  const { group, option } = choices(
    label,
    options.map((one) => one.value),
    value,
    onChange,
  )
  return (
    <View className={classNames('segments', big && 'segments-big')} {...group}>
      {options.map((one) => (
        <Press
          key={one.value}
          className={classNames('segment', one.value === value && 'segment-on')}
          {...option(one.value)}
        >
          {one.icon && <Icon name={one.icon} size={20} />}
          <View>{one.word}</View>
        </Press>
      ))}
    </View>
  )
}
