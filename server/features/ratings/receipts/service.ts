import type { InputOf } from '@minyi/shared/platform/operation.ts'
import { addDays } from '@minyi/shared/platform/time.ts'
import type * as contract from '@minyi/shared/ratings/contract.ts'
import { Grade, RatingChannel, RatingReason, type ReceiptView } from '@minyi/shared/ratings/contract.ts'
import { countsBetween, isPoor, lastChangeDay } from '@minyi/shared/ratings/rules.ts'
import { CodeTarget } from '@minyi/shared/registry/contract.ts'
import { z } from 'zod'
import { audit } from '../../../platform/audit.ts'
import { change } from '../../../platform/change.ts'
import { type Context, instantOf, today, unnamed } from '../../../platform/context.ts'
import { sameSecret } from '../../../platform/encryption.ts'
import { emit } from '../../../platform/outbox.ts'
import { readParameter } from '../../../platform/parameters.ts'
import { Problem } from '../../../platform/problem.ts'
import { dropFields, openFields, sealFields } from '../../../platform/sealing.ts'
import { startOfDay } from '../../../platform/zone.ts'
import { attachFiles, listFileViews } from '../../files/service.ts'
import * as followUps from '../../follow-ups/service.ts'
import { findClaimsOfMatters, keepUsed } from '../../matters/claims/service.ts'
import { findOwnExclusion, wipeAppeals } from '../exclusions/appeals/service.ts'
import { figureOf, numberOf, presentRatedMatter, presentSteps, secretOf, stateOf } from '../present.ts'
import * as queries from '../queries.ts'

/** The author of a rating reads it, with the steps that follow from it. */
export async function readReceipt(ctx: Context, input: InputOf<typeof contract.readReceipt>): Promise<ReceiptView> {
  return showReceipt(ctx, await getRating(ctx, input))
}

/** The author changes the grade, as often as they like until the seventh day is over; the last one counts. */
export function changeGrade(ctx: Context, input: InputOf<typeof contract.changeGrade>): Promise<ReceiptView> {
  return asAuthor(ctx, input.id, async (ctx) => {
    const rating = await lockOwn(ctx, input)
    if (rating.excludedReason !== null) throw new Problem('step-not-allowed')
    if (today(ctx) > lastChangeDay(rating.givenDay)) throw new Problem('change-window-over')
    await audit(ctx, { action: 'change', subjectKind: 'rating', subjectId: rating.id })
    if (rating.grade !== input.grade) await applyGrade(ctx, rating, input.grade)
    return showReceipt(ctx, await getRating(ctx, input))
  })
}

/** The author adds why: reasons, words, photos, a telephone for the call back; each may be left out, the last version stays. */
export function addDetails(ctx: Context, input: InputOf<typeof contract.addDetails>): Promise<ReceiptView> {
  return asAuthor(ctx, input.id, async (ctx) => {
    const rating = await lockOwn(ctx, input)
    const subject = { kind: 'rating', id: rating.id }
    await queries.putDetails(ctx, rating.id, { reasons: [...new Set(input.reasons)], words: input.words })
    await attachFiles(ctx, input.photos, 'rating-photo', subject)
    if (input.phone !== undefined) {
      await dropFields(ctx, subject, ['phone'])
      await sealFields(ctx, subject, { phone: input.phone })
    }
    await audit(ctx, { action: 'add-details', subjectKind: 'rating', subjectId: rating.id })
    return showReceipt(ctx, await getRating(ctx, input))
  })
}

/** The author lets the rated unit know which matter it was, or takes that back, with the same one step. */
export function setConsent(ctx: Context, input: InputOf<typeof contract.setConsent>): Promise<ReceiptView> {
  return asAuthor(ctx, input.id, async (ctx) => {
    const rating = await lockOwn(ctx, input)
    await queries.updateRating(ctx, rating.id, { mayTellUnit: input.mayTellUnit })
    await followUps.setMayTell(ctx, rating.id, input.mayTellUnit)
    const action = input.mayTellUnit ? 'consent' : 'withdraw-consent'
    await audit(ctx, { action, subjectKind: 'rating', subjectId: rating.id })
    return showReceipt(ctx, await getRating(ctx, input))
  })
}

/** After the answer the author grades once more: a value of its own that never enters the first figure. */
export function reRate(ctx: Context, input: InputOf<typeof contract.reRate>): Promise<ReceiptView> {
  return asAuthor(ctx, input.id, async (ctx) => {
    const rating = await lockOwn(ctx, input)
    const set = { reGrade: input.grade, reGradedAt: ctx.now() }
    if (!(await followUps.noteEvent(ctx, rating.id, 're-rated', set))) throw new Problem('step-not-allowed')
    return showReceipt(ctx, await getRating(ctx, input))
  })
}

