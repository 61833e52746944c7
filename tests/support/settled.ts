import type { Platform } from '@minyi/server/platform/context.ts'
import { expect, vi } from 'vitest'

/**
 * Waits until whoever follows the outbox may read all that was committed: transactions of other tests on the same PostgreSQL that are
 * still under way keep it back, as they do in life.
 */
export async function untilSettled({ database }: Platform): Promise<void> {
  await vi.waitFor(
    async () => {
      const [row] = await database.sql<{ settled: boolean }[]>`
        select coalesce(max(xid) < pg_snapshot_xmin(pg_current_snapshot()), true) as settled from outbox`
      expect(row?.settled).toBe(true)
    },
    { timeout: 60_000, interval: 50 },
  )
}
