import { and, asc, eq, gt, ilike, inArray, isNull, or, sql } from 'drizzle-orm'
import { scopeOf } from '../../platform/access.ts'
import type { Context } from '../../platform/context.ts'
import { areaClosure, areaParents, areas, codes, collectionPoints, officers, units } from './tables.ts'

export async function listAreaRows(ctx: Context, filter: { below?: string | undefined; level?: string | undefined }) {
  const below = filter.below
    ? inArray(
        areas.id,
        ctx.db
          .select({ id: areaClosure.descendantId })
          .from(areaClosure)
          .where(
            and(
              eq(areaClosure.tenantId, ctx.tenant.id),
              eq(areaClosure.ancestorId, filter.below),
              isNull(areaClosure.validTo),
            ),
          ),
      )
    : undefined
  return ctx.db
    .select({
      id: areas.id,
      externalId: areas.externalId,
      code: areas.code,
      name: areas.name,
      level: areas.level,
      parentId: areaParents.parentId,
    })
    .from(areas)
    .leftJoin(
      areaParents,
      and(eq(areaParents.tenantId, areas.tenantId), eq(areaParents.areaId, areas.id), isNull(areaParents.validTo)),
    )
    .where(
      and(
        eq(areas.tenantId, ctx.tenant.id),
        isNull(areas.validTo),
        filter.level ? eq(areas.level, filter.level) : undefined,
        below,
      ),
    )
    .orderBy(sql`${areas.code} asc nulls last`, asc(areas.externalId))
}

export async function isArea(ctx: Context, id: string): Promise<boolean> {
  const rows = await ctx.db
    .select({ id: areas.id })
    .from(areas)
    .where(and(eq(areas.tenantId, ctx.tenant.id), eq(areas.id, id), isNull(areas.validTo)))
  return rows.length > 0
}

/** What was typed, anywhere in a text; its signs stand for themselves. */
const holding = (typed: string) => `%${typed.replace(/[\\%_]/g, '\\$&')}%`

export async function listUnitRows(ctx: Context, search: string | undefined) {
  return ctx.db
    .select()
    .from(units)
    .where(
      and(
        eq(units.tenantId, ctx.tenant.id),
        eq(units.active, true),
        search ? or(ilike(units.name, holding(search)), ilike(units.shortName, holding(search))) : undefined,
      ),
    )
    .orderBy(asc(units.externalId))
}

export async function findOfficerByCertificate(ctx: Context, certificateNumber: string) {
  const [row] = await ctx.db
    .select({
      id: officers.id,
      certificateNumber: officers.certificateNumber,
      unitId: officers.unitId,
      unitName: units.name,
    })
    .from(officers)
    .innerJoin(units, and(eq(units.tenantId, officers.tenantId), eq(units.id, officers.unitId)))
    .where(
      and(
        eq(officers.tenantId, ctx.tenant.id),
        eq(officers.certificateNumber, certificateNumber),
        eq(officers.active, true),
      ),
    )
  return row
}

type OfficerFilter = {
  after?: string | undefined
  limit: number
  unitId?: string | undefined
  search?: string | undefined
}

export async function listOfficerRows(ctx: Context, filter: OfficerFilter) {
  return ctx.db
    .select({
      id: officers.id,
      externalId: officers.externalId,
      unitId: officers.unitId,
      unitName: units.shortName,
      name: officers.name,
      certificateNumber: officers.certificateNumber,
      active: officers.active,
    })
    .from(officers)
    .innerJoin(units, and(eq(units.tenantId, officers.tenantId), eq(units.id, officers.unitId)))
    .where(
      and(
        eq(officers.tenantId, ctx.tenant.id),
        scopeOf(ctx.actor, 'registry.read', { area: units.areaId, unit: officers.unitId }),
        filter.unitId ? eq(officers.unitId, filter.unitId) : undefined,
        filter.after ? gt(officers.certificateNumber, filter.after) : undefined,
        filter.search
          ? or(ilike(officers.name, holding(filter.search)), ilike(officers.certificateNumber, holding(filter.search)))
          : undefined,
      ),
    )
    .orderBy(asc(officers.certificateNumber))
    .limit(filter.limit + 1)
}

export async function listPointRows(ctx: Context, below: string | undefined) {
  return ctx.db
    .select()
    .from(collectionPoints)
    .where(
      and(
        eq(collectionPoints.tenantId, ctx.tenant.id),
        eq(collectionPoints.active, true),
        below
          ? sql`exists (select 1 from ${areaClosure} where ${areaClosure.tenantId} = ${collectionPoints.tenantId}
              and ${areaClosure.ancestorId} = ${below} and ${areaClosure.descendantId} = ${collectionPoints.areaId}
              and ${areaClosure.validTo} is null)`
          : undefined,
      ),
    )
    .orderBy(asc(collectionPoints.externalId))
}

export async function findCode(ctx: Context, code: string) {
  const [row] = await ctx.db
    .select()
    .from(codes)
    .where(and(eq(codes.tenantId, ctx.tenant.id), eq(codes.code, code)))
  return row
}

export async function listCodeRows(ctx: Context, targetKind: string, targetId: string) {
  return ctx.db
    .select()
    .from(codes)
    .where(and(eq(codes.tenantId, ctx.tenant.id), eq(codes.targetKind, targetKind), eq(codes.targetId, targetId)))
    .orderBy(asc(codes.createdAt))
}

export async function insertCode(ctx: Context, row: { code: string; targetKind: string; targetId: string }) {
  const [made] = await ctx.db
    .insert(codes)
    .values({ tenantId: ctx.tenant.id, ...row, createdAt: ctx.now() })
    .returning()
  return made
}

export async function revokeCodeRow(ctx: Context, code: string) {
  const [row] = await ctx.db
    .update(codes)
    .set({ revokedAt: sql`coalesce(${codes.revokedAt}, ${ctx.now().toISOString()}::timestamptz)` })
    .where(and(eq(codes.tenantId, ctx.tenant.id), eq(codes.code, code)))
    .returning()
  return row
}

/** What a code's target is called and which unit and area it belongs to. */
export async function findTarget(ctx: Context, kind: string, id: string) {
  if (kind === 'unit') {
    const [row] = await ctx.db
      .select({ title: units.name, unitId: units.id, unitName: units.name, areaId: units.areaId })
      .from(units)
      .where(and(eq(units.tenantId, ctx.tenant.id), eq(units.id, id), eq(units.active, true)))
    return row
  }
  if (kind === 'officer') {
    const [row] = await ctx.db
      .select({
        title: sql<string>`'执法证号 ' || ${officers.certificateNumber}`,
        unitId: units.id,
        unitName: units.name,
        areaId: units.areaId,
      })
      .from(officers)
      .innerJoin(units, and(eq(units.tenantId, officers.tenantId), eq(units.id, officers.unitId)))
      .where(and(eq(officers.tenantId, ctx.tenant.id), eq(officers.id, id), eq(officers.active, true)))
    return row
  }
  const [row] = await ctx.db
    .select({ title: collectionPoints.name, areaId: collectionPoints.areaId })
    .from(collectionPoints)
    .where(
      and(eq(collectionPoints.tenantId, ctx.tenant.id), eq(collectionPoints.id, id), eq(collectionPoints.active, true)),
    )
  return row ? { ...row, unitId: null, unitName: null } : undefined
}
