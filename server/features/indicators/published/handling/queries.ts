import { officeClocks } from '@minyi/shared/cases/rules.ts'
import type { CallMeasure, ItemMeasure } from '@minyi/shared/indicators/handling/certified/measures.ts'
import { emptyHandlingRow, type HandlingRow } from '@minyi/shared/indicators/handling/certified/rows.ts'
import { outsideReasons, responseHours } from '@minyi/shared/indicators/handling/rules.ts'
import { addDays } from '@minyi/shared/platform/time.ts'
import { and, eq, gte, inArray, lte, type SQL, sql } from 'drizzle-orm'
import type { Context } from '../../../../platform/context.ts'
import { startOfDay } from '../../../../platform/zone.ts'
import { callBacks } from '../../../cases/call-backs/tables.ts'
import { caseRequests } from '../../../cases/requests/tables.ts'
import { caseClocks, caseRounds, cases } from '../../../cases/tables.ts'
import { areaClosure, areas, units } from '../../../registry/tables.ts'
import { list, townshipOf } from '../../closing/queries.ts'
import { publishedFigures } from '../tables.ts'

/** Which items or calls a figure stands on: those of some days and kinds, in a place, as they stood at the cut. */
export type Selection = {
  from: string
  to: string
  cut: Date
  kinds: readonly string[]
  areaId: string | null
  unitId: string | null
}

type Line = Pick<HandlingRow, 'key' | 'area' | 'unit' | 'month' | 'kind' | 'state'>
const batch = 10_000

/**
 * Every item or call of a selection with its state at the cut, in the order of its key: the hash of `salt` and its id, so that nobody
 * finds an item. What happened after the cut is left out. Read through a cursor; must run in a transaction.
 */
export async function* streamHandling(
  ctx: Context,
  rows: 'items' | 'calls',
  measure: string,
  selection: Selection,
  salt: string,
): AsyncGenerator<HandlingRow[]> {
  const facts = rows === 'items' ? itemsOf(ctx, measure, selection) : callsOf(ctx, measure, selection)
  await ctx.db.execute(sql`
    declare handling_rows no scroll cursor for
    with lines as (select left(encode(sha256(convert_to(${salt}::text || '/' || f.id::text, 'UTF8')), 'hex'), 32) as key,
      coalesce(a.name, '') as area, coalesce(u.name, '') as unit, to_char(f.closed_day, 'YYYY-MM') as month, f.kind, f.state
    from (select i.*, ${townshipOf(sql`i`)} as township from (${facts}) i) f
    left join ${areas} a on a.tenant_id = ${ctx.tenant.id} and a.id = f.township
    left join ${units} u on u.tenant_id = ${ctx.tenant.id} and u.id = f.unit_id)
    select * from lines order by key collate "C"`)
  for (;;) {
    const found = await ctx.db.execute<Line>(sql.raw(`fetch ${batch} from handling_rows`))
    if (found.length === 0) break
    yield [...found].map((row): HandlingRow => ({ ...emptyHandlingRow, ...row, what: 'one', count: 1 }))
  }
  await ctx.db.execute(sql`close handling_rows`)
}

/** Figures of some indicators that were ever published for everybody over days that touch these. */
export function listOpenTouching(
  ctx: Context,
  indicatorIds: readonly string[],
  { from, to }: { from: string; to: string },
) {
  const t = publishedFigures
  return ctx.db
    .select({ id: t.id, indicatorId: t.indicatorId, from: t.fromDay, to: t.toDay })
    .from(t)
    .where(
      and(
        eq(t.tenantId, ctx.tenant.id),
        eq(t.audience, 'public'),
        inArray(t.indicatorId, [...indicatorIds]),
        lte(t.fromDay, to),
        gte(t.toDay, from),
      ),
    )
}

const outside = sql`when i.end_reason in ${list(outsideReasons)} then i.end_reason`
const hours = sql`make_interval(hours => ${responseHours})`

const itemStates: Record<ItemMeasure, (cut: SQL) => SQL> = {
  accepted: () =>
    sql`case when i.accepted then 'accepted' when i.end_reason = 'refused' then 'refused' else 'waiting' end`,
  ended: () => sql`case when not i.accepted then 'not-accepted' when i.ended then 'ended' else 'open' end`,
  responded: (cut) => sql`case ${outside} when i.accepted and i.accepted_at <= i.received_at + ${hours} then 'within'
    when i.accepted or i.ended or i.received_at + ${hours} <= ${cut} then 'late' else 'not-due' end`,
  'on-time': () => sql`case ${outside} when i.late is null then 'no-clock' when i.late then 'late'
    when i.running then 'running' else 'on-time' end`,
  solved: () => sql`case ${outside} when i.verdict in ('solved', 'partly', 'not-solved') then i.verdict
    when i.verdict = 'no-answer' then 'silent' when i.replied then 'asking' else 'unreplied' end`,
  satisfied:
    () => sql`case ${outside} when i.grade is not null then 'g' || i.grade when i.verdict = 'no-answer' then 'silent'
    when i.verdict is not null then 'ungraded' when i.replied then 'asking' else 'unreplied' end`,
  tier: () => sql`case ${outside} when i.verdict in ('solved', 'partly') then 'settled-' || i.tier
    when i.verdict = 'not-solved' then 'not-settled' when i.verdict = 'no-answer' then 'silent' else 'open' end`,
  paused: () => sql`case when i.late is null then 'no-clock' when i.paused then 'paused' else 'never' end`,
}

