import { AlarmCase, AlarmPart } from '@minyi/shared/indicators/alarms/contract.ts'
import type { DayShare } from '@minyi/shared/indicators/alarms/rules.ts'
import type { Share } from '@minyi/shared/indicators/movement/rules.ts'
import { and, asc, desc, eq, gte, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { reachesAll, scopeOf } from '../../../platform/access.ts'
import type { Context } from '../../../platform/context.ts'
import { staff } from '../../identity/tables.ts'
import { areas, units } from '../../registry/tables.ts'
import { closings } from '../tables.ts'
import { figureAlarmNotes, figureAlarms, figureWatches } from './tables.ts'

/** What a series counts: ratings of these kinds and channels, satisfied by these grades, on matters closed on these days. */
export type Cut = {
  kinds: readonly string[]
  channels: readonly string[]
  grades: readonly number[]
  from: string
  to: string
}

/** One series: everything, an area or a unit. */
export type Series = { dimension: string; key: string }
/** The key of everything, as in the rollups. */
export { keyOfAll } from '../rollups/queries.ts'

export const nameOf = ({ dimension, key }: Series) => `${dimension}/${key}`

/** The case as it is kept: parts by their keys, because names may change. */
const Evidence = AlarmCase.extend({
  parts: z.array(AlarmPart.omit({ scope: true }).extend({ dimension: z.string(), key: z.string() })),
})
export type Evidence = z.infer<typeof Evidence>

export type AlarmRow = Omit<typeof figureAlarms.$inferSelect, 'evidence'> & { evidence: Evidence }
export type NoteRow = { alarmId: string; by: string; note: string; at: Date }
export type WatchRow = typeof figureWatches.$inferSelect

const gradesIn = (grades: readonly number[]) => sql.raw(grades.map((grade) => `g${Number(grade)}`).join(' + ') || '0')
const all = [5, 4, 3, 2, 1]

const counted = (ctx: Context, { kinds, channels, from, to }: Cut) => sql`
  tenant_id = ${ctx.tenant.id} and dimension in ('all', 'area', 'unit') and grain = 'day'
  and period between ${from}::date and ${to}::date
  and kind in ${textList(kinds)} and channel in ${textList(channels)}`

const textList = (texts: readonly string[]) =>
  sql`(${sql.join(
    (texts.length > 0 ? texts : ['']).map((text) => sql`${text}`),
    sql`, `,
  )})`

/** The ratings of each series day by day, oldest first; days without any are left out. */
export async function listDays(ctx: Context, cut: Cut): Promise<Map<string, DayShare[]>> {
  const rows = await ctx.db.execute<Series & { day: string; x: number; n: number }>(sql`
    select dimension, key, period::text as day, sum(${gradesIn(cut.grades)})::int as x, sum(${gradesIn(all)})::int as n
    from figure_rollups where ${counted(ctx, cut)}
    group by dimension, key, period order by period`)
  const days = new Map<string, DayShare[]>()
  for (const { day, x, n, ...series } of rows) {
    const list = days.get(nameOf(series)) ?? []
    days.set(nameOf(series), list)
    list.push({ day, x, n })
  }
  return days
}

/** The ratings of each series taken together, and on how many days there were any. */
export async function listTotals(ctx: Context, cut: Cut): Promise<Map<string, Share & { days: number }>> {
  const rows = await ctx.db.execute<Series & { x: number; n: number; days: number }>(sql`
    select dimension, key, sum(${gradesIn(cut.grades)})::int as x, sum(${gradesIn(all)})::int as n,
      count(distinct period) filter (where ${gradesIn(all)} > 0)::int as days
    from figure_rollups where ${counted(ctx, cut)} group by dimension, key`)
  return new Map(rows.map(({ x, n, days, ...series }) => [nameOf(series), { x, n, days }]))
}

/** The ratings of one series by channel. */
export async function listChannels(ctx: Context, { dimension, key }: Series, cut: Cut): Promise<Map<string, Share>> {
  const rows = await ctx.db.execute<{ channel: string; x: number; n: number }>(sql`
    select channel, sum(${gradesIn(cut.grades)})::int as x, sum(${gradesIn(all)})::int as n
    from figure_rollups where ${counted(ctx, cut)} and dimension = ${dimension} and key = ${key}::uuid group by channel`)
  return new Map(rows.map(({ channel, x, n }) => [channel, { x, n }]))
}

/** The areas below the highest level, and the units: what is watched besides everything. */
export async function listSeries(ctx: Context): Promise<Series[]> {
  const places = await ctx.db
    .select({ key: areas.id })
    .from(areas)
    .where(and(eq(areas.tenantId, ctx.tenant.id), isNull(areas.validTo), sql`${areas.level} <> 'city'`))
  const bodies = await ctx.db.select({ key: units.id }).from(units).where(eq(units.tenantId, ctx.tenant.id))
  return [
    ...places.map(({ key }) => ({ dimension: 'area', key })),
    ...bodies.map(({ key }) => ({ dimension: 'unit', key })),
  ]
}

/** Waits until no other watch of this tenant runs; false when this day or a later one was watched, or is not closed yet. */
export async function mayWatch(ctx: Context, day: string): Promise<boolean> {
  await ctx.db.execute(sql`select pg_advisory_xact_lock(7340023, hashtext(${ctx.tenant.id}))`)
  const watched = await ctx.db
    .select({ day: figureWatches.day })
    .from(figureWatches)
    .where(and(eq(figureWatches.tenantId, ctx.tenant.id), gte(figureWatches.day, day)))
    .limit(1)
  const closed = await ctx.db
    .select({ day: closings.day })
    .from(closings)
    .where(and(eq(closings.tenantId, ctx.tenant.id), gte(closings.day, day)))
    .limit(1)
  return watched.length === 0 && closed.length > 0
}

export async function insertWatch(ctx: Context, row: Omit<WatchRow, 'tenantId'>): Promise<void> {
  await ctx.db.insert(figureWatches).values({ ...row, tenantId: ctx.tenant.id })
}

export async function findLastWatch(ctx: Context): Promise<WatchRow | undefined> {
  const [row] = await ctx.db
    .select()
    .from(figureWatches)
    .where(eq(figureWatches.tenantId, ctx.tenant.id))
    .orderBy(desc(figureWatches.day))
    .limit(1)
  return row
}

/** The alarms of an indicator that are not over. */
export async function listStanding(ctx: Context, indicatorId: string): Promise<(Series & { id: string })[]> {
  const t = figureAlarms
  return ctx.db
    .select({ id: t.id, dimension: t.dimension, key: t.key })
    .from(t)
    .where(and(eq(t.tenantId, ctx.tenant.id), eq(t.indicatorId, indicatorId), isNull(t.overOn)))
}

export async function insertAlarm(ctx: Context, row: Omit<AlarmRow, 'tenantId' | 'overOn'>): Promise<void> {
  await ctx.db.insert(figureAlarms).values({ ...row, tenantId: ctx.tenant.id })
}

export async function endAlarm(ctx: Context, id: string, overOn: string): Promise<void> {
  await ctx.db
    .update(figureAlarms)
    .set({ overOn })
    .where(and(eq(figureAlarms.tenantId, ctx.tenant.id), eq(figureAlarms.id, id)))
}

/** Alarms about what the reader may see; those about everything only where the reader sees everything. */
function inReach(ctx: Context): SQL | undefined {
  const t = figureAlarms
  const may = 'figures.exact'
  return or(
    reachesAll(ctx.actor, may) ? eq(t.dimension, 'all') : undefined,
    and(eq(t.dimension, 'area'), scopeOf(ctx.actor, may, { area: t.key })),
    and(eq(t.dimension, 'unit'), scopeOf(ctx.actor, may, { unit: t.key })),
  )
}

export type AlarmFilter = {
  indicatorId?: string | undefined
  standing: boolean
  after?: readonly [at: string, id: string] | undefined
  limit: number
}

/** Alarms, newest first, one more than asked for. */
export async function listAlarms(ctx: Context, { indicatorId, standing, after, limit }: AlarmFilter) {
  const t = figureAlarms
  const rows = await ctx.db
    .select()
    .from(t)
    .where(
      and(
        eq(t.tenantId, ctx.tenant.id),
        inReach(ctx),
        indicatorId === undefined ? undefined : eq(t.indicatorId, indicatorId),
        standing ? isNull(t.overOn) : undefined,
        after && or(lt(t.raisedAt, new Date(after[0])), and(eq(t.raisedAt, new Date(after[0])), lt(t.id, after[1]))),
      ),
    )
    .orderBy(desc(t.raisedAt), desc(t.id))
    .limit(limit + 1)
  return rows.map(asAlarm)
}

export async function findAlarm(ctx: Context, id: string): Promise<AlarmRow | undefined> {
  const t = figureAlarms
  const [row] = await ctx.db
    .select()
    .from(t)
    .where(and(eq(t.tenantId, ctx.tenant.id), eq(t.id, id), inReach(ctx)))
  return row && asAlarm(row)
}

export async function insertNote(ctx: Context, row: { id: string; alarmId: string; staffId: string; note: string }) {
  await ctx.db.insert(figureAlarmNotes).values({ ...row, tenantId: ctx.tenant.id, at: ctx.now() })
}

/** What was written to alarms, oldest first. */
export async function listNotes(ctx: Context, alarmIds: readonly string[]): Promise<NoteRow[]> {
  if (alarmIds.length === 0) return []
  const t = figureAlarmNotes
  return ctx.db
    .select({ alarmId: t.alarmId, by: staff.name, note: t.note, at: t.at })
    .from(t)
    .innerJoin(staff, and(eq(staff.tenantId, t.tenantId), eq(staff.id, t.staffId)))
    .where(and(eq(t.tenantId, ctx.tenant.id), inArray(t.alarmId, [...alarmIds])))
    .orderBy(asc(t.at), asc(t.id))
}

/** The names of areas and units by id. */
export async function listNames(ctx: Context, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const named = (t: typeof areas | typeof units) =>
    ctx.db
      .select({ id: t.id, name: t.name })
      .from(t)
      .where(and(eq(t.tenantId, ctx.tenant.id), inArray(t.id, [...ids])))
  return new Map([...(await named(areas)), ...(await named(units))].map(({ id, name }) => [id, name]))
}

const asAlarm = (row: typeof figureAlarms.$inferSelect): AlarmRow => ({
  ...row,
  evidence: Evidence.parse(row.evidence),
})
