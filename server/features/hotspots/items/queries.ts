import { addDays } from '@minyi/shared/platform/time.ts'
import { and, desc, eq, gte, isNull, lt, ne, or, type SQL, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { startOfDay } from '../../../platform/zone.ts'
import { cases } from '../../cases/tables.ts'
import { areaClosure, areas, units } from '../../registry/tables.ts'
import type { StoredHotspot } from '../queries.ts'

/** The items that a hot spot is made of, from the day it began, within the caller's reach; titles only of those the caller may read. */
export async function listItems(
  ctx: Context,
  hotspot: StoredHotspot,
  reach: { listed: SQL; readable: SQL },
  page: { after: readonly [string, string] | undefined; limit: number },
) {
  const { zone } = ctx.tenant
  return ctx.db
    .select({
      id: cases.id,
      number: cases.number,
      kind: cases.kind,
      state: cases.state,
      title: sql<string | null>`case when ${reach.readable} then ${cases.title} end`,
      areaName: areas.name,
      unitName: units.shortName,
      receivedAt: cases.receivedAt,
      verdict: cases.verdict,
    })
    .from(cases)
    .leftJoin(areas, and(eq(areas.tenantId, cases.tenantId), eq(areas.id, cases.areaId)))
    .leftJoin(units, and(eq(units.tenantId, cases.tenantId), eq(units.id, cases.unitId)))
    .where(
      and(
        reach.listed,
        eq(cases.topicId, hotspot.topicId),
        gte(cases.receivedAt, startOfDay(zone, hotspot.beganDay)),
        lt(cases.receivedAt, startOfDay(zone, addDays(hotspot.overDay ?? hotspot.lastDay, 1))),
        ne(cases.kind, 'praise'),
        sql`${cases.endReason} is distinct from 'duplicate'`,
        placeOf(ctx, hotspot),
        page.after && sql`(${cases.receivedAt}, ${cases.id}) < (${page.after[0]}::timestamptz, ${page.after[1]}::uuid)`,
      ),
    )
    .orderBy(desc(cases.receivedAt), desc(cases.id))
    .limit(page.limit)
}

function placeOf(ctx: Context, { areaId, unitId }: StoredHotspot): SQL | undefined {
  if (unitId) return or(eq(cases.accusedUnitId, unitId), and(isNull(cases.accusedUnitId), eq(cases.unitId, unitId)))
  if (!areaId) return undefined
  const below = ctx.db
    .select({ id: areaClosure.descendantId })
    .from(areaClosure)
    .where(
      and(eq(areaClosure.tenantId, ctx.tenant.id), eq(areaClosure.ancestorId, areaId), isNull(areaClosure.validTo)),
    )
  return sql`${cases.areaId} in ${below}`
}
