import type { FollowUpAction, FollowUpEvent, FollowUpOutcome, FollowUpStage } from './contract.ts'

export const followUpStageLabels: Record<FollowUpStage, string> = {
  'call-back': '待回访',
  verify: '待核实',
  answer: '待整改或说明',
  're-rate': '待再评价',
  closed: '已办结',
}

export const followUpStepLabels: Record<FollowUpAction | FollowUpEvent, string> = {
  reached: '已回访',
  'not-reached': '回访未接通',
  unreachable: '多次未接通，转核实',
  confirmed: '核实属实',
  unfounded: '核实不属实',
  fixed: '整改完成',
  explained: '说明依据',
  appealed: '误评申诉',
  'sent-back': '退回重办',
  close: '办结',
  opened: '收到差评',
  'grade-raised': '居民改为好评',
  'grade-lowered': '居民又改为差评',
  're-rated': '居民再评价',
  excluded: '评价已剔除',
  restored: '评价恢复计入',
  anonymised: '居民要求匿名化',
}

export const followUpOutcomeLabels: Record<FollowUpOutcome, string> = {
  settled: '已解决',
  'not-settled': '居民仍不满意',
  unanswered: '居民没有再评价',
  'grade-raised': '居民自行改为好评',
  excluded: '评价剔除，不再跟进',
  anonymised: '居民要求匿名化，不再跟进',
}
