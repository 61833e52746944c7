import type * as contract from '@minyi/shared/cases/search/contract.ts'
import type { OutputOf } from '@minyi/shared/platform/operation.ts'
import { type Context, instantOf, type Platform } from '../../../platform/context.ts'
import { openClockBook } from '../../clocks/service.ts'
import * as queries from './queries.ts'

/** How many items wait in each queue of the caller, and how many open ones the caller has had in hand. */
export async function countQueues(ctx: Context): Promise<OutputOf<typeof contract.countQueues>> {
  const { soonUntil } = await openClockBook(ctx)
  const moments = { now: ctx.now(), soonUntil }
  const [counts, mine] = await Promise.all([queries.countQueueRows(ctx, moments), queries.countTouched(ctx)])
  return { counts, mine, at: instantOf(ctx, moments.now) }
}

/** Folds what changed into the counts of the queues; answers how many counts moved. */
export async function foldQueues(platform: Platform): Promise<number> {
  return platform.database.sql.begin((tx) => queries.foldOnce(tx))
}

/** Counts the queues anew from the items; readers see the old counts until it is done. */
export async function recountQueues(platform: Platform): Promise<number> {
  const { sql } = platform.database
  return sql.begin(async (holder) => {
    await queries.waitForLock(holder)
    // The snapshot must be younger than the lock, or it would not see what the last worker folded.
    return sql.begin('isolation level repeatable read', (tx) => queries.recount(tx))
  })
}

/** Compares the counts of the queues with the items. */
export async function verifyQueues(platform: Platform) {
  return platform.database.sql.begin('isolation level repeatable read', (tx) => queries.listDifferences(tx))
}
