import { View } from '@tarojs/components'
import { type ReactNode, useEffect } from 'react'
import { isH5 } from '../../lib/platform'
import { roleOf } from '../aria'
import { Button } from '../button'
import { classNames } from '../class-names'
import { Icon } from '../icon'
import { Press } from '../press'
import './dense-list.css'

export type DenseItem = {
  id: string
  title: string
  /** The title as it is shown, where that is more than its words. */
  shown?: ReactNode
  facts: string
  /** One more line, such as where a searched word stands. */
  more?: ReactNode
  state?: ReactNode
  clock?: ReactNode
}

export type DenseListProps = {
  label: string
  items: readonly DenseItem[]
  /** The open one. */
  current: string | undefined
  onOpen: (id: string) => void
  /** With it each row has a box, and `picked` says which are ticked. */
  onPick?: (id: string) => void
  picked?: readonly string[]
  /** How many are before and after, in words; there are no page numbers. */
  foot?: ReactNode
  onBefore?: () => void
  onNext?: () => void
}

/** A dense, keyset-paged list. It is one tab stop; the arrow keys (and the page's j and k) move, x ticks. */
export function DenseList(props: DenseListProps) {
  const { label, items, current, onOpen, onPick, picked = [], foot, onBefore, onNext } = props
  const focusable = items.some(({ id }) => id === current) ? current : items[0]?.id
  useEffect(() => {
    if (isH5 && current) document.getElementById(`item-${current}`)?.scrollIntoView?.({ block: 'nearest' })
  }, [current])
  return (
    <View className="dense-list">
      <View className="dense-rows" {...roleOf('list')} aria-label={label}>
        {items.map((item) => (
          <View
            key={item.id}
            className={rowClass(item.id === current, picked.includes(item.id))}
            {...roleOf('listitem')}
          >
            {onPick && <Tick item={item} ticked={picked.includes(item.id)} onPick={onPick} />}
            <Press
              id={`item-${item.id}`}
              current={item.id === current}
              tabIndex={item.id === focusable ? 0 : -1}
              className="dense-item"
              onPress={() => onOpen(item.id)}
            >
              <View className="grow">
                <View className="dense-title">{item.shown ?? item.title}</View>
                <View className="dense-facts">{item.facts.split(' · ').join('\u00a0· ')}</View>
                {item.more && <View className="dense-more">{item.more}</View>}
              </View>
              {item.state}
              {item.clock && <View className="dense-clock">{item.clock}</View>}
            </Press>
          </View>
        ))}
      </View>
      <View className="dense-foot">
        <View className="grow">{foot}</View>
        {(onBefore || onNext) && (
          <>
            <Button kind="line" small disabled={!onBefore} onPress={() => onBefore?.()}>
              上一页
            </Button>
            <Button kind="line" small disabled={!onNext} onPress={() => onNext?.()}>
              下一页
            </Button>
          </>
        )}
      </View>
    </View>
  )
}

function Tick({ item, ticked, onPick }: { item: DenseItem; ticked: boolean; onPick: (id: string) => void }) {
  return (
    <Press
      role="checkbox"
      checked={ticked}
      label={`选择 ${item.title}`}
      tabIndex={-1}
      className="dense-pick"
      onPress={() => onPick(item.id)}
    >
      <View className={classNames('dense-box', ticked && 'dense-box-on')}>
        {ticked && <Icon name="check" size={12} />}
      </View>
    </Press>
  )
}

function rowClass(open: boolean, ticked: boolean): string {
  return classNames('dense-row', open && 'dense-row-on', ticked && 'dense-row-picked')
}

/** The item before or after the open one, for j, k and the arrow keys; `place` is where one stood that has left the list. */
export function neighbour(
  items: readonly { id: string }[],
  current: string | undefined,
  step: 1 | -1,
  place = 0,
): string | undefined {
  const at = items.findIndex(({ id }) => id === current)
  const wanted = at >= 0 ? at + step : step > 0 ? place : place - 1
  return items[Math.min(items.length - 1, Math.max(0, wanted))]?.id
}
