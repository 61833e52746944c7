import { measures, type Tally } from '@minyi/shared/indicators/rules.ts'
import type postgres from 'postgres'
import type { AnySql, Sql } from '../../../platform/db.ts'

type Fragment = postgres.PendingQuery<postgres.Row[]>

const consumer = 'figures'
const lock = 7_340_021
const nil = '00000000-0000-0000-0000-000000000000'

/** The column that holds a measure. */
const columnOf = (measure: string) => measure.replace('.', '_')
const columns = measures.map(columnOf)
const sums = columns.map((column) => `sum(${column})::int as ${column}`).join(', ')
const keyColumns = 'tenant_id, dimension, key, kind, grain, period, channel'

/** Takes the one worker's lock until the transaction ends; false when another process has it. */
export async function tryLock(sql: AnySql): Promise<boolean> {
  const [row] = await sql<{ got: boolean }[]>`select pg_try_advisory_xact_lock(${lock}) as got`
  return row?.got === true
}

export async function waitForLock(sql: AnySql): Promise<void> {
  await sql`select pg_advisory_xact_lock(${lock})`
}

export type Cursor = { xid: string; cluster: string }

/** How far the worker has come, and in which cluster: transaction numbers mean nothing in another one. */
export async function findCursor(sql: AnySql): Promise<Cursor | undefined> {
  const [row] = await sql<Cursor[]>`
    select xid::text as xid, cluster from outbox_cursors where consumer = ${consumer} for update`
  return row
}

export async function readCluster(sql: AnySql): Promise<string> {
  const [row] = await sql<{ id: string }[]>`select system_identifier::text as id from pg_control_system()`
  return row?.id ?? ''
}

/** Sets the cursor to the oldest transaction that may still be under way: everything below it is finished. */
export async function placeCursor(sql: AnySql, cluster: string, at: Date): Promise<void> {
  await sql`
    insert into outbox_cursors (consumer, xid, cluster, moved_at)
    values (${consumer}, pg_snapshot_xmin(pg_current_snapshot()), ${cluster}, ${at.toISOString()}::timestamptz)
    on conflict (consumer) do update set xid = excluded.xid, cluster = excluded.cluster, moved_at = excluded.moved_at`
}

/**
 * Folds what finished since the last time, at most about `limit` rows, and moves the cursor with it. Rows at or above the oldest
 * running transaction wait, because one below them could still commit. Answers how many rows were folded.
 */
export async function foldOnce(sql: AnySql, limit: number, at: Date): Promise<number> {
  const [edge] = await sql<{ from: string; oldest: string; most: string | null; waiting: boolean }[]>`
    with c as (select xid from outbox_cursors where consumer = ${consumer}),
      oldest as (select pg_snapshot_xmin(pg_current_snapshot()) as xid),
      waiting as (
        select o.xid from outbox o where o.xid >= (select xid from c) and o.xid < (select xid from oldest)
        order by o.xid limit ${limit})
    select (select xid from c)::text as from, (select xid from oldest)::text as oldest,
      (select xid from waiting order by xid desc limit 1)::text as most, (select count(*) from waiting) >= ${limit} as waiting`
  if (!edge?.most) return 0
  // One transaction's rows are never parted, so that the cursor can stand between transactions.
  const upto = edge.waiting ? String(BigInt(edge.most) + 1n) : edge.oldest
  const [done] = await sql<{ rows: number }[]>`
    with facts as materialized (
      ${factsOfOutbox(sql)} and o.xid >= ${edge.from}::xid8 and o.xid < ${upto}::xid8
    ), spread as (${spread(sql)}), put as (
      insert into figure_rollups (${sql.unsafe(keyColumns)}, ${sql.unsafe(columns.join(', '))})
      select * from spread order by ${sql.unsafe(keyColumns)}
      on conflict (${sql.unsafe(keyColumns)}) do update
      set ${sql.unsafe(columns.map((c) => `${c} = figure_rollups.${c} + excluded.${c}`).join(', '))}
    )
    select count(*)::int as rows from facts`
  await sql`update outbox_cursors set xid = ${upto}::xid8, moved_at = ${at.toISOString()}::timestamptz where consumer = ${consumer}`
  return done?.rows ?? 0
}

/**
 * Makes the rollups anew from matters, claims and ratings: what the rows say, less what the outbox will still add. Must run in one
 * snapshot and with the lock.
 */
export async function rebuild(sql: AnySql): Promise<number> {
  await sql`set local work_mem = '256MB'`
  await sql`delete from figure_rollups`
  const done = await sql`
    with facts as (
      ${factsOfRows(sql)}
      union all
      select tenant_id, kind, day, unit_id, area_id, officer_id, channel,
        ${sql.unsafe(columns.map((c) => `-${c}`).join(', '))}
      from (${factsOfOutbox(sql)} and o.xid >= (select xid from outbox_cursors where consumer = ${consumer})) tail
    ), spread as (${spread(sql)})
    insert into figure_rollups (${sql.unsafe(keyColumns)}, ${sql.unsafe(columns.join(', '))})
    select * from spread where (${sql.unsafe(columns.map((c) => `${c} <> 0`).join(' or '))})
    order by ${sql.unsafe(keyColumns)}`
  await sql`analyze figure_rollups`
  return done.count
}

