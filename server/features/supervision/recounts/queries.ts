import type { RecountCause } from '@minyi/shared/clocks/contract.ts'
import { and, asc, eq, inArray, isNotNull, isNull, lt, notExists } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { unmetCheckpoints } from '../late/queries.ts'
import { type LetterRecord, openLetters, seenLetters } from '../letters/queries.ts'
import { type CheckpointRecord, seen } from '../queries.ts'
import {
  supervisionCheckpoints as checkpoints,
  supervisionExtensions as extensions,
  supervisionLetters as letters,
  supervisionOrders as orders,
} from '../tables.ts'

/**
 * Checkpoints that are still to be met and were counted by a clock, each with its part and order, the orders locked where they are to be
 * moved. A date that somebody set, by a plan or by granting more time, is none of them.
 */
export async function listOpenCheckpoints(ctx: Context, { cause, clock, version }: RecountCause, lock: boolean) {
  const granted = ctx.db
    .select({ id: extensions.id })
    .from(extensions)
    .where(
      and(
        eq(extensions.tenantId, checkpoints.tenantId),
        eq(extensions.taskId, checkpoints.taskId),
        eq(extensions.granted, true),
        eq(extensions.untilDay, checkpoints.dueDay),
      ),
    )
  const older = and(eq(checkpoints.clock, clock ?? ''), lt(checkpoints.definitionVersion, version))
  const counted = and(
    isNotNull(checkpoints.definitionVersion),
    cause === 'clock' ? older : undefined,
    notExists(granted),
  )
  const query = unmetCheckpoints(ctx, counted).orderBy(asc(orders.id), asc(checkpoints.taskId), asc(checkpoints.kind))
  return lock ? query.for('update', { of: orders }) : query
}

export async function moveCheckpoint(
  ctx: Context,
  { taskId, round, kind }: CheckpointRecord,
  patch: Pick<CheckpointRecord, 'dueAt' | 'dueDay' | 'definitionVersion' | 'lateToldAt'>,
): Promise<void> {
  const own = and(eq(checkpoints.taskId, taskId), eq(checkpoints.round, round), eq(checkpoints.kind, kind))
  await ctx.db
    .update(checkpoints)
    .set(patch)
    .where(and(eq(checkpoints.tenantId, ctx.tenant.id), own))
}

/** Letters whose objection is still to be reviewed, locked where its date is to be moved. */
export async function listUnderReview(ctx: Context, lock: boolean): Promise<LetterRecord[]> {
  const query = ctx.db
    .select()
    .from(letters)
    .where(and(openLetters(ctx), isNotNull(letters.objectedAt), isNull(letters.reviewedAt)))
    .orderBy(asc(letters.id))
  return lock ? query.for('update') : query
}

/** The numbers of those orders and letters that the caller may see. */
export async function listNumbers(ctx: Context, ids: readonly string[]): Promise<{ id: string; number: string }[]> {
  if (ids.length === 0) return []
  const ofOrders = await ctx.db
    .select({ id: orders.id, number: orders.number })
    .from(orders)
    .where(and(seen(ctx, 'supervision.read'), inArray(orders.id, [...ids])))
  const ofLetters = await ctx.db
    .select({ id: letters.id, number: letters.number })
    .from(letters)
    .where(and(seenLetters(ctx, 'supervision.read'), inArray(letters.id, [...ids])))
  return [...ofOrders, ...ofLetters]
}
