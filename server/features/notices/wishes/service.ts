import type * as contract from '@minyi/shared/notices/contract.ts'
import { purposes, pushChannels } from '@minyi/shared/notices/contract.ts'
import { mostGrants } from '@minyi/shared/notices/rules.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { countAttempt } from '../../../platform/attempts.ts'
import { audit } from '../../../platform/audit.ts'
import { change } from '../../../platform/change.ts'
import { type Context, residentIdOf } from '../../../platform/context.ts'
import { Problem } from '../../../platform/problem.ts'
import { openFields } from '../../../platform/sealing.ts'
import { readSettings } from '../settings/service.ts'
import * as queries from './queries.ts'

const tapsLimit = { kind: 'notice-taps', limit: 60, windowMs: 3_600_000 } as const

/** Which messages reach the resident by which way, and how many subscribe messages the taps so far still allow. */
export async function readWishes(ctx: Context): Promise<OutputOf<typeof contract.readWishes>> {
  const residentId = residentIdOf(ctx)
  const [{ value }, left, refused, own] = [
    await readSettings(ctx),
    await queries.listGrantsLeft(ctx, residentId),
    await queries.listRefusals(ctx, residentId),
    await openFields(ctx, { kind: 'resident', id: residentId }, ['openid', 'phone']),
  ]
  return {
    quiet: value.quiet,
    reach: pushChannels.filter((channel) => (channel === 'subscribe' ? own.openid : true)),
    wishes: purposes.map((purpose) => {
      const templateId = value.templates[purpose]?.templateId ?? null
      return {
        purpose,
        templateId,
        left: left.find((row) => row.templateId === templateId)?.left ?? 0,
        off: pushChannels.filter((channel) => refused.some((r) => r.purpose === purpose && r.channel === channel)),
      }
    }),
  }
}

/** The resident switches one way off or on for one kind of message. */
export async function setWish(
  ctx: Context,
  input: InputOf<typeof contract.setWish>,
): Promise<OutputOf<typeof contract.setWish>> {
  return change(ctx, input.id, async (ctx) => {
    const residentId = residentIdOf(ctx)
    await queries.setRefusal(ctx, residentId, input)
    await audit(ctx, { action: 'notices.wish', subjectKind: 'resident', subjectId: residentId, detail: input })
    return readWishes(ctx)
  })
}

/** The resident has just tapped 允许 in WeChat's own window: one message more for each of these templates. */
export async function keepGrants(
  ctx: Context,
  input: InputOf<typeof contract.keepGrants>,
): Promise<OutputOf<typeof contract.keepGrants>> {
  await countAttempt(ctx, residentIdOf(ctx), tapsLimit)
  return change(ctx, input.id, async (ctx) => {
    const residentId = residentIdOf(ctx)
    const { value } = await readSettings(ctx)
    const known = Object.values(value.templates).map(({ templateId }) => templateId)
    const unknown = input.templateIds.findIndex((id) => !known.includes(id))
    if (unknown >= 0) {
      throw new Problem('input-invalid', { fields: [{ path: `templateIds.${unknown}`, message: '没有这个消息模板' }] })
    }
    for (const templateId of new Set(input.templateIds)) {
      await queries.addGrant(ctx, residentId, templateId, mostGrants)
    }
    await audit(ctx, { action: 'notices.grant', subjectKind: 'resident', subjectId: residentId, detail: input })
    return readWishes(ctx)
  })
}
