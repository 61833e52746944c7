import { createHmac } from 'node:crypto'
import {
  giveUpAfterMs,
  keptDays,
  probeAfterSeconds,
  receptionOf,
  waitAfterTries,
} from '@minyi/shared/webhooks/rules.ts'
import { type Posted, post } from '../../../foreign/webhooks/client.ts'
import { type Context, type Platform, systemContext } from '../../../platform/context.ts'
import { inEachTenant, listTenants } from '../../../platform/tenants.ts'
import { listHoldersOfAll } from '../../identity/holders/service.ts'
import { notify } from '../../notices/service.ts'
import { secretOf, signatureKey } from '../present.ts'
import * as queries from './queries.ts'

const timeoutMs = 10_000
const leaseMs = 60_000

/** Sends what is due; answers how many deliveries were tried. */
export async function sendDue(platform: Platform): Promise<number> {
  const leaseUntil = new Date(platform.now().getTime() + leaseMs)
  const taken = await queries.takeDue(platform, { limit: 40, perHook: 8, leaseUntil })
  const tenants = taken.length > 0 ? await listTenants(platform) : []
  await Promise.all(
    taken.map(async (one) => {
      const tenant = tenants.find(({ id }) => id === one.hook.tenantId)
      if (tenant) await send(systemContext(platform, tenant, 'webhooks.send'), one)
    }),
  )
  return taken.length
}

/** Deliveries that nobody will ask for again go. */
export async function forgetOld(platform: Platform): Promise<void> {
  const before = new Date(platform.now().getTime() - keptDays * 86_400_000)
  await inEachTenant(platform, 'webhooks.forget', (ctx) => queries.dropOld(ctx, before))
}

/**
 * The headers of Standard Webhooks: the event's id, the second of sending, and one signature for each secret that counts now, over
 * `id.second.body` with HMAC-SHA256.
 */
export function signedHeaders(
  { id, body, at }: { id: string; body: string; at: Date },
  secrets: readonly string[],
): Record<string, string> {
  const second = Math.floor(at.getTime() / 1000)
  const signatures = secrets.map((secret) => {
    const mac = createHmac('sha256', signatureKey(secret)).update(`${id}.${second}.${body}`)
    return `v1,${mac.digest('base64')}`
  })
  return {
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    'user-agent': 'minyi-webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': String(second),
    'webhook-signature': signatures.join(' '),
  }
}

async function send(ctx: Context, { delivery, hook }: queries.Taken): Promise<void> {
  const body = JSON.stringify(delivery.payload)
  const isOldGood = hook.oldSecretUntil !== null && hook.oldSecretUntil > ctx.now()
  const secrets = [secretOf(ctx, hook, 'now'), ...(isOldGood ? [secretOf(ctx, hook, 'before')] : [])]
  const headers = signedHeaders({ id: delivery.eventId, body, at: ctx.now() }, secrets)
  const home = ctx.config.mode !== 'production'
  const answer = await post(new URL(hook.url), { body, headers }, { timeoutMs, home })
  const attempt = { deliveryId: delivery.id, at: ctx.now(), ...answer }
  await ctx.db.transaction(async (db) => {
    const inner = { ...ctx, db }
    await queries.insertAttempt(inner, attempt)
    await settle(inner, { delivery, hook }, answer)
  })
}

async function settle(ctx: Context, { delivery, hook }: queries.Taken, answer: Posted): Promise<void> {
  const reception = receptionOf(answer.code)
  const last = { code: answer.code, ms: answer.ms, fault: answer.fault }
  if (reception === 'taken') {
    await queries.settleDelivery(ctx, delivery, { ...last, state: 'delivered', doneAt: ctx.now() })
    return queries.setFailing(ctx, hook.id, null)
  }
  const now = ctx.now().getTime()
  const waitSeconds = waitAfterTries(delivery.tries, Math.random())
  const isAway = reception !== 'refused'
  const isOver = reception === 'gone' || (isAway && now - (hook.failingSince?.getTime() ?? now) >= giveUpAfterMs)
  if (waitSeconds === null && !isOver) {
    return queries.settleDelivery(ctx, delivery, { ...last, state: 'failed', doneAt: ctx.now() })
  }
  const dueAt = new Date(now + (waitSeconds ?? 0) * 1000)
  await queries.settleDelivery(ctx, delivery, { ...last, state: 'waiting', dueAt })
  if (!isAway) return
  await queries.setFailing(ctx, hook.id, ctx.now())
  await queries.holdBack(ctx, hook.id, new Date(Math.min(dueAt.getTime(), now + probeAfterSeconds * 1000)))
  if (isOver) await giveUp(ctx, hook)
}

/** Whoever is away for days, or gone, is not called any more; what waits stays, and whoever looks after the interfaces is told. */
async function giveUp(ctx: Context, hook: queries.Taken['hook']): Promise<void> {
  if (!(await queries.disable(ctx, hook.id))) return
  const key = `${hook.id}/${hook.version}`
  await notify(ctx, {
    to: await listHoldersOfAll(ctx, 'integrations.manage'),
    kind: 'webhook-disabled',
    about: { kind: 'webhook', id: hook.id },
    key,
  })
}
