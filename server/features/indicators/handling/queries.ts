import type { HandlingCounts } from '@minyi/shared/indicators/handling/rules.ts'
import { rangesOf } from '@minyi/shared/indicators/periods/rules.ts'
import { addDays } from '@minyi/shared/platform/time.ts'
import { asc, eq, type SQL, sql } from 'drizzle-orm'
import { reachesAll, scopeOf } from '../../../platform/access.ts'
import type { Context } from '../../../platform/context.ts'
import { startOfDay } from '../../../platform/zone.ts'
import { areaClosure, areas, units } from '../../registry/tables.ts'
import { list } from '../closing/queries.ts'
import { countItems, readCounts } from './rollups/queries.ts'

const everything = '00000000-0000-0000-0000-000000000000'

/** Items received on some days, as far as the caller's reach and the choice go. */
export type Asked = {
  from: string
  to: string
  asOf: Date
  kinds: readonly string[]
  areaId: string | null
  unitId: string | null
  /** Leaves out the rows of `item` that the reader is barred from; such a reader's figures are counted from the items. */
  unbarred?: SQL | null
}

export type Group = { id: string | null; name: string | null; counts: HandlingCounts }

/** The counts of all rates at once, of everything asked for or by unit or township, in the order of the register. */
export async function countHandling(ctx: Context, asked: Asked, by: 'none' | 'unit' | 'area'): Promise<Group[]> {
  const found = await countsBy(ctx, asked, by)
  if (by === 'none') return found.map(({ counts }) => ({ id: null, name: null, counts }))
  const table = by === 'unit' ? units : areas
  const places = await ctx.db
    .select({ id: table.id, name: table.name })
    .from(table)
    .where(eq(table.tenantId, ctx.tenant.id))
    .orderBy(asc(table.externalId), asc(table.id))
  const counts = new Map(found.map((one) => [one.id, one.counts]))
  const named = places.flatMap(({ id, name }) => {
    const of = counts.get(id)
    return of ? [{ id, name, counts: of }] : []
  })
  const nobodys = counts.get(null)
  return nobodys ? [...named, { id: null, name: null, counts: nobodys }] : named
}

/** From the rollups where they hold the choice; a part of a part, or a reach that is not everything, is counted from the items. */
async function countsBy(ctx: Context, asked: Asked, by: 'none' | 'unit' | 'area') {
  const { areaId, unitId, from, to, kinds, asOf } = asked
  const narrowed = areaId !== null || unitId !== null
  if (asked.unbarred || !reachesAll(ctx.actor, 'figures.exact') || (narrowed && by !== 'none')) {
    return countedItems(ctx, asked, by)
  }
  const frame = { kinds, from, to, asOf, ranges: rangesOf({ from, to }) }
  if (by !== 'none') return readCounts(ctx, { ...frame, of: { dimension: by, key: null } })
  if (areaId !== null) return readCounts(ctx, { ...frame, of: { dimension: 'area', key: areaId } })
  if (unitId !== null) return readCounts(ctx, { ...frame, of: { dimension: 'unit', key: unitId } })
  return readCounts(ctx, { ...frame, of: { dimension: 'all', key: everything } })
}

function countedItems(ctx: Context, asked: Asked, by: 'none' | 'unit' | 'area') {
  const { areaId, unitId, kinds, asOf } = asked
  const [start, end] = [startOfDay(ctx.tenant.zone, asked.from), startOfDay(ctx.tenant.zone, addDays(asked.to, 1))]
  const day = sql`(item.received_at at time zone ${ctx.tenant.zone})::date`
  const inArea = sql`exists (select 1 from ${areaClosure} k where k.tenant_id = item.tenant_id
    and k.descendant_id = item.area_id and k.ancestor_id = ${areaId}::uuid and k.valid_from <= ${day}
    and (k.valid_to is null or ${day} < k.valid_to))`
  const where = sql`item.tenant_id = ${ctx.tenant.id} and item.received_at >= ${start.toISOString()}::timestamptz
    and item.received_at < ${end.toISOString()}::timestamptz and item.kind in ${list(kinds)}
    and ${scopeOf(ctx.actor, 'figures.exact', { area: sql`item.area_id`, unit: sql`item.unit_id` })}
    ${asked.unbarred ? sql`and ${asked.unbarred}` : sql``}
    ${areaId === null ? sql`` : sql`and ${inArea}`}
    ${unitId === null ? sql`` : sql`and item.unit_id = ${unitId}::uuid`}`
  return countItems(ctx, where, asOf, by)
}
