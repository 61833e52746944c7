import type { ExclusionReason } from './contract.ts'

export const exclusionReasonLabels: Record<ExclusionReason, string> = {
  duplicate: '重复评价',
  test: '测试数据',
  ineligible: '不属于评价范围',
  malicious: '恶意差评',
}
