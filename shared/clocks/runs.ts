import type { Day } from '../platform/time.ts'
import { type Count, dueOf } from './due.ts'
import { addClockDays, clockDaysLeft, type DueDay, type WorkingCalendar } from './working-days.ts'

/** A clock stood still from one day (which still counted) through another. */
export type Pause = { from: Day; to: Day }

/** A clock with everything that has happened to it: by how many days it was extended, and when it stood still. */
export type Run = { count: Count; start: Day; extendedBy: number; pauses: readonly Pause[] }

/**
 * When a run ends: the days that were left when it was paused are left when it goes on, and an extension adds days of its kind at the
 * end. The same answer comes out in whatever order both were decided, so a run can be counted anew from its beginning at any time.
 */
export function dueOfRun(run: Run, calendar: WorkingCalendar): DueDay {
  const { dayKind } = run.count
  const set = dueOf(run.count, run.start, calendar)
  const extended = run.extendedBy > 0 ? joined(set, addClockDays(set.day, run.extendedBy, dayKind, calendar)) : set
  const inOrder = [...run.pauses].sort((a, b) => (a.from < b.from ? -1 : 1))
  return inOrder.reduce((due, pause) => {
    if (pause.from > due.day || pause.to <= pause.from) return due
    const left = clockDaysLeft(pause.from, due.day, dayKind, calendar)
    return joined(due, addClockDays(pause.to, left, dayKind, calendar))
  }, extended)
}

const joined = (before: DueDay, after: DueDay): DueDay => ({
  day: after.day,
  provisional: before.provisional || after.provisional,
})
