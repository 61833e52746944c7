import { and, eq, gt, inArray, isNull, ne, or, sql } from 'drizzle-orm'
import { scopeOf } from '../../../platform/access.ts'
import type { Context } from '../../../platform/context.ts'
import { newRowId } from '../../../platform/ids.ts'
import { ratingDetails } from '../../ratings/tables.ts'
import { units } from '../../registry/tables.ts'
import { followUps, unitBatches, unitBatchReasons } from '../tables.ts'

/** Poor grades that no batch holds yet and whose residents did not agree to be named, locked for this process. */
export async function takeUnbatched(ctx: Context) {
  return ctx.db
    .select({ id: followUps.id, unitId: followUps.unitId, kind: followUps.kind, ratingId: followUps.ratingId })
    .from(followUps)
    .where(
      and(
        eq(followUps.tenantId, ctx.tenant.id),
        isNull(followUps.batchId),
        eq(followUps.mayTellUnit, false),
        or(isNull(followUps.outcome), ne(followUps.outcome, 'excluded')),
      ),
    )
    .orderBy(followUps.unitId, followUps.kind, followUps.id)
    .for('update', { skipLocked: true })
}

export async function listReasonsOf(ctx: Context, ratingIds: string[]) {
  return ctx.db
    .select({ ratingId: ratingDetails.ratingId, reasons: ratingDetails.reasons })
    .from(ratingDetails)
    .where(and(eq(ratingDetails.tenantId, ctx.tenant.id), inArray(ratingDetails.ratingId, ratingIds)))
}

export type NewBatch = { id: string; unitId: string; kind: string; size: number; closedDay: string }

export async function insertBatch(
  ctx: Context,
  batch: NewBatch,
  reasons: ReadonlyMap<string | null, number>,
  followUpIds: string[],
): Promise<void> {
  const tenantId = ctx.tenant.id
  await ctx.db.insert(unitBatches).values({ tenantId, ...batch })
  const rows = [...reasons].map(([reason, count]) => ({
    tenantId,
    id: newRowId(ctx.now().getTime()),
    batchId: batch.id,
    reason,
    count,
  }))
  await ctx.db.insert(unitBatchReasons).values(rows)
  await ctx.db
    .update(followUps)
    .set({ batchId: batch.id })
    .where(and(eq(followUps.tenantId, tenantId), inArray(followUps.id, followUpIds)))
}

/** The batches of the reader's units with their reasons, in the order of their random ids. */
export async function listBatchRows(ctx: Context, limit: number, after: string | undefined) {
  return ctx.db
    .select({
      id: unitBatches.id,
      kind: unitBatches.kind,
      size: unitBatches.size,
      unit: { id: units.id, name: units.name },
      reasons: sql<{ reason: string | null; count: number }[]>`(
        select json_agg(json_build_object('reason', ${unitBatchReasons.reason}, 'count', ${unitBatchReasons.count})
          order by ${unitBatchReasons.count} desc, ${unitBatchReasons.reason})
        from ${unitBatchReasons}
        where ${unitBatchReasons.tenantId} = ${unitBatches.tenantId} and ${unitBatchReasons.batchId} = ${unitBatches.id})`,
    })
    .from(unitBatches)
    .innerJoin(units, and(eq(units.tenantId, unitBatches.tenantId), eq(units.id, unitBatches.unitId)))
    .where(
      and(
        eq(unitBatches.tenantId, ctx.tenant.id),
        scopeOf(ctx.actor, 'matters.read', { area: units.areaId, unit: unitBatches.unitId }),
        after ? gt(unitBatches.id, after) : undefined,
      ),
    )
    .orderBy(unitBatches.id)
    .limit(limit + 1)
}