/** The author has everything wiped that leads to them: words, photos, telephone, consent and the matter. The count stays. */
export function anonymiseRating(ctx: Context, input: InputOf<typeof contract.anonymiseRating>): Promise<ReceiptView> {
  return asAuthor(ctx, input.id, async (ctx) => {
    await getRating(ctx, input)
    const rating = await queries.lockRating(ctx, input.ratingId)
    if (!rating) throw new Problem('receipt-invalid')
    if (rating.anonymisedAt === null) {
      if (rating.matterId !== null) await keepUsed(ctx, rating.matterId)
      await queries.updateRating(ctx, rating.id, { matterId: null, mayTellUnit: false, anonymisedAt: ctx.now() })
      await queries.dropDetails(ctx, rating.id)
      await wipeAppeals(ctx, rating.id)
      await dropFields(ctx, { kind: 'rating', id: rating.id }, ['phone'])
      await queries.insertEvent(ctx, rating.id, { event: 'anonymised' })
      await followUps.noteEvent(ctx, rating.id, 'anonymised', { matterId: null, mayTellUnit: false })
    }
    await audit(ctx, { action: 'anonymise', subjectKind: 'rating', subjectId: rating.id })
    return showReceipt(ctx, await getRating(ctx, input))
  })
}

/** A change by whoever holds the receipt. They may be signed in, and nothing may lead from the rating to them. */
const asAuthor = (ctx: Context, id: string, run: (ctx: Context) => Promise<ReceiptView>): Promise<ReceiptView> =>
  change(ctx, id, (inner) => run(unnamed(inner)))

type Held = { ratingId: string; secret: string }

async function getRating(ctx: Context, held: Held): Promise<queries.RatingRecord> {
  const rating = sameSecret(held.secret, secretOf(ctx, held.ratingId))
    ? await queries.findRating(ctx, held.ratingId)
    : undefined
  if (!rating) throw new Problem('receipt-invalid')
  return rating
}

/** The rating, locked, that its author may still work on. */
async function lockOwn(ctx: Context, held: Held): Promise<queries.RatingRecord> {
  await getRating(ctx, held)
  const rating = await queries.lockRating(ctx, held.ratingId)
  if (!rating || rating.anonymisedAt !== null) throw new Problem('step-not-allowed')
  return rating
}

async function applyGrade(ctx: Context, rating: queries.RatingRecord, grade: Grade): Promise<void> {
  const before = Grade.parse(rating.grade)
  await queries.updateRating(ctx, rating.id, { grade, changes: rating.changes + 1 })
  await queries.insertEvent(ctx, rating.id, { event: 'changed', gradeBefore: before, gradeAfter: grade })
  const counts = countsBetween({ grade: before, excluded: null }, { grade, excluded: null })
  await emit(ctx, { topic: 'rating.changed', subjectId: rating.id, figure: figureOf(rating, counts) })
  const { matterId, unitId, kind, areaId, mayTellUnit } = rating
  if (matterId === null || unitId === null) return
  if (!isPoor(grade)) {
    await followUps.noteEvent(ctx, rating.id, 'grade-raised', { grade, gradeRaised: true })
    return
  }
  const number = numberOf(ctx, rating.id, rating.givenDay)
  await followUps.followPoorGrade(ctx, {
    ratingId: rating.id,
    number,
    matterId,
    kind,
    unitId,
    areaId,
    grade,
    mayTellUnit,
  })
}

async function showReceipt(ctx: Context, rating: queries.RatingRecord): Promise<ReceiptView> {
  const subject = { kind: 'rating', id: rating.id }
  const details = await queries.findDetails(ctx, rating.id)
  const [found] = rating.matterId === null ? [] : await findClaimsOfMatters(ctx, [rating.matterId])
  const progress = rating.anonymisedAt === null ? await followUps.findProgress(ctx, rating.id) : undefined
  const office = await readParameter(ctx, 'supervisor-office', z.string(), '执法监督机构')
  const state = stateOf(rating)
  const last = lastChangeDay(rating.givenDay)
  return {
    id: rating.id,
    number: numberOf(ctx, rating.id, rating.givenDay),
    grade: Grade.parse(rating.grade),
    channel: RatingChannel.parse(rating.channel),
    givenAt: instantOf(ctx, rating.givenAt),
    changeableUntil: instantOf(ctx, startOfDay(ctx.tenant.zone, addDays(last, 1))),
    lastChangeDay: last,
    changeable: (state === 'counted' || state === 'shown') && today(ctx) <= last,
    state,
    matter: found ? presentRatedMatter(found) : null,
    target: await findTarget(ctx, rating),
    reasons: z.array(RatingReason).parse(details?.reasons ?? []),
    words: details?.words ?? '',
    photos: await listFileViews(ctx, subject),
    phoneLeft: 'phone' in (await openFields(ctx, subject, ['phone'])),
    mayTellUnit: rating.mayTellUnit,
    steps: progress && found ? presentSteps(ctx, progress, office, found.unit.name) : [],
    canReRate: progress?.followUp.stage === 're-rate',
    reRating: progress?.followUp.reGradedAt
      ? { grade: Grade.parse(progress.followUp.reGrade), at: instantOf(ctx, progress.followUp.reGradedAt) }
      : null,
    exclusion: await findOwnExclusion(ctx, rating.id),
  }
}

async function findTarget(ctx: Context, rating: queries.RatingRecord): Promise<ReceiptView['target']> {
  if (rating.targetKind === null || rating.targetId === null) return null
  const name = await queries.findTargetName(ctx, rating.targetKind, rating.targetId)
  return name === undefined ? null : { kind: CodeTarget.parse(rating.targetKind), name }
}
