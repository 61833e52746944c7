import { and, desc, eq, ne, type SQL, sql } from 'drizzle-orm'
import type { Context } from '../../platform/context.ts'
import { areas, units } from '../registry/tables.ts'
import { webhookDeliveries, webhooks } from './tables.ts'

export type WebhookRow = typeof webhooks.$inferSelect
type Patch = Partial<Omit<WebhookRow, 'tenantId' | 'id' | 'createdBy' | 'createdAt'>>

/** How the deliveries of each subscriber stand, counted in one pass. */
function countsOf(ctx: Context, id: string | undefined) {
  const own = and(eq(webhookDeliveries.tenantId, ctx.tenant.id), id ? eq(webhookDeliveries.webhookId, id) : undefined)
  const inState = (state: string) => sql<number>`count(*) filter (where ${webhookDeliveries.state} = ${state})`
  return ctx.db
    .select({
      webhookId: webhookDeliveries.webhookId,
      waiting: inState('waiting').as('waiting'),
      delivered: inState('delivered').as('delivered'),
      failed: inState('failed').as('failed'),
    })
    .from(webhookDeliveries)
    .where(own)
    .groupBy(webhookDeliveries.webhookId)
    .as('counts')
}

/** Subscribers with the names of their limits and how their deliveries stand. */
export async function listHooks(ctx: Context, id?: string) {
  const counts = countsOf(ctx, id)
  const orNone = (count: SQL.Aliased<number>) => sql<number>`coalesce(${count}, 0)`.mapWith(Number)
  return ctx.db
    .select({
      hook: webhooks,
      unitName: units.name,
      areaName: areas.name,
      waiting: orNone(counts.waiting),
      delivered: orNone(counts.delivered),
      failed: orNone(counts.failed),
    })
    .from(webhooks)
    .leftJoin(counts, eq(counts.webhookId, webhooks.id))
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
