import { and, desc, eq, ne, sql } from 'drizzle-orm'
import type { Context } from '../../platform/context.ts'
import { areas, units } from '../registry/tables.ts'
import { webhookDeliveries, webhooks } from './tables.ts'

export type WebhookRow = typeof webhooks.$inferSelect
type Patch = Partial<Omit<WebhookRow, 'tenantId' | 'id' | 'createdBy' | 'createdAt'>>

const countOf = (state: string) =>
  sql<number>`(
  select count(*) from ${webhookDeliveries} d
  where d.tenant_id = ${webhooks.tenantId} and d.webhook_id = ${webhooks.id} and d.state = ${state})`.mapWith(Number)

/** Subscribers with the names of their limits and how their deliveries stand. */
export async function listHooks(ctx: Context, id?: string) {
  return ctx.db
    .select({
      hook: webhooks,
      unitName: units.name,
      areaName: areas.name,
      waiting: countOf('waiting'),
      delivered: countOf('delivered'),
      failed: countOf('failed'),
    })
    .from(webhooks)
    .leftJoin(units, and(eq(units.tenantId, webhooks.tenantId), eq(units.id, webhooks.unitId)))
    .leftJoin(areas, and(eq(areas.tenantId, webhooks.tenantId), eq(areas.id, webhooks.areaId)))
    .where(and(eq(webhooks.tenantId, ctx.tenant.id), ne(webhooks.state, 'ended'), id ? eq(webhooks.id, id) : undefined))
    .orderBy(desc(webhooks.createdAt), desc(webhooks.id))
}
export type HookLine = Awaited<ReturnType<typeof listHooks>>[number]

export async function insertHook(ctx: Context, row: Omit<typeof webhooks.$inferInsert, 'tenantId'>): Promise<void> {
  await ctx.db.insert(webhooks).values({ ...row, tenantId: ctx.tenant.id })
}

export async function lockHook(ctx: Context, id: string): Promise<WebhookRow | undefined> {
  const [row] = await ctx.db
    .select()
    .from(webhooks)
    .where(and(eq(webhooks.tenantId, ctx.tenant.id), eq(webhooks.id, id), ne(webhooks.state, 'ended')))
    .for('update')
  return row
}

export async function updateHook(ctx: Context, id: string, patch: Patch): Promise<void> {
  await ctx.db
    .update(webhooks)
    .set(patch)
    .where(and(eq(webhooks.tenantId, ctx.tenant.id), eq(webhooks.id, id)))
}

/** Lets everything that waits go out now, as if it had never been tried. */
export async function releaseWaiting(ctx: Context, webhookId: string): Promise<void> {
  await ctx.db
    .update(webhookDeliveries)
    .set({ dueAt: ctx.now(), tries: 0 })
    .where(
      and(
        eq(webhookDeliveries.tenantId, ctx.tenant.id),
        eq(webhookDeliveries.webhookId, webhookId),
        eq(webhookDeliveries.state, 'waiting'),
      ),
    )
}

export async function isKnown(ctx: Context, table: 'unit' | 'area', id: string): Promise<boolean> {
  const place = table === 'unit' ? units : areas
  const rows = await ctx.db
    .select({ id: place.id })
    .from(place)
    .where(and(eq(place.tenantId, ctx.tenant.id), eq(place.id, id)))
  return rows.length > 0
}
