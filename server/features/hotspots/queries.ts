import { HotspotRow, RiseFindings } from '@minyi/shared/hotspots/contract.ts'
import { rise } from '@minyi/shared/hotspots/rules.ts'
import { addDays, type Day } from '@minyi/shared/platform/time.ts'
import { aliasedTable, and, eq, isNotNull, isNull, lt, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { scopeOf } from '../../platform/access.ts'
import type { Context } from '../../platform/context.ts'
import { campaigns } from '../campaigns/tables.ts'
import { topics } from '../cases/topics/tables.ts'
import { areas, units } from '../registry/tables.ts'
import { hotspots, topicWatches } from './tables.ts'

export type StoredHotspot = typeof hotspots.$inferSelect
const Course = HotspotRow.shape.course

const groups = aliasedTable(topics, 'topic_groups')
export const nil = '00000000-0000-0000-0000-000000000000'

/** What decides who sees a hot spot: its area and unit; a unit that bars the caller hides it. */
export const hotspotColumns = {
  tenantId: hotspots.tenantId,
  id: hotspots.id,
  areaId: hotspots.areaId,
  unitId: hotspots.unitId,
  accusedUnitId: hotspots.unitId,
  accusedOfficerId: sql`null::uuid`,
}

/** The same for a row of the counts, under the alias `c`. */
export const countColumns = {
  tenantId: sql.raw('c.tenant_id'),
  id: sql`${nil}::uuid`,
  areaId: sql.raw('c.area_id'),
  unitId: sql.raw('c.unit_id'),
  accusedUnitId: sql.raw('c.unit_id'),
  accusedOfficerId: sql`null::uuid`,
}

const selected = (ctx: Context) =>
  ctx.db
    .select({
      hotspot: hotspots,
      topicName: topics.name,
      groupName: groups.name,
      areaName: areas.name,
      unitName: units.shortName,
      campaignId: campaigns.id,
    })
    .from(hotspots)
    .innerJoin(topics, and(eq(topics.tenantId, hotspots.tenantId), eq(topics.id, hotspots.topicId)))
    .leftJoin(groups, and(eq(groups.tenantId, hotspots.tenantId), eq(groups.id, topics.parentId)))
    .leftJoin(areas, and(eq(areas.tenantId, hotspots.tenantId), eq(areas.id, hotspots.areaId)))
    .leftJoin(units, and(eq(units.tenantId, hotspots.tenantId), eq(units.id, hotspots.unitId)))
    .leftJoin(
      campaigns,
      and(
        eq(campaigns.tenantId, hotspots.tenantId),
        eq(
          campaigns.id,
          sql`(select c.id from campaigns c where c.tenant_id = ${hotspots.tenantId}
          and c.hotspot_id = ${hotspots.id} order by c.opened_at desc limit 1)`,
        ),
      ),
    )
export type HotspotLine = {
  hotspot: StoredHotspot
  topicName: string
  groupName: string | null
  areaName: string | null
  unitName: string | null
  campaignId: string | null
}

/** A page of hot spots: the running ones, the most certain first, or those that are over, the newest first. */
export async function listLines(
  ctx: Context,
  visible: SQL,
  state: 'running' | 'over',
  after: readonly [string, string] | undefined,
  limit: number,
): Promise<HotspotLine[]> {
  const running = state === 'running'
  const key = running ? sql`${hotspots.probability}` : sql`${hotspots.foundDay}`
  const beyond = after
    ? running
      ? sql`(${key}, ${hotspots.id}) > (${after[0]}::float8, ${after[1]}::uuid)`
      : sql`(${key}, ${hotspots.id}) < (${after[0]}::date, ${after[1]}::uuid)`
    : undefined
  return selected(ctx)
    .where(and(visible, running ? isNull(hotspots.overDay) : isNotNull(hotspots.overDay), beyond))
    .orderBy(running ? sql`${key} asc, ${hotspots.id} asc` : sql`${key} desc, ${hotspots.id} desc`)
    .limit(limit)
}

export async function findLine(ctx: Context, visible: SQL, id: string): Promise<HotspotLine | undefined> {
  const [line] = await selected(ctx).where(and(visible, eq(hotspots.id, id)))
  return line
}

/** Guarantee: only `keepHotspot` writes these columns, from values of these shapes. */
export const readFindings = (stored: unknown) => RiseFindings.parse(stored)
export const readCourse = (stored: unknown) => Course.parse(stored)

export type Place = { id: string | null; name: string; now: number; before: number }

/** Items of a topic (or of all) by area or unit, over the window and as long a time before it, within the caller's reach. */
export async function countPlaces(
  ctx: Context,
  reach: SQL,
  by: 'area' | 'unit',
  cut: { topicId?: string; areaId?: string | null; unitId?: string | null; through: Day; days: number },
): Promise<Place[]> {
  const column = sql.raw(by === 'area' ? 'c.area_id' : 'c.unit_id')
  const names = by === 'area' ? sql`select name from areas` : sql`select short_name as name from units`
  const from = addDays(cut.through, -2 * cut.days + 1)
  const since = addDays(cut.through, -cut.days + 1)
  const rows = await ctx.db.execute<Place>(sql`
    select nullif(${column}, ${nil}::uuid) as id,
      coalesce((${names} n where n.tenant_id = ${ctx.tenant.id} and n.id = ${column}), '未填') as name,
      coalesce(sum(c.items) filter (where c.day >= ${since}::date), 0)::int as now,
      coalesce(sum(c.items) filter (where c.day < ${since}::date), 0)::int as before
    from topic_counts c
    where ${reach} and c.day between ${from}::date and ${cut.through}::date
      and ${cut.topicId ? sql`c.topic_id = ${cut.topicId}` : sql`true`}
      and ${cut.areaId ? sql`c.area_id = ${cut.areaId}` : sql`true`}
      and ${cut.unitId ? sql`c.unit_id = ${cut.unitId}` : sql`true`}
    group by ${column} order by now desc, before desc, name limit 60`)
  return [...rows]
}

/** Every topic with its items of the last 14 days and of the 14 before, and what the last night found where the caller reaches everything. */
export async function listTopicCounts(ctx: Context, reach: SQL, through: Day) {
  const since = addDays(through, -13)
  const rows = await ctx.db.execute<{
    topicId: string
    topicName: string
    groupName: string | null
    last14: number
    before14: number
    findings: unknown
  }>(sql`
    with counted as (
      select c.topic_id, coalesce(sum(c.items) filter (where c.day >= ${since}::date), 0)::int as last,
        coalesce(sum(c.items) filter (where c.day < ${since}::date), 0)::int as before
      from topic_counts c
      where ${reach} and c.day between ${addDays(through, -27)}::date and ${through}::date group by c.topic_id
    )
    select t.id as "topicId", t.name as "topicName", g.name as "groupName", k.last as "last14", k.before as "before14",
      w.findings
    from counted k
    join topics t on t.tenant_id = ${ctx.tenant.id} and t.id = k.topic_id
    left join topics g on g.tenant_id = t.tenant_id and g.id = t.parent_id
    left join ${topicWatches} w on w.tenant_id = t.tenant_id and w.topic_id = t.id
      and ${scopeOf(ctx.actor, 'hotspots.read', {})}
    order by k.last desc, t.position`)
  return [...rows]
}

/** The last night that was watched, with how many series there were. */
export async function findNight(
  ctx: Context,
): Promise<{ day: Day; series: Record<'all' | 'area' | 'unit', number> } | undefined> {
  const rows = await ctx.db.execute<{ day: Day; series: unknown }>(sql`
    select day::text as day, series from hotspot_nights where tenant_id = ${ctx.tenant.id} order by day desc limit 1`)
  const [night] = [...rows]
  return night && { day: night.day, series: NightSeries.parse(night.series) }
}
const NightSeries = z.object({ all: z.number(), area: z.number(), unit: z.number() })

/** Hot spots of the same thing that run now. */
export async function findRunning(
  ctx: Context,
  { topicId, scope, key }: { topicId: string; scope: string; key: string },
): Promise<StoredHotspot | undefined> {
  const [row] = await ctx.db
    .select()
    .from(hotspots)
    .where(
      and(
        eq(hotspots.tenantId, ctx.tenant.id),
        eq(hotspots.topicId, topicId),
        eq(hotspots.scope, scope),
        eq(hotspots.key, key),
        isNull(hotspots.overDay),
      ),
    )
  return row
}

export async function listRunning(ctx: Context): Promise<StoredHotspot[]> {
  return ctx.db
    .select()
    .from(hotspots)
    .where(and(eq(hotspots.tenantId, ctx.tenant.id), isNull(hotspots.overDay)))
}

export async function insertHotspot(ctx: Context, row: Omit<StoredHotspot, 'tenantId' | 'overDay'>): Promise<void> {
  await ctx.db.insert(hotspots).values({ ...row, tenantId: ctx.tenant.id })
}

export async function updateHotspot(ctx: Context, id: string, patch: Partial<StoredHotspot>): Promise<void> {
  await ctx.db
    .update(hotspots)
    .set(patch)
    .where(and(eq(hotspots.tenantId, ctx.tenant.id), eq(hotspots.id, id)))
}

/** Hot spots in which nothing was called out for a while are over. Answers how many. */
export async function endQuiet(ctx: Context, through: Day): Promise<number> {
  const ended = await ctx.db
    .update(hotspots)
    .set({ overDay: through })
    .where(
      and(
        eq(hotspots.tenantId, ctx.tenant.id),
        isNull(hotspots.overDay),
        lt(hotspots.lastDay, addDays(through, -rise.standsDays)),
      ),
    )
    .returning({ id: hotspots.id })
  return ended.length
}
