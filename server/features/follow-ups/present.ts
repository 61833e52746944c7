import type { FileView } from '@minyi/shared/files/contract.ts'
import {
  type FollowUp,
  FollowUpAction,
  FollowUpEvent,
  FollowUpOutcome,
  type FollowUpRow,
  FollowUpStage,
  followUpActions,
  type ToldFollowUp,
} from '@minyi/shared/follow-ups/contract.ts'
import { after, type Standing } from '@minyi/shared/follow-ups/rules.ts'
import { MatterKind } from '@minyi/shared/matters/contract.ts'
import type { Day } from '@minyi/shared/platform/time.ts'
import { Grade, RatingReason } from '@minyi/shared/ratings/contract.ts'
import { z } from 'zod'
import { type Context, instantOf, today } from '../../platform/context.ts'
import type { FollowUpRecord, FollowUpWithUnit, listSteps, listToldRows } from './queries.ts'

const Step = z.union([FollowUpAction, FollowUpEvent])
const Reasons = z.array(RatingReason)

/** How a follow-up stands, in the words of the rules. */
export function standingOf(ctx: Context, row: FollowUpRecord): Standing {
  return {
    stage: FollowUpStage.parse(row.stage),
    outcome: FollowUpOutcome.nullable().parse(row.outcome),
    reRating: row.reGrade,
    sentBack: row.sentBack,
    reRateOver: row.reRateDueDay !== null && row.reRateDueDay < today(ctx),
  }
}

export function presentRow(ctx: Context, { followUp, unit, matter }: FollowUpWithUnit): FollowUpRow {
  const stage = FollowUpStage.parse(followUp.stage)
  const dueDay = dueDayOf(followUp, stage)
  return {
    id: followUp.id,
    number: followUp.number,
    stage,
    outcome: FollowUpOutcome.nullable().parse(followUp.outcome),
    kind: MatterKind.parse(followUp.kind),
    unit,
    title: matter?.title ?? null,
    grade: Grade.parse(followUp.grade),
    gradeRaised: followUp.gradeRaised,
    openedAt: instantOf(ctx, followUp.openedAt),
    dueDay,
    hardDueDay: followUp.hardDueDay,
    provisional: followUp.provisional,
    overdue: dueDay !== null && (dueDay < today(ctx) || followUp.hardDueDay < today(ctx)),
  }
}

type Around = {
  details: { reasons: string[]; words: string } | undefined
  steps: Awaited<ReturnType<typeof listSteps>>
  photos: FileView[]
  contact: FollowUp['contact']
}

/** The whole follow-up, with what may be done next. */
export function presentFollowUp(ctx: Context, row: FollowUpWithUnit, around: Around): FollowUp {
  const { followUp, matter } = row
  const standing = standingOf(ctx, followUp)
  const opened = { at: instantOf(ctx, followUp.openedAt), step: 'opened' as const, by: null, note: '' }
  return {
    ...presentRow(ctx, row),
    ratingId: followUp.ratingId,
    version: followUp.version,
    matter: matter && {
      title: matter.title,
      caseNumber: matter.caseNumber,
      closedDay: matter.closedDay,
      officerNumber: row.officerNumber,
    },
    reasons: Reasons.parse(around.details?.reasons ?? []),
    words: around.details?.words ?? '',
    photos: around.photos,
    mayTellUnit: followUp.mayTellUnit,
    contact: around.contact,
    callBackDueDay: followUp.callBackDueDay,
    answerDueDay: followUp.answerDueDay,
    reRateDueDay: followUp.reRateDueDay,
    reRating: followUp.reGradedAt && {
      grade: Grade.parse(followUp.reGrade),
      at: instantOf(ctx, followUp.reGradedAt),
    },
    actions: followUpActions.filter((action) => after(standing, action) !== null),
    steps: [
      opened,
      ...around.steps.map((step) => ({
        at: instantOf(ctx, step.at),
        step: Step.parse(step.step),
        by: step.by,
        note: step.note,
      })),
    ],
  }
}

/** What the unit may read of a poor grade it was told of: the matter and the reasons, neither grade nor person. */
export function presentTold({
  followUp,
  matter,
  reasons,
}: Awaited<ReturnType<typeof listToldRows>>[number]): ToldFollowUp {
  return {
    id: followUp.id,
    kind: MatterKind.parse(followUp.kind),
    matter,
    reasons: Reasons.parse(reasons ?? []),
    stage: FollowUpStage.parse(followUp.stage),
    answerDueDay: followUp.answerDueDay,
  }
}

function dueDayOf(row: FollowUpRecord, stage: FollowUpStage): Day | null {
  if (stage === 'closed') return null
  if (stage === 'call-back') return row.callBackDueDay
  return stage === 're-rate' ? (row.reRateDueDay ?? row.hardDueDay) : row.answerDueDay
}
