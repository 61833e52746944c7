import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { isH5 } from '../lib/platform'
import { classNames } from './class-names'
import './press.css'

export type PressRole = 'button' | 'link' | 'radio' | 'checkbox' | 'switch' | 'tab' | 'option'

export type PressProps = {
  onPress: () => void
  children?: ReactNode
  className?: string
  /** The name for a screen reader where the words inside do not say it. */
  label?: string
  role?: PressRole
  checked?: boolean
  selected?: boolean
  expanded?: boolean
  current?: boolean
  disabled?: boolean
  /** -1 takes it out of the tab order, as in a group that the arrow keys walk. */
  tabIndex?: number
  id?: string
}

/** Whatever can be tapped: a real button on h5 (focus, Enter, Space), a view with its role on weapp. */
export function Press(props: PressProps) {
  const { onPress, children, className, label, role = 'button', checked, selected, expanded, current, disabled } = props
  if (isH5) {
    const states = {
      'aria-checked': checked,
      'aria-selected': selected,
      'aria-expanded': expanded,
      'aria-current': current ? ('page' as const) : undefined,
    }
    return (
      <button
        type="button"
        id={props.id}
        className={classNames('press', className)}
        role={role === 'button' ? undefined : role}
        aria-label={label}
        {...states}
        disabled={disabled}
        tabIndex={props.tabIndex}
        onClick={onPress}
      >
        {children}
      </button>
    )
  }
  return (
    <View
      id={props.id}
      className={classNames('press', className)}
      hoverClass={disabled ? 'none' : 'press-down'}
      aria-role={role}
      aria-label={label}
      aria-checked={checked}
      aria-selected={selected ?? current}
      aria-expanded={expanded}
      aria-disabled={disabled}
      onClick={() => {
        if (!disabled) onPress()
      }}
    >
      {children}
    </View>
  )
}
