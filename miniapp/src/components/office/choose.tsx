import { Picker, View } from '@tarojs/components'
import { isH5 } from '../../lib/platform'
import { classNames } from '../class-names'
import { Icon } from '../icon'
import './choose.css'

export type ChooseProps<T extends string> = {
  label: string
  options: readonly { value: T; word: string }[]
  value: T
  onChange: (value: T) => void
  /** Something other than the usual is chosen. */
  on?: boolean
}

/** One of a list in a bar of choices, as small as its words, through the browser's or the phone's own list. */
export function Choose<T extends string>({ label, options, value, onChange, on }: ChooseProps<T>) {
  const at = options.findIndex((option) => option.value === value)
  const pick = (index: number) => {
    const option = options[index]
    if (option) onChange(option.value)
  }
  if (isH5) {
    return (
      <View className={classNames('choose', on && 'choose-on')}>
        <select
          className="choose-list"
          aria-label={label}
          value={Math.max(0, at)}
          onChange={(event) => pick(Number(event.target.value))}
        >
          {options.map((option, index) => (
            <option key={option.value} value={index}>
              {option.word}
            </option>
          ))}
        </select>
        <Icon name="down" className="choose-mark" />
      </View>
    )
  }
  return (
    <Picker
      mode="selector"
      aria-label={label}
      range={options.map(({ word }) => word)}
      value={Math.max(0, at)}
      onChange={(event) => pick(Number(event.detail.value))}
    >
      <View className={classNames('choose', on && 'choose-on')}>
        <View className="choose-list">{options[Math.max(0, at)]?.word}</View>
        <Icon name="down" className="choose-mark" />
      </View>
    </Picker>
  )
}
