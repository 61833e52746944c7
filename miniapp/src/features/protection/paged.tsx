import { View } from '@tarojs/components'
import { type ReactNode, useState } from 'react'
import { Loaded } from '../../components/loaded'
import { PageTurner } from '../../components/office/page-turner'
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
          <PageTurner trail={trail} next={found.next} onTurn={setTrail} />
        </View>
      )}
    </Loaded>
  )
}
