import { and, asc, desc, eq, gte, inArray, lt, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { newId } from '../../../platform/ids.ts'
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

/** Events of a stretch of time, each once, in the order in which they happened; `failed`: those that never got through. */
export async function listEvents(
  ctx: Context,
  webhookId: string,
  { from, until, which }: { from: string; until: string; which: 'failed' | 'all' },
): Promise<DeliveryRow[]> {
  const originals = await ctx.db
    .select()
    .from(webhookDeliveries)
    .where(
      and(
        ofHook(ctx, webhookId),
        gte(webhookDeliveries.occurredAt, new Date(from)),
        lt(webhookDeliveries.occurredAt, new Date(until)),
        sql`${webhookDeliveries.replayOf} is null`,
        inArray(webhookDeliveries.state, which === 'failed' ? ['failed'] : ['failed', 'delivered']),
        which === 'failed'
          ? sql`not exists (select 1 from webhook_deliveries r where r.tenant_id = ${webhookDeliveries.tenantId}
              and r.replay_of = ${webhookDeliveries.id} and r.state <> 'failed')`
          : undefined,
      ),
    )
    .orderBy(asc(webhookDeliveries.seq))
  return originals
}

/** Puts events on their way once more, at the end of the order. */
export async function insertReplays(ctx: Context, rows: readonly DeliveryRow[]): Promise<string[]> {
  const ids: string[] = []
  for (let start = 0; start < rows.length; start += 1_000) {
    const made = await ctx.db
      .insert(webhookDeliveries)
      .values(
        rows.slice(start, start + 1_000).map((row) => ({
          tenantId: ctx.tenant.id,
          id: newId(),
          webhookId: row.webhookId,
          eventId: row.eventId,
          topic: row.topic,
          subjectId: row.subjectId,
          payload: row.payload,
          occurredAt: row.occurredAt,
          replayOf: row.replayOf ?? row.id,
          state: 'waiting',
          dueAt: ctx.now(),
        })),
      )
      .returning({ id: webhookDeliveries.id })
    ids.push(...made.map(({ id }) => id))
  }
  return ids
}
