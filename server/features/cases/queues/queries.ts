import { officeStates } from '@minyi/shared/cases/rules.ts'
import { type Queue, queues } from '@minyi/shared/cases/search/contract.ts'
import type { Permission } from '@minyi/shared/platform/identity.ts'
import { and, eq, gt, inArray, isNotNull, lt, lte, type SQL, sql } from 'drizzle-orm'
import { scopeOf } from '../../../platform/access.ts'
import type { Actor, Context } from '../../../platform/context.ts'
import type { AnySql } from '../../../platform/db.ts'
import { notBarred } from '../conflicts/queries.ts'
import { within } from '../queries.ts'
import { caseEvents, cases } from '../tables.ts'
import { caseQueueCounts, caseQueueDeltas } from './tables.ts'

/** Now, and until when a due time counts as soon. */
export type Moments = { now: Date; soonUntil: Date }

type Columns = { state: SQL; dueAt: SQL }
const ofItems: Columns = { state: sql`${cases.state}`, dueAt: sql`${cases.dueAt}` }

/** What each queue holds: open items by where they stand, or by how near their due time is while the office is at work. */
export function standsIn(queue: Queue | 'on-time', moments: Moments, columns: Columns = ofItems): SQL | undefined {
  const { state, dueAt } = columns
  const [now, soonUntil] = [moments.now.toISOString(), moments.soonUntil.toISOString()]
  const inState = (name: string) => and(isNotNull(dueAt), eq(state, name))
  const inOffice = inArray(state, [...officeStates])
  const conditions: Record<Queue | 'on-time', SQL | undefined> = {
    'to-accept': inState('received'),
    'to-assign': inState('accepted'),
    'due-soon': and(inOffice, gt(dueAt, sql`${now}::timestamptz`), lte(dueAt, sql`${soonUntil}::timestamptz`)),
    overdue: and(inOffice, lt(dueAt, sql`${now}::timestamptz`)),
    'to-reply': inState('handling'),
    returned: inState('returned'),
    'to-call-back': inState('call-back'),
    'on-time': and(inOffice, gt(dueAt, sql`${soonUntil}::timestamptz`)),
  }
  return conditions[queue]
}

/** How many open items each queue holds for the caller, and how many open ones the caller has taken a step on. */
export async function countQueueRows(ctx: Context, moments: Moments): Promise<Record<Queue, number>> {
  const columns = { state: sql`state`, dueAt: sql`due_at` }
  const sums = queues.map(
    (queue) =>
      sql`coalesce(sum(n) filter (where ${standsIn(queue, moments, columns)}), 0)::int as ${sql.identifier(queue)}`,
  )
  const [row] = await ctx.db.execute<Record<Queue, number>>(
    sql`select ${sql.join(sums, sql`, `)} from (${standings(ctx, 'cases.read')}) standing`,
  )
  if (!row) throw new Error('a count answers with one row')
  return row
}

/** Open items that the caller has taken a step on. */
export async function countTouched(ctx: Context): Promise<number> {
  const touched = sql`select e.case_id from ${caseEvents} e where e.tenant_id = ${ctx.tenant.id} and e.staff_id = ${ctx.actor.id}::uuid`
  const [row] = await ctx.db.execute<{ n: number }>(sql`
    select count(*)::int as n from ${cases}
    where ${within(ctx, 'cases.read')} and due_at is not null and id in (${touched})`)
  return row?.n ?? 0
}

/**
 * How many open items the caller reaches, by state and due time: the counts and what is not folded yet, less the rows that the
 * caller is barred from, in one statement and so exact at once. A reach that one dimension cannot tell is counted from the items.
 */
