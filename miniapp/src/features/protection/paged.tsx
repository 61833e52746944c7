import { View } from '@tarojs/components'
import { type ReactNode, useState } from 'react'
import { Button } from '../../components/button'
import { Loaded } from '../../components/loaded'
import { StateCard } from '../../components/state-card'
import { useRemote } from '../../lib/remote'

type Page = { rows: readonly { id: string }[]; next: string | null }

export type PagedProps<P extends Page> = {
  /** What is read; a change reads from the first page. */
  about: string
  read: (after: string | undefined) => Promise<P>
  empty: { title: string; text: string }
  head?: (page: P) => ReactNode
  children: (row: P['rows'][number], reload: () => void) => ReactNode
}

/** Cards of one list, a page at a time, newest first. */
export function Paged<P extends Page>(props: PagedProps<P>) {
  const { about, read, empty, head, children } = props
  const [way, setWay] = useState<{ about: string; trail: string[] }>({ about, trail: [] })
  const trail = way.about === about ? way.trail : []
  const setTrail = (next: string[]) => setWay({ about, trail: next })
  const after = trail[trail.length - 1]
  const page = useRemote(() => read(after), `${about}/${after ?? ''}`)
  return (
    <Loaded from={page}>
      {(found) => (
        <View className="stack">
          {head?.(found)}
          {found.rows.length === 0 && <StateCard kind="empty" title={empty.title} text={empty.text} />}
          {found.rows.map((row) => (
            <View key={row.id}>{children(row, page.reload)}</View>
          ))}
          {(trail.length > 0 || found.next) && (
            <View className="wrap">
              <Button
                narrow
                small
                kind="line"
                disabled={trail.length === 0}
                onPress={() => setTrail(trail.slice(0, -1))}
              >
                上一页
              </Button>
              <Button
                narrow
                small
                kind="line"
                disabled={!found.next}
                onPress={() => setTrail([...trail, found.next ?? ''])}
              >
                下一页
              </Button>
            </View>
          )}
        </View>
      )}
    </Loaded>
  )
}
