import { and, desc, eq, inArray } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { type CaseLine, selectLines } from '../queries.ts'
import { cases } from '../tables.ts'

/** A resident's own items, the newest first; nobody has filed more than are read here. */
export async function listLinesOf(ctx: Context, ids: readonly string[]): Promise<CaseLine[]> {
  if (ids.length === 0) return []
  return selectLines(ctx)
    .where(and(eq(cases.tenantId, ctx.tenant.id), inArray(cases.id, [...ids])))
    .orderBy(desc(cases.receivedAt), desc(cases.id))
    .limit(200)
}

export async function findByNumber(ctx: Context, number: string) {
  const [row] = await ctx.db
    .select()
    .from(cases)
    .where(and(eq(cases.tenantId, ctx.tenant.id), eq(cases.number, number)))
  return row
}
