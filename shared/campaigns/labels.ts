import type { CampaignEvent, CampaignRow } from './contract.ts'
import type { effectVerdict } from './rules.ts'

export const campaignStateLabels = {
  running: '整治中',
  closed: '已结束',
} as const satisfies Record<CampaignRow['state'], string>

export const campaignEventLabels = {
  open: '开展专项整治',
  progress: '进展',
  close: '结束，成效存档',
} as const satisfies Record<CampaignEvent['action'], string>

export const effectVerdictLabels = {
  fewer: '明显减少',
  more: '明显增多',
  unsure: '还看不出变化',
  none: '数据不足',
} as const satisfies Record<ReturnType<typeof effectVerdict>, string>

export const effectMethod =
  '整治前取开始前 28 天；整治后最多取结束后 28 天。件数之比由准泊松回归算出，按工作日和休息日调整，方括号里是 95% 区间；整段区间都在 1 以下才算明显减少。热点升高之后再降，一部分是自然回落，所以同时列出升高之前的往常水平和其他主题同期的变化。'
