import { type Platform, systemContext } from '../../platform/context.ts'
import type { Job } from '../../platform/jobs.ts'
import { listTenants } from '../../platform/tenants.ts'
import { tellLate } from './late/service.ts'

export const jobs: Job[] = [{ name: 'supervision.late', cron: '*/10 * * * *', run: tellAllLate }]

async function tellAllLate(platform: Platform): Promise<void> {
  for (const tenant of await listTenants(platform)) {
    const ctx = systemContext(platform, tenant, 'supervision.late')
    while ((await tellLate(ctx)) > 0);
  }
}
