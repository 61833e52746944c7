import { randomBytes } from 'node:crypto'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import type * as contract from '@minyi/shared/webhooks/contract.ts'
import type { Webhook } from '@minyi/shared/webhooks/contract.ts'
import { addressFault } from '@minyi/shared/webhooks/rules.ts'
import { audit } from '../../platform/audit.ts'
import { change } from '../../platform/change.ts'
import { type Context, staffOf } from '../../platform/context.ts'
import { Problem } from '../../platform/problem.ts'
import { sealSecret, toWebhook } from './present.ts'
import * as queries from './queries.ts'

export async function listWebhooks(ctx: Context): Promise<OutputOf<typeof contract.listWebhooks>> {
  return { rows: (await queries.listHooks(ctx)).map((line) => toWebhook(ctx, line)) }
}

/** A new subscriber; its secret is told this once and is kept encrypted. */
export async function addWebhook(
  ctx: Context,
  input: InputOf<typeof contract.addWebhook>,
): Promise<OutputOf<typeof contract.addWebhook>> {
  return change(ctx, input.id, async (ctx) => {
    await check(ctx, input)
    const secret = newSecret()
    await queries.insertHook(ctx, {
      ...input,
      state: 'active',
      version: 1,
      secret: sealSecret(ctx, input.id, secret),
      createdBy: staffOf(ctx).id,
      createdAt: ctx.now(),
    })
    await record(ctx, 'add', input.id, input)
    return { webhook: await getHook(ctx, input.id), secret }
  })
}

export async function changeWebhook(ctx: Context, input: InputOf<typeof contract.changeWebhook>): Promise<Webhook> {
  return step(ctx, input, 'change', async (ctx, hook) => {
    if (hook.version !== input.version) throw new Problem('version-conflict')
    await check(ctx, input)
    const { name, url, topics, unitId, areaId } = input
    return { name, url, topics, unitId, areaId }
  })
}

/** Pauses, resumes or ends a subscriber. Whoever is resumed gets what happened meanwhile. */
export async function setWebhookState(ctx: Context, input: InputOf<typeof contract.setWebhookState>): Promise<Webhook> {
  return step(ctx, input, input.state, async (ctx, hook) => {
    if (hook.state === input.state) throw new Problem('step-not-allowed')
    if (input.state === 'active') await queries.releaseWaiting(ctx, hook.id)
    return { state: input.state, failingSince: null, stoppedAt: input.state === 'active' ? null : ctx.now() }
  })
}

/** A new secret; the one before it signs along for the overlap, so that no delivery is lost while the receiver changes over. */
export async function rotateSecret(
  ctx: Context,
  input: InputOf<typeof contract.rotateSecret>,
): Promise<OutputOf<typeof contract.rotateSecret>> {
  return change(ctx, input.id, async (ctx) => {
    const hook = await queries.lockHook(ctx, input.webhookId)
    if (!hook) throw new Problem('not-found')
    const secret = newSecret()
    await queries.updateHook(ctx, hook.id, {
      secret: sealSecret(ctx, hook.id, secret),
      oldSecret: hook.secret,
      oldSecretUntil: new Date(ctx.now().getTime() + input.overlapHours * 3_600_000),
      version: hook.version + 1,
    })
    await record(ctx, 'rotate', hook.id)
    return { webhook: await getHook(ctx, hook.id), secret }
  })
}

async function step(
  ctx: Context,
  input: { id: string; webhookId: string },
  action: string,
  decide: (ctx: Context, hook: queries.WebhookRow) => Promise<Parameters<typeof queries.updateHook>[2]>,
): Promise<Webhook> {
  return change(ctx, input.id, async (ctx) => {
    const hook = await queries.lockHook(ctx, input.webhookId)
    if (!hook) throw new Problem('not-found')
    const before = await getHook(ctx, hook.id)
    const patch = await decide(ctx, hook)
    await queries.updateHook(ctx, hook.id, { ...patch, version: hook.version + 1 })
    await record(ctx, action, hook.id, input)
    return patch.state === 'ended' ? { ...before, state: 'ended', version: hook.version + 1 } : getHook(ctx, hook.id)
  })
}

async function getHook(ctx: Context, id: string): Promise<Webhook> {
  const [line] = await queries.listHooks(ctx, id)
  if (!line) throw new Error('the subscriber was there a moment ago')
  return toWebhook(ctx, line)
}

type Asked = { url: string; unitId: string | null; areaId: string | null }

async function check(ctx: Context, { url, unitId, areaId }: Asked): Promise<void> {
  const fault = addressFault(url, ctx.config.mode !== 'production')
  if (fault) throw faultAt('url', fault)
  if (unitId && !(await queries.isKnown(ctx, 'unit', unitId))) throw faultAt('unitId', '没有这个单位')
  if (areaId && !(await queries.isKnown(ctx, 'area', areaId))) throw faultAt('areaId', '没有这个地方')
}

const record = (ctx: Context, action: string, id: string, detail?: unknown) =>
  audit(ctx, { action: `webhooks.${action}`, subjectKind: 'webhook', subjectId: id, detail })
const newSecret = () => `whsec_${randomBytes(32).toString('base64')}`
const faultAt = (path: string, message: string) => new Problem('input-invalid', { fields: [{ path, message }] })
