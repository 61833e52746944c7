import { addDays, firstOfMonth } from '@minyi/shared/platform/time.ts'
import { watchDay } from '../features/indicators/alarms/watch/service.ts'
import { closeDay } from '../features/indicators/closing/service.ts'
import { foldStep } from '../features/indicators/rollups/service.ts'
import { type Context, today } from '../platform/context.ts'
import { startOfDay } from '../platform/zone.ts'
import { publishMonth } from './published.ts'
import type { World } from './world.ts'

const lastDays = 7

/** Folds all that the simulation wrote into the rollups. */
export async function foldAll(ctx: Context): Promise<void> {
  while ((await foldStep(ctx)) > 0);
}

/** Closes the last day of every month, of which the last are published, and each of the last days, which are watched as well. */
export async function closeDays(world: World): Promise<void> {
  const { ctx, days } = world
  const recent = addDays(today(ctx), -lastDays)
  const closed = days.filter((day) => day >= recent || firstOfMonth(addDays(day, 1)) === addDays(day, 1))
  // The year was just written in bulk; without statistics the closings would be planned as over empty tables.
  await ctx.database.sql`analyze matters, claims, claim_showings, ratings, rating_events, areas, area_closure`
  for (const day of closed) {
    await closeDay(ctx, day)
    await publishMonth(world, day)
    const night = startOfDay(ctx.tenant.zone, addDays(day, 1))
    if (day >= recent) await watchDay({ ...ctx, now: () => night }, day)
  }
}
