import { z } from 'zod'
import { Id } from '../../../platform/identity.ts'
import { operation } from '../../../platform/operation.ts'
import { Day, Instant } from '../../../platform/time.ts'

export const exclusionReasons = ['duplicate', 'test', 'ineligible', 'malicious'] as const
export const ExclusionReason = z.enum(exclusionReasons)
export type ExclusionReason = z.infer<typeof ExclusionReason>

/**
 * How an exclusion stands, and the steps that led there: 提出, 撤回, 剔除, 不同意, 申诉中, 申诉后维持, 恢复计入. In `approved`,
 * `appealed` and `upheld` the rating is out of the count.
 */
export const exclusionStates = [
  'proposed',
  'withdrawn',
  'approved',
  'refused',
  'appealed',
  'upheld',
  'restored',
] as const
export const ExclusionState = z.enum(exclusionStates)
export type ExclusionState = z.infer<typeof ExclusionState>

/** What the author of a rating is told when it was taken out of the count: why, until when to appeal, and what came of it. */
export const OwnExclusion = z.object({
  id: Id,
  ratingId: Id,
  /** What the rating was about, such as 市城管局 占道经营处罚; null once it is anonymous. */
  subject: z.string().nullable(),
  state: z.enum(['approved', 'appealed', 'upheld', 'restored']),
  reason: ExclusionReason,
  note: z.string(),
  proposedByUnit: z.boolean(),
  decidedDay: Day,
  appealUntil: Day.nullable(),
  appealable: z.boolean(),
  /** The words only for the holder of the receipt. */
  appeal: z.object({ words: z.string().nullable(), at: Instant }).nullable(),
  /** What was decided about the appeal, or why the rating was put back without one. */
  answer: z.object({ note: z.string(), day: Day }).nullable(),
})
export type OwnExclusion = z.infer<typeof OwnExclusion>

const Secret = z.string().min(1, '缺少回执密钥').max(64)

export const readOwnExclusions = operation({
  name: 'ratings.readOwnExclusions',
  summary: '我的评价有没有被剔除：凭手机上的回执，登录后还有本人手机号对应的事项',
  method: 'POST',
  path: '/ratings/exclusions/read',
  access: 'anyone',
  input: z.object({ held: z.array(z.object({ ratingId: Id, secret: Secret })).max(60) }),
  output: z.object({ rows: z.array(OwnExclusion) }),
  problems: [],
})

export const appealExclusion = operation({
  name: 'ratings.appealExclusion',
  summary: '对剔除提出申诉，一次：凭回执，或者登录后凭本人手机号；由第三人决定',
  method: 'POST',
  path: '/ratings/:ratingId/exclusion-appeal',
  access: 'anyone',
  input: z.object({
    id: Id,
    ratingId: Id,
    secret: Secret.optional(),
    words: z.string().trim().min(4, '请写明为什么应当计入').max(500, '申诉理由最多 500 字'),
  }),
  output: OwnExclusion,
  problems: ['receipt-invalid', 'step-not-allowed', 'appeal-window-over', 'id-reused'],
})
