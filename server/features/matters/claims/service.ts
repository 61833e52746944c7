import { hash } from 'node:crypto'
import { claimRules, isToken } from '@minyi/shared/matters/rules.ts'
import { groupCode, readableCode, readCode } from '@minyi/shared/platform/readable-code.ts'
import { addDays } from '@minyi/shared/platform/time.ts'
import { countAttempt } from '../../../platform/attempts.ts'
import { type Context, today } from '../../../platform/context.ts'
import { newId } from '../../../platform/ids.ts'
import { emit } from '../../../platform/outbox.ts'
import { Problem } from '../../../platform/problem.ts'
import { openFields } from '../../../platform/sealing.ts'
import { startOfDay } from '../../../platform/zone.ts'
import { type FigurePlace, figureOf } from '../present.ts'
import * as queries from '../queries.ts'

export type FoundClaim = Awaited<ReturnType<typeof queries.findClaimRow>>[number]

/** The link's token and the short code are derived from the claim's id, so they can be shown again and are stored nowhere. */
export const tokenOf = (ctx: Context, claimId: string) =>
  ctx.encryption.secretFor('claim', `${ctx.tenant.id}/${claimId}`).slice(0, claimRules.tokenLength)

export const shortCodeOf = (ctx: Context, claimId: string) => groupCode(plainShortCode(ctx, claimId))

/** The address in the QR picture and behind the message; `t` tells the page which place it is. */
export const linkOf = (ctx: Context, claimId: string) =>
  `${ctx.config.publicUrl}/r/${tokenOf(ctx, claimId)}?t=${ctx.tenant.slug}`

export const sceneOf = (ctx: Context, claimId: string) => `r=${tokenOf(ctx, claimId)}`

export const tokenHashOf = (token: string): Buffer => hash('sha256', token, 'buffer')

/** Mints the one claim of a matter; with `waiting` its message goes out by the next delivery. */
export async function mintClaim(ctx: Context, matter: FigurePlace & { id: string }, delivery: 'waiting' | 'none') {
  const id = newId()
  const at = ctx.now()
  const made = await queries.insertClaimOnce(ctx, {
    id,
    matterId: matter.id,
    tokenHash: tokenHashOf(tokenOf(ctx, id)),
    shortCodeHash: tokenHashOf(plainShortCode(ctx, id)),
    mintedAt: at,
    expiresAt: startOfDay(ctx.tenant.zone, addDays(today(ctx), claimRules.livesDays + 1)),
    delivery,
    nextDeliveryAt: delivery === 'waiting' ? at : null,
  })
  if (made) {
    await emit(ctx, { topic: 'claim.minted', subjectId: id, figure: figureOf(matter, { invited: 1 }) })
    return made
  }
  const earlier = await queries.findClaimOfMatter(ctx, matter.id)
  if (!earlier) throw new Error('a claim that was in the way is gone')
  return earlier
}

/** The claim behind a token or a short code; short codes can be guessed at, so tries are counted by address. */
export async function findClaim(ctx: Context, typed: string): Promise<FoundClaim> {
  const shortCode = readCode(typed, claimRules.shortCodeLength)
  if (shortCode !== null) await countAttempt(ctx, ctx.address, { kind: 'short-code', limit: 20, windowMs: 600_000 })
  if (shortCode === null && !isToken(typed)) throw new Problem('claim-invalid')
  const by = shortCode === null ? { token: tokenHashOf(typed) } : { shortCode: tokenHashOf(shortCode) }
  const [found] = await queries.findClaimRow(ctx, by)
  if (!found) throw new Problem('claim-invalid')
  return found
}

/** Ends a claim whose holder has nothing to do with the matter; false when it was used or over before. */
export async function disputeClaim(ctx: Context, claim: queries.ClaimRow): Promise<boolean> {
  if (!(await queries.endClaim(ctx, claim.id, 'disputed'))) return false
  if (await queries.isRated(ctx, claim.matterId)) return false
  await queries.markDisputed(ctx, claim.id)
  return true
}

/** A claim whose rating lets go of its matter stays used. */
export async function keepUsed(ctx: Context, matterId: string): Promise<void> {
  const claim = await queries.findClaimOfMatter(ctx, matterId)
  if (claim) await queries.endClaim(ctx, claim.id, 'rated')
}

export const findClaimsOfMatters = (ctx: Context, matterIds: string[]) => queries.findClaimRow(ctx, { matterIds })

/** Sends the messages that are due: once each, later again when the service fails, and given up after the last wait. */
export async function deliverClaims(ctx: Context): Promise<number> {
  const leaseUntil = new Date(ctx.now().getTime() + 120_000)
  const taken = await queries.takeUndelivered(ctx, 20, leaseUntil)
  for (const claim of taken) await deliverClaim(ctx, claim)
  return taken.length
}

/** Books the claims that ran out unanswered: `defaulted`, never an answer. */
export async function defaultClaims(ctx: Context): Promise<number> {
  return ctx.db.transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    const over = await queries.defaultClaims(inner, 500)
    for (const matter of over) {
      await emit(inner, { topic: 'claim.defaulted', subjectId: matter.id, figure: figureOf(matter, { defaulted: 1 }) })
    }
    return over.length
  })
}

async function deliverClaim(ctx: Context, claim: queries.ClaimRow): Promise<void> {
  const { phone } = await openFields(ctx, { kind: 'matter', id: claim.matterId }, ['phone'])
  const [found] = await queries.findClaimRow(ctx, { matterIds: [claim.matterId] })
  if (!phone || !found) return queries.setDelivery(ctx, claim.id, 'failed', null)
  try {
    await ctx.foreign.sms.sendNotice(phone, {
      templateCode: ctx.config.sms.claimTemplateCode,
      params: {
        unit: found.unit.shortName.slice(0, 35),
        code: shortCodeOf(ctx, claim.id),
        token: tokenOf(ctx, claim.id),
      },
    })
    await queries.setDelivery(ctx, claim.id, 'sent', null)
  } catch (cause) {
    ctx.log.warn({ err: cause, claim: claim.id }, 'claim not delivered')
    const wait = claimRules.deliveryWaitsMinutes[claim.deliveryTries - 1]
    const hopeless = wait === undefined || (cause instanceof Problem && cause.code === 'input-invalid')
    const next = hopeless ? null : new Date(ctx.now().getTime() + wait * 60_000)
    await queries.setDelivery(ctx, claim.id, hopeless ? 'failed' : 'waiting', next)
  }
}

const plainShortCode = (ctx: Context, claimId: string) =>
  readableCode(
    Buffer.from(ctx.encryption.secretFor('claim-code', `${ctx.tenant.id}/${claimId}`), 'base64url'),
    claimRules.shortCodeLength,
  )
