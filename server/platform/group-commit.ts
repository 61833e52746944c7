import { setImmediate as arrivals } from 'node:timers/promises'
import { Problem } from './problem.ts'

export type GroupCommit<T, R> = {
  /** Resolves once the item is committed; refused with `intake-full` when too many wait already. */
  put: (item: T) => Promise<R>
  waiting: () => number
}

export type GroupCommitOptions<T, R> = {
  /** Commits all items in one transaction and answers in their order; it must stand being given an item again. */
  write: (items: readonly T[]) => Promise<readonly R[]>
  mostWaiting: number
  mostInBatch: number
  /** Batches that may be under way together, so that the database commits one while the next one is read. */
  mostAtOnce: number
  /** How many must wait before a batch is written beside another one: many small commits cost more than they gain. */
  leastBeside: number
}

type Entry<T, R> = { item: T; resolve: (result: R) => void; reject: (cause: unknown) => void }

/**
 * Writes what arrives while commits are under way with the next one, without a timer: alone when it is quiet, in batches under
 * load. Before each commit it lets in what the event loop has already received. A batch that fails is written again item by
 * item, so that one bad item never fails its neighbours.
 */
export function groupCommit<T, R>(options: GroupCommitOptions<T, R>): GroupCommit<T, R> {
  const queue: Entry<T, R>[] = []
  let underWay = 0

  const worthOneMore = () =>
    underWay === 0 ? queue.length > 0 : underWay < options.mostAtOnce && queue.length >= options.leastBeside

  const drain = async () => {
    while (worthOneMore()) {
      underWay += 1
      await arrivals()
      const batch = queue.splice(0, options.mostInBatch)
      if (batch.length > 0) await writeBatch(options.write, batch)
      underWay -= 1
    }
  }

  return {
    put: (item) =>
      new Promise<R>((resolve, reject) => {
        if (queue.length >= options.mostWaiting) {
          reject(new Problem('intake-full', { retryAfterSeconds: 2 }))
          return
        }
        queue.push({ item, resolve, reject })
        void drain()
      }),
    waiting: () => queue.length,
  }
}

async function writeBatch<T, R>(write: GroupCommitOptions<T, R>['write'], batch: Entry<T, R>[]): Promise<void> {
  try {
    settle(batch, await write(batch.map((entry) => entry.item)))
  } catch (cause) {
    if (batch.length === 1) for (const entry of batch) entry.reject(cause)
    else for (const entry of batch) await writeBatch(write, [entry])
  }
}

function settle<T, R>(batch: Entry<T, R>[], results: readonly R[]): void {
  if (results.length !== batch.length) throw new Error('a batch must be answered item by item')
  for (const [i, result] of results.entries()) batch[i]?.resolve(result)
}
