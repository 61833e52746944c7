import type { SentimentEvent, SentimentLevel, SentimentStage } from './contract.ts'

export const sentimentStageLabels = {
  collected: '收集',
  judged: '研判',
  handled: '处置',
  responded: '回应',
  dropped: '不予处置',
} as const satisfies Record<SentimentStage, string>

/** What a column of the board holds. */
export const sentimentColumnWords = {
  collected: '待研判',
  judged: '待处置',
  handled: '待回应',
  responded: '已回应',
  dropped: '不予处置',
} as const satisfies Record<SentimentStage, string>

export const sentimentLevelLabels = {
  general: '一般',
  major: '较大',
  grave: '重大',
} as const satisfies Record<SentimentLevel, string>

export const sentimentActLabels = {
  collect: '收集',
  add: '补充',
  judge: '研判',
  handle: '处置',
  respond: '回应',
  drop: '不予处置',
  reopen: '重新收集',
  publish: '公开回应',
  withdraw: '撤下公开',
} as const satisfies Record<SentimentEvent['action'], string>
