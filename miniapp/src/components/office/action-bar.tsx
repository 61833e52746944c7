import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { roleOf } from '../aria'
import { Button } from '../button'
import { KeyHint } from './key-hint'
import './action-bar.css'

export type Action = {
  word: string
  onPress: () => void
  /** Its shortcut. */
  keyName?: string
  /** What is missing while it cannot be done; said in the button itself. */
  blocked?: string
  busy?: boolean
  danger?: boolean
}

export type ActionBarProps = {
  /** 下一步：回访核实 */
  next: ReactNode
  aside?: ReactNode
  /** The first is the primary one, unless nothing waits to be done. */
  actions: readonly Action[]
  hasPrimary?: boolean
}

/** The one place of an item's actions, at its foot. */
export function ActionBar({ next, aside, actions, hasPrimary = true }: ActionBarProps) {
  return (
    <View className="action-bar" {...roleOf('toolbar')} aria-label="办理">
      <View className="spread action-next">
        <View>{next}</View>
        {aside && <View className="sub">{aside}</View>}
      </View>
      <View className="wrap">
        {actions.map(({ word, onPress, keyName, blocked, busy, danger }, index) => (
          <Button
            key={word}
            small
            kind={danger ? 'danger' : hasPrimary && index === 0 ? 'primary' : 'line'}
            onPress={onPress}
            disabled={blocked !== undefined}
            busy={busy}
          >
            {blocked ? `${word}（${blocked}）` : word}
            {keyName && !blocked && <KeyHint name={keyName} />}
          </Button>
        ))}
      </View>
    </View>
  )
}
