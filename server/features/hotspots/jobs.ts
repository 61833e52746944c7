import { type Platform, systemContext } from '../../platform/context.ts'
import type { Job } from '../../platform/jobs.ts'
import { listTenants } from '../../platform/tenants.ts'
import { watchTopics } from './watch/service.ts'

export const jobs: Job[] = [{ name: 'hotspots.watch', cron: '20 2 * * *', run: watchAll }]

async function watchAll(platform: Platform): Promise<void> {
  for (const tenant of await listTenants(platform)) await watchTopics(systemContext(platform, tenant, 'hotspots.watch'))
}
