import { webhookTopics } from '@minyi/shared/webhooks/contract.ts'
import { keptDays } from '@minyi/shared/webhooks/rules.ts'
import { type Context, instantOf, type Platform, systemContext } from '../../../platform/context.ts'
import { newId } from '../../../platform/ids.ts'
import { followOutbox, type OutboxEvent } from '../../../platform/outbox.ts'
import { listTenants } from '../../../platform/tenants.ts'
import * as queries from './queries.ts'

/** What of an event's payload is public state: ids and codes, never words and never a person. */
const told = ['kind', 'state', 'round', 'version', 'areaId', 'unitId', 'stage', 'created', 'changed']

/** Puts what happened on the way to every subscriber that may hear of it, in order and each once. */
export async function collectEvents(platform: Platform): Promise<number> {
  const tenants = await listTenants(platform)
  const since = new Date(platform.now().getTime() - keptDays * 86_400_000)
  const from = { consumer: 'webhooks', topics: webhookTopics, since, limit: 500 }
  return followOutbox(platform, from, async (db, events) => {
    for (const tenant of tenants) {
      const own = events.filter(({ tenantId }) => tenantId === tenant.id)
      const ctx = { ...systemContext(platform, tenant, 'webhooks.collect'), db }
      if (own.length === 0 || !(await queries.hasHooks(ctx, [tenant.id])).has(tenant.id)) continue
      for (const event of own) await enqueue(ctx, event)
    }
  })
}

async function enqueue(ctx: Context, event: OutboxEvent): Promise<void> {
  const payload = publicOf(ctx, event)
  const subscribers = await queries.listSubscribers(ctx, event)
  await queries.insertDeliveries(
    ctx,
    subscribers.map(({ id }) => ({
      id: newId(),
      webhookId: id,
      eventId: event.id,
      topic: event.topic,
      subjectId: event.subjectId,
      payload,
      occurredAt: event.at,
      state: 'waiting',
      dueAt: ctx.now(),
    })),
  )
}

function publicOf(ctx: Context, { id, topic, at, subjectId, payload }: OutboxEvent) {
  const state = Object.entries(payload).filter(([name]) => told.includes(name))
  return {
    id,
    type: topic,
    timestamp: instantOf(ctx, at),
    tenant: ctx.tenant.slug,
    data: { id: subjectId, ...Object.fromEntries(state) },
  }
}
