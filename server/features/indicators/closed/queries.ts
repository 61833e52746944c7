import { and, asc, eq, sql } from 'drizzle-orm'
import { scopeOf } from '../../../platform/access.ts'
import { type Context, staffOf } from '../../../platform/context.ts'
import { areas, officers, units } from '../../registry/tables.ts'

type Place = { id: string; name: string }

/** The townships in the order of the register; the public table is never ranked. */
export async function listTownships(ctx: Context): Promise<Place[]> {
  return ctx.db
    .select({ id: areas.id, name: areas.name })
    .from(areas)
    .where(and(eq(areas.tenantId, ctx.tenant.id), eq(areas.level, 'township')))
    .orderBy(sql`${areas.code} asc nulls last`, asc(areas.externalId))
}

/** The caller's own unit, as far as a grant reaches it. */
export async function findOwnUnit(ctx: Context): Promise<Place | undefined> {
  const { unitId } = staffOf(ctx)
  if (unitId === null) return undefined
  const reach = scopeOf(ctx.actor, 'figures.closed', { unit: units.id })
  const [row] = await ctx.db
    .select({ id: units.id, name: units.name })
    .from(units)
    .where(and(eq(units.tenantId, ctx.tenant.id), eq(units.id, unitId), reach))
  return row
}

/** The officer record of the caller, as far as a grant reaches its unit. */
export async function findOwnOfficer(ctx: Context): Promise<Place | undefined> {
  const { officerId } = staffOf(ctx)
  if (officerId === null) return undefined
  const reach = scopeOf(ctx.actor, 'figures.own', { unit: officers.unitId })
  const [row] = await ctx.db
    .select({ id: officers.id, name: officers.certificateNumber })
    .from(officers)
    .where(and(eq(officers.tenantId, ctx.tenant.id), eq(officers.id, officerId), reach))
  return row && { id: row.id, name: `执法证号 ${row.name}` }
}
