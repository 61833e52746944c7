import { z } from 'zod'
import { ClockReading } from '../../clocks/contract.ts'
import { Id } from '../../platform/identity.ts'
import { operation } from '../../platform/operation.ts'
import { Paging, pageOf } from '../../platform/paging.ts'
import { Day, Instant } from '../../platform/time.ts'

/** What a resident may ask after the answer to a 信访 item: 复查 of the answer, then 复核 of that; each once, and the last one is final. */
export const reviewLevels = ['review', 'recheck'] as const
export const ReviewLevel = z.enum(reviewLevels)
export type ReviewLevel = z.infer<typeof ReviewLevel>

/** What a reviewing office finds: 维持, 变更, or 撤销, which has the matter handled anew. */
export const reviewOutcomes = ['uphold', 'change', 'revoke'] as const
export const ReviewOutcome = z.enum(reviewOutcomes)
export type ReviewOutcome = z.infer<typeof ReviewOutcome>

/** `lapsed`: what was to be reviewed is being handled anew, so it uses nothing up. */
export const ReviewState = z.enum(['asked', 'decided', 'lapsed'])
export type ReviewState = z.infer<typeof ReviewState>

/** A review as its resident and every reader of the item sees it; `officeName` is null while it lies at the dispatching desk. */
export const PetitionReview = z.object({
  id: Id,
  level: ReviewLevel,
  state: ReviewState,
  askedAt: Instant,
  reasons: z.string(),
  officeName: z.string().nullable(),
  clock: ClockReading.nullable(),
  outcome: ReviewOutcome.nullable(),
  words: z.string().nullable(),
  decidedAt: Instant.nullable(),
})
export type PetitionReview = z.infer<typeof PetitionReview>

/** Where else a resident may turn once 信访 has ended, and until when, counted from the day it happened. */
export const RemedyLeft = z.object({
  path: z.enum(['reconsideration', 'litigation']),
  untilDay: Day,
  over: z.boolean(),
})
export type RemedyLeft = z.infer<typeof RemedyLeft>

/** How far 复查 and 复核 of an item have come (三级终结): what may be asked now and until when, and whether it is final. */
export const Petition = z.object({
  ask: z.object({ level: ReviewLevel, clock: ClockReading }).nullable(),
  reviews: z.array(PetitionReview),
  final: z.boolean(),
  left: z.array(RemedyLeft),
})
export type Petition = z.infer<typeof Petition>

const reasons = z.string().trim().min(10, '请写明理由，至少 10 个字').max(2000, '最多 2000 字')

export const askReview = operation({
  name: 'cases.ask-review',
  summary: '对信访答复申请复查，对复查意见申请复核，期限内各一次',
  method: 'POST',
  path: '/cases/:caseId/petition-reviews',
  access: 'anyone',
  input: z.object({ id: Id, caseId: Id, secret: z.string().max(40).optional(), level: ReviewLevel, reasons }),
  output: Petition,
  problems: ['not-found', 'step-not-allowed', 'review-window-over', 'id-reused'],
})

/** A review as the office lists it. `mayDecide` is never true for who answered or reviewed before, nor for their units. */
export const ReviewRow = PetitionReview.extend({
  caseId: Id,
  number: z.string(),
  title: z.string(),
  areaName: z.string().nullable(),
  answeredBy: z.string().nullable(),
  mayDecide: z.boolean(),
  mayRoute: z.boolean(),
})
export type ReviewRow = z.infer<typeof ReviewRow>

/** What whoever reviews reads: what was asked and what was answered, round by round, and the review before. Never who asked. */
export const ReviewDetail = ReviewRow.extend({
  text: z.string(),
  answers: z.array(z.object({ at: Instant, unitName: z.string().nullable(), words: z.string() })),
  earlier: PetitionReview.nullable(),
})
export type ReviewDetail = z.infer<typeof ReviewDetail>

export const listReviews = operation({
  name: 'cases.reviews',
  summary: '复查复核：等我方作出意见的和已经作出的',
  method: 'GET',
  path: '/office/petition-reviews',
  access: 'cases.read',
  input: z.object({ state: z.enum(['waiting', 'decided']).default('waiting'), ...Paging }),
  output: pageOf(ReviewRow),
  problems: ['input-invalid'],
})

export const readReview = operation({
  name: 'cases.review',
  summary: '一件复查复核：诉求、各轮答复和理由',
  method: 'GET',
  path: '/office/petition-reviews/:reviewId',
  access: 'cases.read',
  input: z.object({ reviewId: Id }),
  output: ReviewDetail,
  problems: ['not-found'],
})

export const decideReview = operation({
  name: 'cases.decide-review',
  summary: '作出复查或复核意见：维持、变更或撤销，告知信访人',
  method: 'POST',
  path: '/office/petition-reviews/:reviewId/opinion',
  access: 'cases.read',
  input: z.object({
    id: Id,
    reviewId: Id,
    outcome: ReviewOutcome,
    words: z.string().trim().min(10, '请写明意见和依据，至少 10 个字').max(2000, '最多 2000 字'),
  }),
  output: ReviewDetail,
  problems: ['not-found', 'step-not-allowed', 'second-person-needed', 'id-reused'],
})

export const routeReview = operation({
  name: 'cases.route-review',
  summary: '指定由哪个单位复查或复核；不指定就由受理分派岗办理',
  method: 'POST',
  path: '/office/petition-reviews/:reviewId/office',
  access: 'cases.dispatch',
  input: z.object({
    id: Id,
    reviewId: Id,
    unitId: Id.nullable(),
    words: z.string().trim().min(5, '请写明理由，至少 5 个字').max(1000, '最多 1000 字'),
  }),
  output: ReviewDetail,
  problems: ['not-found', 'step-not-allowed', 'unit-barred', 'input-invalid', 'id-reused'],
})
