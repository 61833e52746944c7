import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { desktopWidth, useScreenWidth } from '../../lib/screen'
import { roleOf } from '../aria'
import { classNames } from '../class-names'
import { Icon } from '../icon'
import type { IconName } from '../icon-shapes'
import { Press } from '../press'
import { Switcher } from './switcher'
import './rail.css'

export type RailItem<T extends string> = {
  value: T
  word: string
  icon: IconName
  count?: number
  /** There are more than were counted. */
  more?: boolean
  tone?: 'soon' | 'late'
}
export type RailProps<T extends string> = {
  label: string
  /** More of them under a head of their own, after the first ones; only beside the list. */
  below?: { label: string; items: readonly RailItem<T>[]; foot?: ReactNode }
  items: readonly RailItem<T>[]
  value: T
  onChange: (value: T) => void
}

/** The queues with how many wait in each; one button with a sheet where there is no room beside the list. */
export function Rail<T extends string>({ label, items, below, value, onChange }: RailProps<T>) {
  const wide = useScreenWidth() >= desktopWidth
  return (
    <View className="rail" {...roleOf('navigation')} aria-label={label}>
      {wide ? (
        <>
          <View className="rail-label">{label}</View>
          {items.map((item) => (
            <RailLine key={item.value} item={item} on={item.value === value} onChange={onChange} />
          ))}
          {below && <View className="rail-label">{below.label}</View>}
          {below?.items.map((item) => (
            <RailLine key={item.value} item={item} on={item.value === value} onChange={onChange} />
          ))}
          {below?.foot}
        </>
      ) : (
        <Switcher label={label} items={[...items, ...(below?.items ?? [])]} value={value} onChange={onChange} />
      )}
    </View>
  )
}

type RailLineProps<T extends string> = { item: RailItem<T>; on: boolean; onChange: (value: T) => void }

function RailLine<T extends string>({ item, on, onChange }: RailLineProps<T>) {
  return (
    <Press
      className={classNames('rail-item', on && 'rail-item-on')}
      current={on}
      label={item.count === undefined ? item.word : `${item.word} ${item.count} 件`}
      onPress={() => onChange(item.value)}
    >
      <Icon name={item.icon} />
      <View className="grow">{item.word}</View>
      {item.count !== undefined && (
        <View className={classNames('rail-count', item.count > 0 && item.tone && `rail-${item.tone}`)}>
          {item.count}
          {item.more && '+'}
        </View>
      )}
    </Press>
  )
}
