import type { Platform } from '../../../platform/context.ts'
import * as queries from './queries.ts'

/** A fold of this many rows may have left some. */
export const mostInFold = 20_000

/**
 * Folds what happened into the rollups, in the one process that gets the lock; everything in one transaction, so exactly once. On a
 * database that was restored into another cluster the cursor means nothing, and the rollups are made anew. Answers how many rows
 * were folded.
 */
export async function foldStep(platform: Platform): Promise<number> {
  const { sql } = platform.database
  const state = await sql.begin(async (tx) => {
    if (!(await queries.tryLock(tx))) return 'busy' as const
    const cursor = await queries.findCursor(tx)
    if (cursor?.cluster !== (await queries.readCluster(tx))) return 'lost' as const
    return queries.foldOnce(tx, mostInFold, platform.now())
  })
  if (state === 'lost') return rebuildRollups(platform)
  return state === 'busy' ? 0 : state
}

/** Makes the rollups anew from the rows; readers see the old ones until it is done. Answers the number of rollup rows. */
export async function rebuildRollups(platform: Platform): Promise<number> {
  const { sql } = platform.database
  return sql.begin(async (holder) => {
    await queries.waitForLock(holder)
    // The snapshot must be younger than the lock, or it would not see what the last worker folded.
    return sql.begin('isolation level repeatable read', async (tx) => {
      await queries.placeCursor(tx, await queries.readCluster(tx), platform.now())
      return queries.rebuild(tx)
    })
  })
}

/** Compares the rollups, with what is not folded yet, against the rows. */
export async function verifyRollups(platform: Platform): Promise<queries.Difference[]> {
  return platform.database.sql.begin('isolation level repeatable read', async (tx) => {
    return queries.listDifferences(tx)
  })
}
