import type { Platform } from '../../../platform/context.ts'
import type { Job } from '../../../platform/jobs.ts'
import { listTenants } from '../../../platform/tenants.ts'
import { watchFolders } from './folders/service.ts'
import { dropOldFaultRows } from './work/queries.ts'
import { workOnce } from './work/service.ts'

const reportDays = 30

export const jobs: Job[] = [
  { name: 'imports.work', everyMs: 1_000, run: workThrough },
  { name: 'imports.watch', cron: '*/5 * * * *', run: watchFolders },
  { name: 'imports.forget', cron: '40 3 * * *', run: forgetReports },
]

async function workThrough(platform: Platform): Promise<void> {
  while (await workOnce(platform, await listTenants(platform)));
}

function forgetReports(platform: Platform): Promise<number> {
  return dropOldFaultRows(platform, new Date(platform.now().getTime() - reportDays * 86_400_000))
}
