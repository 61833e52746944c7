import { and, asc, eq, inArray, isNull, lt, type SQL } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { type CheckpointRecord, ofOrder } from '../queries.ts'
import {
  supervisionCheckpoints as checkpoints,
  supervisionOrders as orders,
  supervisionTasks as tasks,
} from '../tables.ts'

/** Checkpoints that are still to be met in a part's present round and of which something more is true, each with its part and order. */
export function unmetCheckpoints(ctx: Context, also: SQL | undefined) {
  const open = ['assigned', 'working', 'returned']
  return ctx.db
    .select({ checkpoint: checkpoints, task: tasks, order: orders })
    .from(checkpoints)
    .innerJoin(tasks, and(eq(tasks.tenantId, checkpoints.tenantId), eq(tasks.id, checkpoints.taskId)))
    .innerJoin(orders, ofOrder())
    .where(
      and(
        eq(checkpoints.tenantId, ctx.tenant.id),
        isNull(checkpoints.metAt),
        inArray(tasks.state, open),
        eq(tasks.round, checkpoints.round),
        also,
      ),
    )
}

/** Checkpoints that are past their date and of which nobody has been told, locked; other processes take others. */
export async function lockLateCheckpoints(ctx: Context, limit: number) {
  return unmetCheckpoints(ctx, and(isNull(checkpoints.lateToldAt), lt(checkpoints.dueAt, ctx.now())))
    .orderBy(asc(checkpoints.dueAt))
    .limit(limit)
    .for('update', { of: checkpoints, skipLocked: true })
}

export async function markToldLate(ctx: Context, { taskId, round, kind }: CheckpointRecord) {
  const own = and(eq(checkpoints.taskId, taskId), eq(checkpoints.round, round), eq(checkpoints.kind, kind))
  await ctx.db
    .update(checkpoints)
    .set({ lateToldAt: ctx.now() })
    .where(and(eq(checkpoints.tenantId, ctx.tenant.id), own))
}
