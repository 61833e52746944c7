import { Grade } from '@minyi/shared/ratings/contract.ts'
import {
  type Exclusion,
  type ExclusionDetail,
  ExclusionReason,
  ExclusionState,
} from '@minyi/shared/ratings/exclusions/contract.ts'
import { z } from 'zod'
import { type Context, dayOf, instantOf } from '../../../platform/context.ts'
import { presentRatingRow } from '../present.ts'
import type { ExclusionRow, listRatingEvents, listSteps } from './queries.ts'

const Origin = z.enum(['office', 'unit'])
const Event = z.enum(['given', 'changed', 'excluded', 'restored', 'anonymised'])

export function presentExclusion(ctx: Context, row: ExclusionRow): Exclusion {
  const { exclusion, appeal } = row
  return {
    id: exclusion.id,
    rating: presentRatingRow(ctx, row),
    reason: ExclusionReason.parse(exclusion.reason),
    note: exclusion.note,
    state: ExclusionState.parse(exclusion.state),
    origin: Origin.parse(exclusion.origin),
    proposedBy: row.proposedBy,
    proposedAt: instantOf(ctx, exclusion.proposedAt),
    decidedBy: row.decidedBy,
    decidedAt: exclusion.decidedAt && instantOf(ctx, exclusion.decidedAt),
    appealUntil: exclusion.appealUntil,
    appealedAt: appeal && instantOf(ctx, appeal.at),
    batchId: exclusion.batchId,
  }
}

export function presentRatingEvents(
  ctx: Context,
  events: Awaited<ReturnType<typeof listRatingEvents>>,
): ExclusionDetail['ratingEvents'] {
  return events.map(({ at, event, grade }) => ({
    day: dayOf(ctx, at),
    event: Event.parse(event),
    grade: Grade.nullable().parse(grade),
  }))
}

export function presentExclusionSteps(
  ctx: Context,
  steps: Awaited<ReturnType<typeof listSteps>>,
): ExclusionDetail['steps'] {
  return steps.map(({ step, by }) => ({
    at: instantOf(ctx, step.at),
    step: ExclusionState.parse(step.step),
    by,
    note: step.note,
  }))
}
