import type { Permission } from '@minyi/shared/platform/identity.ts'
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { grants, roles, staff } from '../tables.ts'

/** Active members of staff who hold a permission over the whole place, to be told of what concerns all of it. */
export async function listHoldersOfAll(ctx: Context, permission: Permission): Promise<string[]> {
  const rows = await ctx.db
    .selectDistinct({ id: staff.id })
    .from(grants)
    .innerJoin(roles, and(eq(roles.tenantId, grants.tenantId), eq(roles.id, grants.roleId)))
    .innerJoin(staff, and(eq(staff.tenantId, grants.tenantId), eq(staff.id, grants.staffId), eq(staff.active, true)))
    .where(
      and(
        eq(grants.tenantId, ctx.tenant.id),
        isNull(grants.areaId),
        isNull(grants.unitId),
        sql`${permission} = any(${roles.permissions})`,
      ),
    )
  return rows.map(({ id }) => id)
}
