import type { CourseDay, HotspotRow } from '@minyi/shared/hotspots/contract.ts'
import type { CountDay } from '../../components/office/count-chart'
import { shortDay } from '../../lib/time-words'

/** `城厢镇 · 餐饮油烟` */
export function hotspotName({ scope, areaName, unitName, topicName }: HotspotRow): string {
  if (scope === 'area') return `${areaName ?? '未填区域'} · ${topicName}`
  return scope === 'unit' ? `${unitName ?? '未定单位'} · ${topicName}` : `全市 · ${topicName}`
}

export const ratioWords = (ratio: number): string => `${ratio.toFixed(ratio < 10 ? 1 : 0)} 倍`

/** `近 7 天 63 件，往常这些天应有 21 件` */
export function riseWords({ findings }: HotspotRow): string {
  return `${findings.days} 天里 ${findings.observed} 件，往常这几天约 ${Math.round(findings.expected)} 件`
}

/** How rarely so many come by chance, in words that a person can hold. */
export function chanceWords(probability: number): string {
  if (probability < 1e-6) return '偶然出现的机会不到百万分之一'
  if (probability < 1e-4) return `偶然出现的机会约为 ${Math.round(1 / probability / 10_000)} 万分之一`
  return `偶然出现的机会约为 ${Math.round(1 / probability)} 分之一`
}

export function courseDays(course: readonly CourseDay[]): CountDay[] {
  return course.map(({ day, ...rest }) => ({ name: shortDay(day), ...rest }))
}
