import { View } from '@tarojs/components'
import { useCallback, useState } from 'react'
import { classNames } from '../class-names'
import { Sheet } from '../confirm-sheet'
import { Icon } from '../icon'
import type { IconName } from '../icon-shapes'
import { Press } from '../press'
import './rail.css'
import './switcher.css'

export type SwitcherItem<T extends string> = {
  value: T
  word: string
  icon?: IconName
  count?: number
  tone?: 'soon' | 'late'
}
export type SwitcherProps<T extends string> = {
  label: string
  items: readonly SwitcherItem<T>[]
  value: T
  onChange: (value: T) => void
  className?: string
}

/** Where one is, as one button; the sheet behind it has all the places, where a window has no room for them side by side. */
export function Switcher<T extends string>({ label, items, value, onChange, className }: SwitcherProps<T>) {
  const [open, setOpen] = useState(false)
  const close = useCallback(() => setOpen(false), [])
  const now = items.find((item) => item.value === value)
  return (
    <>
      <Press className={classNames('switcher', className)} expanded={open} onPress={() => setOpen(true)}>
        {now?.icon && <Icon name={now.icon} />}
        <View className="grow">{now ? now.word : label}</View>
        {now && <Count item={now} />}
        <Icon name="down" className="switcher-mark" />
      </Press>
      <Sheet open={open} title={label} onClose={close}>
        <View className="switch-items">
          {items.map((item) => (
            <Press
              key={item.value}
              className={classNames('switch-item', item.value === value && 'switch-item-on')}
              current={item.value === value}
              onPress={() => {
                close()
                onChange(item.value)
              }}
            >
              {item.icon && <Icon name={item.icon} />}
              <View className="grow">{item.word}</View>
              <Count item={item} />
              {item.value === value && <Icon name="check" />}
            </Press>
          ))}
        </View>
      </Sheet>
    </>
  )
}

function Count<T extends string>({ item }: { item: SwitcherItem<T> }) {
  if (item.count === undefined) return null
  return (
    <View className={classNames('rail-count', item.count > 0 && item.tone && `rail-${item.tone}`)}>{item.count}</View>
  )
}
