import type { RewardState } from './contract.ts'

export const rewardStateLabels: Record<RewardState, string> = {
  claimed: '待审定',
  proposed: '拟奖励，待复核',
  declined: '拟不奖励，待复核',
  approved: '已批准，待领取',
  refused: '不予奖励',
  paid: '已领取',
}

/** The same states as the reporter reads them. */
export const ownRewardLabels: Record<RewardState, string> = {
  claimed: '已收到您的申领，正在审定',
  proposed: '正在复核',
  declined: '正在复核',
  approved: '已批准，请凭领取码领取',
  refused: '经审定，不予奖励',
  paid: '已领取',
}
