import { gradeLabels } from '../ratings/labels.ts'
import type { Figure, IndicatorCard, Standing, Suppression, Verdict } from './contract.ts'

export const verdictLabels: Record<Verdict, string> = {
  met: '达标',
  missed: '未达标',
  insufficient: '数据不足',
}

export const verdictMeanings: Record<Verdict, string> = {
  met: '区间下限不低于目标',
  missed: '区间上限低于目标',
  insufficient: '区间跨过目标，还不能下结论',
}

export const suppressionLabels: Record<Suppression, string> = {
  'under-minimum': '不显示：份数不到最低要求，不给比率',
  complementary: '不显示：若显示，就能用合计减出别的小份数',
  'not-closed': '还没有公布：第一次关账之后才有',
}

export const standingLabels: Record<Standing, string> = {
  within: '与全部单位相比没有超出偶然范围',
  'low-95': '低于 95% 控制限',
  'low-998': '低于 99.8% 控制限',
  'high-95': '高于 95% 控制限',
  'high-998': '高于 99.8% 控制限',
}

/** How a closed figure came about, for the public. */
export const closingWords =
  '每天 24:00 关账。一个区域新增或变动的评价满 5 份才更新一次，合计是各区域最近一次公布值之和，所以谁也不能从前后两次的差里看出某一个人打了几分。'

/** Why silence is not an answer, for the public. */
export const silenceWords = '没有回应的不当作满意，也不进分母。评价出于自愿，没有回应的人看法可能不一样。'

/** Why there is no rate, in words; undefined where there is one. */
export const hiddenWords = (figure: Figure): string | undefined =>
  figure.estimate ? undefined : suppressionLabels[figure.suppressed ?? 'under-minimum']

/** `2026年8月24日至11月21日` */
export function periodWords({ from, to }: Figure['period']): string {
  const sameYear = from.slice(0, 4) === to.slice(0, 4)
  return `${from.slice(0, 4)}年${dayWords(from)}至${sameYear ? '' : `${to.slice(0, 4)}年`}${dayWords(to)}`
}

/** `8月`, with its year where the year is new. */
export function monthName(month: string, first = false): string {
  const name = `${Number(month.slice(5, 7))}月`
  return first || month.endsWith('-01') ? `${month.slice(0, 4)}年${name}` : name
}

/** `非常满意、满意、基本满意` */
export const gradesInWords = ({ grades }: Pick<IndicatorCard, 'grades'>): string =>
  [...grades]
    .sort((a, b) => b - a)
    .map((grade) => gradeLabels[grade])
    .join('、')

/** The change between two figures in points, signed; null where one of them has no rate. */
export function changeWords(now: Figure, before: Figure): string | null {
  if (!now.estimate || !before.estimate) return null
  return `${pointsWords(now.estimate.point - before.estimate.point)} 个百分点`
}

/** A difference of shares in points, signed: `−1.2` */
export function pointsWords(difference: number): string {
  const points = Math.round(difference * 1000) / 10
  return `${points > 0 ? '+' : points < 0 ? '−' : ''}${Math.abs(points).toFixed(1)}`
}

/** `8月24日` */
export const dayWords = (day: string) => `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`
