import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon } from '../icon'
import './sealed-field.css'

export type SealedFieldsProps = {
  /** Which fields are sealed; never dots of the value's length. */
  names: readonly string[]
  /** Who chose it, who may ask, that the person is told, how often it was opened. */
  reason: string
  /** At the right, such as 申请开启. */
  action?: ReactNode
}

/** Personal fields that are sealed, shown as sealed. */
export function SealedFields({ names, reason, action }: SealedFieldsProps) {
  return (
    <View className="stack-tight">
      <View className="spread">
        <View className="wrap">
          {names.map((name) => (
            <View key={name} className="sealed-name" aria-label={`${name}，已封存`}>
              <Icon name="lock" size={14} />
              {name}
            </View>
          ))}
        </View>
        {action}
      </View>
      <View className="sub">{reason}</View>
    </View>
  )
}
