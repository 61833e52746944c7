import { queueLabels } from '@minyi/shared/cases/labels.ts'
import type { Queue } from '@minyi/shared/cases/search/contract.ts'
import type { Permission } from '@minyi/shared/platform/identity.ts'
import type { IconName } from '../../components/icon-shapes'
import { Rail, type RailItem } from '../../components/office/rail'
import { type ListFilter, useList } from './list/store'

export type View = Queue | 'mine' | 'all'

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

/** The queues with how many wait in each, then what I handled, then everything. */
export function Queues({ permissions, onView }: { permissions: readonly Permission[]; onView: (view: View) => void }) {
  const { filter, counts } = useList()
  const items: RailItem<View>[] = queuesOf(permissions).map((queue) => ({
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
      value={viewOf(filter)}
      onChange={onView}
    />
  )
}
