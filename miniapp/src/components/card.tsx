import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { roleOf } from './aria'
import { classNames } from './class-names'
import './card.css'

export type CardProps = {
  children: ReactNode
  /** No padding of its own, for rows that reach the edges. */
  flush?: boolean
  className?: string
  label?: string
}

/** White ground for one matter. Cards never lie in cards. */
export function Card({ children, flush, className, label }: CardProps) {
  return (
    <View
      className={classNames('card', flush && 'card-flush', className)}
      {...roleOf(label ? 'group' : undefined)}
      aria-label={label}
    >
      {children}
    </View>
  )
}

/** The line between two parts of one card. */
export function Split() {
  return <View className="split" />
}
