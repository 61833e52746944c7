import { officeClocks } from '@minyi/shared/cases/rules.ts'
import { handlingRates } from '@minyi/shared/indicators/handling/contract.ts'
import { type HandlingCounts, outsideReasons, responseHours } from '@minyi/shared/indicators/handling/rules.ts'
import type { Range } from '@minyi/shared/indicators/periods/rules.ts'
import { addDays } from '@minyi/shared/platform/time.ts'
import { type SQL, sql } from 'drizzle-orm'
import type { Context } from '../../../../platform/context.ts'
import type { Db } from '../../../../platform/db.ts'
import { tenants } from '../../../../platform/tables.ts'
import { startOfDay } from '../../../../platform/zone.ts'
import { caseClocks, caseRounds, cases } from '../../../cases/tables.ts'
import { areaClosure, areas } from '../../../registry/tables.ts'
import { list, townshipOf } from '../../closing/queries.ts'
import { handlingChanges, handlingCounts, handlingItems } from './tables.ts'

const within = sql`i.accepted_at <= i.received_at + make_interval(hours => ${responseHours})`
const due = sql`(i.accepted_at is not null or i.ended_at is not null
  or i.received_at + make_interval(hours => ${responseHours}) <= i.as_of)`
const told = sql`i.verdict in ('solved', 'partly', 'not-solved')`
const outside = sql`(i.end_reason in ${list(outsideReasons)}) is true`

/** Per rate: which items it is about, and of which its statement is true; none of those outside of the office's duty. */
const rates: Record<(typeof handlingRates)[number], { of: SQL; good: SQL }> = {
  responded: { of: due, good: within },
  solved: { of: told, good: sql`i.verdict in ('solved', 'partly')` },
  satisfied: { of: sql`i.grade is not null`, good: sql`i.grade >= 3` },
  'on-time': { of: sql`i.clocked and (i.late or not i.running)`, good: sql`not i.late` },
}

/** What is counted of an item, in the order of the bits of its facts and of the counts. New measures go to the end and need a rebuild. */
const measures: readonly { name: string; holds: SQL }[] = [
  { name: 'received', holds: sql`true` },
  { name: 'accepted', holds: sql`i.accepted_at is not null` },
  { name: 'replied', holds: sql`i.replied_at is not null` },
  { name: 'reached', holds: sql`i.call_back_result in ('settled', 'not-settled')` },
  { name: 'answered', holds: sql`${told} and not ${outside}` },
  { name: 'silent', holds: sql`i.verdict = 'no-answer' and not ${outside}` },
  ...outsideReasons.map((reason) => ({ name: reason, holds: sql`i.end_reason = ${sql.raw(`'${reason}'`)}` })),
  ...handlingRates.flatMap((rate) => [
    { name: `${rate}.of`, holds: sql`not ${outside} and ${rates[rate].of}` },
    { name: `${rate}.good`, holds: sql`not ${outside} and ${rates[rate].of} and ${rates[rate].good}` },
  ]),
]

const each = (write: (i: number) => SQL): SQL =>
  sql.join(
    measures.map((_, i) => write(i)),
    sql`, `,
  )
const numbered = (name: string, i: number) => sql.raw(`${name}[${i + 1}]`)
/** The counts of rows with facts, each counted by its sign. */
const summed = sql`array[${each((i) => sql`sum(((facts >> ${sql.raw(String(i))}) & 1) * sign)::int`)}]`

/** Items with what each counts for at an instant: `tenant_id, case_id, day, kind, unit_id, area_id, facts`. */
function factsOf(where: SQL, asOf: Date): SQL {
  const bits = sql.join(
    measures.map(({ holds }, i) => sql`(coalesce(${holds}, false)::int << ${sql.raw(String(i))})`),
    sql` + `,
  )
  return sql`
    select i.tenant_id, i.case_id, i.day, i.kind, i.unit_id, i.area_id, ${bits} as facts
    from (
      select item.tenant_id, item.id as case_id, (item.received_at at time zone t.zone)::date as day, item.kind, item.unit_id,
        item.area_id, item.received_at, item.accepted_at, item.ended_at, item.end_reason, r.replied_at, r.verdict, r.grade,
        r.call_back_result, coalesce(k.late, false) as late, coalesce(k.running, false) as running, k.late is not null as clocked,
        ${asOf.toISOString()}::timestamptz as as_of
      from ${cases} item join ${tenants} t on t.id = item.tenant_id
      left join lateral (select * from ${caseRounds} r where r.tenant_id = item.tenant_id and r.case_id = item.id
        order by r.round desc limit 1) r on true
      left join lateral (
        select bool_or(coalesce(stopped_at, ${asOf.toISOString()}::timestamptz) > due_at) as late,
          bool_or(stopped_at is null) as running
        from ${caseClocks} k where k.tenant_id = item.tenant_id and k.case_id = item.id
          and k.clock in ${list(officeClocks)}) k on true
      where ${where}
    ) i`
}

