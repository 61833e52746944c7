import { addDays } from '@minyi/shared/platform/time.ts'
import { type Platform, today } from '../../platform/context.ts'
import type { Job } from '../../platform/jobs.ts'
import { inEachTenant } from '../../platform/tenants.ts'
import { watchDay } from './alarms/watch/service.ts'
import { closeDay } from './closing/service.ts'
import { foldHandling } from './handling/rollups/service.ts'
import { foldStep, mostInFold } from './rollups/service.ts'

export const jobs: Job[] = [
  { name: 'figures.fold', everyMs: 1_000, run: foldAll },
  { name: 'figures.fold-handling', everyMs: 2_000, run: foldHandling },
  // Every hour, because each tenant has a midnight of its own; a day is closed once.
  { name: 'figures.close', cron: '2 * * * *', run: closeYesterday },
  // After each closing; a day is watched once.
  { name: 'figures.watch', cron: '9 * * * *', run: watchYesterday },
]

/** Folds what waits. What arrives meanwhile waits for the next time: under load many small folds would cost more than the ratings. */
export async function foldAll(platform: Platform): Promise<void> {
  while ((await foldStep(platform)) >= mostInFold);
}

/** Closes the day that ended last, in every tenant. */
function closeYesterday(platform: Platform): Promise<void> {
  return inEachTenant(platform, 'figures.close', (ctx) => closeDay(ctx, addDays(today(ctx), -1)))
}

/** Watches the day that ended last, in every tenant that has closed it. */
async function watchYesterday(platform: Platform): Promise<void> {
  await foldAll(platform)
  await inEachTenant(platform, 'figures.watch', (ctx) => watchDay(ctx, addDays(today(ctx), -1)))
}
