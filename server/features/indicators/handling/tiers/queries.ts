import { Tier } from '@minyi/shared/cases/contract.ts'
import { officeClocks } from '@minyi/shared/cases/rules.ts'
import { tieredKinds } from '@minyi/shared/cases/tiers/rules.ts'
import { outsideReasons } from '@minyi/shared/indicators/handling/rules.ts'
import type { TierCounts } from '@minyi/shared/indicators/handling/tiers/contract.ts'
import { type SQL, sql } from 'drizzle-orm'
import { scopeOf } from '../../../../platform/access.ts'
import type { Context } from '../../../../platform/context.ts'
import { caseRequests } from '../../../cases/requests/tables.ts'
import { caseClocks, cases } from '../../../cases/tables.ts'
import { areaClosure } from '../../../registry/tables.ts'
import { list } from '../../closing/queries.ts'

/** Items received from an instant on and before another, in the caller's reach and in an area; `unbarred` speaks of `i`. */
export type Asked = { from: Date; before: Date; asOf: Date; areaId: string | null; unbarred: SQL | null }

/** How items stand by the tier that they are in, off the index that holds just these columns. */
export async function countTiers(ctx: Context, asked: Asked): Promise<TierCounts[]> {
  const outside = sql`(i.end_reason in ${list(outsideReasons)}) is true`
  const count = (name: string, where: SQL) => sql`(count(*) filter (where ${where}))::int as ${sql.raw(`"${name}"`)}`
  const rows = await ctx.db.execute<{ tier: string } & Omit<TierCounts, 'tier'>>(sql`
    select i.tier, ${sql.join(
      [
        count('settled', sql`i.verdict in ('solved', 'partly') and not ${outside}`),
        count('notSettled', sql`i.verdict = 'not-solved' and not ${outside}`),
        count('silent', sql`i.verdict = 'no-answer' and not ${outside}`),
        count('open', sql`i.verdict is null and i.end_reason is null`),
        count('outside', outside),
      ],
      sql`, `,
    )}
    from ${cases} i where ${received(ctx, asked)} and i.tier is not null and i.kind in ${list(tieredKinds)}
    group by i.tier`)
  return [...rows].map((row) => ({ ...row, tier: Tier.parse(row.tier) }))
}

/** How many items had their clock paused, for how long, and how long their clocks were set altogether. */
export async function countPaused(ctx: Context, asked: Asked) {
  const asOf = sql`${asked.asOf.toISOString()}::timestamptz`
  const lasted = (from: SQL, to: SQL) => sql`extract(epoch from least(coalesce(${to}, ${asOf}), ${asOf}) - ${from})`
  const [row] = await ctx.db.execute<{ items: number; paused: number; seconds: number; ofSeconds: number }>(sql`
    with items as (select i.tenant_id, i.id from ${cases} i where ${received(ctx, asked)}),
    clocked as (
      select k.case_id, sum(${lasted(sql`k.started_at`, sql`k.stopped_at`)}) as seconds
      from items i join ${caseClocks} k on k.tenant_id = i.tenant_id and k.case_id = i.id and k.clock in ${list(officeClocks)}
      group by 1),
    paused as (
      select r.case_id, sum(${lasted(sql`r.paused_from`, sql`r.paused_to`)}) as seconds
      from ${caseRequests} r join items i on i.tenant_id = r.tenant_id and i.id = r.case_id
      where r.kind = 'pause' and r.paused_from is not null
      group by 1)
    select (select count(*)::int from clocked) as items, (select count(*)::int from paused) as paused,
      (select coalesce(sum(seconds), 0)::float8 from paused) as seconds,
      (select coalesce(sum(seconds), 0)::float8 from clocked) as "ofSeconds"`)
  if (!row) throw new Error('a count answers with one row')
  return row
}

function received(ctx: Context, { from, before, areaId, unbarred }: Asked): SQL {
  const reach = scopeOf(ctx.actor, 'figures.exact', { area: sql`i.area_id`, unit: sql`i.unit_id` })
  const inArea = sql`exists (select 1 from ${areaClosure} k where k.tenant_id = i.tenant_id and k.descendant_id = i.area_id
    and k.ancestor_id = ${areaId}::uuid and k.valid_to is null)`
  return sql`i.tenant_id = ${ctx.tenant.id} and i.received_at >= ${from.toISOString()}::timestamptz
    and i.received_at < ${before.toISOString()}::timestamptz and ${reach} and ${areaId === null ? sql`true` : inArea}
    and ${unbarred ?? sql`true`}`
}
