import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { classNames } from './class-names'
import { Icon } from './icon'
import type { IconName } from './icon-shapes'
import { Press } from './press'
import './button.css'

export type ButtonProps = {
  children: ReactNode
  onPress: () => void
  /** One primary on a page, the second `line`, the third a `word`. */
  kind?: 'primary' | 'line' | 'word' | 'danger'
  icon?: IconName
  disabled?: boolean
  /** While its work runs the button cannot be pressed again and says so. */
  busy?: boolean
  /** Said under the button, above all what is missing while it is disabled. */
  note?: ReactNode
  label?: string
  /** 32 high for the office; phones leave it out. */
  small?: boolean
  /** As wide as its words, instead of the whole line. */
  narrow?: boolean
  id?: string
}

export function Button(props: ButtonProps) {
  const { children, onPress, kind = 'primary', icon, disabled, busy, note, label, small, narrow, id } = props
  const button = (
    <Press
      id={id}
      className={classNames('btn', `btn-${kind}`, small && 'btn-small', narrow && 'btn-narrow', disabled && 'btn-off')}
      onPress={onPress}
      disabled={disabled || busy}
      label={label}
    >
      {icon && <Icon name={icon} />}
      <View className="btn-words">{busy ? '正在处理…' : children}</View>
    </Press>
  )
  if (!note) return button
  return (
    <View className="grow">
      {button}
      <View className="btn-note">{note}</View>
    </View>
  )
}

/** Small blue words with a full touch target around them. */
export function WordLink({ children, onPress, label }: { children: ReactNode; onPress: () => void; label?: string }) {
  return (
    <Press className="word-link touchable" role="link" onPress={onPress} label={label}>
      {children}
    </Press>
  )
}
