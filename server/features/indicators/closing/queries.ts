import { elsewhere, type Pending, type Subject } from '@minyi/shared/indicators/closing/rules.ts'
import { addTallies, type Breakdown, breakdowns, measures, type Tally } from '@minyi/shared/indicators/rules.ts'
import { and, asc, desc, eq, gte, inArray, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { areaClosure, areas } from '../../registry/tables.ts'
import { measuresOf } from '../rollups/queries.ts'
import { closedFigures, closedUpTo, closings } from '../tables.ts'

/** What a definition counts at a closing: everything that happened before `before`, of matters closed on these days. */
export type Cut = { kinds: readonly string[]; channels: readonly string[]; from: string; to: string; before: Date }

export type ClosedRow = {
  indicatorId: string
  version: number
  dimension: string
  key: string
  closedAt: Date
  fromDay: string
  toDay: string
  members: string[]
  counts: Tally | null
  withheld: readonly Breakdown[]
}

/** Waits until no other closing of this tenant runs, for the rest of the transaction. */
export async function lockClosing(ctx: Context): Promise<void> {
  await ctx.db.execute(sql`select pg_advisory_xact_lock(7340022, hashtext(${ctx.tenant.id}))`)
}

/** False when this day, or a later one, was closed already. */
export async function startClosing(ctx: Context, day: string, closedAt: Date): Promise<boolean> {
  const later = await ctx.db
    .select({ day: closings.day })
    .from(closings)
    .where(and(eq(closings.tenantId, ctx.tenant.id), gte(closings.day, day)))
    .limit(1)
  if (later.length > 0) return false
  await ctx.db.insert(closings).values({ tenantId: ctx.tenant.id, day, closedAt })
  return true
}

/**
 * Scored ratings with changes that no public figure contains, by township, unit and officer, and whether the unit has seen all of
 * them. A rating counts once, however often its author changed it: five changes of one rating would show its grade.
 */
export async function listPending(ctx: Context, cut: Cut): Promise<Pending[]> {
  const told = (dimension: string, key: ReturnType<typeof sql>) => sql`exists (
    select 1 from ${closedUpTo} c
    where c.tenant_id = ${ctx.tenant.id} and c.kind = m.kind and m.at < c.up_to
      and c.dimension = ${dimension} and c.key = ${key})`
  const rows = await ctx.db.execute<Omit<Pending, 'areaId'> & { areaId: string | null }>(sql`
    with moved as (
      select r.id, r.kind, r.unit_id, r.officer_id, e.at, ${townshipOf(sql`r`)} as township
      from rating_events e join ratings r on r.tenant_id = e.tenant_id and r.id = e.rating_id
      where e.tenant_id = ${ctx.tenant.id} and e.at < ${cut.before.toISOString()}::timestamptz
        and e.event in ('given', 'changed', 'excluded', 'restored') and r.unit_id is not null
        and r.closed_day between ${cut.from}::date and ${cut.to}::date
        and r.kind in ${list(cut.kinds)} and r.channel in ${list(cut.channels)}
    ), pending as (
      select id, township, unit_id, officer_id,
        bool_and(${told('unit', sql`m.unit_id`)} or ${told('officer', sql`m.officer_id`)}) as seen
      from moved m where not ${told('area', sql`coalesce(m.township, ${elsewhere}::uuid)`)}
      group by id, township, unit_id, officer_id
    )
    select township as "areaId", unit_id as "unitId", officer_id as "officerId", seen, count(*)::int as changes
    from pending group by township, unit_id, officer_id, seen`)
  return [...rows].map((row) => ({ ...row, areaId: row.areaId ?? elsewhere }))
}

/** All counts at the cut, by township, by unit and by officer, from the rows and their events. */
export async function countAtCut(ctx: Context, cut: Cut) {
  const counted = await ctx.db.execute<{
    dimension: 'area' | 'unit' | 'officer'
    key: string | null
    channel: string
  }>(sql`
    with facts as (${factsAtCut(ctx, cut)})
    select case when grouping(unit_id) = 0 then 'unit' when grouping(officer_id) = 0 then 'officer' else 'area' end
        as dimension,
      coalesce(unit_id, officer_id, township) as key, channel,
      ${sql.raw(measures.map((m) => `sum(${columnOf(m)})::int as ${columnOf(m)}`).join(', '))}
    from facts group by grouping sets ((channel, unit_id), (channel, officer_id), (channel, township))`)
  const tallies = { area: new Map<string, Tally>(), unit: new Map<string, Tally>(), officer: new Map<string, Tally>() }
  for (const row of counted) {
    const key = row.key ?? (row.dimension === 'area' ? elsewhere : null)
    if (key === null) continue
    const into = tallies[row.dimension]
    into.set(key, addTallies([into.get(key) ?? {}, { [row.channel]: measuresOf(row) }]))
  }
  return tallies
}

/** The latest closed figure of each key; one without counts was taken down. */
export async function listLatest(
  ctx: Context,
  wanted: { indicatorIds: string[]; keys?: string[] },
): Promise<ClosedRow[]> {
  if (wanted.indicatorIds.length === 0) return []
  const t = closedFigures
  const rows = await ctx.db
    .selectDistinctOn([t.indicatorId, t.dimension, t.key])
    .from(t)
    .where(
      and(
        eq(t.tenantId, ctx.tenant.id),
        inArray(t.indicatorId, wanted.indicatorIds),
        wanted.keys ? inArray(t.key, wanted.keys) : undefined,
      ),
    )
    .orderBy(asc(t.indicatorId), asc(t.dimension), asc(t.key), desc(t.closedAt), desc(t.version))
  return rows.map(readRow)
}

/** Every closed figure of one key since a day, oldest first. */
export async function listHistory(ctx: Context, dimension: string, key: string, since: string): Promise<ClosedRow[]> {
  const t = closedFigures
  const rows = await ctx.db
    .select()
    .from(t)
    .where(and(eq(t.tenantId, ctx.tenant.id), eq(t.dimension, dimension), eq(t.key, key), gte(t.toDay, since)))
    .orderBy(asc(t.closedAt), asc(t.version))
  return rows.map(readRow)
}

export async function insertClosed(ctx: Context, rows: readonly ClosedRow[]): Promise<void> {
  if (rows.length === 0) return
  await ctx.db
    .insert(closedFigures)
    .values(rows.map((row) => ({ ...row, withheld: [...row.withheld], tenantId: ctx.tenant.id })))
}

/**
 * Notes that everything of these subjects before `upTo` is contained in a closed figure. A closing may let out the areas that remain
 * together more than once, each time without one that left.
 */
export async function noteClosed(ctx: Context, subjects: readonly Subject[], kinds: readonly string[], upTo: Date) {
  const told = subjects.flatMap(({ dimension, key, members }) =>
    dimension === 'unit' || dimension === 'officer'
      ? [{ dimension, key }]
      : members.map((member) => ({ dimension: 'area', key: member })),
  )
  const marks = new Map(told.map((mark) => [`${mark.dimension}/${mark.key}`, mark]))
  if (marks.size === 0) return
  await ctx.db
    .insert(closedUpTo)
    .values(
      [...marks.values()].flatMap((mark) => kinds.map((kind) => ({ tenantId: ctx.tenant.id, ...mark, kind, upTo }))),
    )
    .onConflictDoUpdate({
      target: [closedUpTo.tenantId, closedUpTo.dimension, closedUpTo.key, closedUpTo.kind],
      set: { upTo: sql`greatest(${closedUpTo.upTo}, excluded.up_to)` },
    })
}

function factsAtCut(ctx: Context, cut: Cut) {
  const before = sql`${cut.before.toISOString()}::timestamptz`
  const only = (given: Record<string, ReturnType<typeof sql>>) =>
    sql.join(
      measures.map((m) => sql`${given[m] ?? sql`0`} as ${sql.raw(columnOf(m))}`),
      sql`, `,
    )
  const inWindow = (t: ReturnType<typeof sql>) => sql`
    ${t}.tenant_id = ${ctx.tenant.id} and ${t}.kind in ${list(cut.kinds)}
    and ${t}.closed_day between ${cut.from}::date and ${cut.to}::date`
  const shown = sql`exists (
    select 1 from claim_showings s where s.tenant_id = c.tenant_id and s.claim_id = c.id and s.at < ${before})`
  const graded = Object.fromEntries(
    [5, 4, 3, 2, 1].flatMap((g) => [
      [`g${g}`, sql`(r.excluded is null and r.grade = ${sql.raw(String(g))})::int`],
      [`excluded_g${g}`, sql`(r.excluded is not null and r.grade = ${sql.raw(String(g))})::int`],
    ]),
  )
  const excluded = Object.fromEntries(
    measures
      .filter((m) => m.startsWith('excluded.'))
      .map((m) => [m, sql`coalesce((r.excluded = ${sql.raw(`'${m.slice(9)}'`)})::int, 0)`]),
  )
  return sql`
    select m.unit_id, m.officer_id, ${townshipOf(sql`m`)} as township, 'none' as channel, ${only({ eligible: sql`1` })}
    from matters m where ${inWindow(sql`m`)} and m.created_at < ${before}
    union all
    select m.unit_id, m.officer_id, ${townshipOf(sql`m`)}, 'none', ${only({
      invited: sql`1`,
      counter: sql`(${shown})::int`,
      defaulted: sql`coalesce((c.defaulted_at < ${before})::int, 0)`,
    })}
    from claims c join matters m on m.tenant_id = c.tenant_id and m.id = c.matter_id
    where ${inWindow(sql`m`)} and c.minted_at < ${before}
    union all
    select r.unit_id, r.officer_id, ${townshipOf(sql`r`)}, r.channel, ${only({ ...graded, ...excluded })}
    from (${ratingsAtCut(ctx, before)} where ${inWindow(sql`r`)} and r.given_at < ${before} and r.unit_id is not null) r`
}

/** Ratings as they stood at the cut: what happened since is taken back, the earliest of it first. */
export function ratingsAtCut(ctx: Context, before: ReturnType<typeof sql>) {
  return sql`
    select r.id, r.tenant_id, r.unit_id, r.officer_id, r.area_id, r.closed_day, r.channel,
      coalesce(later.grade, r.grade) as grade,
      case later.event when 'excluded' then null when 'restored' then later.reason else r.excluded_reason end as excluded
    from ratings r
    left join (
      select e.tenant_id, e.rating_id,
        (array_agg(e.grade_before order by e.at, e.id) filter (where e.event = 'changed'))[1] as grade,
        (array_agg(e.event order by e.at, e.id) filter (where e.event in ('excluded', 'restored')))[1] as event,
        (select p.reason from rating_events p where p.tenant_id = e.tenant_id and p.rating_id = e.rating_id
          and p.event = 'excluded' and p.at < ${before} order by p.at desc, p.id desc limit 1) as reason
      from rating_events e where e.tenant_id = ${ctx.tenant.id} and e.at >= ${before} group by e.tenant_id, e.rating_id
    ) later on later.tenant_id = r.tenant_id and later.rating_id = r.id`
}

/** The township in which an area lay on the day of the matter; null where it lies in none. */
export function townshipOf(t: ReturnType<typeof sql>) {
  return sql`(
    select c.ancestor_id from ${areaClosure} c
    join ${areas} a on a.tenant_id = c.tenant_id and a.id = c.ancestor_id and a.level = 'township'
    where c.tenant_id = ${t}.tenant_id and c.descendant_id = ${t}.area_id and c.valid_from <= ${t}.closed_day
      and (c.valid_to is null or ${t}.closed_day < c.valid_to)
    limit 1)`
}

export const list = (values: readonly string[]) =>
  sql`(${sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  )})`
const columnOf = (measure: string) => measure.replace('.', '_')

function readRow(row: typeof closedFigures.$inferSelect): ClosedRow {
  const { tenantId: _, ...rest } = row
  const withheld = breakdowns.filter((what) => row.withheld.includes(what))
  return { ...rest, withheld, counts: asTally(row.counts) }
}

/** Guarantee: only `insertClosed` writes this column, from a tally. */
const asTally = (counts: unknown) => counts as Tally | null
