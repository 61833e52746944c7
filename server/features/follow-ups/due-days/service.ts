import { addWorkingDays } from '@minyi/shared/clocks/working-days.ts'
import { followUpClocks } from '@minyi/shared/follow-ups/rules.ts'
import type { Day } from '@minyi/shared/platform/time.ts'
import { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import { readParameter } from '../../../platform/parameters.ts'
import { readCalendar } from '../../clocks/service.ts'

export type DueDays = { callBackDueDay: Day; answerDueDay: Day; hardDueDay: Day; provisional: boolean }

const keptMs = 5_000
const kept = new WeakMap<Context['database'], Map<string, { atMs: number; days: Promise<DueDays> }>>()

/** The days by which a poor grade of `day` is called back, answered and closed; counted anew every five seconds at most. */
export function countDueDays(ctx: Context, day: Day): Promise<DueDays> {
  const known = kept.get(ctx.database) ?? new Map()
  kept.set(ctx.database, known)
  const key = `${ctx.tenant.id}/${day}`
  const earlier = known.get(key)
  if (earlier && Date.now() - earlier.atMs < keptMs) return earlier.days
  const days = countAnew(ctx, day)
  known.clear()
  known.set(key, { atMs: Date.now(), days })
  // Whoever asked is told what went wrong; the next one asks anew.
  days.catch(() => known.delete(key))
  return days
}

/** The last day of the resident's window for the second grade. */
export async function countReRateDay(ctx: Context, day: Day): Promise<Day> {
  return addWorkingDays(day, await daysOf(ctx, 'reRate'), await readCalendar(ctx)).day
}

async function countAnew(ctx: Context, day: Day): Promise<DueDays> {
  const calendar = await readCalendar(ctx)
  const due = async (clock: 'callBack' | 'answer' | 'hard') => addWorkingDays(day, await daysOf(ctx, clock), calendar)
  const [callBack, answer, hard] = [await due('callBack'), await due('answer'), await due('hard')]
  return {
    callBackDueDay: callBack.day,
    answerDueDay: answer.day,
    hardDueDay: hard.day,
    provisional: callBack.provisional || answer.provisional || hard.provisional,
  }
}

const daysOf = (ctx: Context, clock: keyof typeof followUpClocks) =>
  readParameter(ctx, followUpClocks[clock].name, z.number().int().min(1).max(200), followUpClocks[clock].days)
