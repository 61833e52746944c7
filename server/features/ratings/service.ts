import { isToken } from '@minyi/shared/matters/rules.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import type * as contract from '@minyi/shared/ratings/contract.ts'
import type { Receipt } from '@minyi/shared/ratings/contract.ts'
import { reaches } from '../../platform/access.ts'
import { audit } from '../../platform/audit.ts'
import { change } from '../../platform/change.ts'
import { type Context, instantOf, residentIdOf, today, unnamed } from '../../platform/context.ts'
import { emit } from '../../platform/outbox.ts'
import { Problem } from '../../platform/problem.ts'
import { findSealed, openFields } from '../../platform/sealing.ts'
import * as claims from '../matters/claims/service.ts'
import { readCodeSubject } from '../registry/service.ts'
import { placeRating, receiptOf } from './intake/service.ts'
import { figureOf, presentRatedMatter } from './present.ts'
import * as queries from './queries.ts'

/** Whoever holds a claim reads what it is for. Whether it was used is told to nobody here. */
export async function readClaim(
  ctx: Context,
  input: InputOf<typeof contract.readClaim>,
): Promise<OutputOf<typeof contract.readClaim>> {
  const found = await claims.findClaim(ctx, input.claim)
  const canAssist = mayAssist(ctx, found)
  const own = (ctx.actor.kind === 'staff' && !canAssist) || (await isHandler(ctx, found.matter))
  const over = found.claim.expiresAt <= ctx.now()
  return {
    matter: presentRatedMatter(found),
    expiresAt: instantOf(ctx, found.claim.expiresAt),
    state: own ? 'own-matter' : over ? 'expired' : 'open',
    canAssist,
  }
}

/** What waits for a resident to rate: claims of matters whose party left the telephone that the resident signed in with. */
export async function listWaitingClaims(ctx: Context): Promise<OutputOf<typeof contract.listWaitingClaims>> {
  const { phone } = await openFields(ctx, { kind: 'resident', id: residentIdOf(ctx) }, ['phone'])
  const matterIds = phone ? await findSealed(ctx, 'matter', 'phone', phone) : []
  const found = matterIds.length > 0 ? await claims.findClaimsOfMatters(ctx, matterIds.slice(0, 200)) : []
  const waiting = found.filter(({ claim, ended }) => !ended && claim.expiresAt > ctx.now())
  return {
    rows: waiting
      .sort((a, b) => a.claim.expiresAt.getTime() - b.claim.expiresAt.getTime())
      .map((row) => ({
        token: claims.tokenOf(ctx, row.claim.id),
        matter: presentRatedMatter(row),
        expiresAt: instantOf(ctx, row.claim.expiresAt),
      })),
  }
}

/** A resident rates one matter, once; the day's figure moves with it, and a poor grade opens a follow-up. */
export async function submitRating(ctx: Context, input: InputOf<typeof contract.submitRating>): Promise<Receipt> {
  if (input.onBehalf && ctx.actor.kind === 'anyone') throw new Problem('sign-in-required')
  if (ctx.actor.kind === 'anyone' && isToken(input.claim)) {
    return placeRating(ctx, { id: input.id, token: input.claim, grade: input.grade, assisted: false })
  }
  const found = await claims.findClaim(ctx, input.claim)
  if (ctx.actor.kind === 'staff' && !(input.onBehalf && mayAssist(ctx, found))) throw new Problem('own-matter')
  if (ctx.actor.kind !== 'staff' && input.onBehalf) throw new Problem('not-found')
  if (await isHandler(ctx, found.matter)) throw new Problem('own-matter')
  const token = claims.tokenOf(ctx, found.claim.id)
  return placeRating(ctx, { id: input.id, token, grade: input.grade, assisted: input.onBehalf })
}

