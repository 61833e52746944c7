import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { roleOf } from './aria'
import { classNames } from './class-names'
import { Icon } from './icon'
import type { IconName } from './icon-shapes'
import './notice.css'

export type NoticeProps = {
  children: ReactNode
  /** `know` in weak blue, `warn` in weak amber when something is not safe yet, `bad` in the office only. */
  kind?: 'know' | 'warn' | 'bad'
  icon?: IconName
  /** Full width under the header. */
  bar?: boolean
  /** Read out when it appears, as an answer to something just done. */
  live?: boolean
}

export function Notice({ children, kind = 'know', icon, bar, live }: NoticeProps) {
  return (
    <View
      className={classNames('notice', `notice-${kind}`, bar && 'notice-bar')}
      {...roleOf(live ? 'status' : undefined)}
      aria-live={live ? 'polite' : undefined}
    >
      <Icon name={icon ?? (kind === 'know' ? 'info' : 'warning')} className="notice-icon" />
      <View className="grow">{children}</View>
    </View>
  )
}
