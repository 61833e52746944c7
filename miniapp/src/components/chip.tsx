import { View } from '@tarojs/components'
import { roleOf } from './aria'
import { choices } from './choices'
import { classNames } from './class-names'
import { Icon } from './icon'
import { Press } from './press'
import './chip.css'

export type ChipOption<T extends string> = {
  value: T
  word: string
  /** A second line, which makes the chips a grid of two columns. */
  meaning?: string
}

type Shared<T extends string> = { label: string; options: readonly ChipOption<T>[] }
export type ChipsProps<T extends string> = Shared<T> & { value: T | undefined; onChange: (value: T) => void }
export type ManyChipsProps<T extends string> = Shared<T> & { values: readonly T[]; onChange: (values: T[]) => void }

/** One of a few. */
export function Chips<T extends string>({ label, options, value, onChange }: ChipsProps<T>) {
  const { group, option } = choices(
    label,
    options.map((one) => one.value),
    value,
    onChange,
  )
  return (
    <View className={layoutOf(options)} {...group}>
      {options.map((one) => (
        <Press key={one.value} className={chipClass(one, one.value === value)} {...option(one.value)}>
          <ChipWords option={one} ticked={one.value === value && one.meaning !== undefined} />
        </Press>
      ))}
    </View>
  )
}

/** Any number of a few; the chosen ones carry a tick. */
export function ManyChips<T extends string>({ label, options, values, onChange }: ManyChipsProps<T>) {
  const toggle = (value: T) =>
    onChange(values.includes(value) ? values.filter((one) => one !== value) : [...values, value])
  return (
    <View className={layoutOf(options)} aria-label={label} {...roleOf('group')}>
      {options.map((one) => {
        const on = values.includes(one.value)
        return (
          <Press
            key={one.value}
            role="checkbox"
            checked={on}
            className={chipClass(one, on)}
            onPress={() => toggle(one.value)}
          >
            <ChipWords option={one} ticked={on} />
          </Press>
        )
      })}
    </View>
  )
}

function ChipWords<T extends string>({ option, ticked }: { option: ChipOption<T>; ticked: boolean }) {
  if (option.meaning === undefined) {
    return (
      <>
        {ticked && <Icon name="check" size={16} />}
        <View>{option.word}</View>
      </>
    )
  }
  return (
    <View className="grow">
      <View className="chip-head">
        {option.word}
        {ticked && <Icon name="check" size={18} />}
      </View>
      <View className="chip-meaning">{option.meaning}</View>
    </View>
  )
}

function layoutOf(options: readonly ChipOption<string>[]): string {
  return options.some(({ meaning }) => meaning !== undefined) ? 'chip-grid' : 'wrap'
}

function chipClass(option: ChipOption<string>, on: boolean): string {
  return classNames('chip', option.meaning !== undefined && 'chip-tall', on && 'chip-on')
}
