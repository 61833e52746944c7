import type { Day } from '../platform/time.ts'
import type { ClockReading, DayKind } from './contract.ts'
import { clockDaysLeft, type WorkingCalendar } from './working-days.ts'

export type Due = { dueAtMs: number; dueDay: Day; dayKind: DayKind }
export type Moment = { nowMs: number; today: Day; soonUntilMs: number }

/** Where a clock stands at a moment: a day that has begun beyond the due day counts as one over, also on a Sunday. */
export function standingOf(
  due: Due,
  moment: Moment,
  calendar: WorkingCalendar,
): Pick<ClockReading, 'remaining' | 'state'> {
  const left = clockDaysLeft(moment.today, due.dueDay, due.dayKind, calendar)
  const remaining = moment.today > due.dueDay ? Math.min(-1, left) : left
  if (moment.nowMs > due.dueAtMs) return { remaining, state: 'overdue' }
  return { remaining, state: due.dueAtMs <= moment.soonUntilMs ? 'soon' : 'running' }
}
