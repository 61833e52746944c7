import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { isH5 } from '../../lib/platform'
import { roleOf } from '../aria'
import { Button } from '../button'
import './item-column.css'

export type ItemColumnProps = {
  children: ReactNode
  label?: string
  /** The next actions, or the step that is being taken. */
  foot?: ReactNode
  /** Where the item stands in the place of the list: the way back to it. */
  onBack?: (() => void) | undefined
}

/** The right column of a bench: the whole item, and at its foot the one place for what comes next. */
export function ItemColumn({ children, label = '这一件', foot, onBack }: ItemColumnProps) {
  return (
    <View className="column-item" {...roleOf('region')} aria-label={label}>
      <View className="column-scroll" id="item-scroll" {...(isH5 ? { tabIndex: 0 } : {})}>
        {onBack && (
          <Button kind="word" small icon="back" onPress={onBack}>
            返回列表
          </Button>
        )}
        {children}
      </View>
      {foot}
    </View>
  )
}
