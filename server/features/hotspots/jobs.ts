import type { Platform } from '../../platform/context.ts'
import type { Job } from '../../platform/jobs.ts'
import { inEachTenant } from '../../platform/tenants.ts'
import { watchTopics } from './watch/service.ts'

export const jobs: Job[] = [{ name: 'hotspots.watch', cron: '20 2 * * *', run: watchAll }]

function watchAll(platform: Platform): Promise<void> {
  return inEachTenant(platform, 'hotspots.watch', watchTopics)
}
