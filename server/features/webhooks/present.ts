import { Webhook, WebhookDelivery } from '@minyi/shared/webhooks/contract.ts'
import { type Context, instantOf } from '../../platform/context.ts'
import type { HookLine, WebhookRow } from './queries.ts'
import type { webhookDeliveries } from './tables.ts'

const placeOf = (ctx: Context, id: string) => `${ctx.tenant.id}/webhook/${id}`

/** A secret in the form that receivers' libraries read (`whsec_…`), encrypted for keeping. */
export const sealSecret = (ctx: Context, id: string, secret: string): Buffer =>
  ctx.encryption.seal(secret, placeOf(ctx, id))

export function secretOf(ctx: Context, hook: WebhookRow, which: 'now' | 'before'): string {
  const sealed = which === 'now' ? hook.secret : hook.oldSecret
  if (!sealed) throw new Error('a subscriber without the secret that it should have')
  return ctx.encryption.open(sealed, placeOf(ctx, hook.id))
}

/** The bytes that a secret stands for. */
export const signatureKey = (secret: string): Buffer => Buffer.from(secret.replace(/^whsec_/, ''), 'base64')

export function toWebhook(ctx: Context, { hook, unitName, areaName, ...counts }: HookLine): Webhook {
  const oldIsGood = hook.oldSecretUntil !== null && hook.oldSecretUntil > ctx.now()
  return Webhook.parse({
    ...hook,
    ...counts,
    unit: hook.unitId && { id: hook.unitId, name: unitName ?? '' },
    area: hook.areaId && { id: hook.areaId, name: areaName ?? '' },
    createdAt: instantOf(ctx, hook.createdAt),
    failingSince: hook.failingSince && instantOf(ctx, hook.failingSince),
    oldSecretUntil: oldIsGood && hook.oldSecretUntil ? instantOf(ctx, hook.oldSecretUntil) : null,
  })
}

export function toDelivery(ctx: Context, row: typeof webhookDeliveries.$inferSelect): WebhookDelivery {
  return WebhookDelivery.parse({
    ...row,
    replay: row.replayOf !== null,
    occurredAt: instantOf(ctx, row.occurredAt),
    dueAt: instantOf(ctx, row.dueAt),
    doneAt: row.doneAt && instantOf(ctx, row.doneAt),
  })
}
