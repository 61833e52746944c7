import { Id } from '@minyi/shared/platform/identity.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { Grade } from '@minyi/shared/ratings/contract.ts'
import type * as contract from '@minyi/shared/ratings/exclusions/contract.ts'
import { type Exclusion, type ExclusionDetail, ExclusionState } from '@minyi/shared/ratings/exclusions/contract.ts'
import { actsOf, appealDays, barredFrom, lastAppealDay, mayMove } from '@minyi/shared/ratings/exclusions/rules.ts'
import { type Counted, countsBetween, isPoor } from '@minyi/shared/ratings/rules.ts'
import { z } from 'zod'
import { reaches } from '../../../platform/access.ts'
import { audit } from '../../../platform/audit.ts'
import { change } from '../../../platform/change.ts'
import { type Context, instantOf, staffOf, today } from '../../../platform/context.ts'
import { pageFrom, readCursor } from '../../../platform/cursor.ts'
import { newId } from '../../../platform/ids.ts'
import { emit } from '../../../platform/outbox.ts'
import { readParameter } from '../../../platform/parameters.ts'
import { Problem } from '../../../platform/problem.ts'
import * as followUps from '../../follow-ups/service.ts'
import { figureOf, presentRatingRow } from '../present.ts'
import { insertEvent, lockRating, updateRating } from '../queries.ts'
import { presentExclusion, presentExclusionSteps, presentRatingEvents } from './present.ts'
import * as queries from './queries.ts'

const Cursor = z.tuple([z.iso.datetime(), Id])
const either = ['ratings.exclude.propose', 'ratings.exclude.approve'] as const

/** The supervising office reads single ratings: grade, channel and day, neither words nor matter. */
export async function listRatings(
  ctx: Context,
  input: InputOf<typeof contract.listRatings>,
): Promise<OutputOf<typeof contract.listRatings>> {
  const found = await queries.listRatingRows(ctx, input, readCursor(Cursor, input.after))
  return pageFrom(
    found,
    input.limit,
    (row) => [row.rating.givenAt.toISOString(), row.rating.id],
    (row) => presentRatingRow(ctx, row),
  )
}

/** One person proposes to take a rating out of the count; nothing changes until another one agrees. */
export function proposeExclusion(ctx: Context, input: InputOf<typeof contract.proposeExclusion>): Promise<Exclusion> {
  return change(ctx, input.id, async (ctx) => {
    const [row] = await queries.findRatingRows(ctx, 'ratings.exclude.propose', [input.ratingId])
    if (!row) throw new Problem('not-found')
    const proposed = await propose(ctx, [{ ...input, origin: 'office' }])
    if (proposed.length === 0) throw new Problem('step-not-allowed')
    return getExclusion(ctx, input.id)
  })
}

/** Many ratings are proposed at once, for one reason; until they are decided, one by one, the batch can be taken back. */
export function proposeExclusions(
  ctx: Context,
  input: InputOf<typeof contract.proposeExclusions>,
): Promise<OutputOf<typeof contract.proposeExclusions>> {
  return change(ctx, input.id, async (ctx) => {
    const { id: batchId, reason, note } = input
    const ratingIds = [...new Set(input.ratingIds)]
    const found = await queries.findRatingRows(ctx, 'ratings.exclude.propose', ratingIds)
    const rows = found.map(({ rating }) => ({
      id: newId(),
      ratingId: rating.id,
      reason,
      note,
      origin: 'office',
      batchId,
    }))
    const ids = await propose(ctx, rows)
    await audit(ctx, {
      action: 'propose-exclusions',
      subjectKind: 'exclusion-batch',
      subjectId: batchId,
      detail: input,
    })
    const proposed = await queries.findExclusionRows(ctx, ids)
    const taken = new Set(proposed.map(({ rating }) => rating.id))
    return {
      batchId,
      proposed: proposed.map((row) => presentExclusion(ctx, row)),
      left: ratingIds.filter((id) => !taken.has(id)),
    }
  })
}

type Proposal = { id: string; ratingId: string; reason: string; note: string; origin: string; batchId?: string }

