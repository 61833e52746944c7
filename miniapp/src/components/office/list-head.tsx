import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Heading } from '../heading'
import './list-head.css'

export type ListHeadProps = {
  title: string
  /** How many there are. */
  count?: number
  /** There are more than were counted. */
  more?: boolean
  /** At the right, such as the order. */
  aside?: ReactNode
  /** What the list is about, in a sentence. */
  note?: ReactNode
  /** Filters. */
  children?: ReactNode
}

/** The head of a bench's list: what is shown, and what narrows it. */
export function ListHead({ title, count, more, aside, note, children }: ListHeadProps) {
  return (
    <View className="list-head">
      <View className="spread list-line">
        <View className="line-up">
          <Heading level={1} className="list-title">
            {title}
          </Heading>
          {count !== undefined && (
            <View className="list-count">
              {count}
              {more && '+'} 件
            </View>
          )}
        </View>
        {aside}
      </View>
      {note && <View className="sub">{note}</View>}
      {children}
    </View>
  )
}
