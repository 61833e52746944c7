import type { Platform } from '../../platform/context.ts'
import type { Job } from '../../platform/jobs.ts'
import { inEachTenant } from '../../platform/tenants.ts'
import * as batches from './batches/service.ts'

export const jobs: Job[] = [{ name: 'follow-ups.close-batches', cron: '40 3 * * *', run: closeBatches }]

/** Closes the units' batches of poor grades, in every tenant. */
export function closeBatches(platform: Platform): Promise<void> {
  return inEachTenant(platform, 'follow-ups.close-batches', batches.closeBatches)
}
