import { and, eq, lt, sql } from 'drizzle-orm'
import type { Context, Platform } from '../../../../platform/context.ts'
import { importFaultRows, importFaults, importRuns } from '../tables.ts'
import { putRows } from '../writing/queries.ts'

export type RunRow = typeof importRuns.$inferSelect
export type Counts = Pick<RunRow, 'read' | 'created' | 'changed' | 'same' | 'kept' | 'faulty' | 'warned'>

/** The oldest run that nobody works on, of all places: one that waits, or one whose worker has died. */
export async function findWaitingRun({
  database,
  now,
}: Platform): Promise<{ tenantId: string; id: string } | undefined> {
  const [row] = await database.db
    .select({ tenantId: importRuns.tenantId, id: importRuns.id })
    .from(importRuns)
    .where(
      sql`${importRuns.state} = 'waiting' or (${importRuns.state} = 'running' and ${importRuns.leaseUntil} < ${now().toISOString()}::timestamptz)`,
    )
    .orderBy(importRuns.createdAt)
    .limit(1)
  return row
}

/** Takes a run for one worker; undefined when another one was faster. */
export async function leaseRun(ctx: Context, id: string, worker: string, until: Date): Promise<RunRow | undefined> {
  const [row] = await ctx.db
    .update(importRuns)
    .set({
      state: 'running',
      leaseBy: worker,
      leaseUntil: until,
      startedAt: sql`coalesce(${importRuns.startedAt}, ${ctx.now().toISOString()}::timestamptz)`,
    })
    .where(
      and(
        eq(importRuns.tenantId, ctx.tenant.id),
        eq(importRuns.id, id),
        sql`(${importRuns.state} = 'waiting' or (${importRuns.state} = 'running' and ${importRuns.leaseUntil} < ${ctx.now().toISOString()}::timestamptz))`,
      ),
    )
    .returning()
  return row
}

/** The run, locked, while this worker still holds it. */
export async function lockHeld(ctx: Context, id: string, worker: string): Promise<RunRow | undefined> {
  const [row] = await ctx.db
    .select()
    .from(importRuns)
    .where(
      and(
        eq(importRuns.tenantId, ctx.tenant.id),
        eq(importRuns.id, id),
        eq(importRuns.leaseBy, worker),
        eq(importRuns.state, 'running'),
      ),
    )
    .for('update')
  return row
}

/** How far a run has come, in the transaction that writes its rows. */
export async function moveRun(
  ctx: Context,
  run: RunRow,
  move: { nextRow: number; share: number; leaseUntil: Date; counts: Counts },
): Promise<void> {
  const { counts, ...rest } = move
  await ctx.db
    .update(importRuns)
    .set({
      ...rest,
      read: run.read + counts.read,
      created: run.created + counts.created,
      changed: run.changed + counts.changed,
      same: run.same + counts.same,
      kept: run.kept + counts.kept,
      faulty: run.faulty + counts.faulty,
      warned: run.warned + counts.warned,
    })
    .where(and(eq(importRuns.tenantId, ctx.tenant.id), eq(importRuns.id, run.id)))
}

/** A check that was broken off starts over: it has written nothing but its own report. */
export async function restartCheck(ctx: Context, run: RunRow): Promise<RunRow> {
  for (const table of [importFaults, importFaultRows]) {
    await ctx.db.delete(table).where(and(eq(table.tenantId, ctx.tenant.id), eq(table.runId, run.id)))
  }
  const zero = { read: 0, created: 0, changed: 0, same: 0, kept: 0, faulty: 0, warned: 0, nextRow: 2 }
  await ctx.db
    .update(importRuns)
    .set(zero)
    .where(and(eq(importRuns.tenantId, ctx.tenant.id), eq(importRuns.id, run.id)))
  return { ...run, ...zero }
}

export async function endRun(
  ctx: Context,
  id: string,
  worker: string,
  end: { state: 'done' | 'failed'; fault: string | null },
): Promise<boolean> {
  const rows = await ctx.db
    .update(importRuns)
    .set({ ...end, endedAt: ctx.now(), leaseUntil: null, ...(end.state === 'done' ? { share: 100 } : {}) })
    .where(
      and(
        eq(importRuns.tenantId, ctx.tenant.id),
        eq(importRuns.id, id),
        eq(importRuns.leaseBy, worker),
        eq(importRuns.state, 'running'),
      ),
    )
    .returning({ id: importRuns.id })
  return rows.length > 0
}

export async function keepHeadings(ctx: Context, id: string, headings: string[]): Promise<void> {
  await ctx.db
    .update(importRuns)
    .set({ headings })
    .where(and(eq(importRuns.tenantId, ctx.tenant.id), eq(importRuns.id, id)))
}

export const putFaults = (ctx: Context, rows: (typeof importFaults.$inferInsert)[]) => putRows(ctx, importFaults, rows)
export const putFaultRows = (ctx: Context, rows: (typeof importFaultRows.$inferInsert)[]) =>
  putRows(ctx, importFaultRows, rows)

/** The rows kept for correction of runs that ended before an instant; they hold personal values and are not kept for ever. */
export async function dropOldFaultRows(platform: Platform, before: Date): Promise<number> {
  const old = platform.database.db
    .select({ one: sql`1` })
    .from(importRuns)
    .where(
      and(
        eq(importRuns.tenantId, importFaultRows.tenantId),
        eq(importRuns.id, importFaultRows.runId),
        lt(importRuns.createdAt, before),
      ),
    )
  const gone = await platform.database.db
    .delete(importFaultRows)
    .where(sql`exists ${old}`)
    .returning({ row: importFaultRows.row })
  return gone.length
}

/**
 * This transaction is on disk with the next one that waits for it, at the latest with the end of the run: a batch that a power cut takes
 * away takes the run's place in the file with it, and is written again.
 */
export async function commitWithNext(ctx: Context): Promise<void> {
  await ctx.db.execute(sql`set local synchronous_commit = off`)
}
