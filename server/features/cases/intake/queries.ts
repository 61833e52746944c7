import { AreaLevel } from '@minyi/shared/registry/contract.ts'
import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { areaClosure, areas, codes, collectionPoints, officers } from '../../registry/tables.ts'

/** The village that an area is or lies in; an area above the villages stays itself. */
export async function findShownArea(ctx: Context, areaId: string): Promise<string | undefined> {
  const rows = await ctx.db
    .select({ id: areas.id, level: areas.level })
    .from(areaClosure)
    .innerJoin(areas, and(eq(areas.tenantId, areaClosure.tenantId), eq(areas.id, areaClosure.ancestorId)))
    .where(
      and(
        eq(areaClosure.tenantId, ctx.tenant.id),
        eq(areaClosure.descendantId, areaId),
        isNull(areaClosure.validTo),
        isNull(areas.validTo),
      ),
    )
    .orderBy(asc(areaClosure.depth))
  return rows.find((row) => row.level !== 'grid')?.id
}

/** How high a place stands: an item starts in the tier of the place that was named, though it shows the village at most. */
export async function findLevel(ctx: Context, areaId: string): Promise<AreaLevel | null> {
  const [row] = await ctx.db
    .select({ level: areas.level })
    .from(areas)
    .where(and(eq(areas.tenantId, ctx.tenant.id), eq(areas.id, areaId)))
  return row ? AreaLevel.parse(row.level) : null
}

export async function findOfficer(ctx: Context, id: string) {
  const [row] = await ctx.db
    .select({ unitId: officers.unitId })
    .from(officers)
    .where(and(eq(officers.tenantId, ctx.tenant.id), eq(officers.id, id), eq(officers.active, true)))
  return row
}

export async function findPoint(ctx: Context, id: string) {
  const [row] = await ctx.db
    .select({ id: collectionPoints.id, areaId: collectionPoints.areaId })
    .from(collectionPoints)
    .where(
      and(eq(collectionPoints.tenantId, ctx.tenant.id), eq(collectionPoints.id, id), eq(collectionPoints.active, true)),
    )
  return row
}

export async function findCode(ctx: Context, code: string) {
  const [row] = await ctx.db
    .select({ targetKind: codes.targetKind, targetId: codes.targetId, revokedAt: codes.revokedAt })
    .from(codes)
    .where(and(eq(codes.tenantId, ctx.tenant.id), eq(codes.code, code)))
  return row
}
