import { addDays, type Day, daysBetween, firstOfMonth } from '../../platform/time.ts'
import type { TaskState } from '../contract.ts'
import type { ListEntry, ListKind } from './contract.ts'

export type Period = { fromDay: Day; toDay: Day }

const aMonday = '1970-01-05'

/** The week (Monday to Sunday) or the month that a day lies in. */
export function periodOf(kind: ListKind, day: Day): Period {
  if (kind === 'monthly') {
    const fromDay = firstOfMonth(day)
    return { fromDay, toDay: addDays(firstOfMonth(addDays(fromDay, 31)), -1) }
  }
  const fromDay = addDays(day, -(((daysBetween(aMonday, day) % 7) + 7) % 7))
  return { fromDay, toDay: addDays(fromDay, 6) }
}

/** What is known of one unit's part, in days of the place and instants: the checkpoints, and when it was sent back. */
export type PartFacts = {
  state: TaskState
  assignedDay: Day
  endedDay: Day | null
  checkpoints: readonly {
    kind: string
    round: number
    dueDay: Day
    dueAtMs: number
    metAtMs: number | null
    metDay: Day | null
  }[]
  returnedDays: readonly Day[]
}

/** Whether a part belongs into the list of a period: given before its end, and not ended before its beginning. */
export const belongsTo = ({ fromDay, toDay }: Period, part: PartFacts): boolean =>
  part.assignedDay <= toDay && (part.endedDay === null || part.endedDay >= fromDay)

type Counted = Pick<
  ListEntry,
  'dueDay' | 'isNew' | 'isDue' | 'isLate' | 'checkpoints' | 'onTime' | 'finished' | 'cleared' | 'returns' | 'open'
>

/**
 * How one part did in a period. A checkpoint counts in the period that its date lies in, and once that date is over; it was in time when
 * it was met before. So each checkpoint is counted in one month only, and never before anybody can be late.
 */
export function countPart({ fromDay, toDay }: Period, part: PartFacts, nowMs: number): Counted {
  const within = (day: Day | null) => day !== null && day >= fromDay && day <= toDay
  const fell = part.checkpoints.filter(({ dueDay, dueAtMs, metAtMs }) => {
    return within(dueDay) && (metAtMs !== null || dueAtMs < nowMs)
  })
  const finishes = part.checkpoints.filter(({ kind }) => kind === 'finish')
  const last = finishes.reduce((a, b) => (b.round > a.round ? b : a))
  const waits = part.state !== 'finished' && part.endedDay === null
  return {
    dueDay: last.dueDay,
    isNew: within(part.assignedDay),
    isDue: waits && within(last.dueDay),
    isLate: waits && part.checkpoints.some(({ metAtMs, dueAtMs }) => metAtMs === null && dueAtMs < nowMs),
    checkpoints: fell.length,
    onTime: fell.filter(({ metAtMs, dueAtMs }) => metAtMs !== null && metAtMs <= dueAtMs).length,
    finished: finishes.some(({ metDay }) => within(metDay)),
    cleared: part.state === 'cleared' && within(part.endedDay),
    returns: part.returnedDays.filter(within).length,
    open: part.endedDay === null || part.endedDay > toDay,
  }
}

/** The three parts of a weekly list: 新交办, 本周到期或已逾期, 继续办理. Each entry stands in one. */
export function sectionsOf(entries: readonly ListEntry[]): Record<'fresh' | 'due' | 'going', ListEntry[]> {
  const rest = entries.filter(({ isNew }) => !isNew)
  const isPressing = ({ isDue, isLate }: ListEntry) => isDue || isLate
  return {
    fresh: entries.filter(({ isNew }) => isNew),
    due: rest.filter(isPressing),
    going: rest.filter((entry) => !isPressing(entry)),
  }
}

/** How one unit did: shares stand as two numbers, never as a bare percentage of a handful. */
export type ReviewRow = {
  unitId: string | null
  unitName: string
  assigned: number
  fresh: number
  checkpoints: number
  onTime: number
  late: number
  finished: number
  cleared: number
  returned: number
  open: number
}

/** A monthly review by unit, the most late first, and its total. */
export function reviewOf(entries: readonly ListEntry[]): { rows: ReviewRow[]; total: ReviewRow } {
  const units = new Map<string, ListEntry[]>()
  for (const entry of entries) units.set(entry.unitId, [...(units.get(entry.unitId) ?? []), entry])
  const rows = [...units].map(([unitId, own]) => rowOf(unitId, own[0]?.unitName ?? '', own))
  rows.sort((a, b) => b.late - a.late || b.assigned - a.assigned || (a.unitName < b.unitName ? -1 : 1))
  return { rows, total: rowOf(null, '合计', entries) }
}

function rowOf(unitId: string | null, unitName: string, entries: readonly ListEntry[]): ReviewRow {
  const count = (is: (entry: ListEntry) => boolean) => entries.filter(is).length
  const sum = (of: (entry: ListEntry) => number) => entries.reduce((total, entry) => total + of(entry), 0)
  const checkpoints = sum((entry) => entry.checkpoints)
  const onTime = sum((entry) => entry.onTime)
  return {
    unitId,
    unitName,
    assigned: entries.length,
    fresh: count(({ isNew }) => isNew),
    checkpoints,
    onTime,
    late: checkpoints - onTime,
    finished: count(({ finished }) => finished),
    cleared: count(({ cleared }) => cleared),
    returned: sum(({ returns }) => returns),
    open: count(({ open }) => open),
  }
}
