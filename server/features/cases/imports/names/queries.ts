import type { AreaLevel } from '@minyi/shared/registry/contract.ts'
import { AreaLevel as Level } from '@minyi/shared/registry/contract.ts'
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Context } from '../../../../platform/context.ts'
import { areaClosure, areas, units } from '../../../registry/tables.ts'
import { topics } from '../../topics/tables.ts'

export type Named = { id: string; name: string; words: (string | null)[] }
export type NamedArea = Named & { level: AreaLevel; shownId: string }

/** Every place of today with the words that it is known by, and the place that an item there shows: a village at most. */
export async function listNamedAreas(ctx: Context): Promise<NamedArea[]> {
  const rows = await ctx.db
    .select({
      id: areas.id,
      name: areas.name,
      level: areas.level,
      code: areas.code,
      externalId: areas.externalId,
      shownId: sql<string>`coalesce((
        select c.ancestor_id from ${areaClosure} c
        join areas up on up.tenant_id = c.tenant_id and up.id = c.ancestor_id and up.valid_to is null
        where c.tenant_id = areas.tenant_id and c.descendant_id = areas.id and c.valid_to is null
          and up.level <> 'grid' order by c.depth limit 1), areas.id)`,
    })
    .from(areas)
    .where(and(eq(areas.tenantId, ctx.tenant.id), isNull(areas.validTo)))
  return rows.map(({ id, name, level, code, externalId, shownId }) => ({
    id,
    name,
    level: Level.parse(level),
    shownId,
    words: [name, code, externalId],
  }))
}

export async function listNamedUnits(ctx: Context): Promise<Named[]> {
  const rows = await ctx.db
    .select({ id: units.id, name: units.name, shortName: units.shortName, externalId: units.externalId })
    .from(units)
    .where(and(eq(units.tenantId, ctx.tenant.id), eq(units.active, true)))
  return rows.map(({ id, name, shortName, externalId }) => ({ id, name, words: [name, shortName, externalId] }))
}

export async function listNamedTopics(ctx: Context): Promise<Named[]> {
  const rows = await ctx.db
    .select({ id: topics.id, name: topics.name, externalId: topics.externalId })
    .from(topics)
    .where(and(eq(topics.tenantId, ctx.tenant.id), eq(topics.active, true)))
  return rows.map(({ id, name, externalId }) => ({ id, name, words: [name, externalId] }))
}
