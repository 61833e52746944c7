import { Id } from '@minyi/shared/platform/identity.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { Grade } from '@minyi/shared/ratings/contract.ts'
import type * as contract from '@minyi/shared/ratings/exclusions/contract.ts'
import { type Exclusion, ExclusionReason, ExclusionState } from '@minyi/shared/ratings/exclusions/contract.ts'
import { type Counted, countsBetween, isPoor } from '@minyi/shared/ratings/rules.ts'
import { z } from 'zod'
import { audit } from '../../../platform/audit.ts'
import { change } from '../../../platform/change.ts'
import { type Context, instantOf, staffOf } from '../../../platform/context.ts'
import { pageFrom, readCursor } from '../../../platform/cursor.ts'
import { emit } from '../../../platform/outbox.ts'
import { Problem } from '../../../platform/problem.ts'
import * as followUps from '../../follow-ups/service.ts'
import { figureOf, presentRatingRow } from '../present.ts'
import { insertEvent, lockRating, updateRating } from '../queries.ts'
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
    const row = await queries.findRatingRow(ctx, 'ratings.exclude.propose', input.ratingId)
    if (!row) throw new Problem('not-found')
    const proposed = await queries.insertExclusionOnce(ctx, {
      id: input.id,
      ratingId: input.ratingId,
      reason: input.reason,
      note: input.note,
      state: 'proposed',
      proposedBy: staffOf(ctx).id,
      proposedAt: ctx.now(),
    })
    if (!proposed) throw new Problem('step-not-allowed')
    await audit(ctx, { action: 'propose-exclusion', subjectKind: 'rating', subjectId: input.ratingId, detail: input })
    return getExclusion(ctx, input.id)
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

/** Another person agrees or not; agreed, the rating moves from its grade to the excluded, and its follow-up ends. */
export function decideExclusion(ctx: Context, input: InputOf<typeof contract.decideExclusion>): Promise<Exclusion> {
  return change(ctx, input.id, async (ctx) => {
    const row = await queries.findExclusionRow(ctx, ['ratings.exclude.approve'], input.exclusionId)
    if (!row) throw new Problem('not-found')
    const staff = staffOf(ctx)
    if (row.exclusion.proposedBy === staff.id) throw new Problem('second-person-needed')
    const decided = { decidedBy: staff.id, decidedAt: ctx.now() }
    const state = input.approve ? 'approved' : 'refused'
    if (!(await queries.moveExclusion(ctx, input.exclusionId, 'proposed', { state, ...decided }))) {
      throw new Problem('step-not-allowed')
    }
    const action = input.approve ? 'approve-exclusion' : 'refuse-exclusion'
    await audit(ctx, { action, subjectKind: 'rating', subjectId: row.rating.id })
    if (input.approve) await recount(ctx, row.rating.id, row.exclusion.reason)
    return getExclusion(ctx, input.exclusionId)
  })
}

/** An exclusion is taken back: the rating counts again, and a poor grade is followed up again. */
export function restoreRating(ctx: Context, input: InputOf<typeof contract.restoreRating>): Promise<Exclusion> {
  return change(ctx, input.id, async (ctx) => {
    const row = await queries.findExclusionRow(ctx, ['ratings.exclude.approve'], input.exclusionId)
    if (!row) throw new Problem('not-found')
    const restored = { state: 'restored', note: `${row.exclusion.note}\n恢复：${input.note}` }
    if (!(await queries.moveExclusion(ctx, input.exclusionId, 'approved', restored))) {
      throw new Problem('step-not-allowed')
    }
    await audit(ctx, { action: 'restore', subjectKind: 'rating', subjectId: row.rating.id, detail: input })
    await recount(ctx, row.rating.id, null)
    return getExclusion(ctx, input.exclusionId)
  })
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

function presentExclusion(ctx: Context, row: queries.ExclusionRow): Exclusion {
  const { exclusion } = row
  return {
    id: exclusion.id,
    rating: presentRatingRow(ctx, row),
    reason: ExclusionReason.parse(exclusion.reason),
    note: exclusion.note,
    state: ExclusionState.parse(exclusion.state),
    proposedBy: row.proposedBy,
    proposedAt: instantOf(ctx, exclusion.proposedAt),
    decidedBy: row.decidedBy,
    decidedAt: exclusion.decidedAt && instantOf(ctx, exclusion.decidedAt),
  }
}
