import type { Period, Scope } from '@minyi/shared/indicators/contract.ts'
import { rangesOf } from '@minyi/shared/indicators/periods/rules.ts'
import type { Tally } from '@minyi/shared/indicators/rules.ts'
import { and, asc, eq, isNull, type SQL, sql } from 'drizzle-orm'
import { scopeOf } from '../../../platform/access.ts'
import type { Context } from '../../../platform/context.ts'
import { areaParents, areas, units } from '../../registry/tables.ts'
import { keyOfAll, readCounts, type Target } from '../rollups/queries.ts'

/** Something that a figure is of, and the rollups that make it up. */
export type Place = { scope: Scope; targets: Target[] }

/** Counts of each target over each period, in the order asked, all as of one instant. */
export function countTargets(
  ctx: Context,
  wanted: { targets: readonly Target[]; kinds: readonly string[]; periods: readonly Period[] },
): Promise<Tally[][]> {
  return readCounts(ctx.database.sql, {
    tenantId: ctx.tenant.id,
    targets: wanted.targets,
    kinds: wanted.kinds,
    periods: wanted.periods.map((period, slot) => ({ slot, ...period })),
    ranges: wanted.periods.flatMap((period, slot) => rangesOf(period).map((range) => ({ slot, ...range }))),
  })
}

const inReach = {
  area: (ctx: Context): SQL => scopeOf(ctx.actor, 'figures.exact', { area: areas.id }),
  unit: (ctx: Context): SQL => scopeOf(ctx.actor, 'figures.exact', { unit: units.id }),
}

/** The field of enforcement (执法领域) that a unit is counted under: the first that the register names. */
const mainField = sql<string>`coalesce((${units.fields})[1], '未填领域')`

/** The whole tenant. */
export const placeOfAll = (ctx: Context): Place => ({
  scope: { dimension: 'all', id: null, name: ctx.tenant.name },
  targets: [{ dimension: 'all', key: keyOfAll }],
})

/** An area that the reader may see; without an id the highest one. */
export async function findArea(ctx: Context, id: string | undefined): Promise<Place | undefined> {
  const [row] = await ctx.db
    .select({ id: areas.id, name: areas.name })
    .from(areas)
    .where(and(eq(areas.tenantId, ctx.tenant.id), id === undefined ? undefined : eq(areas.id, id), inReach.area(ctx)))
    .orderBy(sql`array_position(array['city', 'township', 'village', 'grid'], ${areas.level})`, ...inOrder)
    .limit(1)
  return row && placeOf('area', row)
}

/** A unit that the reader may see; without an id the first one. */
export async function findUnit(ctx: Context, id: string | undefined): Promise<Place | undefined> {
  const [row] = await ctx.db
    .select({ id: units.id, name: units.name })
    .from(units)
    .where(and(eq(units.tenantId, ctx.tenant.id), id === undefined ? undefined : eq(units.id, id), inReach.unit(ctx)))
    .orderBy(asc(units.externalId))
    .limit(1)
  return row && placeOf('unit', row)
}

/** The units of a field that the reader may see, taken together. */
export async function findField(ctx: Context, field: string): Promise<Place | undefined> {
  return (await listFields(ctx)).find(({ scope }) => scope.name === field)
}

/** Every field of the units that the reader may see. */
export async function listFields(ctx: Context): Promise<Place[]> {
  const members = await listUnits(ctx)
  return [...new Set(members.map(({ field }) => field))].map((field) => ({
    scope: fieldScope(field),
    targets: members.filter((unit) => unit.field === field).flatMap(({ targets }) => targets),
  }))
}

export const fieldScope = (field: string): Scope => ({ dimension: 'field', id: null, name: field })

/** The areas directly below one, or, for the whole tenant, below its one root (or its roots, when there are several). */
export async function listBelow(ctx: Context, areaId: string | null): Promise<Place[]> {
  return (await findBelow(ctx, areaId)).map((row) => placeOf('area', row))
}

/** The units that the reader may see, each with the field it is counted under. */
export async function listUnits(ctx: Context): Promise<(Place & { id: string; field: string })[]> {
  const rows = await ctx.db
    .select({ id: units.id, name: units.name, field: mainField })
    .from(units)
    .where(and(eq(units.tenantId, ctx.tenant.id), inReach.unit(ctx)))
    .orderBy(asc(units.externalId))
  return rows.map((row) => ({ ...placeOf('unit', row), id: row.id, field: row.field }))
}

const inOrder = [sql`${areas.code} asc nulls last`, asc(areas.externalId)]

const placeOf = (dimension: 'area' | 'unit', { id, name }: Row): Place => ({
  scope: { dimension, id, name },
  targets: [{ dimension, key: id }],
})

type Row = { id: string; name: string }

async function findBelow(ctx: Context, areaId: string | null): Promise<Row[]> {
  if (areaId !== null) return listChildren(ctx, areaId)
  const roots = await listChildren(ctx, null)
  const [root, ...others] = roots
  const below = root && others.length === 0 ? await listChildren(ctx, root.id) : []
  return below.length > 0 ? below : roots
}

async function listChildren(ctx: Context, parentId: string | null): Promise<Row[]> {
  return ctx.db
    .select({ id: areas.id, name: areas.name })
    .from(areas)
    .leftJoin(
      areaParents,
      and(eq(areaParents.tenantId, areas.tenantId), eq(areaParents.areaId, areas.id), isNull(areaParents.validTo)),
    )
    .where(
      and(
        eq(areas.tenantId, ctx.tenant.id),
        isNull(areas.validTo),
        parentId === null ? isNull(areaParents.parentId) : eq(areaParents.parentId, parentId),
        inReach.area(ctx),
      ),
    )
    .orderBy(...inOrder)
}
