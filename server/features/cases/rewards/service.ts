import { EndReason } from '@minyi/shared/cases/contract.ts'
import type * as contract from '@minyi/shared/cases/rewards/contract.ts'
import { OwnReward, Reward, RewardState } from '@minyi/shared/cases/rewards/contract.ts'
import { mayClaimReward, nextRewardState, type RewardAct } from '@minyi/shared/cases/rewards/rules.ts'
import { plainSecret } from '@minyi/shared/cases/rules.ts'
import { Id } from '@minyi/shared/platform/identity.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { z } from 'zod'
import { countAttempt } from '../../../platform/attempts.ts'
import { audit } from '../../../platform/audit.ts'
import { change } from '../../../platform/change.ts'
import { type Context, instantOf, staffOf, unnamed } from '../../../platform/context.ts'
import { pageFrom, readCursor } from '../../../platform/cursor.ts'
import { emit } from '../../../platform/outbox.ts'
import { Problem } from '../../../platform/problem.ts'
import { notifyResident } from '../../notices/service.ts'
import { typedSecretOf } from '../intake/service.ts'
import type { CaseRecord } from '../queries.ts'
import { getOwn } from '../resident/service.ts'
import { factsOf } from '../service.ts'
import * as queries from './queries.ts'

const PageKeys = z.tuple([z.iso.datetime(), Id])
const wrongCodes = { kind: 'reward-code-wrong', limit: 20, windowMs: 15 * 60_000 } as const

/** A reporter, known by the receipt alone, claims the reward of an item that was found true. */
export async function claimReward(caller: Context, input: InputOf<typeof contract.claimReward>): Promise<OwnReward> {
  return change(caller, input.id, async (ctx) => {
    const item = await getOwn(ctx, input, true)
    if (!mayClaim(item)) throw new Problem('step-not-allowed')
    if (await queries.insertRewardOnce(ctx, input.id, item.id)) await tell(unnamed(ctx), input.id, 'claim')
    else await audit(unnamed(ctx), { action: 'rewards.claim-again', subjectKind: 'case', subjectId: item.id })
    return ownRewardOf(ctx, item)
  })
}

/** How far it is, and the code that is paid, for whoever holds the receipt. */
export async function readOwnReward(ctx: Context, input: InputOf<typeof contract.readOwnReward>): Promise<OwnReward> {
  return ownRewardOf(ctx, await getOwn(ctx, input))
}

export async function listRewards(
  ctx: Context,
  input: InputOf<typeof contract.listRewards>,
): Promise<OutputOf<typeof contract.listRewards>> {
  const asked = { after: readCursor(PageKeys, input.after), limit: input.limit + 1, state: input.state }
  return pageFrom(
    await queries.listLines(ctx, asked),
    input.limit,
    ({ reward }) => [reward.claimedAt.toISOString(), reward.id],
    (line) => present(ctx, line),
  )
}

/** One person says how much and why, or why nothing. */
export async function decideReward(ctx: Context, input: InputOf<typeof contract.decideReward>): Promise<Reward> {
  const { award, amountYuan, reason } = input
  if (award && amountYuan === undefined) {
    throw new Problem('input-invalid', { fields: [{ path: 'amountYuan', message: '请填奖励金额' }] })
  }
  return step(ctx, input, award ? 'propose' : 'decline', async () => ({
    amountYuan: award ? (amountYuan ?? null) : null,
    reason,
    decidedBy: staffOf(ctx).id,
    decidedAt: ctx.now(),
  }))
}

/** Another person approves, or sends it back to be decided anew. Once approved, the receipt's holder reads a code. */
export async function approveReward(ctx: Context, input: InputOf<typeof contract.approveReward>): Promise<Reward> {
  return step(ctx, input, input.agree ? 'agree' : 'send-back', async (reward) => {
    if (reward.decidedBy === ctx.actor.id) throw new Problem('second-person-needed')
    const said = { approvalWords: input.words || null, approvedBy: staffOf(ctx).id, approvedAt: ctx.now() }
    return reward.state === 'proposed' && input.agree
      ? { ...said, codeHash: hashOfCode(ctx, codeOf(ctx, reward.id)) }
      : said
  })
}

