import { verifyQueues } from '../features/cases/queues/service.ts'
import { countUnfindable } from '../features/cases/search/service.ts'
import { verifyHandling } from '../features/indicators/handling/rollups/service.ts'
import { verifyRollups } from '../features/indicators/rollups/service.ts'
import { readConfig } from '../platform/config.ts'
import { openPlatform } from '../platform/open-platform.ts'

/** Compares the rollups of all figures, the counts of the queues and those of handled items with the rows they are made from; exit code 2 when they differ. */
const platform = openPlatform(readConfig(), { logLevel: 'error' })
try {
  const differences = await verifyRollups(platform)
  const queues = await verifyQueues(platform)
  const unfindable = await countUnfindable(platform)
  const handling = await verifyHandling(platform)
  for (const one of differences.slice(0, 20)) {
    process.stdout.write(`${one.dimension} ${one.key} ${one.kind} ${one.grain} ${one.period}\n`)
  }
  process.stdout.write(
    differences.length === 0
      ? '指标汇总与明细一致，没有差异。\n'
      : `有 ${differences.length} 处不一致，请运行 npm run db -- rebuild-rollups 重建。\n`,
  )
  process.stdout.write(
    queues.length === 0
      ? '队列件数与民意件一致，没有差异。\n'
      : `队列件数有 ${queues.length} 处不一致，请运行 npm run db -- rebuild-rollups 重建。\n`,
  )
  process.stdout.write(
    handling.length === 0
      ? '办理情况汇总与民意件一致，没有差异。\n'
      : `办理情况汇总有 ${handling.length} 处不一致，请运行 npm run db -- rebuild-rollups 重建。\n`,
  )
  if (unfindable > 0) {
    process.stdout.write(`有 ${unfindable} 件搜索不到，请运行 npm run db -- rebuild-rollups 重建。\n`)
  }
  if (differences.length + queues.length + handling.length + unfindable > 0) process.exitCode = 2
} finally {
  await platform.database.close()
}
