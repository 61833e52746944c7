import { type Day, daysBetween } from '../platform/time.ts'
import type { DutyState } from './contract.ts'

/** Two weeks before its day, three days before it, and once it is over: each is told once. */
export const noticeDays = [14, 3] as const

/** How loud a duty is on a day: 0 silent, then a step for each notice, and the last where it is overdue. */
export function noticeLevel(dueDay: Day, today: Day): number {
  const left = daysBetween(today, dueDay)
  return left < 0 ? noticeDays.length + 1 : noticeDays.filter((days) => left <= days).length
}

export const isOverdueLevel = (level: number): boolean => level > noticeDays.length

type Recorded = { outcome: string | null; doneDay: Day | null; dueDay: Day }

/** Where a duty stands: what was done after its day stays late. */
export function dutyStateOf({ outcome, doneDay, dueDay }: Recorded, today: Day): DutyState {
  if (outcome === 'not-applicable') return 'not-applicable'
  if (outcome === 'done') return doneDay !== null && doneDay > dueDay ? 'done-late' : 'done'
  const level = noticeLevel(dueDay, today)
  if (isOverdueLevel(level)) return 'overdue'
  return level > 0 ? 'soon' : 'open'
}
