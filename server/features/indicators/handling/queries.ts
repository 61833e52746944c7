import { handlingRates } from '@minyi/shared/indicators/handling/contract.ts'
import { type HandlingCounts, outsideReasons, responseHours } from '@minyi/shared/indicators/handling/rules.ts'
import { type SQL, sql } from 'drizzle-orm'
import { scopeOf } from '../../../platform/access.ts'
import type { Context } from '../../../platform/context.ts'
import { caseClocks, caseRounds } from '../../cases/tables.ts'
import { areaClosure, areas, units } from '../../registry/tables.ts'
import { list, townshipOf } from '../closing/queries.ts'

/** Items received from an instant on and before another, as far as the caller's reach and the choice go. */
export type Asked = {
  from: Date
  before: Date
  asOf: Date
  kinds: readonly string[]
  areaId: string | null
  unitId: string | null
}

export type Group = { id: string | null; name: string | null; counts: HandlingCounts }

type Row = { id: string | null; name: string | null } & Record<string, number | string | null>

/**
 * The counts of all rates at once, of everything asked for or by unit or township. Reads the items of the period by their index on
 * the day of receipt, with their last round and their clocks by key.
 */
export async function countHandling(ctx: Context, asked: Asked, by: 'none' | 'unit' | 'area'): Promise<Group[]> {
  const key = { none: sql`null::uuid`, unit: sql`i.unit_id`, area: sql`i.township` }[by]
  const place = by === 'unit' ? sql`${units}` : sql`${areas}`
  const rows = await ctx.db.execute<Row>(sql`
    with items as (${itemsOf(ctx, asked)}), counted as (
      select ${key} as id, ${sql.join(columns(), sql`, `)} from items i group by 1)
    select p.name, c.* from counted c left join ${place} p on p.tenant_id = ${ctx.tenant.id} and p.id = c.id
    order by p.external_id nulls last, c.id`)
  return [...rows].map((row) => ({ id: row.id, name: row.name, counts: countsOf(row) }))
}

/** One row an item: where it stands, what its last round says, whether a clock of the office ran out or still runs. */
function itemsOf(ctx: Context, asked: Asked): SQL {
  const asOf = sql`${asked.asOf.toISOString()}::timestamptz`
  const inArea = sql`exists (select 1 from ${areaClosure} k where k.tenant_id = item.tenant_id and k.descendant_id = item.area_id
    and k.ancestor_id = ${asked.areaId}::uuid and k.valid_to is null)`
  const reach = scopeOf(ctx.actor, 'figures.exact', { area: sql`item.area_id`, unit: sql`item.unit_id` })
  return sql`
    select item.unit_id, ${townshipOf(sql`item`)} as township,
      item.received_at, item.accepted_at, item.end_reason, r.replied_at, r.verdict, r.grade, r.call_back_result,
      coalesce(k.late, false) as late, coalesce(k.running, false) as running, k.late is not null as clocked,
      (item.end_reason in ${list(outsideReasons)}) is true as outside, ${asOf} as as_of
    from (
      select item.*, (item.received_at at time zone ${ctx.tenant.zone})::date as closed_day from cases item
      where item.tenant_id = ${ctx.tenant.id} and item.received_at >= ${asked.from.toISOString()}::timestamptz
        and item.received_at < ${asked.before.toISOString()}::timestamptz and item.kind in ${list(asked.kinds)} and ${reach}
        ${asked.areaId === null ? sql`` : sql`and ${inArea}`}
        ${asked.unitId === null ? sql`` : sql`and item.unit_id = ${asked.unitId}::uuid`}
    ) item
    left join lateral (select * from ${caseRounds} r where r.tenant_id = item.tenant_id and r.case_id = item.id
      order by r.round desc limit 1) r on true
    left join lateral (select bool_or(coalesce(stopped_at, ${asOf}) > due_at) as late, bool_or(stopped_at is null) as running
      from ${caseClocks} k where k.tenant_id = item.tenant_id and k.case_id = item.id and k.clock not in ('verdict', 'appeal')) k on true`
}

const within = sql`i.accepted_at <= i.received_at + make_interval(hours => ${responseHours})`
const due = sql`(i.accepted_at is not null or i.received_at + make_interval(hours => ${responseHours}) <= i.as_of)`
const told = sql`i.verdict in ('solved', 'partly', 'not-solved')`

/** Per rate: which items it is about, and of which its statement is true; none of those outside of the office's duty. */
const conditions: Record<(typeof handlingRates)[number], { of: SQL; good: SQL }> = {
  responded: { of: due, good: within },
  solved: { of: told, good: sql`i.verdict in ('solved', 'partly')` },
  satisfied: { of: sql`i.grade is not null`, good: sql`i.grade >= 3` },
  'on-time': { of: sql`i.clocked and (i.late or not i.running)`, good: sql`not i.late` },
}

function columns(): SQL[] {
  const count = (name: string, where: SQL) => sql`(count(*) filter (where ${where}))::int as ${sql.raw(`"${name}"`)}`
  return [
    count('received', sql`true`),
    count('accepted', sql`i.accepted_at is not null`),
    count('replied', sql`i.replied_at is not null`),
    count('reached', sql`i.call_back_result in ('settled', 'not-settled')`),
    count('answered', sql`${told} and not i.outside`),
    count('silent', sql`i.verdict = 'no-answer' and not i.outside`),
    ...outsideReasons.map((reason) => count(reason, sql`i.end_reason = ${reason}`)),
    ...handlingRates.flatMap((rate) => {
      const { of, good } = conditions[rate]
      return [
        count(`${rate}.of`, sql`not i.outside and ${of}`),
        count(`${rate}.good`, sql`not i.outside and ${of} and ${good}`),
      ]
    }),
  ]
}

function countsOf(row: Row): HandlingCounts {
  const count = (name: string) => Number(row[name] ?? 0)
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
