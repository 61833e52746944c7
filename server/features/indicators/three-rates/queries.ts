import type { CallTally } from '@minyi/shared/indicators/three-rates/rules.ts'
import { type SQL, sql } from 'drizzle-orm'
import { scopeOf } from '../../../platform/access.ts'
import type { Context } from '../../../platform/context.ts'
import { callBacks } from '../../cases/call-backs/tables.ts'
import { cases } from '../../cases/tables.ts'
import { units } from '../../registry/tables.ts'

export type Group = { id: string; name: string; tally: CallTally }
/** Call-backs made on some days; `unbarred` speaks of the `item` that was called about. */
export type Asked = { from: string; to: string; unitId: string | null; unbarred?: SQL | null }
type Row = { id: string; name: string } & Record<string, number | string>

/** Everything that was called in the period, within the reader's reach, as one. */
export async function countCalls(ctx: Context, asked: Asked): Promise<CallTally | undefined> {
  const rows = await ctx.db.execute<Row>(sql`
    select '' as id, '' as name, ${columns()} from ${callBacks} c where ${chosen(asked)} and ${reach(ctx)}`)
  const [row] = rows
  return row && tallyOf(row)
}

/** The same by the unit that handled the items. */
export async function countCallsByUnit(ctx: Context, asked: Asked): Promise<Group[]> {
  const rows = await ctx.db.execute<Row>(sql`
    select u.id, u.name, k.* from (
      select c.unit_id, ${columns()} from ${callBacks} c where ${chosen(asked)} and ${reach(ctx)} group by c.unit_id) k
    join ${units} u on u.tenant_id = ${ctx.tenant.id} and u.id = k.unit_id order by u.external_id`)
  return [...rows].map((row) => ({ id: row.id, name: row.name, tally: tallyOf(row) }))
}

/** What was called of one unit, whoever asks: for the unit's own closed quarters. */
export async function countCallsOfUnit(ctx: Context, unitId: string, from: string, to: string): Promise<CallTally> {
  const rows = await ctx.db.execute<Row>(sql`
    select '' as id, '' as name, ${columns()} from ${callBacks} c
    where c.tenant_id = ${ctx.tenant.id} and ${chosen({ from, to, unitId })}`)
  const [row] = rows
  if (!row) throw new Error('a count answers with one row')
  return tallyOf(row)
}

export async function findUnitName(ctx: Context, id: string): Promise<string | undefined> {
  const rows = await ctx.db.execute<{ name: string }>(
    sql`select name from ${units} where tenant_id = ${ctx.tenant.id} and id = ${id}`,
  )
  return rows[0]?.name
}

const reach = (ctx: Context): SQL =>
  sql`c.tenant_id = ${ctx.tenant.id} and ${scopeOf(ctx.actor, 'figures.exact', { area: sql`c.area_id`, unit: sql`c.unit_id` })}`

function chosen({ from, to, unitId, unbarred }: Asked): SQL {
  const ofUnit = unitId === null ? sql`true` : sql`c.unit_id = ${unitId}`
  const aboutUnbarred = unbarred
    ? sql`exists (select 1 from ${cases} item where item.tenant_id = c.tenant_id and item.id = c.case_id and ${unbarred})`
    : sql`true`
  return sql`c.done_day between ${from}::date and ${to}::date and ${ofUnit} and ${aboutUnbarred}`
}

function columns(): SQL {
  const count = (name: string, where: SQL) => sql`(count(*) filter (where ${where}))::int as ${sql.raw(`"${name}"`)}`
  return sql.join(
    [
      count('done', sql`true`),
      count('answered', sql`c.outcome = 'answered'`),
      count('notReached', sql`c.outcome = 'not-reached'`),
      count('declined', sql`c.outcome = 'declined'`),
      count('excluded', sql`c.outcome = 'excluded'`),
      count('responded.of', sql`c.outcome = 'answered' and c.responded in ('yes', 'no')`),
      count('responded.good', sql`c.outcome = 'answered' and c.responded = 'yes'`),
      count('solved.of', sql`c.outcome = 'answered' and c.solved is not null`),
      count('solved.good', sql`c.outcome = 'answered' and c.solved in ('solved', 'partly')`),
      count('satisfied.of', sql`c.outcome = 'answered' and c.grade is not null`),
      count('satisfied.good', sql`c.outcome = 'answered' and c.grade >= 3`),
    ],
    sql`, `,
  )
}

function tallyOf(row: Row): CallTally {
  const count = (name: string) => Number(row[name] ?? 0)
  const rate = (name: string) => ({ of: count(`${name}.of`), good: count(`${name}.good`) })
  return {
    calls: {
      done: count('done'),
      answered: count('answered'),
      notReached: count('notReached'),
      declined: count('declined'),
      excluded: count('excluded'),
    },
    rates: { responded: rate('responded'), solved: rate('solved'), satisfied: rate('satisfied') },
  }
}
