import { queueLabels } from '@minyi/shared/cases/labels.ts'
import { type Queue, queues } from '@minyi/shared/cases/search/contract.ts'
import type { CaseView } from '@minyi/shared/cases/views/contract.ts'
import type { Permission } from '@minyi/shared/platform/identity.ts'
import type { IconName } from '../../components/icon-shapes'
import { Rail, type RailItem } from '../../components/office/rail'
import { type ListFilter, sameFilter, useList } from './list/store'
import { filterOfView, useViews } from './views/store'
import { ViewFoot } from './views/view-foot'

export type View = Queue | 'mine' | 'all'
const places: readonly View[] = [...queues, 'mine', 'all']

const icons: Record<Queue, IconName> = {
  'to-accept': 'inbox',
  'to-assign': 'merge',
  'due-soon': 'alert',
  overdue: 'warning',
  'to-reply': 'reply',
  returned: 'redo',
  'to-call-back': 'phone',
}

const ofHandler: readonly Queue[] = ['to-reply', 'due-soon', 'overdue']
const ofOffice: readonly Queue[] = [
  'to-accept',
  'to-assign',
  'due-soon',
  'overdue',
  'to-reply',
  'returned',
  'to-call-back',
]
const ofSupervisor: readonly Queue[] = [
  'to-call-back',
  'overdue',
  'due-soon',
  'to-accept',
  'to-assign',
  'to-reply',
  'returned',
]

/** The queues that a post works through; the first is where its day begins. */
export function queuesOf(permissions: readonly Permission[]): readonly Queue[] {
  if (permissions.includes('cases.dispatch')) return ofOffice
  return permissions.includes('cases.supervise') ? ofSupervisor : ofHandler
}

export function viewOf({ queue, reach }: ListFilter): View {
  return queue ?? (reach === 'mine' ? 'mine' : 'all')
}

export function filterOf(view: View): ListFilter {
  if (view === 'all') return {}
  return view === 'mine' ? { reach: 'mine' } : { queue: view }
}

export function wordOf(view: View): string {
  if (view === 'all') return '全部'
  return view === 'mine' ? '我经手的' : queueLabels[view]
}

/** The name of what the list shows: the view whose filter it is, or the queue. */
export function titleOf(filter: ListFilter, views: readonly CaseView[]): string {
  return viewOn(filter, views)?.name ?? wordOf(viewOf(filter))
}

const viewOn = (filter: ListFilter, views: readonly CaseView[]) =>
  views.find((view) => sameFilter(filterOfView(view), filter))

type QueuesProps = { permissions: readonly Permission[]; onFilter: (filter: ListFilter) => void }

/** The queues with how many wait in each, then what I handled, everything, and the views that were kept. */
export function Queues({ permissions, onFilter }: QueuesProps) {
  const { filter, counts } = useList()
  const views = useViews()
  const shown = viewOn(filter, views.rows)
  const items: RailItem<string>[] = queuesOf(permissions).map((queue) => ({
    value: queue,
    word: queueLabels[queue],
    icon: icons[queue],
    count: counts?.counts[queue],
    tone: queue === 'overdue' ? 'late' : queue === 'due-soon' ? 'soon' : undefined,
  }))
  return (
    <Rail
      label="队列"
      items={[
        ...items,
        { value: 'mine', word: '我经手的', icon: 'star', count: counts?.mine },
        { value: 'all', word: '全部', icon: 'list' },
      ]}
      below={{
        label: '我的视图',
        items: views.rows.map((view) => ({
          value: view.id,
          word: view.name,
          icon: view.mine ? 'star' : 'people',
          count: views.counts[view.id]?.count,
          more: views.counts[view.id]?.more,
        })),
        foot: <ViewFoot filter={filter} shown={shown} />,
      }}
      value={shown?.id ?? viewOf(filter)}
      onChange={(value) => {
        const view = views.rows.find(({ id }) => id === value)
        const place = places.find((one) => one === value)
        if (view) onFilter(filterOfView(view))
        else if (place && (shown || place !== viewOf(filter))) onFilter(filterOf(place))
      }}
    />
  )
}
