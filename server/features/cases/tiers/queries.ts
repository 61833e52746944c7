import type { Tier } from '@minyi/shared/cases/contract.ts'
import { and, asc, eq, isNull, lt, ne } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { areaClosure, areas, units } from '../../registry/tables.ts'
import type { CaseRecord } from '../queries.ts'
import { cases } from '../tables.ts'

/** Items whose time in their tier is over, each locked by whoever takes it. */
export async function lockStale(ctx: Context, limit: number): Promise<CaseRecord[]> {
  return ctx.db
    .select()
    .from(cases)
    .where(and(eq(cases.tenantId, ctx.tenant.id), lt(cases.tierDueAt, ctx.now()), isNull(cases.pausedUntil)))
    .orderBy(asc(cases.tierDueAt))
    .limit(limit)
    .for('update', { skipLocked: true })
}

/** Open items that no tier was given to, with the level of their place, each locked by whoever takes it. */
export async function lockTierless(ctx: Context, limit: number): Promise<{ item: CaseRecord; level: string | null }[]> {
  return ctx.db
    .select({ item: cases, level: areas.level })
    .from(cases)
    .leftJoin(areas, and(eq(areas.tenantId, cases.tenantId), eq(areas.id, cases.areaId)))
    .where(and(eq(cases.tenantId, ctx.tenant.id), isNull(cases.tier), isNull(cases.endedAt)))
    .orderBy(asc(cases.id))
    .limit(limit)
    .for('update', { of: cases, skipLocked: true })
}

/**
 * The unit that stands for a place in a tier: the only active unit of the village or township that the item's place lies in. A place
 * with none or several, and a whole district, have a dispatcher instead.
 */
export async function findStandingUnit(ctx: Context, item: CaseRecord, tier: Tier): Promise<string | null> {
  if (item.areaId === null || (tier !== 'village' && tier !== 'township')) return null
  const rows = await ctx.db
    .select({ id: units.id })
    .from(areaClosure)
    .innerJoin(areas, and(eq(areas.tenantId, areaClosure.tenantId), eq(areas.id, areaClosure.ancestorId)))
    .innerJoin(units, and(eq(units.tenantId, areas.tenantId), eq(units.areaId, areas.id), eq(units.active, true)))
    .where(
      and(
        eq(areaClosure.tenantId, ctx.tenant.id),
        eq(areaClosure.descendantId, item.areaId),
        isNull(areaClosure.validTo),
        eq(areas.level, tier),
        item.accusedUnitId ? ne(units.id, item.accusedUnitId) : undefined,
      ),
    )
    .limit(2)
  return rows.length === 1 ? (rows[0]?.id ?? null) : null
}
