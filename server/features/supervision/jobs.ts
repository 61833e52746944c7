import type { Platform } from '../../platform/context.ts'
import type { Job } from '../../platform/jobs.ts'
import { inEachTenant } from '../../platform/tenants.ts'
import { tellLate } from './late/service.ts'
import { tellLateLetters } from './letters/late/service.ts'

export const jobs: Job[] = [{ name: 'supervision.late', cron: '*/10 * * * *', run: tellAllLate }]

function tellAllLate(platform: Platform): Promise<void> {
  return inEachTenant(platform, 'supervision.late', async (ctx) => {
    while ((await tellLate(ctx)) > 0);
    while ((await tellLateLetters(ctx)) > 0);
  })
}
