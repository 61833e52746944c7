import { type Platform, systemContext } from '../../platform/context.ts'
import type { Job } from '../../platform/jobs.ts'
import { listTenants } from '../../platform/tenants.ts'
import * as batches from './batches/service.ts'

export const jobs: Job[] = [{ name: 'follow-ups.close-batches', cron: '40 3 * * *', run: closeBatches }]

/** Closes the units' batches of poor grades, in every tenant. */
export async function closeBatches(platform: Platform): Promise<void> {
  for (const tenant of await listTenants(platform)) {
    await batches.closeBatches(systemContext(platform, tenant, 'follow-ups.close-batches'))
  }
}
