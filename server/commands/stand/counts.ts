import type { Context } from '../../platform/context.ts'

/** What the database holds of a tenant's ratings, counted after a measurement. */
export type Counts = { ratings: number; doubled: number; events: number; audits: number; outbox: number; used: number }

/** `doubled` counts matters with two ratings and ratings with two events, audit rows or outbox rows. */
export async function countRatings(ctx: Context): Promise<Counts> {
  const tenant = ctx.tenant.id
  const [row] = await ctx.database.sql<Counts[]>`
    with twice as (
      select matter_id from ratings where tenant_id = ${tenant} group by 1 having count(*) > 1
      union all select rating_id from rating_events where tenant_id = ${tenant} group by 1 having count(*) > 1
      union all select subject_id from audit_rows where tenant_id = ${tenant} group by 1 having count(*) > 1
      union all select subject_id from outbox where tenant_id = ${tenant} group by 1 having count(*) > 1
    )
    select (select count(*)::int from ratings where tenant_id = ${tenant}) as ratings,
      (select count(*)::int from twice) as doubled,
      (select count(*)::int from rating_events where tenant_id = ${tenant}) as events,
      (select count(*)::int from audit_rows where tenant_id = ${tenant} and action = 'give') as audits,
      (select count(*)::int from outbox where tenant_id = ${tenant} and topic = 'rating.given') as outbox,
      (select count(*)::int from claim_ends where tenant_id = ${tenant} and how = 'rated') as used`
  if (!row) throw new Error('nothing was counted')
  return row
}
