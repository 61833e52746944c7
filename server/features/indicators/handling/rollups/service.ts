import type { Platform } from '../../../../platform/context.ts'
import * as queries from './queries.ts'

const mostInFold = 20_000

/** Counts the ended items that changed, in the one process that gets the lock, until none waits. */
export async function foldHandling(platform: Platform): Promise<void> {
  for (let folded = mostInFold; folded >= mostInFold; ) {
    folded = await platform.database.db.transaction(async (tx) =>
      (await queries.tryLock(tx)) ? queries.foldOnce(tx, mostInFold, platform.now()) : 0,
    )
  }
}

/** Counts all ended items anew; readers see the old counts until it is done. Answers the number of rows. */
export async function rebuildHandling(platform: Platform): Promise<number> {
  const { db } = platform.database
  return db.transaction(async (holder) => {
    await queries.waitForLock(holder)
    // The snapshot must be younger than the lock, or it would not see what the last worker folded.
    return db.transaction((tx) => queries.rebuild(tx, platform.now()), { isolationLevel: 'repeatable read' })
  })
}

/** Compares the counts of handled items with the items. */
export const verifyHandling = (platform: Platform) =>
  platform.database.db.transaction((tx) => queries.listDifferences(tx, platform.now()), {
    isolationLevel: 'repeatable read',
  })
