import { listPublicFigures } from '@minyi/shared/indicators/closed/contract.ts'
import { WordLink } from '../../components/button'
import { Skeleton } from '../../components/skeleton'
import { call } from '../../lib/call'
import { go } from '../../lib/navigate'
import { useRemote } from '../../lib/remote'
import { FigureCard } from './figure-card'

/** The district's own figure on the first page; without a network the rest of the page does not wait for it. */
export function HomeFigure() {
  const { remote } = useRemote(() => call(listPublicFigures, {}), 'public')
  if (remote.state === 'loading') return <Skeleton blocks={1} />
  const [first] = remote.value?.rows ?? []
  if (!first) return null
  const open = () => go('figure', { id: first.indicator.id })
  return (
    <FigureCard
      {...first}
      aside={
        <WordLink onPress={open} label="这个数字是怎么算的">
          怎么算的
        </WordLink>
      }
    />
  )
}