/** Signed facts by everything, unit and area they count for, by day and month; an area's go to all areas it lay in on that day. */
function spread(rows: SQL): SQL {
  return sql`
    select f.tenant_id, d.dimension, d.key, f.kind, g.grain, g.period, ${summed} as counts
    from (${rows}) f
    cross join lateral (
      select 'all' as dimension, '00000000-0000-0000-0000-000000000000'::uuid as key
      union all select 'unit', f.unit_id where f.unit_id is not null
      union all select 'area', c.ancestor_id from ${areaClosure} c
      where c.tenant_id = f.tenant_id and c.descendant_id = f.area_id and c.valid_from <= f.day
        and (c.valid_to is null or f.day < c.valid_to)) d
    cross join lateral (values ('day', f.day), ('month', date_trunc('month', f.day)::date)) as g (grain, period)
    group by 1, 2, 3, 4, 5, 6`
}

const keys = sql`tenant_id, dimension, key, kind, grain, period`
const plus = sql`array[${each((i) => sql`handling_counts.${numbered('counts', i)} + excluded.${numbered('counts', i)}`)}]`

export async function tryLock(db: Db): Promise<boolean> {
  const [row] = await db.execute<{ got: boolean }>(sql`select pg_try_advisory_xact_lock(7340033) as got`)
  return row?.got === true
}

export const waitForLock = (db: Db) => db.execute(sql`select pg_advisory_xact_lock(7340033)`)

/** Counts the ended items that changed, at most so many changes, and takes back what they counted for before. Answers how many changes. */
export async function foldOnce(db: Db, limit: number, at: Date): Promise<number> {
  const ended = sql`item.ended_at is not null and (item.tenant_id, item.id) in (select tenant_id, case_id from changed)`
  const [row] = await db.execute<{ n: number }>(sql`
    with taken as (
      delete from ${handlingChanges} where ctid = any (array(select ctid from ${handlingChanges} limit ${limit}))
      returning tenant_id, case_id
    ), changed as materialized (select distinct tenant_id, case_id from taken),
    now as materialized (${factsOf(ended, at)}),
    before as materialized (
      select h.tenant_id, h.case_id, h.day, h.kind, h.unit_id, h.area_id, h.facts
      from ${handlingItems} h join changed using (tenant_id, case_id)
    ), kept as (
      insert into ${handlingItems} (tenant_id, case_id, day, kind, unit_id, area_id, facts) select * from now
      on conflict (tenant_id, case_id) do update set day = excluded.day, kind = excluded.kind, unit_id = excluded.unit_id,
        area_id = excluded.area_id, facts = excluded.facts
    ), gone as (
      delete from ${handlingItems} h using before b where h.tenant_id = b.tenant_id and h.case_id = b.case_id
        and not exists (select 1 from now n where n.tenant_id = b.tenant_id and n.case_id = b.case_id)
    ), counted as (
      insert into ${handlingCounts} (${keys}, counts)
      select * from (${spread(sql`select *, 1 as sign from now union all select *, -1 from before`)}) s order by ${keys}
      on conflict (${keys}) do update set counts = ${plus}
    )
    select count(*)::int as n from taken`)
  return row?.n ?? 0
}

/** Counts all ended items anew. Must run in one snapshot and with the lock: what commits beside it stays among the changes. */
export async function rebuild(db: Db, at: Date): Promise<number> {
  await db.execute(sql`set local work_mem = '256MB'`)
  for (const table of [handlingCounts, handlingItems, handlingChanges]) await db.execute(sql`delete from ${table}`)
  await db.execute(sql`insert into ${handlingItems} (tenant_id, case_id, day, kind, unit_id, area_id, facts)
    ${factsOf(sql`item.ended_at is not null`, at)}`)
  const made = await db.execute(sql`insert into ${handlingCounts} (${keys}, counts)
    ${spread(sql`select *, 1 as sign from ${handlingItems}`)} returning 1`)
  return made.length
}

/** Where counts and what waits together differ from the items; none, unless something is broken. Must run in one snapshot. */
export async function listDifferences(db: Db, at: Date) {
  const waiting = sql`select tenant_id, case_id from ${handlingChanges}`
  const ended = sql`item.ended_at is not null and (item.tenant_id, item.id) not in (${waiting})`
  const rows = await db.execute<{ dimension: string; key: string; kind: string; period: string }>(sql`
    with expected as (
      ${spread(sql`select *, 1 as sign from (${factsOf(ended, at)}) f
        union all select h.*, 1 from ${handlingItems} h where (h.tenant_id, h.case_id) in (${waiting})`)})
    select dimension, key, kind, period::text as period from (
      select ${keys}, counts from expected
      union all select ${keys}, array(select -n from unnest(counts) with ordinality u (n, o) order by o) from ${handlingCounts}
    ) compared group by ${keys}
    having ${sql.join(
      measures.map((_, i) => sql`sum(${numbered('counts', i)}) <> 0`),
      sql` or `,
    )} limit 1000`)
  return [...rows]
}

