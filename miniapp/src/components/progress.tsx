import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { roleOf } from './aria'
import './progress.css'

export type ProgressProps = {
  /** 第 2 步，共 3 步 */ words: string
  done: number
  of: number /** The saved state, at the right. */
  saved?: ReactNode
}

/** How far one has come, in words and as a bar. */
export function Progress({ words, done, of, saved }: ProgressProps) {
  return (
    <View className="progress">
      <View>{words}</View>
      <View
        className="progress-rail"
        {...roleOf('progressbar')}
        aria-label={words}
        aria-valuemin={0}
        aria-valuemax={of}
        aria-valuenow={done}
      >
        <View className="progress-done" style={{ width: `${of > 0 ? (100 * done) / of : 0}%` }} />
      </View>
      {saved && <View>{saved}</View>}
    </View>
  )
}
