import { and, asc, eq, gt, inArray, isNotNull, lte, or, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { within } from '../queries.ts'
import { cases } from '../tables.ts'

const told = {
  id: cases.id,
  number: cases.number,
  areaId: cases.areaId,
  unitId: cases.unitId,
}
export type ToldItem = { id: string; number: string; areaId: string | null; unitId: string | null }

/** An item, and after it those that were merged into it: every resident keeps a receipt and hears of the answer. */
export async function listTold(ctx: Context, id: string): Promise<ToldItem[]> {
  return ctx.db
    .select(told)
    .from(cases)
    .where(and(eq(cases.tenantId, ctx.tenant.id), or(eq(cases.id, id), eq(cases.mergedInto, id))))
    .orderBy(sql`${cases.id} <> ${id}`, asc(cases.id))
}

/** How many items within the caller's reach ran over in a stretch of time and are still open. */
export async function countRunOver(ctx: Context, from: Date, until: Date): Promise<number> {
  const [row] = await ctx.db
    .select({ count: sql<number>`count(*)`.mapWith(Number) })
    .from(cases)
    .where(
      and(
        within(ctx, 'cases.dispatch', 'cases.handle', 'cases.supervise'),
        isNotNull(cases.dueAt),
        gt(cases.dueAt, from),
        lte(cases.dueAt, until),
        inArray(cases.state, ['received', 'accepted', 'handling', 'returned', 'call-back']),
      ),
    )
  return row?.count ?? 0
}
