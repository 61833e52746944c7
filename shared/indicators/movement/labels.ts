import type { Figure } from '../contract.ts'
import { pointsWords, verdictLabels } from '../labels.ts'
import type { MovementBy, MovementPart, VerdictCause } from './contract.ts'

export const movementByLabels: Record<MovementBy, string> = {
  area: '按区域',
  unit: '按单位',
  field: '按执法领域',
  channel: '按渠道',
}

const partNames: Record<MovementBy, string> = { area: '各区域', unit: '各单位', field: '各领域', channel: '各渠道' }

export type Moved = {
  by: MovementBy
  change: { points: number; rateEffect: number; mixEffect: number } | null
  parts: readonly MovementPart[]
}

/**
 * The change as one sentence: `比上一期低 1.8 个百分点：各单位自身变化合计 −1.2，占比变化合计 −0.6；影响最大的是市交通局（−0.7）。`
 */
export function movementWords({ by, change, parts }: Moved, against: string): string {
  if (!change) return `和${against}比不了：其中一期的份数不够。`
  const size = Math.abs(rounded(change.points)).toFixed(1)
  const way =
    rounded(change.points) === 0
      ? `与${against}持平`
      : `比${against}${change.points > 0 ? '高' : '低'} ${size} 个百分点`
  const effects = `${partNames[by]}自身变化合计 ${pointsWords(change.rateEffect)}，占比变化合计 ${pointsWords(change.mixEffect)}`
  const [first] = parts
  const most =
    first && rounded(effectOf(first)) !== 0
      ? `；影响最大的是${first.scope.name}（${pointsWords(effectOf(first))}）`
      : ''
  return `${way}：${effects}${most}。`
}

/** `结论由“达标”变为“数据不足”：满意率变了；份数不变也会这样。` */
export function verdictChangeWords(before: Figure, now: Figure, cause: VerdictCause | null): string | null {
  if (!before.verdict || !now.verdict || before.verdict === now.verdict || !cause) return null
  const change = `结论由“${verdictLabels[before.verdict]}”变为“${verdictLabels[now.verdict]}”`
  return `${change}：${causeWords[cause]}`
}

const causeWords: Record<VerdictCause, string> = {
  rate: '是满意率变了；份数若和以前一样，结论也会变。',
  size: '是份数变了，区间跟着变；满意率若和以前一样，结论也会变。',
  both: '满意率和份数一起变，单凭其中一项不至于变。',
}

/** What a part adds in all. */
export const effectOf = ({ rateEffect, mixEffect }: Pick<MovementPart, 'rateEffect' | 'mixEffect'>): number =>
  rateEffect + mixEffect

const rounded = (share: number) => Math.round(share * 1000) / 10
