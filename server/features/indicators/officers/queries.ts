import type { RatingsDefinition } from '@minyi/shared/indicators/catalogue/schema.ts'
import type { Period } from '@minyi/shared/indicators/contract.ts'
import { EstimateRefusal, ShrunkenRate } from '@minyi/shared/indicators/officers/contract.ts'
import { measures, type Tally } from '@minyi/shared/indicators/rules.ts'
import type { Day } from '@minyi/shared/platform/time.ts'
import { and, asc, eq, gt, gte, or, type SQL, sql } from 'drizzle-orm'
import { scopeOf } from '../../../platform/access.ts'
import type { Context } from '../../../platform/context.ts'
import { officers, units } from '../../registry/tables.ts'
import { measuresOf } from '../rollups/queries.ts'
import { figureRollups } from '../tables.ts'
import { officerClosings, officerEstimates } from './tables.ts'

/** The ratings that count of one officer, with the kind of unit (by its first field) and all fields of that unit. */
export type Counted = { officerId: string; fields: string[]; x: number; n: number }

type Listed = {
  id: string
  externalId: string
  name: string
  certificateNumber: string
  unit: { id: string; name: string; externalId: string; fields: string[] }
}

/** Officers within reach in the order of the register, one more than `limit`; names and numbers by a part of them. */
export async function listOfficers(
  ctx: Context,
  filter: { unitId?: string | undefined; search?: string | undefined; limit: number },
  after: readonly [string, string] | undefined,
): Promise<Listed[]> {
  const has = filter.search ? `%${filter.search.replaceAll(/[\\%_]/g, '\\$&')}%` : undefined
  return ctx.db
    .select({
      id: officers.id,
      externalId: officers.externalId,
      name: officers.name,
      certificateNumber: officers.certificateNumber,
      unit: { id: units.id, name: units.name, externalId: units.externalId, fields: units.fields },
    })
    .from(officers)
    .innerJoin(units, and(eq(units.tenantId, officers.tenantId), eq(units.id, officers.unitId)))
    .where(
      and(
        eq(officers.tenantId, ctx.tenant.id),
        eq(officers.active, true),
        scopeOf(ctx.actor, 'figures.officers', { area: units.areaId, unit: officers.unitId }),
        filter.unitId ? eq(officers.unitId, filter.unitId) : undefined,
        has ? or(sql`${officers.name} like ${has}`, sql`${officers.certificateNumber} like ${has}`) : undefined,
        after ? sql`(${units.externalId}, ${officers.externalId}) > (${after[0]}, ${after[1]})` : undefined,
      ),
    )
    .orderBy(asc(units.externalId), asc(officers.externalId))
    .limit(filter.limit + 1)
}

/** What the rollups hold of some officers over whole months, as they are folded now. */
export async function tallyOfficers(
  ctx: Context,
  officerIds: readonly string[],
  { kinds }: RatingsDefinition,
  { from, to }: Period,
): Promise<Map<string, Tally>> {
  if (officerIds.length === 0) return new Map()
  const sums = measures.map((measure) => `sum(${measure.replace('.', '_')})::int as ${measure.replace('.', '_')}`)
  const rows = await ctx.db.execute<{ key: string; channel: string }>(sql`
    select key, channel, ${sql.raw(sums.join(', '))} from ${figureRollups}
    where tenant_id = ${ctx.tenant.id} and dimension = 'officer' and grain = 'month'
      and key in ${[...officerIds]} and kind in ${[...kinds]} and period between ${from}::date and ${to}::date
    group by key, channel`)
  const tallies = new Map<string, Tally>()
  for (const row of rows) tallies.set(row.key, { ...tallies.get(row.key), [row.channel]: measuresOf(row) ?? {} })
  return tallies
}

/** The same counts of every officer of the tenant, as satisfied of valid. */
export async function countFolded(ctx: Context, definition: RatingsDefinition, period: Period): Promise<Counted[]> {
  const all = [5, 4, 3, 2, 1].map((grade) => `g${grade}`).join(' + ')
  const satisfied = definition.grades.map((grade) => `g${grade}`).join(' + ')
  const rows = await ctx.db.execute<Counted>(sql`
    select o.id as "officerId", u.fields, sum(${sql.raw(satisfied)})::int as x, sum(${sql.raw(all)})::int as n
    from ${figureRollups} r
    join ${officers} o on o.tenant_id = r.tenant_id and o.id = r.key
    join ${units} u on u.tenant_id = o.tenant_id and u.id = o.unit_id
    where r.tenant_id = ${ctx.tenant.id} and r.dimension = 'officer' and r.grain = 'month'
      and r.kind in ${definition.kinds} and r.channel in ${scored(definition)}
      and r.period between ${period.from}::date and ${period.to}::date
    group by o.id, u.fields`)
  return [...rows]
}

