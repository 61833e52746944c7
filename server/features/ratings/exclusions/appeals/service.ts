import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import type * as contract from '@minyi/shared/ratings/exclusions/appeals/contract.ts'
import { ExclusionReason, ExclusionState, OwnExclusion } from '@minyi/shared/ratings/exclusions/appeals/contract.ts'
import { mayAppeal } from '@minyi/shared/ratings/exclusions/rules.ts'
import { audit } from '../../../../platform/audit.ts'
import { change } from '../../../../platform/change.ts'
import { type Context, dayOf, instantOf, today, unnamed } from '../../../../platform/context.ts'
import { sameSecret } from '../../../../platform/encryption.ts'
import { emit } from '../../../../platform/outbox.ts'
import { Problem } from '../../../../platform/problem.ts'
import { findSealed, openFields } from '../../../../platform/sealing.ts'
import { secretOf } from '../../present.ts'
import { lockRating } from '../../queries.ts'
import { insertSteps, listSteps, moveExclusion } from '../queries.ts'
import * as queries from './queries.ts'

const mostMatters = 200

/** What became of a resident's ratings: by the receipts on their phone and, signed in, by the matters of their telephone. */
export async function readOwnExclusions(
  ctx: Context,
  { held }: InputOf<typeof contract.readOwnExclusions>,
): Promise<OutputOf<typeof contract.readOwnExclusions>> {
  const ratingIds = held.filter((one) => isHolder(ctx, one)).map(({ ratingId }) => ratingId)
  const byReceipt = await queries.listDecided(ctx, ratingIds)
  const byTelephone = await queries.listDecidedOfMatters(ctx, await listOwnMatterIds(ctx))
  const others = byTelephone.filter(({ rating }) => !ratingIds.includes(rating.id))
  return { rows: [...(await present(ctx, byReceipt, true)), ...(await present(ctx, others, false))] }
}

/** For the receipt, whose holder asks. */
export async function findOwnExclusion(ctx: Context, ratingId: string): Promise<OwnExclusion | null> {
  const [own] = await present(ctx, await queries.listDecided(ctx, [ratingId]), true)
  return own ?? null
}

/**
 * The author says why the rating should count, once and in time: whoever holds the receipt, or signed in with the telephone of the
 * matter. Until somebody else has decided, the rating stays out.
 */
export function appealExclusion(
  ctx: Context,
  input: InputOf<typeof contract.appealExclusion>,
): Promise<OutputOf<typeof contract.appealExclusion>> {
  return change(ctx, input.id, async (ctx) => {
    const holds = await mayRead(ctx, input)
    const rating = await lockRating(ctx, input.ratingId)
    const [row] = await queries.listDecided(ctx, [input.ratingId])
    if (!rating || rating.anonymisedAt !== null || row?.exclusion.state !== 'approved') {
      throw new Problem('step-not-allowed')
    }
    const { id, appealUntil } = row.exclusion
    if (!mayAppeal('approved', appealUntil, today(ctx))) throw new Problem('appeal-window-over')
    if (!(await moveExclusion(ctx, id, 'approved', { state: 'appealed' }))) throw new Problem('step-not-allowed')
    await queries.insertAppeal(ctx, id, input.words)
    await insertSteps(unnamed(ctx), [id], 'appealed', '')
    await audit(unnamed(ctx), { action: 'appeal-exclusion', subjectKind: 'rating', subjectId: rating.id })
    await emit(ctx, { topic: 'rating.exclusion-appealed', subjectId: rating.id, payload: { exclusionId: id } })
    const [own] = await present(ctx, await queries.listDecided(ctx, [rating.id]), holds)
    if (!own) throw new Error('an exclusion that was just appealed against is gone')
    return own
  })
}

export const wipeAppeals = (ctx: Context, ratingId: string): Promise<void> => queries.wipeAppeals(ctx, ratingId)

type Held = { ratingId: string; secret?: string | undefined }

const isHolder = (ctx: Context, { ratingId, secret }: Held): boolean =>
  secret !== undefined && sameSecret(secret, secretOf(ctx, ratingId))

/** True for the holder of the receipt, false for whom the telephone shows to be the party; fails for anybody else. */
async function mayRead(ctx: Context, held: Held): Promise<boolean> {
  if (isHolder(ctx, held)) return true
  const isParty = await queries.isRatingOfMatters(ctx, held.ratingId, await listOwnMatterIds(ctx))
  if (held.secret !== undefined || !isParty) throw new Problem('receipt-invalid')
  return false
}

/** The matters whose party left the telephone that the resident signed in with. */
async function listOwnMatterIds(ctx: Context): Promise<string[]> {
  if (ctx.actor.kind !== 'resident') return []
  const { phone } = await openFields(ctx, { kind: 'resident', id: ctx.actor.id }, ['phone'])
  return phone ? (await findSealed(ctx, 'matter', 'phone', phone)).slice(0, mostMatters) : []
}

async function present(ctx: Context, rows: readonly queries.DecidedRow[], holds: boolean): Promise<OwnExclusion[]> {
  const steps = await listSteps(
    ctx,
    rows.map(({ exclusion }) => exclusion.id),
  )
  return rows.map((row) => {
    const { exclusion, rating, appeal } = row
    const of = (name: string) => steps.find(({ step }) => step.exclusionId === exclusion.id && step.step === name)?.step
    const [decided, answer] = [of('approved'), of('restored') ?? of('upheld')]
    const open = rating.anonymisedAt === null
    return {
      id: exclusion.id,
      ratingId: rating.id,
      subject: open ? [row.unit, row.title].filter(Boolean).join(' ') : null,
      state: OwnExclusion.shape.state.parse(exclusion.state),
      reason: ExclusionReason.parse(exclusion.reason),
      note: decided?.note || (exclusion.origin === 'unit' ? '' : exclusion.note),
      proposedByUnit: exclusion.origin === 'unit',
      decidedDay: dayOf(ctx, exclusion.decidedAt ?? exclusion.proposedAt),
      appealUntil: exclusion.appealUntil,
      appealable: open && mayAppeal(ExclusionState.parse(exclusion.state), exclusion.appealUntil, today(ctx)),
      appeal: appeal && { words: holds ? appeal.words : null, at: instantOf(ctx, appeal.at) },
      answer: answer ? { note: answer.note, day: dayOf(ctx, answer.at) } : null,
    }
  })
}