export type Difference = {
  tenantId: string
  dimension: string
  key: string
  kind: string
  grain: string
  period: string
}

/** Where rollups and tail together differ from the rows; none, unless something is broken. Must run in one snapshot. */
export async function listDifferences(sql: AnySql): Promise<Difference[]> {
  await sql`set local work_mem = '256MB'`
  const minus = sql.unsafe(columns.map((c) => `-${c}`).join(', '))
  return sql<Difference[]>`
    with facts as (
      ${factsOfRows(sql)}
      union all
      select tenant_id, kind, day, unit_id, area_id, officer_id, channel, ${minus}
      from (${factsOfOutbox(sql)} and o.xid >= (select xid from outbox_cursors where consumer = ${consumer})) tail
    ), spread as (${spread(sql)}), compared as (
      select * from spread
      union all
      select ${sql.unsafe(keyColumns)}, ${minus} from figure_rollups
    )
    select tenant_id as "tenantId", dimension, key, kind, grain, period::text as period
    from compared group by ${sql.unsafe(keyColumns)}
    having ${sql.unsafe(columns.map((c) => `sum(${c}) <> 0`).join(' or '))}
    order by ${sql.unsafe(keyColumns)} limit 1000`
}

/** One thing that is counted: everything (under `keyOfAll`), an area or a unit. */
export type Target = { dimension: 'all' | 'area' | 'unit'; key: string }

export type Wanted = {
  tenantId: string
  targets: readonly Target[]
  kinds: readonly string[]
  /** Which days, in whole months and single days; `slot` tells the periods apart. */
  ranges: readonly { slot: number; grain: 'day' | 'month'; from: string; to: string }[]
  periods: readonly { slot: number; from: string; to: string }[]
}

type CountRow = { target: number; slot: number; channel: string } & Record<string, number | string>

/**
 * The counts of several things over periods, exact at once: the rollups and the tail that is not folded yet, read in one statement
 * and so in one snapshot, in which cursor and rollups always fit together. Answers the tallies of each target by period.
 */
export async function readCounts(sql: Sql, wanted: Wanted): Promise<Tally[][]> {
  const { tenantId, targets, kinds, ranges, periods } = wanted
  const rows = await sql<CountRow[]>`
    with targets as (
      select * from unnest(${targets.map((t) => t.dimension)}::text[], ${targets.map((t) => t.key)}::uuid[])
        with ordinality as t (dimension, key, target)
    ), ranges as (
      select * from unnest(${ranges.map((r) => r.slot)}::int[], ${ranges.map((r) => r.grain)}::text[],
        ${ranges.map((r) => r.from)}::text[]::date[], ${ranges.map((r) => r.to)}::text[]::date[]) as r (slot, grain, first, last)
    ), periods as (
      select * from unnest(${periods.map((p) => p.slot)}::int[], ${periods.map((p) => p.from)}::text[]::date[],
        ${periods.map((p) => p.to)}::text[]::date[]) as p (slot, first, last)
    ), counted as (
      select t.target, g.slot, r.*
      from targets t
      cross join unnest(${[...kinds]}::text[]) as q (kind)
      cross join ranges g
      cross join lateral (
        -- The offset keeps the planner from reading every period of a key.
        select channel, ${sql.unsafe(columns.map((c) => `r.${c}`).join(', '))} from figure_rollups r
        where r.tenant_id = ${tenantId} and r.dimension = t.dimension and r.key = t.key and r.kind = q.kind
          and r.grain = g.grain and r.period between g.first and g.last
        offset 0) r
      union all
      select t.target, p.slot, f.channel, ${sql.unsafe(columns.map((c) => `f.${c}`).join(', '))}
      from (${factsOfOutbox(sql)} and o.tenant_id = ${tenantId}
        and o.xid >= coalesce((select xid from outbox_cursors where consumer = ${consumer}), '0'::xid8)) f
      join periods p on f.day between p.first and p.last
      cross join lateral (${targetsOf(sql)}) d
      join targets t on t.dimension = d.dimension and t.key = d.key
      where f.kind = any(${[...kinds]}::text[])
    )
    select target::int as target, slot, channel, ${sql.unsafe(sums)} from counted group by target, slot, channel`
  const tallies: Tally[][] = targets.map(() => periods.map(() => ({})))
  for (const row of rows) {
    const tally = tallies[row.target - 1]?.[row.slot]
    if (tally) tally[row.channel] = measuresOf(row)
  }
  return tallies
}

/** The counts of a row by measure, without those that are nothing. */
export function measuresOf(row: Record<string, unknown>): Tally[string] {
  return Object.fromEntries(
    measures.map((measure) => [measure, Number(row[columnOf(measure)])] as const).filter(([, count]) => count !== 0),
  )
}