function standings(ctx: Context, permission: Permission): SQL {
  const keys = keysOf(ctx.actor, permission)
  if (!keys) {
    return sql`select state, due_at, count(*) as n from ${cases}
      where ${within(ctx, permission)} and due_at is not null group by state, due_at`
  }
  const scope = scopeOf(ctx.actor, permission, { area: cases.areaId, unit: cases.unitId })
  const wanted = sql`tenant_id = ${ctx.tenant.id} and dimension = ${keys.dimension}
    ${keys.ids ? sql`and ${inArray(sql`key`, [...keys.ids])}` : sql``}`
  return sql`
    select state, due_at, count as n from ${caseQueueCounts} where ${wanted}
    union all
    select state, due_at, count from ${caseQueueDeltas} where ${wanted}
    union all
    select state, due_at, -count(*) from ${cases}
    where tenant_id = ${ctx.tenant.id} and due_at is not null and ${scope} and not ${notBarred(ctx, cases)}
    group by state, due_at`
}

/** The keys of one dimension that add up to a permission's reach; none where area and unit limit it together. */
function keysOf(actor: Actor, permission: Permission) {
  if (actor.kind === 'system') return { dimension: 'unit' as const, ids: null }
  if (actor.kind !== 'staff') return undefined
  const grants = actor.grants.filter((grant) => grant.permissions.includes(permission))
  if (grants.some(({ areaIds, unitId }) => areaIds === null && unitId === null)) {
    return { dimension: 'unit' as const, ids: null }
  }
  const unitIds = grants.flatMap(({ areaIds, unitId }) => (areaIds === null && unitId ? [unitId] : []))
  if (grants.length > 0 && unitIds.length === grants.length) {
    return { dimension: 'unit' as const, ids: [...new Set(unitIds)] }
  }
  const areaIds = grants.flatMap(({ areaIds, unitId }) => (unitId === null ? (areaIds ?? []) : []))
  const byArea = areaIds.length > 0 && grants.every(({ areaIds, unitId }) => areaIds !== null && unitId === null)
  return byArea ? { dimension: 'area' as const, ids: [...new Set(areaIds)] } : undefined
}

const lock = 7_340_031
const columns = 'tenant_id, dimension, key, state, due_at'

/** Folds what changed into the counts, in the one process that gets the lock; a row is folded by being taken away. */
export async function foldOnce(tx: AnySql): Promise<number> {
  const [got] = await tx<{ got: boolean }[]>`select pg_try_advisory_xact_lock(${lock}) as got`
  if (!got?.got) return 0
  await tx`delete from case_queue_counts where count = 0`
  const folded = await tx`
    with taken as (delete from case_queue_deltas returning *), summed as (
      select ${tx.unsafe(columns)}, sum(count)::int as count from taken
      group by ${tx.unsafe(columns)} having sum(count) <> 0 order by ${tx.unsafe(columns)})
    insert into case_queue_counts (${tx.unsafe(columns)}, count) select * from summed
    on conflict (${tx.unsafe(columns)}) do update set count = case_queue_counts.count + excluded.count`
  return folded.count
}

/** Counts the open items anew. In one snapshot: what commits beside it stays in the deltas. */
export async function recount(tx: AnySql): Promise<number> {
  await tx`delete from case_queue_counts`
  await tx`delete from case_queue_deltas`
  const made = await tx`insert into case_queue_counts (${tx.unsafe(columns)}, count) ${countedRows(tx)}`
  return made.count
}

export const waitForLock = (tx: AnySql) => tx`select pg_advisory_xact_lock(${lock})`

/** Where counts and deltas together differ from the items; none, unless something is broken. Must run in one snapshot. */
export async function listDifferences(tx: AnySql) {
  return tx<{ dimension: string; key: string; state: string }[]>`
    select dimension, key, state from (
      ${countedRows(tx)}
      union all select ${tx.unsafe(columns)}, -count from case_queue_counts
      union all select ${tx.unsafe(columns)}, -count from case_queue_deltas
    ) compared group by ${tx.unsafe(columns)} having sum(count) <> 0 limit 1000`
}

const countedRows = (tx: AnySql) => tx`
  select c.tenant_id, d.dimension, d.key, c.state, c.due_at, count(*)::int as count
  from cases c cross join lateral (values
    ('unit', coalesce(c.unit_id, '00000000-0000-0000-0000-000000000000'::uuid)),
    ('area', coalesce(c.area_id, '00000000-0000-0000-0000-000000000000'::uuid))) d (dimension, key)
  where c.due_at is not null group by 1, 2, 3, 4, 5`
