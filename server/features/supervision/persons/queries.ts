import { aliasedTable, and, arrayContains, eq, inArray, isNull, notExists, notInArray, or, type SQL } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { grants, roles, staff } from '../../identity/tables.ts'
import type { OrderRecord } from '../queries.ts'

type Veil = Pick<OrderRecord, 'hiddenFromUnits' | 'hiddenFromStaff'>

/** Who answers for a unit and may know of this order or letter: nobody who belongs to or acts for a unit that it is hidden from. */
export async function listAnswering(ctx: Context, unitId: string, veil: Veil): Promise<string[]> {
  const rows = await ctx.db
    .selectDistinct({ id: staff.id })
    .from(staff)
    .innerJoin(grants, and(eq(grants.tenantId, staff.tenantId), eq(grants.staffId, staff.id)))
    .innerJoin(roles, and(eq(roles.tenantId, grants.tenantId), eq(roles.id, grants.roleId)))
    .where(
      and(
        eq(staff.tenantId, ctx.tenant.id),
        eq(staff.active, true),
        eq(grants.unitId, unitId),
        arrayContains(roles.permissions, ['supervision.answer']),
        outside(ctx, veil),
      ),
    )
  return rows.map(({ id }) => id)
}

/** Which of these active members of staff may know of an order or letter. */
export async function listOutside(ctx: Context, ids: readonly string[], veil: Veil): Promise<string[]> {
  const rows = await ctx.db
    .select({ id: staff.id })
    .from(staff)
    .where(
      and(eq(staff.tenantId, ctx.tenant.id), eq(staff.active, true), inArray(staff.id, [...ids]), outside(ctx, veil)),
    )
  return rows.map(({ id }) => id)
}

/** Staff outside of what something is hidden from. */
function outside(ctx: Context, { hiddenFromUnits, hiddenFromStaff }: Veil): SQL | undefined {
  const others = hiddenFromStaff.length > 0 ? notInArray(staff.id, hiddenFromStaff) : undefined
  if (hiddenFromUnits.length === 0) return others
  const own = aliasedTable(grants, 'own')
  const actsForHidden = ctx.db
    .select({ unitId: own.unitId })
    .from(own)
    .where(and(eq(own.tenantId, staff.tenantId), eq(own.staffId, staff.id), inArray(own.unitId, [...hiddenFromUnits])))
  const elsewhere = or(isNull(staff.unitId), notInArray(staff.unitId, [...hiddenFromUnits]))
  return and(others, elsewhere, notExists(actsForHidden))
}
