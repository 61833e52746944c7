import type { EstimateRefusal, OwnWeight, ShrunkenRate } from './contract.ts'
import { fewestRatings, leastOfficers } from './rules.ts'

export const refusalLabels: Record<EstimateRefusal, string> = {
  'few-ratings': `评价不到 ${fewestRatings} 份，不作估计`,
  'few-officers': `同类单位里有评价的执法人员不到 ${leastOfficers} 名，没有可比的，不作估计`,
  'not-closed': `还没有估计：每月底结一次，要有 ${fewestRatings} 份新的评价`,
}

/** `每 100 位当事人中约 93 位满意，真实值很可能在 88 到 97 之间` */
export const shrunkenInWords = ({ point, interval: [low, high] }: ShrunkenRate): string =>
  `每 100 位当事人中约 ${point} 位满意，真实值很可能在 ${low} 到 ${high} 之间`

/** `达到 90% 目标的可能性约 84%`; null without a target. */
export function reachInWords({ reaches, target }: ShrunkenRate): string | null {
  if (reaches === null || target === null) return null
  const chance = reaches >= 100 ? '超过 99%' : reaches <= 0 ? '不到 1%' : `约 ${reaches}%`
  return `达到 ${Number((target * 100).toFixed(1))}% 目标的可能性${chance}`
}

const weightLabels: Record<OwnWeight, string> = {
  'mostly-group': '本人的评价还不多，估计主要参照',
  half: '估计大约一半来自本人的评价，一半参照',
  'mostly-own': '估计主要来自本人的评价，其余参照',
}

/** What the estimate is made of, and roughly how much of it is the officer's own. */
export function borrowedInWords({ own, differ, group }: ShrunkenRate): string {
  const whom = `“${group.name}”同类单位 ${group.officers} 名执法人员的总体情况（每 100 位约 ${group.point} 位满意）`
  if (!differ) return `${whom}之间看不出超出偶然的差别，所以都按共同的水平估计。`
  return `${weightLabels[own]}${whom}。份数越多，本人的评价分量越重。`
}
