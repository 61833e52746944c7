import { and, eq, inArray, lt, sql } from 'drizzle-orm'
import type { Context, Platform } from '../../../platform/context.ts'
import { webhookAttempts, webhookDeliveries, webhooks } from '../tables.ts'

export type Taken = {
  delivery: typeof webhookDeliveries.$inferSelect
  hook: typeof webhooks.$inferSelect
}

/**
 * Takes what is due, each by one process. A delivery waits for those of the same subject before it; a subscriber that is failing is
 * tried with one delivery at a time; `perHook` at most from each, so that a slow one does not keep the others.
 */
export async function takeDue(
  platform: Platform,
  { limit, perHook, leaseUntil }: { limit: number; perHook: number; leaseUntil: Date },
): Promise<Taken[]> {
  const now = platform.now().toISOString()
  return platform.database.db.transaction(async (tx) => {
    const candidates = sql`
      select id from (
        select d.id, d.due_at, w.failing_since,
          row_number() over (partition by d.tenant_id, d.webhook_id order by d.due_at, d.seq) as place
        from webhook_deliveries d
        join webhooks w on w.tenant_id = d.tenant_id and w.id = d.webhook_id and w.state = 'active'
        where d.state in ('waiting', 'sending') and d.due_at <= ${now}::timestamptz and not exists (
          select 1 from webhook_deliveries e
          where e.tenant_id = d.tenant_id and e.webhook_id = d.webhook_id and e.subject_id = d.subject_id
            and e.seq < d.seq and e.state in ('waiting', 'sending'))
      ) as ready
      where place <= case when failing_since is null then ${perHook}::int else 1 end
      order by due_at limit ${limit}::int`
    const locked = tx
      .select({ id: webhookDeliveries.id })
      .from(webhookDeliveries)
      .where(
        sql`${webhookDeliveries.id} in (${candidates}) and ${webhookDeliveries.state} in ('waiting', 'sending')
          and ${webhookDeliveries.dueAt} <= ${now}::timestamptz`,
      )
      .for('update', { skipLocked: true })
    const taken = await tx
      .update(webhookDeliveries)
      .set({
        state: 'sending',
        tries: sql`${webhookDeliveries.tries} + 1`,
        firstTryAt: sql`coalesce(${webhookDeliveries.firstTryAt}, ${now}::timestamptz)`,
        dueAt: leaseUntil,
      })
      .where(sql`${webhookDeliveries.id} in ${locked}`)
      .returning()
    const hooks = taken.length === 0 ? [] : await tx.select().from(webhooks).where(hooksOf(taken))
    return taken.flatMap((delivery) => {
      const hook = hooks.find(({ id, tenantId }) => id === delivery.webhookId && tenantId === delivery.tenantId)
      return hook ? [{ delivery, hook }] : []
    })
  })
}

const hooksOf = (taken: readonly { webhookId: string }[]) =>
  inArray(
    webhooks.id,
    taken.map((row) => row.webhookId),
  )

/** Settles a delivery that is still ours: a lease that ran out has given it to somebody else. */
export async function settleDelivery(
  ctx: Context,
  { id, tries }: { id: string; tries: number },
  patch: Partial<Taken['delivery']>,
): Promise<void> {
  await ctx.db
    .update(webhookDeliveries)
    .set(patch)
    .where(
      and(
        eq(webhookDeliveries.tenantId, ctx.tenant.id),
        eq(webhookDeliveries.id, id),
        eq(webhookDeliveries.tries, tries),
        eq(webhookDeliveries.state, 'sending'),
      ),
    )
}

export async function insertAttempt(
  ctx: Context,
  row: Omit<typeof webhookAttempts.$inferInsert, 'tenantId' | 'number'>,
): Promise<void> {
  const number = sql`(select count(*) + 1 from ${webhookAttempts} a
    where a.tenant_id = ${ctx.tenant.id} and a.delivery_id = ${row.deliveryId})`
  await ctx.db
    .insert(webhookAttempts)
    .values({ ...row, tenantId: ctx.tenant.id, number })
    .onConflictDoNothing()
}

/** While a subscriber is away, everything for it waits at least as long as the delivery that found it away. */
export async function holdBack(ctx: Context, webhookId: string, until: Date): Promise<void> {
  await ctx.db
    .update(webhookDeliveries)
    .set({ dueAt: until })
    .where(
      and(
        eq(webhookDeliveries.tenantId, ctx.tenant.id),
        eq(webhookDeliveries.webhookId, webhookId),
        eq(webhookDeliveries.state, 'waiting'),
        lt(webhookDeliveries.dueAt, until),
      ),
    )
}

export async function setFailing(ctx: Context, webhookId: string, since: Date | null): Promise<void> {
  const first = since === null ? null : sql`coalesce(${webhooks.failingSince}, ${since.toISOString()}::timestamptz)`
  await ctx.db
    .update(webhooks)
    .set({ failingSince: first })
    .where(and(eq(webhooks.tenantId, ctx.tenant.id), eq(webhooks.id, webhookId)))
}

/** Gives a subscriber up; false when it was not active any more. */
export async function disable(ctx: Context, webhookId: string): Promise<boolean> {
  const rows = await ctx.db
    .update(webhooks)
    .set({ state: 'disabled', stoppedAt: ctx.now(), version: sql`${webhooks.version} + 1` })
    .where(and(eq(webhooks.tenantId, ctx.tenant.id), eq(webhooks.id, webhookId), eq(webhooks.state, 'active')))
    .returning({ id: webhooks.id })
  return rows.length > 0
}

/** Deliveries and their tries go, together, when they are too old to be of use. */
export async function dropOld(ctx: Context, before: Date): Promise<void> {
  await ctx.db.execute(sql`
    with gone as (
      delete from ${webhookDeliveries} where tenant_id = ${ctx.tenant.id} and occurred_at < ${before.toISOString()}::timestamptz
      returning id)
    delete from ${webhookAttempts} a using gone where a.tenant_id = ${ctx.tenant.id} and a.delivery_id = gone.id`)
}
