import { and, arrayContains, eq } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { grants, roles, staff } from '../../identity/tables.ts'
import type { OrderRecord } from '../queries.ts'

/** Who answers for a unit and may know of this order or letter: those who are told of it. */
export async function listAnswering(
  ctx: Context,
  unitId: string,
  veil: Pick<OrderRecord, 'hiddenFromUnits' | 'hiddenFromStaff'>,
): Promise<string[]> {
  const rows = await ctx.db
    .selectDistinct({ id: staff.id, unitId: staff.unitId })
    .from(staff)
    .innerJoin(grants, and(eq(grants.tenantId, staff.tenantId), eq(grants.staffId, staff.id)))
    .innerJoin(roles, and(eq(roles.tenantId, grants.tenantId), eq(roles.id, grants.roleId)))
    .where(
      and(
        eq(staff.tenantId, ctx.tenant.id),
        eq(staff.active, true),
        eq(grants.unitId, unitId),
        arrayContains(roles.permissions, ['supervision.answer']),
      ),
    )
  return rows
    .filter((row) => !veil.hiddenFromStaff.includes(row.id))
    .filter((row) => row.unitId === null || !veil.hiddenFromUnits.includes(row.unitId))
    .map(({ id }) => id)
}