/** The money goes to whoever brings the code; who that was is written nowhere. */
export async function payReward(
  ctx: Context,
  input: InputOf<typeof contract.payReward>,
): Promise<OutputOf<typeof contract.payReward>> {
  return change(ctx, input.id, async (ctx) => {
    const reward = await queries.lockRewardByCode(ctx, hashOfCode(ctx, input.code))
    if (!reward) {
      await countAttempt(ctx, staffOf(ctx).id, wrongCodes)
      throw new Problem('receipt-invalid')
    }
    if (nextRewardState('pay', stateOf(reward)) === null) throw new Problem('step-not-allowed')
    await queries.updateReward(ctx, reward.id, {
      state: 'paid',
      paidBy: staffOf(ctx).id,
      paidAt: ctx.now(),
      paymentReference: input.paymentReference,
    })
    await tell(ctx, reward.id, 'pay')
    return { amountYuan: reward.amountYuan ?? 0, paidAt: instantOf(ctx, ctx.now()) }
  })
}

async function step(
  ctx: Context,
  input: { id: string; rewardId: string; version: number },
  act: RewardAct,
  decide: (reward: queries.RewardRow) => Promise<Parameters<typeof queries.updateReward>[2]>,
): Promise<Reward> {
  return change(ctx, input.id, async (ctx) => {
    const reward = await queries.lockReward(ctx, input.rewardId)
    if (!reward) throw new Problem('not-found')
    if (reward.version !== input.version) throw new Problem('version-conflict')
    const state = nextRewardState(act, stateOf(reward))
    if (state === null) throw new Problem('step-not-allowed')
    await queries.updateReward(ctx, reward.id, { ...(await decide(reward)), state })
    await tell(ctx, reward.id, act)
    const line = await queries.getLine(ctx, reward.id)
    if (state === 'approved') {
      const about = { kind: 'case', id: reward.caseId, number: line.number }
      await notifyResident(ctx, { kind: 'case.reward', about, key: reward.id })
    }
    return present(ctx, line)
  })
}

/** The audit row and the event of a reward; residents read their news on the item's own page. */
async function tell(ctx: Context, rewardId: string, act: RewardAct | 'claim'): Promise<void> {
  await audit(ctx, { action: `rewards.${act}`, subjectKind: 'reward', subjectId: rewardId })
  await emit(ctx, { topic: `reward.${act}`, subjectId: rewardId })
}

async function ownRewardOf(ctx: Context, item: CaseRecord): Promise<OwnReward> {
  const reward = await queries.findRewardOf(ctx, item.id)
  if (!reward) return { ...nothing, mayClaim: mayClaim(item) }
  const state = stateOf(reward)
  const isDecided = state === 'approved' || state === 'refused' || state === 'paid'
  return OwnReward.parse({
    mayClaim: false,
    state,
    claimedAt: instantOf(ctx, reward.claimedAt),
    amountYuan: isDecided ? reward.amountYuan : null,
    reason: isDecided ? reward.reason : null,
    code: state === 'approved' ? codeOf(ctx, reward.id) : null,
    paidAt: reward.paidAt ? instantOf(ctx, reward.paidAt) : null,
  })
}

const nothing = { state: null, claimedAt: null, amountYuan: null, reason: null, code: null, paidAt: null }

function present(ctx: Context, { reward, ...line }: queries.RewardLine): Reward {
  const at = (date: Date | null) => (date ? instantOf(ctx, date) : null)
  const state = stateOf(reward)
  const mayApprove = (state === 'proposed' || state === 'declined') && reward.decidedBy !== ctx.actor.id
  return Reward.parse({
    ...reward,
    ...line,
    claimedAt: at(reward.claimedAt),
    decidedAt: at(reward.decidedAt),
    approvedAt: at(reward.approvedAt),
    paidAt: at(reward.paidAt),
    may: state === 'claimed' ? ['decide'] : mayApprove ? ['approve'] : [],
  })
}

/** The code of an approved reward: derived, so that the database holds none. */
const codeOf = (ctx: Context, rewardId: string): string => typedSecretOf(ctx, 'case-reward', rewardId)
const hashOfCode = (ctx: Context, code: string): Buffer =>
  ctx.encryption.blindIndex(`${ctx.tenant.id}/reward-code`, plainSecret(code))
const stateOf = (reward: queries.RewardRow): RewardState => RewardState.parse(reward.state)
const mayClaim = (item: CaseRecord): boolean =>
  mayClaimReward({ ...factsOf(item), endReason: EndReason.nullable().parse(item.endReason) })
