import { type Platform, systemContext } from '../../platform/context.ts'
import type { Job } from '../../platform/jobs.ts'
import { listTenants } from '../../platform/tenants.ts'
import { tellNews, tellRunOver } from './notices/service.ts'
import { endVerdictWindows } from './office/steps/service.ts'
import { foldQueues } from './queues/service.ts'

export const jobs: Job[] = [
  { name: 'cases.queues', everyMs: 2_000, run: foldQueues },
  { name: 'cases.notices', everyMs: 2_000, run: tellNews },
  { name: 'cases.run-over', cron: '15 8 * * *', run: tellRunOver },
  { name: 'cases.verdict-windows', cron: '*/10 * * * *', run: endAllVerdictWindows },
]

async function endAllVerdictWindows(platform: Platform): Promise<void> {
  for (const tenant of await listTenants(platform)) {
    const ctx = systemContext(platform, tenant, 'cases.verdict-windows')
    while ((await endVerdictWindows(ctx)) > 0);
  }
}
