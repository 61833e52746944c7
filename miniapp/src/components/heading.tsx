import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { isH5 } from '../lib/platform'
import { roleOf } from './aria'

export type HeadingProps = { children: ReactNode; level?: 1 | 2 | 3; className?: string }

/** A heading that screen readers can jump to; the class says how large it looks. */
export function Heading({ children, level = 2, className = 'subtitle' }: HeadingProps) {
  return (
    <View className={className} {...roleOf('heading')} {...(isH5 ? { 'aria-level': level } : {})}>
      {children}
    </View>
  )
}
