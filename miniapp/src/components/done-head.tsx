import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Heading } from './heading'
import { Icon } from './icon'
import './done-head.css'

/** The head of a receipt: what has been received, and the number to keep. */
export function DoneHead({ title, children }: { title: string; children: ReactNode }) {
  return (
    <View className="done-head">
      <View className="done-disc">
        <Icon name="check" size={28} />
      </View>
      <View className="grow">
        <Heading className="title">{title}</Heading>
        <View className="sub">{children}</View>
      </View>
    </View>
  )
}