/** Writes proposals with their first step, and answers the ids of those that nothing stood in the way of. */
export async function propose(ctx: Context, proposals: readonly Proposal[]): Promise<string[]> {
  const by = { state: 'proposed', proposedBy: staffOf(ctx).id, proposedAt: ctx.now() }
  const rows = proposals.map(({ id, ratingId, reason, note, origin, batchId = null }) => ({
    ...{ id, ratingId, reason, note, origin, batchId },
    ...by,
  }))
  const ids = await queries.insertExclusionsOnce(ctx, rows)
  await queries.insertSteps(ctx, ids, 'proposed', proposals[0]?.note ?? '')
  for (const row of rows.filter(({ id }) => ids.includes(id))) {
    await audit(ctx, { action: 'propose-exclusion', subjectKind: 'rating', subjectId: row.ratingId, detail: row })
  }
  return ids
}

/** Whoever proposed takes it back, alone or as a batch, as long as nobody decided it. */
export function withdrawExclusions(
  ctx: Context,
  input: InputOf<typeof contract.withdrawExclusions>,
): Promise<OutputOf<typeof contract.withdrawExclusions>> {
  return change(ctx, input.id, async (ctx) => {
    const withdrawn = await queries.withdrawProposals(ctx, input.exclusionIds, staffOf(ctx).id)
    await queries.insertSteps(ctx, withdrawn, 'withdrawn', '')
    await audit(ctx, {
      action: 'withdraw-exclusions',
      subjectKind: 'exclusion-batch',
      subjectId: input.id,
      detail: withdrawn,
    })
    return { withdrawn }
  })
}

export async function listExclusions(
  ctx: Context,
  input: InputOf<typeof contract.listExclusions>,
): Promise<OutputOf<typeof contract.listExclusions>> {
  const found = await queries.listExclusionRows(ctx, input, readCursor(Cursor, input.after))
  return pageFrom(
    found,
    input.limit,
    (row) => [row.exclusion.proposedAt.toISOString(), row.exclusion.id],
    (row) => presentExclusion(ctx, row),
  )
}

export async function countExclusions(ctx: Context): Promise<OutputOf<typeof contract.countExclusions>> {
  const rows = await queries.countByState(ctx)
  return { rows: rows.map(({ state, count }) => ({ state: ExclusionState.parse(state), count })) }
}

/** An exclusion with all that led to it, and what the reader may do with it now. */
export async function readExclusion(
  ctx: Context,
  { exclusionId }: InputOf<typeof contract.readExclusion>,
): Promise<ExclusionDetail> {
  const row = await queries.findExclusionRow(ctx, either, exclusionId)
  if (!row) throw new Problem('not-found')
  const { rating, appeal, exclusion } = row
  const events = await queries.listRatingEvents(ctx, rating.id)
  const approves = reaches(ctx.actor, 'ratings.exclude.approve', { areaId: rating.areaId, unitId: rating.unitId })
  const caller = { id: staffOf(ctx).id, approves }
  const standing = standingOf(row)
  return {
    ...presentExclusion(ctx, row),
    ratingEvents: presentRatingEvents(ctx, events),
    changedSince: events.some(({ event, at }) => event === 'changed' && at > exclusion.proposedAt),
    steps: presentExclusionSteps(ctx, await queries.listSteps(ctx, [exclusionId])),
    appeal: appeal && { words: appeal.words, at: instantOf(ctx, appeal.at) },
    followUpId: await queries.findFollowUpId(ctx, rating.id),
    acts: actsOf(standing, caller),
    barred: barredFrom(standing, caller.id),
  }
}

/** Another person agrees or not; agreed, the rating moves from its grade to the excluded, and its follow-up ends. */
export function decideExclusion(ctx: Context, input: InputOf<typeof contract.decideExclusion>): Promise<Exclusion> {
  return change(ctx, input.id, async (ctx) => {
    const row = await getDecidable(ctx, input.exclusionId)
    if (row.exclusion.proposedBy === staffOf(ctx).id) throw new Problem('second-person-needed')
    const decided = { decidedBy: staffOf(ctx).id, decidedAt: ctx.now() }
    if (!input.approve) {
      await step(ctx, row, 'refused', input.note, decided)
      await audit(ctx, { action: 'refuse-exclusion', subjectKind: 'rating', subjectId: row.rating.id, detail: input })
      return getExclusion(ctx, input.exclusionId)
    }
    const days = await readParameter(ctx, 'exclusion-appeal-days', z.number().int().min(1), appealDays)
    await step(ctx, row, 'approved', input.note, { ...decided, appealUntil: lastAppealDay(today(ctx), days) })
    await audit(ctx, { action: 'approve-exclusion', subjectKind: 'rating', subjectId: row.rating.id, detail: input })
    await recount(ctx, row.rating.id, row.exclusion.reason)
    return getExclusion(ctx, input.exclusionId)
  })
}

