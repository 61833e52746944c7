import { and, eq } from 'drizzle-orm'
import { scopeOf } from '../../../../platform/access.ts'
import type { Context } from '../../../../platform/context.ts'
import { areas, units } from '../../../registry/tables.ts'

type Place = { id: string; name: string }

/** An area about which the caller may publish. */
export async function findArea(ctx: Context, id: string): Promise<Place | undefined> {
  const reach = scopeOf(ctx.actor, 'figures.publish', { area: areas.id })
  const [row] = await ctx.db
    .select({ id: areas.id, name: areas.name })
    .from(areas)
    .where(and(eq(areas.tenantId, ctx.tenant.id), eq(areas.id, id), reach))
  return row
}

/** A unit about which the caller may publish. */
export async function findUnit(ctx: Context, id: string): Promise<Place | undefined> {
  const reach = scopeOf(ctx.actor, 'figures.publish', { unit: units.id })
  const [row] = await ctx.db
    .select({ id: units.id, name: units.name })
    .from(units)
    .where(and(eq(units.tenantId, ctx.tenant.id), eq(units.id, id), reach))
  return row
}
