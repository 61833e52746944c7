import type { Platform } from '../../platform/context.ts'
import type { Job } from '../../platform/jobs.ts'
import { deliverNotices } from './delivery/service.ts'

export const jobs: Job[] = [{ name: 'notices.deliver', everyMs: 2_000, run: deliverAll }]

async function deliverAll(platform: Platform): Promise<void> {
  while ((await deliverNotices(platform)) > 0);
}