/** The key of everything. */
export const keyOfAll = nil

/** Everything that one fact counts for. */
function targetsOf(sql: AnySql): Fragment {
  return sql`
    select 'all' as dimension, ${nil}::uuid as key
    union all select 'unit', f.unit_id
    union all select 'area', c.ancestor_id from area_closure c
    where c.tenant_id = f.tenant_id and c.descendant_id = f.area_id and c.valid_from <= f.day
      and (c.valid_to is null or f.day < c.valid_to)`
}

/** The changes that the outbox tells of; the caller adds the condition on `o`. */
function factsOfOutbox(sql: AnySql): Fragment {
  const counts = measures.map((m) => `coalesce((o.figure->'counts'->>'${m}')::int, 0) as ${columnOf(m)}`).join(', ')
  return sql`
    select o.tenant_id, o.figure->>'kind' as kind, (o.figure->>'day')::date as day,
      (o.figure->>'unitId')::uuid as unit_id, (o.figure->>'areaId')::uuid as area_id,
      (o.figure->>'officerId')::uuid as officer_id, o.figure->>'channel' as channel, ${sql.unsafe(counts)}
    from outbox o where o.figure is not null`
}

/** The same counts from the sources of truth, as they stand in this snapshot. */
function factsOfRows(sql: AnySql): Fragment {
  const place = 'm.tenant_id, m.kind, m.closed_day as day, m.unit_id, m.area_id, m.officer_id'
  const rated = measures
    .map((m) => {
      const excluded = m.startsWith('excluded.') ? m.slice('excluded.'.length) : null
      if (excluded) return `coalesce((r.excluded_reason = '${excluded}')::int, 0) as ${columnOf(m)}`
      if (/^excluded_g\d$/.test(m)) return `(r.excluded_reason is not null and r.grade = ${m.slice(10)})::int as ${m}`
      if (/^g\d$/.test(m)) return `(r.excluded_reason is null and r.grade = ${m.slice(1)})::int as ${m}`
      return m === 'changes' ? 'coalesce(e.changes, 0)::int as changes' : `0 as ${m}`
    })
    .join(', ')
  const only = (given: Record<string, string>) =>
    sql.unsafe(columns.map((c) => `${given[c] ?? '0'} as ${c}`).join(', '))
  return sql`
    select ${sql.unsafe(place)}, 'none' as channel, ${only({ eligible: '1' })} from matters m
    union all
    select ${sql.unsafe(place)}, 'none', ${only({
      invited: '1',
      counter: 'c.shown_at_counter::int',
      defaulted: '(c.defaulted_at is not null)::int',
    })}
    from claims c join matters m on m.tenant_id = c.tenant_id and m.id = c.matter_id
    union all
    select r.tenant_id, r.kind, r.closed_day, r.unit_id, r.area_id, r.officer_id, r.channel, ${sql.unsafe(rated)}
    from ratings r left join (
      select tenant_id, rating_id, count(*) as changes from rating_events
      where event in ('given', 'changed', 'excluded', 'restored') group by tenant_id, rating_id
    ) e on e.tenant_id = r.tenant_id and e.rating_id = r.id
    where r.unit_id is not null`
}

/**
 * `facts` summed up by every dimension, day and month; an area's counts go to all areas it lay in on that day. Officers are kept
 * by month only: their days would be as many rows as there are ratings.
 */
function spread(sql: AnySql): Fragment {
  return sql`
    select tenant_id, dimension, key, kind, g.grain, g.period, channel, ${sql.unsafe(sums)}
    from (
      select f.tenant_id, f.kind, f.day, f.channel, f.dimension, coalesce(c.ancestor_id, f.key) as key,
        ${sql.unsafe(columns.map((c) => `f.${c}`).join(', '))}
      from (
        select tenant_id, kind, coalesce(day, month) as day, channel,
          case when grouping(unit_id) = 0 then 'unit' when grouping(area_id) = 0 then 'area'
            when grouping(officer_id) = 0 then 'officer' else 'all' end as dimension,
          coalesce(unit_id, area_id, officer_id, case when grouping(officer_id) = 1 then ${nil}::uuid end) as key,
          ${sql.unsafe(sums)}
        from (select *, date_trunc('month', day)::date as month from facts) dated
        group by grouping sets ((tenant_id, kind, day, channel), (tenant_id, kind, day, channel, unit_id),
          (tenant_id, kind, day, channel, area_id), (tenant_id, kind, month, channel, officer_id))
      ) f
      left join area_closure c on f.dimension = 'area' and c.tenant_id = f.tenant_id and c.descendant_id = f.key
        and c.valid_from <= f.day and (c.valid_to is null or f.day < c.valid_to)
      where f.key is not null and (f.dimension <> 'area' or c.ancestor_id is not null)
    ) d
    cross join lateral (values ('day', day), ('month', date_trunc('month', day)::date)) as g (grain, period)
    where g.grain = 'month' or dimension <> 'officer'
    group by tenant_id, dimension, key, kind, g.grain, g.period, channel`
}
