import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Kept } from '../../lib/kept-remote'
import { classNames } from '../class-names'
import { Failed } from '../loaded'
import { Skeleton } from '../skeleton'
import './kept-loaded.css'

export type KeptLoadedProps<T> = { from: Kept<T>; children: (value: T) => ReactNode; skeleton?: ReactNode }

/** Shows what was read; while a newer choice is being read the last answer stays, a little paler. */
export function KeptLoaded<T>({ from, children, skeleton }: KeptLoadedProps<T>) {
  const { value, failure, stale, reload } = from
  if (failure && !stale) return <Failed failure={failure} onRetry={reload} />
  if (value === undefined) return <>{skeleton ?? <Skeleton blocks={1} />}</>
  return (
    <View className={classNames('kept', stale && 'kept-stale')} aria-busy={stale}>
      {children(value)}
    </View>
  )
}
