import { View } from '@tarojs/components'
import { Icon } from '../icon'
import type { IconName } from '../icon-shapes'
import './clock.css'

/** Where a deadline stands: past it, near it, further off, or no longer running. */
export type ClockState = 'overdue' | 'soon' | 'running' | 'paused' | 'met'

const icons: Record<ClockState, IconName> = {
  overdue: 'warning',
  soon: 'clock',
  running: 'clock',
  paused: 'unsure',
  met: 'pass',
}

/** A deadline in words (还剩 2 个工作日), with shape and colour beside them. */
export function Clock({ state, words }: { state: ClockState; words: string }) {
  return (
    <View className={`clock clock-${state}`}>
      <Icon name={icons[state]} />
      {words}
    </View>
  )
}
