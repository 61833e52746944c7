import { View } from '@tarojs/components'
import { roleOf } from '../aria'
import { classNames } from '../class-names'
import { Icon } from '../icon'
import type { IconName } from '../icon-shapes'
import { Press } from '../press'
import './rail.css'

export type RailItem<T extends string> = {
  value: T
  word: string
  icon: IconName
  count?: number
  tone?: 'soon' | 'late'
}
export type RailProps<T extends string> = {
  label: string
  items: readonly RailItem<T>[]
  value: T
  onChange: (value: T) => void
}

/** The queues with how many wait in each. */
export function Rail<T extends string>({ label, items, value, onChange }: RailProps<T>) {
  return (
    <View className="rail" {...roleOf('navigation')} aria-label={label}>
      <View className="rail-label">{label}</View>
      {items.map((item) => (
        <Press
          key={item.value}
          className={classNames('rail-item', item.value === value && 'rail-item-on')}
          current={item.value === value}
          label={item.count === undefined ? item.word : `${item.word} ${item.count} 件`}
          onPress={() => onChange(item.value)}
        >
          <Icon name={item.icon} />
          <View className="grow">{item.word}</View>
          {item.count !== undefined && (
            <View className={classNames('rail-count', item.count > 0 && item.tone && `rail-${item.tone}`)}>
              {item.count}
            </View>
          )}
        </Press>
      ))}
    </View>
  )
}
