import type { CaseKind, CaseState, EndReason } from '../contract.ts'
import type { RewardState } from './contract.ts'

export type RewardAct = 'propose' | 'decline' | 'agree' | 'send-back' | 'pay'

/** The states of a reward: one person decides, another approves or sends it back, and the code's holder is paid once. */
const steps: Record<RewardAct, Partial<Record<RewardState, RewardState>>> = {
  propose: { claimed: 'proposed' },
  decline: { claimed: 'declined' },
  agree: { proposed: 'approved', declined: 'refused' },
  'send-back': { proposed: 'claimed', declined: 'claimed' },
  pay: { approved: 'paid' },
}

/** The state that an act leads to, or null where it is not allowed. */
export const nextRewardState = (act: RewardAct, state: RewardState): RewardState | null => steps[act][state] ?? null

/** A complaint or report that was found true can be rewarded: it is closed, and the unit says that it was dealt with. */
export const mayClaimReward = (item: { kind: CaseKind; state: CaseState; endReason: EndReason | null }): boolean =>
  (item.kind === 'complaint' || item.kind === 'report') && item.state === 'closed' && item.endReason === 'done'
