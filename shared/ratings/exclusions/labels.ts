import type { ExclusionReason, ExclusionState } from './appeals/contract.ts'

export const exclusionReasonLabels: Record<ExclusionReason, string> = {
  duplicate: '重复评价',
  test: '测试数据',
  ineligible: '不属于评价范围',
  malicious: '恶意差评',
}

/** What each reason asks to be shown, for whoever proposes. */
export const exclusionReasonMeanings: Record<ExclusionReason, string> = {
  duplicate: '同一件事评了不止一次',
  test: '试用、培训时填的',
  ineligible: '评价人不是这件事的当事人，或不在评价范围',
  malicious: '已经核实，明显与事实不符',
}

/** The same to the author of the rating: what was found, without a verdict on the person. */
export const exclusionReasonsTold: Record<ExclusionReason, string> = {
  duplicate: '同一件事评了不止一次',
  test: '这是试用时填的测试数据',
  ineligible: '不在评价范围，或者评价人不是这件事的当事人',
  malicious: '核实后认为与事实明显不符',
}

export const exclusionStateLabels: Record<ExclusionState, string> = {
  proposed: '待审核',
  withdrawn: '已撤回',
  approved: '已剔除',
  refused: '不同意剔除',
  appealed: '申诉待决定',
  upheld: '申诉后维持',
  restored: '已恢复计入',
}

/** The steps as acts, in the story of an exclusion. */
export const exclusionStepLabels: Record<ExclusionState, string> = {
  proposed: '提出剔除',
  withdrawn: '提出人撤回',
  approved: '审核同意，剔除',
  refused: '审核不同意，照常计入',
  appealed: '居民申诉',
  upheld: '申诉决定：维持剔除',
  restored: '恢复计入',
}
