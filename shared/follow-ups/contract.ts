import { z } from 'zod'
import { FileView } from '../files/contract.ts'
import { MatterKind } from '../matters/contract.ts'
import { Id } from '../platform/identity.ts'
import { operation } from '../platform/operation.ts'
import { Paging, pageOf } from '../platform/paging.ts'
import { Day, Instant } from '../platform/time.ts'
import { Grade, RatingReason } from '../ratings/contract.ts'

/** Where a poor grade's follow-up stands: 回访 → 核实 → 整改/说明/误评申诉 → 再评价 → 办结. */
export const followUpStages = ['call-back', 'verify', 'answer', 're-rate', 'closed'] as const
export const FollowUpStage = z.enum(followUpStages)
export type FollowUpStage = z.infer<typeof FollowUpStage>

/** What the supervisor's office can record. */
export const followUpActions = [
  'reached',
  'not-reached',
  'unreachable',
  'confirmed',
  'unfounded',
  'fixed',
  'explained',
  'appealed',
  'sent-back',
  'close',
] as const
export const FollowUpAction = z.enum(followUpActions)
export type FollowUpAction = z.infer<typeof FollowUpAction>

/** What happens to a follow-up without the office: the resident or an exclusion moves it. */
export const followUpEvents = [
  'opened',
  'grade-raised',
  'grade-lowered',
  're-rated',
  'excluded',
  'restored',
  'anonymised',
] as const
export const FollowUpEvent = z.enum(followUpEvents)
export type FollowUpEvent = z.infer<typeof FollowUpEvent>

export const FollowUpOutcome = z.enum([
  'settled',
  'not-settled',
  'unanswered',
  'grade-raised',
  'excluded',
  'anonymised',
])
export type FollowUpOutcome = z.infer<typeof FollowUpOutcome>

/** A row of the supervisor's list. `dueDay` is the clock that runs in the present stage; past it, or past the hard limit, it is overdue. */
export const FollowUpRow = z.object({
  id: Id,
  number: z.string(),
  stage: FollowUpStage,
  outcome: FollowUpOutcome.nullable(),
  kind: MatterKind,
  unit: z.object({ id: Id, name: z.string() }),
  title: z.string().nullable(),
  grade: Grade,
  gradeRaised: z.boolean(),
  openedAt: Instant,
  dueDay: Day.nullable(),
  hardDueDay: Day,
  provisional: z.boolean(),
  overdue: z.boolean(),
})
export type FollowUpRow = z.infer<typeof FollowUpRow>

export const FollowUpStep = z.object({
  at: Instant,
  step: z.union([FollowUpAction, FollowUpEvent]),
  by: z.string().nullable(),
  note: z.string(),
})
export type FollowUpStep = z.infer<typeof FollowUpStep>

/** The whole follow-up, for the supervisor's office only. Telephone and name stay sealed until opened with a reason. */
export const FollowUp = z.object({
  ...FollowUpRow.shape,
  ratingId: Id,
  version: z.number().int(),
  matter: z
    .object({
      title: z.string(),
      caseNumber: z.string().nullable(),
      closedDay: Day,
      officerNumber: z.string().nullable(),
    })
    .nullable(),
  reasons: z.array(RatingReason),
  words: z.string(),
  photos: z.array(FileView),
  mayTellUnit: z.boolean(),
  contact: z.enum(['left-by-resident', 'of-the-matter', 'none']),
  callBackDueDay: Day,
  answerDueDay: Day,
  reRateDueDay: Day.nullable(),
  reRating: z.object({ grade: Grade, at: Instant }).nullable(),
  actions: z.array(FollowUpAction),
  steps: z.array(FollowUpStep),
})
export type FollowUp = z.infer<typeof FollowUp>

/** A poor grade of the unit's own, shown because the resident consented: it may know which matter. */
export const ToldFollowUp = z.object({
  id: Id,
  kind: MatterKind,
  matter: z.object({
    id: Id,
    title: z.string(),
    caseNumber: z.string().nullable(),
    closedDay: Day,
  }),
  reasons: z.array(RatingReason),
  stage: FollowUpStage,
  answerDueDay: Day,
})
export type ToldFollowUp = z.infer<typeof ToldFollowUp>

/** Five or more poor grades of one kind, without day, officer or matter: all that a unit learns without consent. */
export const UnitBatch = z.object({
  id: Id,
  kind: MatterKind,
  unit: z.object({ id: Id, name: z.string() }),
  size: z.number().int().min(5),
  reasons: z.array(z.object({ reason: RatingReason.nullable(), count: z.number().int() })),
})
export type UnitBatch = z.infer<typeof UnitBatch>

export const listFollowUps = operation({
  name: 'followUps.list',
  summary: '差评跟进清单（监督机构；被评单位的人看不到）',
  method: 'GET',
  path: '/follow-ups',
  access: 'follow-ups.read',
  input: z.object({
    ...Paging,
    stage: FollowUpStage.optional(),
    state: z.enum(['open', 'overdue', 'closed']).optional(),
    unitId: Id.optional(),
    number: z.string().trim().max(40).optional(),
  }),
  output: pageOf(FollowUpRow),
  problems: [],
})

export const readFollowUp = operation({
  name: 'followUps.read',
  summary: '一件差评跟进',
  method: 'GET',
  path: '/follow-ups/:followUpId',
  access: 'follow-ups.read',
  input: z.object({ followUpId: Id }),
  output: FollowUp,
  problems: ['not-found'],
})

export const takeStep = operation({
  name: 'followUps.takeStep',
  summary: '记录回访、核实、整改、说明、误评申诉、退回重办或办结',
  method: 'POST',
  path: '/follow-ups/:followUpId/steps',
  access: 'follow-ups.handle',
  input: z.object({
    id: Id,
    followUpId: Id,
    version: z.number().int(),
    action: FollowUpAction,
    note: z.string().trim().min(2, '请写明情况').max(1000, '最多 1000 字'),
  }),
  output: FollowUp,
  problems: ['not-found', 'step-not-allowed', 'version-conflict', 'id-reused'],
})

export const openContact = operation({
  name: 'followUps.openContact',
  summary: '查看回访电话和称呼，查看的人和理由会被记录并告知居民',
  method: 'POST',
  path: '/follow-ups/:followUpId/contact',
  access: 'follow-ups.handle',
  input: z.object({
    id: Id,
    followUpId: Id,
    reason: z.string().trim().min(2, '请写明查看理由').max(200),
  }),
  output: z.object({
    phone: z.string().nullable(),
    name: z.string().nullable(),
  }),
  problems: ['not-found', 'id-reused'],
})

export const listToldFollowUps = operation({
  name: 'followUps.listTold',
  summary: '居民同意告知本单位的差评',
  method: 'GET',
  path: '/units/told-follow-ups',
  access: 'matters.read',
  input: z.object({ ...Paging }),
  output: pageOf(ToldFollowUp),
  problems: [],
})

export const listUnitBatches = operation({
  name: 'followUps.listBatches',
  summary: '本单位差评的原因，满 5 件一批，不含日期、人员和事项',
  method: 'GET',
  path: '/units/rating-batches',
  access: 'matters.read',
  input: z.object({ ...Paging }),
  output: pageOf(UnitBatch),
  problems: [],
})
