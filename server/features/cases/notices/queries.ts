import type { Permission } from '@minyi/shared/platform/identity.ts'
import { and, asc, eq, gt, inArray, isNotNull, isNull, lte, or, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { grants, roles, staff } from '../../identity/tables.ts'
import { areaClosure } from '../../registry/tables.ts'
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

/**
 * Active members of staff whose grants give a permission over an item's place. `own`: only those who belong to the unit that
 * handles it, or act for it.
 */
export async function listHolders(
  ctx: Context,
  permission: Permission,
  item: ToldItem,
  own: boolean,
): Promise<string[]> {
  const covers = ctx.db
    .select({ one: sql`1` })
    .from(areaClosure)
    .where(
      and(
        eq(areaClosure.tenantId, ctx.tenant.id),
        eq(areaClosure.ancestorId, grants.areaId),
        eq(areaClosure.descendantId, sql`${item.areaId}::uuid`),
        isNull(areaClosure.validTo),
      ),
    )
  const rows = await ctx.db
    .selectDistinct({ id: staff.id })
    .from(grants)
    .innerJoin(roles, and(eq(roles.tenantId, grants.tenantId), eq(roles.id, grants.roleId)))
    .innerJoin(staff, and(eq(staff.tenantId, grants.tenantId), eq(staff.id, grants.staffId), eq(staff.active, true)))
    .where(
      and(
        eq(grants.tenantId, ctx.tenant.id),
        sql`${permission} = any(${roles.permissions})`,
        or(isNull(grants.unitId), eq(grants.unitId, sql`${item.unitId}::uuid`)),
        or(isNull(grants.areaId), sql`exists ${covers}`),
        own ? sql`${item.unitId}::uuid in (${grants.unitId}, ${staff.unitId})` : undefined,
      ),
    )
  return rows.map((row) => row.id)
}

/** Everybody whose roles let them dispatch, handle, supervise or call: whoever is told each morning what waits. */
export async function listDeskStaff(ctx: Context): Promise<string[]> {
  const rows = await ctx.db
    .selectDistinct({ id: staff.id })
    .from(grants)
    .innerJoin(roles, and(eq(roles.tenantId, grants.tenantId), eq(roles.id, grants.roleId)))
    .innerJoin(staff, and(eq(staff.tenantId, grants.tenantId), eq(staff.id, grants.staffId), eq(staff.active, true)))
    .where(
      and(
        eq(grants.tenantId, ctx.tenant.id),
        sql`${roles.permissions} && array['cases.dispatch', 'cases.handle', 'cases.supervise', 'cases.call-back']`,
      ),
    )
  return rows.map((row) => row.id)
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
