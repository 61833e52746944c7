import { and, asc, desc, eq, gte, lt, type SQL, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { webhookAttempts, webhookDeliveries } from '../tables.ts'

export type DeliveryRow = typeof webhookDeliveries.$inferSelect
type Filter = {
  state?: string | undefined
  topic?: string | undefined
  from?: string | undefined
  until?: string | undefined
}

const ofHook = (ctx: Context, webhookId: string) =>
  and(eq(webhookDeliveries.tenantId, ctx.tenant.id), eq(webhookDeliveries.webhookId, webhookId))

export async function listRows(
  ctx: Context,
  webhookId: string,
  filter: Filter,
  page: { after: number | undefined; limit: number },
): Promise<DeliveryRow[]> {
  return ctx.db
    .select()
    .from(webhookDeliveries)
    .where(
      and(
        ofHook(ctx, webhookId),
        filter.state ? eq(webhookDeliveries.state, filter.state) : undefined,
        filter.topic ? eq(webhookDeliveries.topic, filter.topic) : undefined,
        filter.from ? gte(webhookDeliveries.occurredAt, new Date(filter.from)) : undefined,
        filter.until ? lt(webhookDeliveries.occurredAt, new Date(filter.until)) : undefined,
        page.after === undefined ? undefined : lt(webhookDeliveries.seq, page.after),
      ),
    )
    .orderBy(desc(webhookDeliveries.seq))
    .limit(page.limit)
}

export async function findDelivery(ctx: Context, webhookId: string, id: string): Promise<DeliveryRow | undefined> {
  const [row] = await ctx.db
    .select()
    .from(webhookDeliveries)
    .where(and(ofHook(ctx, webhookId), eq(webhookDeliveries.id, id)))
  return row
}

export async function listAttempts(ctx: Context, deliveryId: string) {
  return ctx.db
    .select()
    .from(webhookAttempts)
    .where(and(eq(webhookAttempts.tenantId, ctx.tenant.id), eq(webhookAttempts.deliveryId, deliveryId)))
    .orderBy(asc(webhookAttempts.number))
}

/** Puts one event on its way once more, at the end of the order. */
export async function replayOne(ctx: Context, { webhookId, id }: DeliveryRow): Promise<string | undefined> {
  const [made] = await replayWhere(ctx, webhookId, sql`d.id = ${id}`)
  return made
}

/** Puts the events of a stretch of time on their way once more, each once, in the order in which they happened; how many. */
export async function replayBetween(
  ctx: Context,
  webhookId: string,
  { from, until, which }: { from: string; until: string; which: 'failed' | 'all' },
): Promise<number> {
  const lost = sql`d.state = 'failed' and not exists (select 1 from webhook_deliveries r
    where r.tenant_id = d.tenant_id and r.replay_of = d.id and r.state <> 'failed')`
  const made = await replayWhere(
    ctx,
    webhookId,
    sql`d.occurred_at >= ${from}::timestamptz and d.occurred_at < ${until}::timestamptz and d.replay_of is null
      and ${which === 'failed' ? lost : sql`d.state in ('failed', 'delivered')`}`,
  )
  return made.length
}

async function replayWhere(ctx: Context, webhookId: string, where: SQL): Promise<string[]> {
  const made = await ctx.db.execute<{ id: string }>(sql`
    insert into webhook_deliveries
      (tenant_id, id, webhook_id, event_id, topic, subject_id, payload, occurred_at, replay_of, state, due_at)
    select d.tenant_id, gen_random_uuid(), d.webhook_id, d.event_id, d.topic, d.subject_id, d.payload, d.occurred_at,
      coalesce(d.replay_of, d.id), 'waiting', ${ctx.now().toISOString()}::timestamptz
    from webhook_deliveries d where d.tenant_id = ${ctx.tenant.id} and d.webhook_id = ${webhookId} and ${where}
    order by d.seq returning id`)
  return made.map(({ id }) => id)
}
