import { and, desc, eq, inArray, or, type SQL, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { type CaseLine, selectLines } from '../queries.ts'
import { cases } from '../tables.ts'

/** Complaints against the caller's own unit or the caller, at the levels that tell the accused anything at all. */
function accusingCaller(ctx: Context): SQL | undefined {
  if (ctx.actor.kind !== 'staff') return sql`false`
  const { unitId, officerId } = ctx.actor
  return and(
    eq(cases.tenantId, ctx.tenant.id),
    eq(cases.kind, 'complaint'),
    inArray(cases.identity, ['public', 'supervisor']),
    sql`${cases.legalPath} is distinct from 'discipline'`,
    or(
      unitId ? eq(cases.accusedUnitId, unitId) : sql`false`,
      officerId ? eq(cases.accusedOfficerId, officerId) : sql`false`,
    ),
  )
}

export async function listAccusing(
  ctx: Context,
  page: { after: readonly [at: string, id: string] | undefined; limit: number },
): Promise<CaseLine[]> {
  const after = page.after
    ? sql`(${cases.receivedAt}, ${cases.id}) < (${page.after[0]}::timestamptz, ${page.after[1]}::uuid)`
    : undefined
  return selectLines(ctx)
    .where(and(accusingCaller(ctx), after))
    .orderBy(desc(cases.receivedAt), desc(cases.id))
    .limit(page.limit)
}

export async function findAccusing(ctx: Context, id: string): Promise<CaseLine | undefined> {
  const [line] = await selectLines(ctx).where(and(accusingCaller(ctx), eq(cases.id, id)))
  return line
}
