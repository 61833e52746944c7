import { View } from '@tarojs/components'
import { choices } from './choices'
import { classNames } from './class-names'
import { Press } from './press'
import './segments.css'

export type SegmentsProps<T extends string> = {
  label: string
  options: readonly { value: T; word: string }[]
  value: T
  onChange: (value: T) => void
}

/** Two or three views of the same thing, such as 图 and 表. */
export function Segments<T extends string>({ label, options, value, onChange }: SegmentsProps<T>) {
  const { group, option } = choices(
    label,
    options.map((one) => one.value),
    value,
    onChange,
  )
  return (
    <View className="segments" {...group}>
      {options.map((one) => (
        <Press
          key={one.value}
          className={classNames('segment', one.value === value && 'segment-on')}
          {...option(one.value)}
        >
          {one.word}
        </Press>
      ))}
    </View>
  )
}
