import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { roleOf } from './aria'
import { classNames } from './class-names'
import { Icon } from './icon'
import './timeline.css'

export type TimelineStep = {
  /** done: filled with a tick · now: ring with a dot · later: empty · failed: a diamond, such as 没有解决. */
  state: 'done' | 'now' | 'later' | 'failed'
  name: string
  /** At the right: the date, or until when. */
  date?: string
  dateTone?: 'warn' | 'bad'
  /** Who, and by when. */
  note?: ReactNode
  children?: ReactNode
}

const stateWords = { done: '已完成', now: '正在进行', later: '还没到', failed: '没有解决' }

/** The way of a matter, like a parcel's: each step with its date, its deadline and who. */
export function Timeline({ steps, dense }: { steps: readonly TimelineStep[]; dense?: boolean }) {
  return (
    <View className={classNames('timeline', dense && 'timeline-dense')} {...roleOf('list')}>
      {steps.map((step) => (
        <View key={`${step.name}${step.date ?? ''}`} className={`step step-${step.state}`} {...roleOf('listitem')}>
          <View className="knot">
            {step.state === 'done' && <Icon name="check" size={14} />}
            <View className="unseen">{stateWords[step.state]}</View>
          </View>
          <View className="step-head">
            <View className="step-name">{step.name}</View>
            {step.date && <View className={classNames('step-date', step.dateTone)}>{step.date}</View>}
          </View>
          {step.note && <View className="sub">{step.note}</View>}
          {step.children}
        </View>
      ))}
    </View>
  )
}
