import { and, eq, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { grants, roles, staff } from '../../identity/tables.ts'
import { units } from '../../registry/tables.ts'
import { caseLooks } from './tables.ts'

export type How = 'item' | 'told' | 'export'

/** Counts one look of the caller at each of the items, a row a day. */
export async function countLooks(ctx: Context, staffId: string, day: string, caseIds: readonly string[], how: How) {
  const at = ctx.now()
  await ctx.db
    .insert(caseLooks)
    .values(
      caseIds.map((caseId) => ({
        tenantId: ctx.tenant.id,
        caseId,
        staffId,
        day,
        how,
        firstAt: at,
        lastAt: at,
        times: 1,
      })),
    )
    .onConflictDoUpdate({
      target: [caseLooks.tenantId, caseLooks.caseId, caseLooks.day, caseLooks.staffId, caseLooks.how],
      set: { times: sql`${caseLooks.times} + 1`, lastAt: at },
    })
}

/** Who looked at an item, by office, role and day; persons are counted, not named. The newest first. */
export async function listLooks(ctx: Context, caseId: string) {
  return ctx.db
    .select({
      day: caseLooks.day,
      how: caseLooks.how,
      unitName: units.name,
      role: rolesOf(sql`${caseLooks.staffId}`),
      people: sql<number>`count(*)`.mapWith(Number),
      times: sql<number>`sum(${caseLooks.times})`.mapWith(Number),
      lastAt: sql`max(${caseLooks.lastAt})`.mapWith(caseLooks.lastAt),
    })
    .from(caseLooks)
    .leftJoin(staff, and(eq(staff.tenantId, caseLooks.tenantId), eq(staff.id, caseLooks.staffId)))
    .leftJoin(units, and(eq(units.tenantId, staff.tenantId), eq(units.id, staff.unitId)))
    .where(and(eq(caseLooks.tenantId, ctx.tenant.id), eq(caseLooks.caseId, caseId)))
    .groupBy(sql`1, 2, 3, 4`)
    .orderBy(sql`max(${caseLooks.lastAt}) desc, 3, 4`)
    .limit(200)

  function rolesOf(staffId: ReturnType<typeof sql>) {
    return sql<string | null>`(select string_agg(distinct r.title, '、' order by r.title) from ${grants} g
      join ${roles} r on r.tenant_id = g.tenant_id and r.id = g.role_id
      where g.tenant_id = ${ctx.tenant.id} and g.staff_id = ${staffId})`
  }
}

/** The titles of the roles that each of these members of staff holds today. */
export async function listRoleTitles(ctx: Context, staffIds: readonly string[]): Promise<Map<string, string>> {
  if (staffIds.length === 0) return new Map()
  const rows = await ctx.db
    .select({ staffId: grants.staffId, titles: sql<string>`string_agg(distinct ${roles.title}, '、')` })
    .from(grants)
    .innerJoin(roles, and(eq(roles.tenantId, grants.tenantId), eq(roles.id, grants.roleId)))
    .where(and(eq(grants.tenantId, ctx.tenant.id), sql`${grants.staffId} in ${[...staffIds]}`))
    .groupBy(grants.staffId)
  return new Map(rows.map((row) => [row.staffId, row.titles]))
}