/** A third person decides an appeal, neither who proposed nor who approved: the rating counts again, or stays out. */
export function decideAppeal(ctx: Context, input: InputOf<typeof contract.decideAppeal>): Promise<Exclusion> {
  return change(ctx, input.id, async (ctx) => {
    const row = await getDecidable(ctx, input.exclusionId)
    if (row.exclusion.state !== 'appealed') throw new Problem('step-not-allowed')
    if (barredFrom(standingOf(row), staffOf(ctx).id)) throw new Problem('third-person-needed')
    await step(ctx, row, input.restore ? 'restored' : 'upheld', input.note)
    const action = input.restore ? 'grant-appeal' : 'dismiss-appeal'
    await audit(ctx, { action, subjectKind: 'rating', subjectId: row.rating.id, detail: input })
    if (input.restore) await recount(ctx, row.rating.id, null)
    return getExclusion(ctx, input.exclusionId)
  })
}

/** An exclusion is taken back: the rating counts again, and a poor grade is followed up again. An appeal goes before. */
export function restoreRating(ctx: Context, input: InputOf<typeof contract.restoreRating>): Promise<Exclusion> {
  return change(ctx, input.id, async (ctx) => {
    const row = await getDecidable(ctx, input.exclusionId)
    if (row.exclusion.state === 'appealed') throw new Problem('step-not-allowed')
    await step(ctx, row, 'restored', input.note)
    await audit(ctx, { action: 'restore', subjectKind: 'rating', subjectId: row.rating.id, detail: input })
    await recount(ctx, row.rating.id, null)
    return getExclusion(ctx, input.exclusionId)
  })
}

/** The exclusion, with its rating locked first, as its author's acts lock it: whoever comes second sees what was done. */
async function getDecidable(ctx: Context, exclusionId: string): Promise<queries.ExclusionRow> {
  const row = await queries.findExclusionRow(ctx, ['ratings.exclude.approve'], exclusionId)
  if (!row) throw new Problem('not-found')
  await lockRating(ctx, row.rating.id)
  const now = await queries.findExclusionRow(ctx, ['ratings.exclude.approve'], exclusionId)
  if (!now) throw new Problem('not-found')
  return now
}

type Set = Omit<Parameters<typeof queries.moveExclusion>[3], 'state'>

async function step(ctx: Context, row: queries.ExclusionRow, to: ExclusionState, note: string, set: Set = {}) {
  const from = ExclusionState.parse(row.exclusion.state)
  const moved = mayMove(from, to) && (await queries.moveExclusion(ctx, row.exclusion.id, from, { ...set, state: to }))
  if (!moved) throw new Problem('step-not-allowed')
  await queries.insertSteps(ctx, [row.exclusion.id], to, note)
}

/** Takes the rating out of the count for a reason, or puts it back with null. */
async function recount(ctx: Context, ratingId: string, reason: string | null): Promise<void> {
  const rating = await lockRating(ctx, ratingId)
  if (!rating) throw new Error('an exclusion without its rating')
  const grade = Grade.parse(rating.grade)
  const event = reason === null ? 'restored' : 'excluded'
  const before: Counted = { grade, excluded: rating.excludedReason }
  await updateRating(ctx, rating.id, { excludedReason: reason })
  await insertEvent(ctx, rating.id, { event, ...(reason === null ? {} : { reason }) })
  const figure = figureOf(rating, countsBetween(before, { grade, excluded: reason }))
  await emit(ctx, { topic: `rating.${event}`, subjectId: rating.id, figure })
  if (isPoor(grade)) await followUps.noteEvent(ctx, rating.id, event)
}

async function getExclusion(ctx: Context, id: string): Promise<Exclusion> {
  const row = await queries.findExclusionRow(ctx, either, id)
  if (!row) throw new Error('an exclusion that was just written is gone')
  return presentExclusion(ctx, row)
}

const standingOf = ({ exclusion }: queries.ExclusionRow) => ({
  state: ExclusionState.parse(exclusion.state),
  proposedBy: exclusion.proposedBy,
  decidedBy: exclusion.decidedBy,
})

/** For the figures: the rating of an exclusion that the reader reaches, and every open proposal of the tenant. */
export async function findForEffects(ctx: Context, exclusionId: string) {
  const row = await queries.findExclusionRow(ctx, either, exclusionId)
  if (!row) return undefined
  const { exclusion, rating, unit } = row
  const state = ExclusionState.parse(exclusion.state)
  return { state, reason: exclusion.reason, rating, unit, open: await queries.listOpenRatings(ctx) }
}
