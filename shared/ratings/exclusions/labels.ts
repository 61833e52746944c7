import type { ExclusionReason, ExclusionState } from './contract.ts'

export const exclusionReasonLabels: Record<ExclusionReason, string> = {
  duplicate: '重复评价',
  test: '测试数据',
  ineligible: '不属于评价范围',
  malicious: '恶意差评',
}

export const exclusionStateLabels: Record<ExclusionState, string> = {
  proposed: '待审核',
  approved: '已剔除',
  refused: '不予剔除',
  restored: '已恢复',
}
