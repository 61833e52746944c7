import { z } from 'zod'
import { Id } from '../../platform/identity.ts'
import { operation } from '../../platform/operation.ts'
import { Paging, pageOf } from '../../platform/paging.ts'
import { Instant } from '../../platform/time.ts'
import { CaseKind } from '../contract.ts'

/** 已申领, 待复核（拟奖）, 待复核（拟不奖）, 待领取, 不予奖励, 已领取. */
export const rewardStates = ['claimed', 'proposed', 'declined', 'approved', 'refused', 'paid'] as const
export const RewardState = z.enum(rewardStates)
export type RewardState = z.infer<typeof RewardState>

export const mostYuan = 500_000

/** What the reporter reads, with nothing but the receipt in hand. `code` opens the payment, and is shown once it is approved. */
export const OwnReward = z.object({
  mayClaim: z.boolean(),
  state: RewardState.nullable(),
  claimedAt: Instant.nullable(),
  amountYuan: z.number().int().nullable(),
  reason: z.string().nullable(),
  code: z.string().nullable(),
  paidAt: Instant.nullable(),
})
export type OwnReward = z.infer<typeof OwnReward>

/** What the office reads; who reported is not among it. */
export const Reward = z.object({
  id: Id,
  caseId: Id,
  number: z.string(),
  title: z.string(),
  kind: CaseKind,
  state: RewardState,
  version: z.number().int(),
  claimedAt: Instant,
  amountYuan: z.number().int().nullable(),
  reason: z.string().nullable(),
  decidedByName: z.string().nullable(),
  decidedAt: Instant.nullable(),
  approvedByName: z.string().nullable(),
  approvedAt: Instant.nullable(),
  approvalWords: z.string().nullable(),
  paidByName: z.string().nullable(),
  paidAt: Instant.nullable(),
  paymentReference: z.string().nullable(),
  /** What this viewer can do now. */
  may: z.array(z.enum(['decide', 'approve'])),
})
export type Reward = z.infer<typeof Reward>

/** Whose item it is: a signed-in resident needs nothing more, anyone else the receipt's secret. */
const own = { caseId: Id, secret: z.string().max(40).optional() }

export const claimReward = operation({
  name: 'rewards.claim',
  summary: '凭回执申领举报奖励，不用说明自己是谁',
  method: 'POST',
  path: '/cases/:caseId/reward',
  access: 'anyone',
  input: z.object({ id: Id, ...own }),
  output: OwnReward,
  problems: ['not-found', 'step-not-allowed', 'id-reused'],
})

export const readOwnReward = operation({
  name: 'rewards.own',
  summary: '凭回执看奖励到了哪一步，批准后看领取码',
  method: 'POST',
  path: '/cases/:caseId/reward-state',
  access: 'anyone',
  input: z.object(own),
  output: OwnReward,
  problems: ['not-found'],
})

export const listRewards = operation({
  name: 'rewards.list',
  summary: '举报奖励的申领和办理',
  method: 'GET',
  path: '/office/rewards',
  access: 'cases.supervise',
  input: z.object({ ...Paging, state: RewardState.optional() }),
  output: pageOf(Reward),
  problems: ['input-invalid'],
})

const reason = z.string().trim().min(5, '请写明理由，至少 5 个字').max(500, '最多 500 字')

export const decideReward = operation({
  name: 'rewards.decide',
  summary: '提出奖励意见：金额和理由，由另一人复核',
  method: 'POST',
  path: '/office/rewards/:rewardId/decision',
  access: 'cases.supervise',
  input: z.object({
    id: Id,
    rewardId: Id,
    version: z.number().int().min(1),
    award: z.boolean(),
    amountYuan: z.number().int('请写整元').min(1, '至少 1 元').max(mostYuan, '超出了最高金额').optional(),
    reason,
  }),
  output: Reward,
  problems: ['not-found', 'version-conflict', 'step-not-allowed', 'input-invalid', 'id-reused'],
})

export const approveReward = operation({
  name: 'rewards.approve',
  summary: '复核奖励意见，须是另一人',
  method: 'POST',
  path: '/office/rewards/:rewardId/approval',
  access: 'cases.supervise',
  input: z.object({
    id: Id,
    rewardId: Id,
    version: z.number().int().min(1),
    agree: z.boolean(),
    words: z.string().trim().max(500, '最多 500 字').default(''),
  }),
  output: Reward,
  problems: ['not-found', 'version-conflict', 'step-not-allowed', 'second-person-needed', 'id-reused'],
})

export const payReward = operation({
  name: 'rewards.pay',
  summary: '凭领取码发放，只登记支付凭证号，不登记领取人',
  method: 'POST',
  path: '/office/reward-payments',
  access: 'cases.supervise',
  input: z.object({
    id: Id,
    code: z.string().trim().min(8, '请输入领取码').max(40),
    paymentReference: z.string().trim().min(4, '请填支付凭证号').max(60, '最多 60 字'),
  }),
  output: z.object({ amountYuan: z.number().int(), paidAt: Instant }),
  problems: ['receipt-invalid', 'step-not-allowed', 'too-many-requests', 'id-reused'],
})