const callStates: Record<CallMeasure, SQL> = {
  responded: sql`coalesce(c.responded, 'unknown')`,
  solved: sql`coalesce(c.solved, 'unsaid')`,
  satisfied: sql`coalesce('g' || c.grade, 'unsaid')`,
}

/** Guarantee by message: a definition that is stored names a measure that is counted here. */
function known<K extends string, V>(from: Readonly<Record<K, V>>, name: string): V {
  const found = Object.entries<V>(from).find(([key]) => key === name)?.[1]
  if (found === undefined) throw new Error(`nothing counts ${name}`)
  return found
}

function itemsOf(ctx: Context, measure: string, selection: Selection): SQL {
  const { from, to, kinds } = selection
  const cut = instant(selection.cut)
  const [start, end] = [startOfDay(ctx.tenant.zone, from), startOfDay(ctx.tenant.zone, addDays(to, 1))]
  const isTier = measure === 'tier'
  return sql`
    select i.tenant_id, i.id, i.kind, i.unit_id, i.area_id, i.closed_day, ${known(itemStates, measure)(cut)} as state
    from (
      select item.tenant_id, item.id, item.kind, item.unit_id, item.area_id, item.tier, item.received_at, item.accepted_at,
        (item.received_at at time zone ${ctx.tenant.zone})::date as closed_day,
        coalesce(item.accepted_at < ${cut}, false) as accepted, coalesce(item.ended_at < ${cut}, false) as ended,
        case when item.ended_at < ${cut} then item.end_reason end as end_reason,
        coalesce(r.replied_at < ${cut}, false) as replied,
        case when coalesce(r.verdict_at, r.started_at) < ${cut} then r.verdict end as verdict,
        case when coalesce(r.verdict_at, r.started_at) < ${cut} then r.grade end as grade,
        ${clocksOf(measure, cut)}
      from ${cases} item ${joinsOf(measure, cut)}
      where item.tenant_id = ${ctx.tenant.id} and item.received_at >= ${start.toISOString()}::timestamptz
        and item.received_at < ${end.toISOString()}::timestamptz and item.kind in ${list(kinds)}
        ${isTier ? sql`and item.tier is not null` : sql``} ${inPlace(ctx, 'item', selection)}
    ) i`
}

const needsClocks = (measure: string) => measure === 'on-time' || measure === 'paused'

function clocksOf(measure: string, cut: SQL): SQL {
  const paused = sql`exists (select 1 from ${caseRequests} q where q.tenant_id = item.tenant_id and q.case_id = item.id
    and q.kind = 'pause' and q.paused_from < ${cut})`
  if (!needsClocks(measure)) return sql`null::boolean as late, null::boolean as running, false as paused`
  return sql`k.late, k.running, ${measure === 'paused' ? paused : sql`false`} as paused`
}

/** The newest round that had begun by the cut, and where it matters the office's clocks as they stood then. */
function joinsOf(measure: string, cut: SQL): SQL {
  const rounds = sql`left join lateral (select * from ${caseRounds} r where r.tenant_id = item.tenant_id and r.case_id = item.id
    and (r.round = 1 or r.started_at < ${cut}) order by r.round desc limit 1) r on true`
  if (!needsClocks(measure)) return rounds
  const stopped = sql`case when c.stopped_at < ${cut} then c.stopped_at end`
  return sql`${rounds} left join lateral (
    select bool_or(coalesce(${stopped}, ${cut}) > c.due_at) as late, bool_or(${stopped} is null) as running
    from ${caseClocks} c where c.tenant_id = item.tenant_id and c.case_id = item.id and c.clock in ${list(officeClocks)}
      and c.started_at < ${cut}) k on true`
}

function callsOf(ctx: Context, measure: string, selection: Selection): SQL {
  const { from, to } = selection
  return sql`
    select c.tenant_id, c.id, item.kind, c.unit_id, c.area_id, c.done_day as closed_day, case c.outcome
      when 'answered' then ${known(callStates, measure)}
      when 'excluded' then coalesce(c.exclusion, 'repeated') else c.outcome end as state
    from ${callBacks} c join ${cases} item on item.tenant_id = c.tenant_id and item.id = c.case_id
    where c.tenant_id = ${ctx.tenant.id} and c.done_day between ${from}::date and ${to}::date
      and c.done_at < ${instant(selection.cut)} and c.outcome is not null ${inPlace(ctx, 'c', selection)}`
}

function inPlace(ctx: Context, table: 'item' | 'c', { areaId, unitId }: Selection): SQL {
  const t = sql.raw(table)
  const day = table === 'c' ? sql`c.done_day` : sql`(item.received_at at time zone ${ctx.tenant.zone})::date`
  const inArea = sql`and exists (select 1 from ${areaClosure} x where x.tenant_id = ${t}.tenant_id
    and x.descendant_id = ${t}.area_id and x.ancestor_id = ${areaId}::uuid and x.valid_from <= ${day}
    and (x.valid_to is null or ${day} < x.valid_to))`
  return sql`${areaId === null ? sql`` : inArea} ${unitId === null ? sql`` : sql`and ${t}.unit_id = ${unitId}::uuid`}`
}

const instant = (at: Date): SQL => sql`${at.toISOString()}::timestamptz`
