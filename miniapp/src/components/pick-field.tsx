import { Picker, View } from '@tarojs/components'
import { isH5 } from '../lib/platform'
import { wholeDay } from '../lib/time-words'
import { Field } from './field'
import { Icon } from './icon'
import './pick-field.css'

type Picked = { label: string; hint?: string; error?: string; placeholder: string; id?: string }

export type PickFieldProps<T extends string> = Picked & {
  options: readonly { value: T; word: string }[]
  value: T | undefined
  onChange: (value: T) => void
}

/** One of a list too long for chips, through the phone's or the browser's own list. */
export function PickField<T extends string>(props: PickFieldProps<T>) {
  const { label, hint, error, placeholder, id, options, value, onChange } = props
  const choose = (index: number) => {
    const option = options[index]
    if (option) onChange(option.value)
  }
  const at = options.findIndex((option) => option.value === value)
  return (
    <Field label={label} hint={hint} error={error}>
      {isH5 ? (
        <View className="control">
          <select
            id={id}
            className="input select"
            aria-label={label}
            aria-invalid={error !== undefined}
            value={at}
            onChange={(event) => choose(Number(event.target.value))}
          >
            <option value={-1} disabled>
              {placeholder}
            </option>
            {options.map((option, index) => (
              <option key={option.value} value={index}>
                {option.word}
              </option>
            ))}
          </select>
        </View>
      ) : (
        <Picker
          mode="selector"
          aria-label={label}
          range={options.map(({ word }) => word)}
          value={Math.max(0, at)}
          onChange={(event) => choose(Number(event.detail.value))}
        >
          <Shown words={options[at]?.word} placeholder={placeholder} />
        </Picker>
      )}
    </Field>
  )
}

export type DayFieldProps = Picked & {
  /** YYYY-MM-DD. */
  value: string | undefined
  onChange: (day: string) => void
  from?: string
  to?: string
}

/**
 * A calendar day, through the phone's or the browser's own calendar. A browser writes days in its own language, so until somebody types
 * in it the field says the day in Chinese over it.
 */
export function DayField({ label, hint, error, placeholder, id, value, onChange, from, to }: DayFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {isH5 ? (
        <View className="control day-control">
          <input
            id={id}
            className="input day-input"
            type="date"
            aria-label={label}
            aria-invalid={error !== undefined}
            value={value ?? ''}
            min={from}
            max={to}
            onChange={(event) => onChange(event.target.value)}
          />
          <View className={value ? 'day-words' : 'day-words picked-none'} aria-hidden="true">
            {value ? wholeDay(value) : placeholder}
          </View>
        </View>
      ) : (
        <Picker
          mode="date"
          aria-label={label}
          value={value ?? to ?? ''}
          start={from}
          end={to}
          onChange={(event) => onChange(event.detail.value)}
        >
          <Shown words={value && wholeDay(value)} placeholder={placeholder} />
        </Picker>
      )}
    </Field>
  )
}

function Shown({ words, placeholder }: { words: string | undefined; placeholder: string }) {
  return (
    <View className="control">
      <View className={words ? 'grow' : 'grow picked-none'}>{words ?? placeholder}</View>
      <Icon name="down" className="control-icon" />
    </View>
  )
}
