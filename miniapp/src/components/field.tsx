import { Input, Textarea, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { isH5 } from '../lib/platform'
import { roleOf } from './aria'
import { classNames } from './class-names'
import { Icon } from './icon'
import type { IconName } from './icon-shapes'
import './field.css'

export type FieldProps = {
  label: string
  children: ReactNode
  /** Beside the label, such as 可不填. */
  hint?: string
  /** What is wrong with it, as the server or a rule says. */
  error?: string
  /** At the right of the label. */
  aside?: ReactNode
}

/** A question of a form: its words, its control, and what is wrong with it. */
export function Field({ label, children, hint, error, aside }: FieldProps) {
  return (
    <View className={classNames('field', error !== undefined && 'field-wrong')}>
      <View className="spread">
        <View className="field-label">
          {label}
          {hint && <View className="field-hint">{hint}</View>}
        </View>
        {aside}
      </View>
      {children}
      {error && (
        <View className="field-error" {...roleOf('alert')}>
          <Icon name="alert" size={18} />
          <View className="grow">{error}</View>
        </View>
      )}
    </View>
  )
}

type Written = {
  label: string
  value: string
  onChange: (value: string) => void
  hint?: string
  error?: string
  aside?: ReactNode
  placeholder?: string
  maxLength?: number
  id?: string
}

export type TextFieldProps = Written & {
  kind?: 'text' | 'phone' | 'number' | 'password' | 'search'
  icon?: IconName
  /** What the browser may fill in: `username`, `current-password`, `one-time-code`, `tel`. */
  autoComplete?: string
  /** Stands in the control at its end, such as 获取验证码. */
  end?: ReactNode
  onEnter?: () => void
}

/** One line of text. */
export function TextField(props: TextFieldProps) {
  return (
    <Field label={props.label} hint={props.hint} error={props.error} aside={props.aside}>
      <View className="control">
        {props.icon && <Icon name={props.icon} className="control-icon" />}
        {isH5 ? <BrowserInput {...props} /> : <WeappInput {...props} />}
        {props.end}
      </View>
    </Field>
  )
}

export type TextAreaProps = Written & { maxLength: number }

/** Several lines, with the count of what was written. */
export function TextArea({ label, value, onChange, hint, error, aside, placeholder, maxLength, id }: TextAreaProps) {
  return (
    <Field label={label} hint={hint} error={error} aside={aside}>
      {isH5 ? (
        <textarea
          id={id}
          className="area"
          aria-label={label}
          aria-invalid={error !== undefined}
          value={value}
          placeholder={placeholder}
          maxLength={maxLength}
          rows={4}
          onChange={(event) => onChange(event.target.value)}
        />
      ) : (
        <Textarea
          className="area"
          autoHeight
          aria-label={label}
          value={value}
          placeholder={placeholder}
          maxlength={maxLength}
          onInput={(event) => onChange(event.detail.value)}
        />
      )}
      <View className="area-count">
        {value.length} / {maxLength} 字
      </View>
    </Field>
  )
}

const browserKinds = {
  text: { type: 'text' },
  phone: { type: 'tel', inputMode: 'tel' },
  number: { type: 'text', inputMode: 'numeric' },
  password: { type: 'password' },
  search: { type: 'search' },
} as const

function BrowserInput({
  label,
  value,
  onChange,
  error,
  placeholder,
  maxLength,
  id,
  kind = 'text',
  autoComplete,
  onEnter,
}: TextFieldProps) {
  return (
    <input
      id={id}
      className="input"
      {...browserKinds[kind]}
      aria-label={label}
      aria-invalid={error !== undefined}
      value={value}
      placeholder={placeholder}
      maxLength={maxLength}
      autoComplete={autoComplete ?? 'off'}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) onEnter?.()
      }}
    />
  )
}

function WeappInput({ label, value, onChange, placeholder, maxLength, kind = 'text', onEnter }: TextFieldProps) {
  return (
    <Input
      className="input"
      type={kind === 'phone' || kind === 'number' ? 'number' : 'text'}
      password={kind === 'password'}
      confirmType={kind === 'search' ? 'search' : 'done'}
      aria-label={label}
      value={value}
      placeholder={placeholder}
      maxlength={maxLength ?? 140}
      onInput={(event) => onChange(event.detail.value)}
      onConfirm={onEnter}
    />
  )
}
