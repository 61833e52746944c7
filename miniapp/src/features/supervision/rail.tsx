import type { Permission } from '@minyi/shared/platform/identity.ts'
import { Rail, type RailItem } from '../../components/office/rail'
import { useOffice } from '../office/store'
import { endStep } from './steps/store'
import { closeItem, showView, useSupervision, type View } from './store'
import { endWriting } from './writing/store'

type Entry = Omit<RailItem<View>, 'value'> & { value: View; of: Permission; counted?: boolean }

/** Every view with its words: what supervisors follow, and what a unit was given. */
const entries: readonly Entry[] = [
  { value: 'tasks.open', word: '要办的', icon: 'inbox', of: 'supervision.answer', counted: true, tone: 'soon' },
  { value: 'tasks.late', word: '已逾期', icon: 'warning', of: 'supervision.answer', counted: true, tone: 'late' },
  { value: 'tasks.finished', word: '等销号', icon: 'clock', of: 'supervision.answer', counted: true },
  { value: 'tasks.ended', word: '已了结', icon: 'check', of: 'supervision.answer' },
  { value: 'received.open', word: '监督函', icon: 'document', of: 'supervision.answer', counted: true, tone: 'soon' },
  {
    value: 'received.late',
    word: '函：有逾期',
    icon: 'warning',
    of: 'supervision.answer',
    counted: true,
    tone: 'late',
  },
  { value: 'received.all', word: '函：全部', icon: 'list', of: 'supervision.answer' },
  { value: 'own-lists.weekly', word: '周交办', icon: 'table', of: 'supervision.answer' },
  { value: 'own-lists.monthly', word: '月讲评', icon: 'bars', of: 'supervision.answer' },
  { value: 'orders.active', word: '未销号', icon: 'inbox', of: 'supervision.read', counted: true },
  { value: 'orders.late', word: '有逾期', icon: 'warning', of: 'supervision.read', counted: true, tone: 'late' },
  { value: 'orders.to-clear', word: '待销号', icon: 'clock', of: 'supervision.read', counted: true, tone: 'soon' },
  { value: 'orders.unassigned', word: '待交办', icon: 'forward', of: 'supervision.read', counted: true, tone: 'soon' },
  { value: 'orders.cleared', word: '已销号', icon: 'check', of: 'supervision.read' },
  { value: 'orders.all', word: '全部督办件', icon: 'list', of: 'supervision.read' },
  { value: 'letters.open', word: '监督函', icon: 'document', of: 'supervision.read', counted: true },
  { value: 'letters.late', word: '函：有逾期', icon: 'warning', of: 'supervision.read', counted: true, tone: 'late' },
  {
    value: 'letters.to-accept',
    word: '函：待验收',
    icon: 'clock',
    of: 'supervision.read',
    counted: true,
    tone: 'soon',
  },
  { value: 'letters.objections', word: '函：异议', icon: 'talk', of: 'supervision.read', counted: true, tone: 'soon' },
  { value: 'letters.all', word: '函：全部', icon: 'list', of: 'supervision.read' },
  { value: 'lists.weekly', word: '周交办', icon: 'table', of: 'supervision.read' },
  { value: 'lists.monthly', word: '月讲评', icon: 'bars', of: 'supervision.read' },
]

export const viewsFor = (permissions: readonly Permission[]): Entry[] =>
  entries.filter(({ of }) => permissions.includes(of))

export const wordOf = (view: View): string => entries.find(({ value }) => value === view)?.word ?? '督办'

/** The views that the person's permissions open, with how many wait in each. */
export function SupervisionRail() {
  const permissions = useOffice(({ me }) => me?.permissions) ?? []
  const { view, counts } = useSupervision()
  return (
    <Rail<View>
      label="督办"
      items={viewsFor(permissions).map(({ of: _, counted, ...item }) => ({
        ...item,
        ...(counted ? { count: counts[item.value] ?? 0 } : {}),
      }))}
      value={view}
      onChange={(chosen) => {
        closeItem()
        endStep()
        endWriting()
        showView({ view: chosen, q: '' })
      }}
    />
  )
}
