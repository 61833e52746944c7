import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import type * as contract from '@minyi/shared/webhooks/contract.ts'
import { z } from 'zod'
import { audit } from '../../../platform/audit.ts'
import { change } from '../../../platform/change.ts'
import { type Context, instantOf } from '../../../platform/context.ts'
import { pageFrom, readCursor } from '../../../platform/cursor.ts'
import { newId } from '../../../platform/ids.ts'
import { Problem } from '../../../platform/problem.ts'
import { insertDeliveries } from '../collecting/queries.ts'
import { toDelivery } from '../present.ts'
import { listHooks, lockHook, type WebhookRow } from '../queries.ts'
import * as queries from './queries.ts'

const PageKeys = z.tuple([z.coerce.number().int()])

/** What went to a subscriber and what became of it, the newest first. */
export async function listWebhookDeliveries(
  ctx: Context,
  { webhookId, after, limit, ...filter }: InputOf<typeof contract.listWebhookDeliveries>,
): Promise<OutputOf<typeof contract.listWebhookDeliveries>> {
  if ((await listHooks(ctx, webhookId)).length === 0) throw new Problem('not-found')
  const page = { after: readCursor(PageKeys, after)?.[0], limit: limit + 1 }
  const rows = await queries.listRows(ctx, webhookId, filter, page)
  return pageFrom(
    rows,
    limit,
    (row) => [String(row.seq)],
    (row) => toDelivery(ctx, row),
  )
}

/** One delivery with its body, word for word, and every try. */
export async function readWebhookDelivery(
  ctx: Context,
  input: InputOf<typeof contract.readWebhookDelivery>,
): Promise<OutputOf<typeof contract.readWebhookDelivery>> {
  const row = await queries.findDelivery(ctx, input.webhookId, input.deliveryId)
  if (!row) throw new Problem('not-found')
  const attempts = await queries.listAttempts(ctx, row.id)
  return {
    delivery: toDelivery(ctx, row),
    body: JSON.stringify(row.payload, null, 2),
    attempts: attempts.map(({ number, at, code, ms, fault }) => ({ number, at: instantOf(ctx, at), code, ms, fault })),
  }
}

/** A test event, which says nothing but that it is one. */
export async function pingWebhook(
  ctx: Context,
  input: InputOf<typeof contract.pingWebhook>,
): Promise<OutputOf<typeof contract.pingWebhook>> {
  return withActive(ctx, input, 'ping', async (ctx, hook) => {
    const [id, eventId] = [newId(), newId()]
    const payload = {
      id: eventId,
      type: 'ping',
      timestamp: instantOf(ctx, ctx.now()),
      tenant: ctx.tenant.slug,
      data: {},
    }
    const row = { id, webhookId: hook.id, eventId, topic: 'ping', subjectId: eventId, payload, state: 'waiting' }
    await insertDeliveries(ctx, [{ ...row, occurredAt: ctx.now(), dueAt: ctx.now() }])
    return { deliveryId: id }
  })
}

/** Sends one event again; the receiver knows it by the same id. */
export async function replayDelivery(
  ctx: Context,
  input: InputOf<typeof contract.replayDelivery>,
): Promise<OutputOf<typeof contract.replayDelivery>> {
  return withActive(ctx, input, 'replay', async (ctx) => {
    const row = await queries.findDelivery(ctx, input.webhookId, input.deliveryId)
    if (!row) throw new Problem('not-found')
    if (row.state === 'waiting' || row.state === 'sending') throw new Problem('step-not-allowed')
    const deliveryId = await queries.replayOne(ctx, row)
    if (!deliveryId) throw new Problem('not-found')
    return { deliveryId }
  })
}

/** Sends the events of a stretch of time again, in their order: those that failed, or all. */
export async function replayRange(
  ctx: Context,
  input: InputOf<typeof contract.replayRange>,
): Promise<OutputOf<typeof contract.replayRange>> {
  return withActive(ctx, input, 'replay', async (ctx) => {
    return { replayed: await queries.replayBetween(ctx, input.webhookId, input) }
  })
}

async function withActive<T extends Record<string, unknown>>(
  ctx: Context,
  input: { id: string; webhookId: string },
  action: string,
  run: (ctx: Context, hook: WebhookRow) => Promise<T>,
): Promise<T> {
  return change(ctx, input.id, async (ctx) => {
    const hook = await lockHook(ctx, input.webhookId)
    if (!hook) throw new Problem('not-found')
    if (hook.state !== 'active') throw new Problem('step-not-allowed')
    const answer = await run(ctx, hook)
    await audit(ctx, { action: `webhooks.${action}`, subjectKind: 'webhook', subjectId: hook.id, detail: input })
    return answer
  })
}
