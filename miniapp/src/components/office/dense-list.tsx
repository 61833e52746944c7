import { View } from '@tarojs/components'
import { type ReactNode, useEffect } from 'react'
import { isH5 } from '../../lib/platform'
import { roleOf } from '../aria'
import { Button } from '../button'
import { classNames } from '../class-names'
import { Press } from '../press'
import './dense-list.css'

export type DenseItem = { id: string; title: string; facts: string; state?: ReactNode; clock?: ReactNode }

export type DenseListProps = {
  label: string
  items: readonly DenseItem[]
  /** The open one. */
  current: string | undefined
  onOpen: (id: string) => void
  /** How many are before and after, in words; there are no page numbers. */
  foot?: ReactNode
  onBefore?: () => void
  onNext?: () => void
}

/** A dense, keyset-paged list. It is one tab stop; the arrow keys (and the page's j and k) move. */
export function DenseList({ label, items, current, onOpen, foot, onBefore, onNext }: DenseListProps) {
  const focusable = items.some(({ id }) => id === current) ? current : items[0]?.id
  useEffect(() => {
    if (isH5 && current) document.getElementById(`item-${current}`)?.scrollIntoView?.({ block: 'nearest' })
  }, [current])
  return (
    <View className="dense-list">
      <View className="dense-rows" {...roleOf('listbox')} aria-label={label}>
        {items.map((item) => (
          <Press
            key={item.id}
            id={`item-${item.id}`}
            role="option"
            selected={item.id === current}
            tabIndex={item.id === focusable ? 0 : -1}
            className={classNames('dense-item', item.id === current && 'dense-item-on')}
            onPress={() => onOpen(item.id)}
          >
            <View className="grow">
              <View className="dense-title">{item.title}</View>
              <View className="dense-facts">{item.facts}</View>
            </View>
            {item.state}
            {item.clock && <View className="dense-clock">{item.clock}</View>}
          </Press>
        ))}
      </View>
      <View className="dense-foot">
        <View className="grow">{foot}</View>
        <Button kind="line" small disabled={!onBefore} onPress={() => onBefore?.()}>
          上一页
        </Button>
        <Button kind="line" small disabled={!onNext} onPress={() => onNext?.()}>
          下一页
        </Button>
      </View>
    </View>
  )
}

/** The item before or after the open one, for j, k and the arrow keys. */
export function neighbour(
  items: readonly { id: string }[],
  current: string | undefined,
  step: 1 | -1,
): string | undefined {
  const at = items.findIndex(({ id }) => id === current)
  if (at < 0) return items[0]?.id
  return items[Math.min(items.length - 1, Math.max(0, at + step))]?.id
}
