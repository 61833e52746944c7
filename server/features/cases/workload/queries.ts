import { officeStates } from '@minyi/shared/cases/rules.ts'
import { ageClasses } from '@minyi/shared/cases/workload/contract.ts'
import { and, inArray, isNotNull, type SQL, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { staff } from '../../identity/tables.ts'
import { units } from '../../registry/tables.ts'
import { within } from '../queries.ts'
import { caseEvents, caseRounds, cases } from '../tables.ts'

/** Now, the end of the week, and a week ago. */
export type Moments = { now: Date; weekEnd: Date; lately: Date }

const iso = (at: Date) => sql`${at.toISOString()}::timestamptz`

/** Items that wait for the office and that the caller may read the load of. */
const waiting = (ctx: Context): SQL | undefined =>
  and(within(ctx, 'cases.workload'), isNotNull(cases.dueAt), inArray(cases.state, [...officeStates]))

export type UnitRow = {
  unit_id: string | null
  unit_name: string | null
  open: number
  overdue: number
  due_this_week: number
  ages: number[]
  replied_lately: number
}

/** Open items by unit, from the index of what is open, beside what each unit answered lately. */
export async function listUnitRows(ctx: Context, at: Moments): Promise<UnitRow[]> {
  const day = sql`extract(epoch from ${iso(at.now)} - received_at) / 86400`
  const ages = ageClasses.map((from, index) => {
    const next = ageClasses[index + 1]
    const below = next === undefined ? sql`true` : sql`${day} < ${next}`
    // What arrived this moment may be ahead of this clock, and is new all the same.
    const above = index === 0 ? sql`true` : sql`${day} >= ${from}`
    return sql`count(*) filter (where ${above} and ${below})`
  })
  return ctx.db.execute<UnitRow>(sql`
    with open as (
      select unit_id, count(*)::int as open, count(*) filter (where due_at < ${iso(at.now)})::int as overdue,
        count(*) filter (where due_at >= ${iso(at.now)} and due_at < ${iso(at.weekEnd)})::int as due_this_week,
        array[${sql.join(ages, sql`, `)}]::int[] as ages
      from ${cases} where ${waiting(ctx)} group by unit_id
    ), replied as (
      select r.replied_unit_id as unit_id, count(*)::int as n from ${caseRounds} r
      join ${cases} on cases.tenant_id = r.tenant_id and cases.id = r.case_id
      where r.tenant_id = ${ctx.tenant.id} and r.replied_at >= ${iso(at.lately)} and ${within(ctx, 'cases.workload')}
      group by r.replied_unit_id
    )
    select coalesce(o.unit_id, r.unit_id) as unit_id, u.short_name as unit_name, coalesce(o.open, 0) as open,
      coalesce(o.overdue, 0) as overdue, coalesce(o.due_this_week, 0) as due_this_week,
      coalesce(o.ages, '{0,0,0,0,0}') as ages, coalesce(r.n, 0) as replied_lately
    from open o full join replied r on r.unit_id = o.unit_id
    left join ${units} u on u.tenant_id = ${ctx.tenant.id} and u.id = coalesce(o.unit_id, r.unit_id)
    order by 4 desc, 3 desc, 2`)
}

export type PersonRow = {
  staff_id: string
  name: string
  unit_name: string | null
  in_hand: number
  overdue: number
  steps_lately: number
}

/** Whoever took the last step on an open item has it in hand; beside it the steps of the last days. */
export async function listPersonRows(ctx: Context, at: Moments, limit: number): Promise<PersonRow[]> {
  return ctx.db.execute<PersonRow>(sql`
    with last as (
      select l.staff_id, cases.due_at from ${cases} cross join lateral (
        select e.staff_id from ${caseEvents} e
        where e.tenant_id = cases.tenant_id and e.case_id = cases.id and e.staff_id is not null
        order by e.version desc, e.at desc limit 1) l
      where ${waiting(ctx)}
    ), hand as (
      select staff_id, count(*)::int as n, count(*) filter (where due_at < ${iso(at.now)})::int as overdue from last group by staff_id
    ), steps as (
      select e.staff_id, count(*)::int as n from ${caseEvents} e
      join ${cases} on cases.tenant_id = e.tenant_id and cases.id = e.case_id
      where e.tenant_id = ${ctx.tenant.id} and e.staff_id is not null and e.at >= ${iso(at.lately)}
        and ${within(ctx, 'cases.workload')}
      group by e.staff_id
    )
    select s.id as staff_id, s.name, u.short_name as unit_name, coalesce(h.n, 0) as in_hand, coalesce(h.overdue, 0) as overdue,
      coalesce(t.n, 0) as steps_lately
    from hand h full join steps t on t.staff_id = h.staff_id
    join ${staff} s on s.tenant_id = ${ctx.tenant.id} and s.id = coalesce(h.staff_id, t.staff_id)
    left join ${units} u on u.tenant_id = s.tenant_id and u.id = s.unit_id
    order by 4 desc, 6 desc, 2 limit ${limit}`)
}

/** How many open items fall due on each day until the end of the week. */
export async function listDueDays(ctx: Context, at: Moments): Promise<{ day: string; due: number }[]> {
  return ctx.db.execute<{ day: string; due: number }>(sql`
    select due_day::text as day, count(*)::int as due from ${cases}
    where ${waiting(ctx)} and due_at >= ${iso(at.now)} and due_at < ${iso(at.weekEnd)}
    group by due_day order by due_day`)
}