/** Which counts are wanted: one thing, or each unit or township. */
export type Wanted = {
  of: { dimension: 'all' | 'area' | 'unit'; key: string } | { dimension: 'area' | 'unit'; key: null }
  kinds: readonly string[]
  from: string
  to: string
  ranges: readonly Range[]
  asOf: Date
}

/**
 * The counts of a period by key, exact at once and in one statement: the counts of ended items, less those that changed since, with
 * the changed and the open ones as they stand.
 */
export async function readCounts(ctx: Context, wanted: Wanted): Promise<{ id: string; counts: HandlingCounts }[]> {
  const { of, kinds, from, to, ranges, asOf } = wanted
  const tenant = sql`${ctx.tenant.id}::uuid`
  const changed = sql`select case_id from ${handlingChanges} where tenant_id = ${tenant}`
  const received = sql`received_at >= ${startOfDay(ctx.tenant.zone, from).toISOString()}::timestamptz
    and received_at < ${startOfDay(ctx.tenant.zone, addDays(to, 1)).toISOString()}::timestamptz`
  const moving = sql`select o.id from ${cases} o where o.tenant_id = ${tenant} and o.ended_at is null and ${received}
    union ${changed}`
  const live = sql`item.tenant_id = ${tenant} and item.kind in ${list(kinds)} and ${received} and item.id in (${moving})`
  const inRanges = sql.join(
    ranges.map((r) => sql`(c.grain = ${r.grain} and c.period between ${r.from}::date and ${r.to}::date)`),
    sql` or `,
  )
  const oneKey = of.key === null ? sql`` : sql`and key = ${of.key}::uuid`
  const townships = sql`select id from ${areas} where tenant_id = ${tenant} and level = 'township'`
  const wantedKeys = of.key === null && of.dimension === 'area' ? sql`and key in (${townships})` : oneKey
  const rows = await ctx.db.execute<{ id: string; counts: number[] }>(sql`
    with moving as (
      select *, 1 as sign from (${factsOf(live, asOf)}) f
      union all
      select h.*, -1 from ${handlingItems} h where h.tenant_id = ${tenant} and h.case_id in (${changed})
        and h.kind in ${list(kinds)} and h.day between ${from}::date and ${to}::date
    ), parts as (
      select c.key, c.counts from ${handlingCounts} c
      where c.tenant_id = ${tenant} and c.dimension = ${of.dimension} and c.kind in ${list(kinds)} and (${inRanges})
      union all
      select key, counts from (${spread(sql`select * from moving`)}) s where s.dimension = ${of.dimension} and s.grain = 'day'
    )
    select key as id, array[${each((i) => sql`sum(${numbered('counts', i)})::int`)}] as counts
    from parts where true ${wantedKeys} group by key`)
  return [...rows].map((row) => ({ id: row.id, counts: countsOf(row.counts) }))
}

/** The counts of the items themselves, for a choice that no rollup holds: `where` speaks of `item`. */
export async function countItems(ctx: Context, where: SQL, asOf: Date, by: 'none' | 'unit' | 'area') {
  const key = { none: sql`null::uuid`, unit: sql`f.unit_id`, area: townshipOf(sql`f`) }[by]
  const rows = await ctx.db.execute<{ id: string | null; counts: number[] }>(sql`
    select id, ${summed} as counts
    from (select ${key} as id, f.facts, 1 as sign from (select *, day as closed_day from (${factsOf(where, asOf)}) d) f) counted
    group by id`)
  return [...rows].map((row) => ({ id: row.id, counts: countsOf(row.counts) }))
}

/** The counts by measure as figures are made of them. */
function countsOf(counts: readonly number[]): HandlingCounts {
  const count = (name: string) => counts[measures.findIndex((measure) => measure.name === name)] ?? 0
  const byReason = outsideReasons.map((reason) => ({ reason, count: count(reason) }))
  const rate = (name: (typeof handlingRates)[number]) => ({ of: count(`${name}.of`), good: count(`${name}.good`) })
  return {
    funnel: {
      received: count('received'),
      accepted: count('accepted'),
      replied: count('replied'),
      reached: count('reached'),
      answered: count('answered'),
      silent: count('silent'),
      excluded: { total: byReason.reduce((sum, one) => sum + one.count, 0), byReason },
    },
    rates: {
      responded: rate('responded'),
      solved: rate('solved'),
      satisfied: rate('satisfied'),
      'on-time': rate('on-time'),
    },
  }
}