/** The holder of a claim says that the matter was not theirs: no grade, and the claim rates nothing any more. */
export async function disputeClaim(
  ctx: Context,
  input: InputOf<typeof contract.disputeClaim>,
): Promise<OutputOf<typeof contract.disputeClaim>> {
  return change(ctx, input.id, async (ctx) => {
    const { claim } = await claims.findClaim(ctx, input.claim)
    if (claim.expiresAt <= ctx.now()) throw new Problem('claim-expired')
    if (!(await claims.disputeClaim(ctx, claim)))
      throw new Problem(claim.disputedAt ? 'claim-invalid' : 'already-rated')
    await emit(ctx, { topic: 'claim.disputed', subjectId: claim.id })
    await audit(unnamed(ctx), { action: 'dispute', subjectKind: 'claim', subjectId: claim.id })
    return { disputed: true as const }
  })
}

/** A signed-in resident rates what a standing code stands for, once a day; shown beside the figures, never in them. */
export async function submitStandingRating(
  ctx: Context,
  input: InputOf<typeof contract.submitStandingRating>,
): Promise<Receipt> {
  return change(ctx, input.id, async (ctx) => {
    const target = await readCodeSubject(ctx, { code: input.code })
    if (target.areaId === null) throw new Problem('not-found')
    const officerId = target.targetKind === 'officer' ? target.targetId : null
    const unitId = target.unit?.id ?? null
    if (await isHandler(ctx, { officerId, enteredBy: null, unitId })) throw new Problem('own-matter')
    const [givenAt, givenDay] = [ctx.now(), today(ctx)]
    const place = `${residentIdOf(ctx)}/${target.targetKind}/${target.targetId}/${givenDay}`
    const placed = await queries.insertRatingOnce(ctx, {
      id: input.id,
      standingKey: ctx.encryption.blindIndex('standing-rating', `${ctx.tenant.id}/${place}`),
      targetKind: target.targetKind,
      targetId: target.targetId,
      channel: 'standing',
      kind: target.targetKind === 'collection-point' ? 'service' : 'enforcement',
      unitId,
      areaId: target.areaId,
      officerId,
      closedDay: givenDay,
      givenGrade: input.grade,
      givenAt,
      givenDay,
      inputHash: ctx.inputHash,
      grade: input.grade,
    })
    const rating = placed ? await queries.findRating(ctx, input.id) : undefined
    if (!rating) throw new Problem('already-rated')
    const figure = figureOf(rating, { [`g${input.grade}`]: 1, changes: 1 })
    await queries.insertEvent(ctx, rating.id, { event: 'given', gradeAfter: input.grade })
    await emit(ctx, { topic: 'rating.given', subjectId: rating.id, figure })
    await audit(unnamed(ctx), { action: 'give', subjectKind: 'rating', subjectId: rating.id })
    return receiptOf(ctx, { id: rating.id, grade: input.grade, channel: 'standing', givenAt, givenDay })
  })
}

type Handled = { officerId: string | null; enteredBy: string | null; unitId: string | null }

/** Staff may rate on somebody's behalf where they hold the permission, but nothing of their own unit. */
function mayAssist(ctx: Context, { matter }: claims.FoundClaim): boolean {
  if (ctx.actor.kind !== 'staff') return false
  const own = ctx.actor.unitId === matter.unitId || ctx.actor.id === matter.enteredBy
  return !own && reaches(ctx.actor, 'ratings.assist', { areaId: matter.areaId, unitId: matter.unitId })
}

/** Whether a signed-in resident is, by telephone, the member of staff who entered or handled the matter. */
async function isHandler(ctx: Context, matter: Handled): Promise<boolean> {
  if (ctx.actor.kind !== 'resident') return false
  const { phone } = await openFields(ctx, { kind: 'resident', id: ctx.actor.id }, ['phone'])
  const staffIds = phone ? await findSealed(ctx, 'staff', 'phone', phone) : []
  const members = await queries.listStaffOf(ctx, staffIds)
  return members.some(
    (member) =>
      member.id === matter.enteredBy ||
      (member.officerId !== null && member.officerId === matter.officerId) ||
      (matter.officerId === null && member.unitId !== null && member.unitId === matter.unitId),
  )
}
