import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { classNames } from './class-names'
import { Icon } from './icon'
import type { IconName } from './icon-shapes'
import './tag.css'

export type TagProps = { children: ReactNode; tone?: 'blue' | 'plain' | 'good' | 'warn' | 'bad'; icon?: IconName }

/** A state in one word. */
export function Tag({ children, tone = 'blue', icon }: TagProps) {
  return (
    <View className={classNames('tag', `tag-${tone}`)}>
      {icon && <Icon name={icon} />}
      {children}
    </View>
  )
}

/** Stands on everything that shows figures or cases of the demonstration. */
export function DemoMark() {
  return <View className="demo-mark">演示数据</View>
}
