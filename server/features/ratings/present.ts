import { hash } from 'node:crypto'
import type { FollowUpAction, FollowUpEvent } from '@minyi/shared/follow-ups/contract.ts'
import { MatterKind } from '@minyi/shared/matters/contract.ts'
import { groupCode, readableCode } from '@minyi/shared/platform/readable-code.ts'
import type { Day } from '@minyi/shared/platform/time.ts'
import {
  Grade,
  type RatedMatter,
  RatingChannel,
  type ReceiptStep,
  type ReceiptView,
} from '@minyi/shared/ratings/contract.ts'
import type { RatingRow } from '@minyi/shared/ratings/exclusions/contract.ts'
import { type Context, dayOf } from '../../platform/context.ts'
import type { FigureChange } from '../../platform/outbox.ts'
import type { followUps } from '../follow-ups/tables.ts'
import type { matters } from '../matters/tables.ts'
import type { units } from '../registry/tables.ts'
import type { RatingRecord } from './queries.ts'

/** The number of a receipt, for people: `PJ2611-7K4MX-29QRT`. It opens nothing. */
export function numberOf(ctx: Context, ratingId: string, givenDay: Day): string {
  const random = hash('sha256', `${ctx.tenant.id}/${ratingId}`, 'buffer')
  return `PJ${givenDay.slice(2, 4)}${givenDay.slice(5, 7)}-${groupCode(readableCode(random, 10))}`
}

/** The secret of a receipt: its holder may change the rating. */
export const secretOf = (ctx: Context, ratingId: string): string =>
  ctx.encryption.secretFor('rating-receipt', `${ctx.tenant.id}/${ratingId}`)

type Claimed = {
  matter: typeof matters.$inferSelect
  unit: typeof units.$inferSelect
  officerNumber: string | null
}

export function presentRatedMatter(found: Claimed): RatedMatter {
  return {
    kind: MatterKind.parse(found.matter.kind),
    unit: { id: found.unit.id, name: found.unit.name, shortName: found.unit.shortName },
    officerNumber: found.officerNumber,
    title: found.matter.title,
    caseNumber: found.matter.caseNumber,
    closedDay: found.matter.closedDay,
  }
}

export function stateOf(rating: RatingRecord): ReceiptView['state'] {
  if (rating.anonymisedAt) return 'anonymised'
  if (rating.excludedReason) return 'excluded'
  return rating.channel === 'standing' ? 'shown' : 'counted'
}

export function presentRatingRow(
  ctx: Context,
  { rating, unit, openId }: { rating: RatingRecord; unit: { id: string; name: string }; openId: string | null },
): RatingRow {
  return {
    id: rating.id,
    number: numberOf(ctx, rating.id, rating.givenDay),
    kind: MatterKind.parse(rating.kind),
    unit,
    grade: Grade.parse(rating.grade),
    channel: RatingChannel.parse(rating.channel),
    givenDay: rating.givenDay,
    changes: rating.changes,
    state: stateOf(rating),
    proposed: openId !== null,
  }
}

/** The change of the figures that a change of this rating makes; a collection point has no unit and so no figure. */
export function figureOf(rating: RatingRecord, counts: Record<string, number>): FigureChange | undefined {
  if (rating.unitId === null) return undefined
  return {
    kind: rating.kind,
    day: rating.closedDay,
    unitId: rating.unitId,
    areaId: rating.areaId,
    officerId: rating.officerId,
    channel: rating.channel,
    counts,
  }
}

type Progress = { followUp: typeof followUps.$inferSelect; steps: { at: Date; step: string; note: string }[] }
const answers: readonly (FollowUpAction | FollowUpEvent)[] = ['fixed', 'explained']
const callBacks: readonly (FollowUpAction | FollowUpEvent)[] = ['reached', 'unreachable']

/** What follows from a poor grade, as its author is told: who does what by when, and what the answer was. */
export function presentSteps(ctx: Context, { followUp, steps }: Progress, office: string, unit: string): ReceiptStep[] {
  const last = (wanted: readonly string[]) => steps.findLast((step) => wanted.includes(step.step))
  const [called, answered] = [last(callBacks), last(answers)]
  const { provisional } = followUp
  const done = (at: Date | null | undefined) => (at ? dayOf(ctx, at) : null)
  return [
    {
      step: 'call-back',
      office,
      dueDay: followUp.callBackDueDay,
      provisional,
      doneDay: done(called?.at),
      note: null,
    },
    {
      step: 'answer',
      office: unit,
      dueDay: followUp.answerDueDay,
      provisional,
      doneDay: done(answered?.at),
      note: answered?.note ?? null,
    },
    {
      step: 're-rate',
      office,
      dueDay: followUp.reRateDueDay,
      provisional,
      doneDay: done(followUp.reGradedAt),
      note: null,
    },
  ]
}
