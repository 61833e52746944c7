import { recountQueues } from '../features/cases/queues/service.ts'
import { rebuildHandling } from '../features/indicators/handling/rollups/service.ts'
import { rebuildRollups } from '../features/indicators/rollups/service.ts'
import { readConfig } from '../platform/config.ts'
import { openPlatform } from '../platform/open-platform.ts'

/** Makes the rollups of all figures anew from matters, claims and ratings, and the counts of the queues and of handled items from the items. */
const platform = openPlatform(readConfig(), { logLevel: 'error' })
try {
  const rows = await rebuildRollups(platform)
  const queues = await recountQueues(platform)
  const handling = await rebuildHandling(platform)
  process.stdout.write(
    `指标汇总已由明细重建，共 ${rows} 行；队列件数已重新清点，共 ${queues} 行；办理情况共 ${handling} 行。\n`,
  )
} finally {
  await platform.database.close()
}
