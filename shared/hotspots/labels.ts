import type { HotspotScope } from './contract.ts'

export const hotspotScopeLabels = {
  all: '全市',
  area: '按区域',
  unit: '按单位',
} as const satisfies Record<HotspotScope, string>

/** How the rule is told to those who read its findings. */
export const riseMethod =
  '每天凌晨把每个主题最近 3、7、14 天的件数，与它自己往常的件数相比。往常由过去最多两年的每日件数算出（准泊松回归，分工作日和休息日，含长期趋势和季节），最近 14 天不计入。升高 20% 以上、偶然出现的概率低于误报限额的，列为热点。误报限额：所有序列合计每月不超过 1 次。'
