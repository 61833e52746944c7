import { addDays, type Day } from '../../platform/time.ts'
import { checkInDays } from './contract.ts'

/** How long a question stays open after its day. */
export const answerDays = 7

/** Whether anybody could retaliate: somebody is accused. */
export const offersCheckIns = (item: { kind: string; accusedUnitId: string | null }): boolean =>
  item.kind === 'complaint' || item.kind === 'report' || item.accusedUnitId !== null

/** The days on which to ask after an end; those already by when the resident agrees are left out. */
export function checkInPlan(endedDay: Day, today: Day): { days: number; dueDay: Day }[] {
  return checkInDays
    .map((days) => ({ days, dueDay: addDays(endedDay, days) }))
    .filter(({ dueDay }) => addDays(dueDay, answerDays) >= today)
}
