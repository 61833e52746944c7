import { type Platform, systemContext } from '../../platform/context.ts'
import type { Job } from '../../platform/jobs.ts'
import { listTenants } from '../../platform/tenants.ts'
import { deliverNotices } from './notices/service.ts'
import { endVerdictWindows } from './office/steps/service.ts'

export const jobs: Job[] = [
  { name: 'cases.notices', everyMs: 5_000, run: deliverNotices },
  { name: 'cases.verdict-windows', cron: '*/10 * * * *', run: endAllVerdictWindows },
]

async function endAllVerdictWindows(platform: Platform): Promise<void> {
  for (const tenant of await listTenants(platform)) {
    const ctx = systemContext(platform, tenant, 'cases.verdict-windows')
    while ((await endVerdictWindows(ctx)) > 0);
  }
}
