import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { roleOf } from './aria'
import { Button } from './button'
import { Drawing } from './drawing'
import { Heading } from './heading'
import './state-card.css'

/** Nothing here yet, something failed, no network, not for this person, and finished. */
export type StateKind = 'empty' | 'error' | 'offline' | 'forbidden' | 'done'

export type StateCardProps = {
  kind: StateKind
  /** What happened. */
  title: string
  /** What is safe and what to do. */
  text: ReactNode
  action?: { word: string; onPress: () => void }
}

/** The one card of a state: a quiet drawing, what happened, what is safe, what to do, one button. */
export function StateCard({ kind, title, text, action }: StateCardProps) {
  return (
    <View className="state-card" {...roleOf(kind === 'error' || kind === 'offline' ? 'alert' : undefined)}>
      <Drawing svg={drawings[kind]} className="state-drawing" />
      <Heading>{title}</Heading>
      <View className="sub">{text}</View>
      {action && (
        <View className="state-action">
          <Button kind="line" onPress={action.onPress}>
            {action.word}
          </Button>
        </View>
      )}
    </View>
  )
}

function drawn(inside: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 72" fill="none" stroke="#8a92a0" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round">${inside}</svg>`
}

const tray = '<rect x="8" y="10" width="80" height="54" rx="6"/><path d="M8 40h24l5 8h22l5-8h24"/>'
const cloud = '<path d="M26 58h42a14 14 0 0 0 2-27.8A23 23 0 0 0 26 29a15 15 0 0 0 0 29z"/>'
const gate = '<path d="M30 32V22a18 18 0 0 1 36 0v10"/><rect x="20" y="32" width="56" height="34" rx="6"/>'

const drawings: Record<StateKind, string> = {
  empty: drawn(`${tray}<path stroke="#1d4ed8" d="M36 26h24M42 33h12"/>`),
  error: drawn(`${tray}<path stroke="#b45309" d="M48 18v12M48 35v.2"/>`),
  offline: drawn(`${cloud}<path stroke="#b45309" d="m24 68 48-54"/>`),
  forbidden: drawn(`${gate}<path stroke="#1d4ed8" d="M48 45v9"/><circle cx="48" cy="43" r="2.6" stroke="#1d4ed8"/>`),
  done: drawn(
    `${tray}<circle cx="48" cy="25" r="10" stroke="#1d4ed8"/><path stroke="#1d4ed8" d="m43.5 25.2 3.2 3 6-6.4"/>`,
  ),
}
