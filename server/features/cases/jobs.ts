import type { Context, Platform } from '../../platform/context.ts'
import type { Job } from '../../platform/jobs.ts'
import { inEachTenant } from '../../platform/tenants.ts'
import { drawCallBacks } from './call-backs/drawing/service.ts'
import { askCheckIns } from './check-ins/service.ts'
import { expireExports, writeExport } from './exports/writing/service.ts'
import { watchFolders } from './imports/folders/service.ts'
import { forgetReports, workThrough } from './imports/work/service.ts'
import { tellNews, tellRunOver } from './notices/service.ts'
import { endVerdictWindows } from './office/steps/service.ts'
import { endAskWindows, giveAskWindows } from './petitions/service.ts'
import { foldQueues } from './queues/service.ts'
import { workRecounts } from './recounts/service.ts'
import { endRestedPauses } from './requests/service.ts'
import { giveFirstTiers, raiseStaleItems } from './tiers/service.ts'

export const jobs: Job[] = [
  { name: 'imports.work', everyMs: 1_000, run: workThrough },
  { name: 'imports.watch', cron: '*/5 * * * *', run: watchFolders },
  { name: 'imports.forget', cron: '40 3 * * *', run: forgetReports },
  { name: 'cases.queues', everyMs: 2_000, run: foldQueues },
  { name: 'cases.exports', everyMs: 1_000, run: writeExports },
  { name: 'cases.expire-exports', cron: '11 * * * *', run: expireExports },
  { name: 'cases.notices', everyMs: 2_000, run: tellNews },
  { name: 'cases.run-over', cron: '15 8 * * *', run: tellRunOver },
  { name: 'cases.recounts', everyMs: 5_000, run: workRecounts },
  { name: 'cases.tiers', cron: '*/10 * * * *', run: everywhere('cases.tiers', raiseStaleItems) },
  { name: 'cases.first-tiers', cron: '50 3 * * *', run: everywhere('cases.first-tiers', giveFirstTiers) },
  { name: 'cases.review-windows', cron: '25 * * * *', run: everywhere('cases.review-windows', endAskWindows) },
  {
    name: 'cases.first-review-windows',
    cron: '55 3 * * *',
    run: everywhere('cases.first-review-windows', giveAskWindows),
  },
  { name: 'cases.pauses', cron: '5,35 * * * *', run: everywhere('cases.pauses', endRestedPauses) },
  { name: 'cases.call-back-lot', cron: '20 6 * * *', run: everywhere('cases.call-back-lot', drawCallBacks) },
  { name: 'cases.check-ins', cron: '40 8 * * *', run: everywhere('cases.check-ins', askCheckIns) },
  { name: 'cases.verdict-windows', cron: '*/10 * * * *', run: everywhere('cases.verdict-windows', endVerdictWindows) },
]

/** Does a step in each place until it finds nothing more to do. */
function everywhere(name: string, step: (ctx: Context) => Promise<number>) {
  return (platform: Platform): Promise<void> =>
    inEachTenant(platform, name, async (ctx) => {
      while ((await step(ctx)) > 0);
    })
}

async function writeExports(platform: Platform): Promise<void> {
  while ((await writeExport(platform)) > 0);
}
