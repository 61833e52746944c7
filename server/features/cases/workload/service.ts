import type * as contract from '@minyi/shared/cases/workload/contract.ts'
import type { OutputOf } from '@minyi/shared/platform/operation.ts'
import { addDays } from '@minyi/shared/platform/time.ts'
import { type Context, instantOf, today } from '../../../platform/context.ts'
import { startOfDay } from '../../../platform/zone.ts'
import * as queries from './queries.ts'

const shownPeople = 200

/** The load of each unit and person, how old it is, and what falls due until Sunday. */
export async function readWorkload(ctx: Context): Promise<OutputOf<typeof contract.readWorkload>> {
  const now = ctx.now()
  const day = today(ctx)
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
  const weekEnd = startOfDay(ctx.tenant.zone, addDays(day, 7 - weekday))
  const moments = { now, weekEnd, lately: new Date(now.getTime() - 7 * 86_400_000) }
  const [units, people, week] = await Promise.all([
    queries.listUnitRows(ctx, moments),
    queries.listPersonRows(ctx, moments, shownPeople),
    queries.listDueDays(ctx, moments),
  ])
  return {
    at: instantOf(ctx, now),
    units: units.map((row) => ({
      unitId: row.unit_id,
      unitName: row.unit_name,
      open: row.open,
      overdue: row.overdue,
      dueThisWeek: row.due_this_week,
      ages: row.ages,
      repliedLately: row.replied_lately,
    })),
    people: people.map((row) => ({
      staffId: row.staff_id,
      name: row.name,
      unitName: row.unit_name,
      inHand: row.in_hand,
      overdue: row.overdue,
      stepsLately: row.steps_lately,
    })),
    week,
  }
}
