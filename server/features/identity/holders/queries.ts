import type { Permission } from '@minyi/shared/platform/identity.ts'
import { and, arrayOverlaps, eq, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { areaClosure } from '../../registry/tables.ts'
import { grants, roles, staff } from '../tables.ts'

/** Where something lies: in an area, with a unit. */
export type Place = { areaId: string | null; unitId: string | null }

/** Active members of staff who hold one of the permissions, by grants of which something is true. */
export async function listHolders(
  ctx: Context,
  permissions: readonly Permission[],
  granted?: SQL | undefined,
): Promise<string[]> {
  const rows = await ctx.db
    .selectDistinct({ id: staff.id })
    .from(grants)
    .innerJoin(roles, and(eq(roles.tenantId, grants.tenantId), eq(roles.id, grants.roleId)))
    .innerJoin(staff, and(eq(staff.tenantId, grants.tenantId), eq(staff.id, grants.staffId), eq(staff.active, true)))
    .where(and(eq(grants.tenantId, ctx.tenant.id), arrayOverlaps(roles.permissions, [...permissions]), granted))
  return rows.map(({ id }) => id)
}

/** Grants that hold over the whole place. */
export const everywhere = () => and(isNull(grants.areaId), isNull(grants.unitId))

/** Grants that cover a place. `own`: only of those who belong to its unit, or act for it. */
export function covering(ctx: Context, { areaId, unitId }: Place, own: boolean): SQL | undefined {
  const covers = ctx.db
    .select({ one: sql`1` })
    .from(areaClosure)
    .where(
      and(
        eq(areaClosure.tenantId, ctx.tenant.id),
        eq(areaClosure.ancestorId, grants.areaId),
        eq(areaClosure.descendantId, sql`${areaId}::uuid`),
        isNull(areaClosure.validTo),
      ),
    )
  return and(
    or(isNull(grants.unitId), eq(grants.unitId, sql`${unitId}::uuid`)),
    or(isNull(grants.areaId), sql`exists ${covers}`),
    own ? sql`${unitId}::uuid in (${grants.unitId}, ${staff.unitId})` : undefined,
  )
}
