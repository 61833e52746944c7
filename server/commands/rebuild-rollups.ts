import { recountQueues } from '../features/cases/queues/service.ts'
import { reindexItems } from '../features/cases/search/service.ts'
import { rebuildHandling } from '../features/indicators/handling/rollups/service.ts'
import { rebuildRollups } from '../features/indicators/rollups/service.ts'
import { readConfig } from '../platform/config.ts'
import { systemContext } from '../platform/context.ts'
import { openPlatform } from '../platform/open-platform.ts'
import { listTenants } from '../platform/tenants.ts'

/** Makes the rollups of all figures anew from matters, claims and ratings, and the counts of the queues and of handled items, and what items are found by, from the items. */
const platform = openPlatform(readConfig(), { logLevel: 'error' })
try {
  const rows = await rebuildRollups(platform)
  const queues = await recountQueues(platform)
  const handling = await rebuildHandling(platform)
  for (const tenant of await listTenants(platform)) await reindexItems(systemContext(platform, tenant, 'reindex'))
  process.stdout.write(
    `指标汇总已由明细重建，共 ${rows} 行；队列件数已重新清点，共 ${queues} 行；办理情况共 ${handling} 行；搜索用的字词已重写。\n`,
  )
} finally {
  await platform.database.close()
}
