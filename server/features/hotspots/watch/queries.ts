import type { RiseFindings } from '@minyi/shared/hotspots/contract.ts'
import { rise } from '@minyi/shared/hotspots/rules.ts'
import { addDays, type Day } from '@minyi/shared/platform/time.ts'
import { sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { startOfDay } from '../../../platform/zone.ts'
import { nil } from '../queries.ts'
import { hotspotNights, topicWatches } from '../tables.ts'

/** How many days a series may hold: the longest baseline and the gap after it. */
export const courseDays = rise.baselineDays + rise.gapDays

/**
 * Counts the items anew, as their topics, areas and units are now. Praise is no problem, and what one person sent twice counts
 * once; everybody else's own item counts, also when it was merged.
 */
export async function recount(ctx: Context, through: Day): Promise<void> {
  const { id, zone } = ctx.tenant
  const from = addDays(through, -courseDays + 1)
  const [since, until] = [startOfDay(zone, from), startOfDay(zone, addDays(through, 1))]
  await ctx.db.execute(sql`
    delete from topic_counts where tenant_id = ${id} and day between ${from}::date and ${through}::date`)
  await ctx.db.execute(sql`
    insert into topic_counts (tenant_id, topic_id, area_id, unit_id, day, items)
    select c.tenant_id, c.topic_id, coalesce(town.id, ${nil}::uuid), coalesce(c.accused_unit_id, c.unit_id, ${nil}::uuid),
      (c.received_at at time zone ${zone})::date, count(*)
    from cases c
    left join lateral (
      select a.id from area_closure k join areas a on a.tenant_id = k.tenant_id and a.id = k.ancestor_id
      where k.tenant_id = c.tenant_id and k.descendant_id = c.area_id and k.valid_to is null and a.level = 'township'
      limit 1) town on true
    where c.tenant_id = ${id} and c.topic_id is not null and c.kind <> 'praise' and c.end_reason is distinct from 'duplicate'
      and c.received_at >= ${since.toISOString()}::timestamptz and c.received_at < ${until.toISOString()}::timestamptz
    group by 1, 2, 3, 4, 5`)
}

export type Family = 'all' | 'area' | 'unit'
/** The counts of one series by day; days without any are left out. */
export type CountedSeries = { topicId: string; key: string; days: Map<Day, number> }

/**
 * The series of a family and how many there are in all; only those with enough items in the last 14 days to be called out are read.
 */
export async function listSeries(
  ctx: Context,
  family: Family,
  through: Day,
): Promise<{ watched: number; series: CountedSeries[] }> {
  const key = family === 'all' ? sql`${nil}::uuid` : sql.raw(family === 'area' ? 'area_id' : 'unit_id')
  const known = family === 'all' ? sql`true` : sql`${key} <> ${nil}::uuid`
  const rows = await ctx.db.execute<{
    topicId: string
    key: string
    watched: number
    days: Day[]
    items: number[]
  }>(sql`
    with daily as (
      select topic_id, ${key} as key, day, sum(items)::int as items from topic_counts
      where tenant_id = ${ctx.tenant.id} and day <= ${through}::date and ${known} group by 1, 2, 3
    ), gathered as (
      select topic_id, key, array_agg(day::text order by day) as days, array_agg(items order by day) as items,
        sum(items) filter (where day > ${addDays(through, -rise.gapDays)}::date) as recent
      from daily group by 1, 2
    )
    select topic_id as "topicId", key, (select count(*)::int from gathered) as watched, days, items
    from gathered where ${family === 'all' ? sql`true` : sql`recent >= ${rise.leastObserved}`} order by 1, 2`)
  const series = [...rows].map((row) => ({
    topicId: row.topicId,
    key: row.key,
    days: new Map(row.days.map((day, i) => [day, row.items[i] ?? 0])),
  }))
  return { watched: rows[0]?.watched ?? 0, series }
}

/** The first day from which the place has items at all: before it, none does not mean quiet. */
export async function findFirstDay(ctx: Context): Promise<Day | null> {
  const [row] = await ctx.db.execute<{ day: Day | null }>(sql`
    select min(day)::text as day from topic_counts where tenant_id = ${ctx.tenant.id}`)
  return row?.day ?? null
}

export async function putWatch(ctx: Context, topicId: string, day: Day, findings: RiseFindings): Promise<void> {
  await ctx.db
    .insert(topicWatches)
    .values({ tenantId: ctx.tenant.id, topicId, day, findings })
    .onConflictDoUpdate({ target: [topicWatches.tenantId, topicWatches.topicId], set: { day, findings } })
}

export async function putNight(ctx: Context, day: Day, series: Record<Family, number>): Promise<void> {
  const row = { ranAt: ctx.now(), series }
  await ctx.db
    .insert(hotspotNights)
    .values({ tenantId: ctx.tenant.id, day, ...row })
    .onConflictDoUpdate({ target: [hotspotNights.tenantId, hotspotNights.day], set: row })
}
