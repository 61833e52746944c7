import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import './open.css'

/** A word and what it means, one under the other on a narrow phone and in large print. */
export function Term({ word, children }: { word: string; children: ReactNode }) {
  return (
    <View className="term">
      <View className="term-word">{word}</View>
      <View className="term-text">{children}</View>
    </View>
  )
}

/** A count at the end of its line. */
export function CountLine({ word, value, strong }: { word: ReactNode; value: string; strong?: boolean }) {
  return (
    <View className={strong ? 'count-line strong' : 'count-line'}>
      <View className="grow">{word}</View>
      <View className="nowrap">{value}</View>
    </View>
  )
}
