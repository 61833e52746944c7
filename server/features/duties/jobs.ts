import type { Context, Platform } from '../../platform/context.ts'
import type { Job } from '../../platform/jobs.ts'
import { inEachTenant } from '../../platform/tenants.ts'
import { planYear, tellDuties } from './service.ts'

export const jobs: Job[] = [{ name: 'duties.daily', cron: '30 7 * * *', run: everyDay }]

/** The year's duties stand on the list, and whoever has to know of one that comes near hears of it. */
function everyDay(platform: Platform): Promise<void> {
  return inEachTenant(platform, 'duties.daily', async (ctx: Context) => {
    await planYear(ctx)
    await tellDuties(ctx)
  })
}