export type MonthCut = { period: Period; before: Date }

/** The same from the ratings given before the cut. */
export async function countAtCut(ctx: Context, definition: RatingsDefinition, cut: MonthCut): Promise<Counted[]> {
  const satisfied = sql.join(
    definition.grades.map((grade) => sql`${grade}::int`),
    sql`, `,
  )
  const rows = await ctx.db.execute<Counted>(sql`
    select o.id as "officerId", u.fields, count(*) filter (where r.grade in (${satisfied}))::int as x, count(*)::int as n
    from ratings r
    join ${officers} o on o.tenant_id = r.tenant_id and o.id = r.officer_id
    join ${units} u on u.tenant_id = o.tenant_id and u.id = o.unit_id
    where ${inCut(ctx, definition, cut)} and r.excluded_reason is null and r.given_at < ${cut.before.toISOString()}::timestamptz
    group by o.id, u.fields`)
  return [...rows]
}

/** Ratings of each officer that changed since that officer was told of last; however often, a rating counts once. */
export async function countFresh(
  ctx: Context,
  indicatorId: string,
  definition: RatingsDefinition,
  cut: MonthCut,
): Promise<Map<string, number>> {
  const rows = await ctx.db.execute<{ officerId: string; fresh: number }>(sql`
    with told as (
      select officer_id, max(closed_at) as at from ${officerEstimates}
      where tenant_id = ${ctx.tenant.id} and indicator_id = ${indicatorId} group by officer_id)
    select r.officer_id as "officerId", count(distinct r.id)::int as fresh
    from ratings r
    join rating_events e on e.tenant_id = r.tenant_id and e.rating_id = r.id
    left join told on told.officer_id = r.officer_id
    where ${inCut(ctx, definition, cut)} and r.officer_id is not null
      and e.event in ('given', 'changed', 'excluded', 'restored')
      and e.at < ${cut.before.toISOString()}::timestamptz and e.at >= coalesce(told.at, '-infinity'::timestamptz)
    group by r.officer_id`)
  return new Map([...rows].map(({ officerId, fresh }) => [officerId, fresh]))
}

/** False when this month, or a later one, was closed already. */
export async function startMonth(ctx: Context, month: Day, closedAt: Date): Promise<boolean> {
  const t = officerClosings
  const later = await ctx.db
    .select({ month: t.month })
    .from(t)
    .where(and(eq(t.tenantId, ctx.tenant.id), gt(t.month, month)))
    .limit(1)
  if (later.length > 0) return false
  const made = await ctx.db
    .insert(t)
    .values({ tenantId: ctx.tenant.id, month, closedAt })
    .onConflictDoNothing()
    .returning({ month: t.month })
  return made.length > 0
}

type EstimateRow = typeof officerEstimates.$inferSelect
export type Told = Omit<EstimateRow, 'tenantId' | 'estimate' | 'refusal'> & {
  estimate: ShrunkenRate | null
  refusal: EstimateRefusal | null
}

export async function insertEstimates(ctx: Context, rows: readonly Told[]): Promise<void> {
  if (rows.length === 0) return
  await ctx.db.insert(officerEstimates).values(rows.map((row) => ({ ...row, tenantId: ctx.tenant.id })))
}

/** What one officer was told since a month, oldest first. */
export async function listTold(ctx: Context, officerId: string, since: Day): Promise<Told[]> {
  const t = officerEstimates
  const rows = await ctx.db
    .select()
    .from(t)
    .where(and(eq(t.tenantId, ctx.tenant.id), eq(t.officerId, officerId), gte(t.month, since)))
    .orderBy(asc(t.month))
  return rows.map(({ tenantId: _, ...row }) => ({
    ...row,
    estimate: ShrunkenRate.nullable().parse(row.estimate),
    refusal: EstimateRefusal.nullable().parse(row.refusal),
  }))
}

function inCut(ctx: Context, definition: RatingsDefinition, { period }: MonthCut): SQL {
  return sql`r.tenant_id = ${ctx.tenant.id} and r.kind in ${definition.kinds} and r.channel in ${scored(definition)}
    and r.closed_day between ${period.from}::date and ${period.to}::date`
}

const scored = ({ channels }: RatingsDefinition) => channels.filter((channel) => channel !== 'standing')
