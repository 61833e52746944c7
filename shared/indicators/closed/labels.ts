import { standingLabels, suppressionLabels } from '../labels.ts'
import type { FunnelPlace } from './contract.ts'

/** As much of a figure as its sentences need; certificates have it as well. */
export type Told = {
  estimate: {
    point: number
    interval: readonly [number, number]
    level: number
    n: number
    satisfied: number | null
  } | null
  target: number | null
  verdict: 'met' | 'missed' | 'insufficient' | null
}

/** `每 100 份评价里约 92 份满意，真实值很可能在 89 到 94 之间`. */
export const inPlainWords = (told: Pick<Told, 'estimate' | 'target'>): string | null =>
  inWordsOf(told, (point) => `每 100 份评价里约 ${point} 份满意`)

/**
 * A rate and its interval in percent. As few digits as it takes that no number is carried over the target and the bounds differ: whole
 * numbers nearly always, so that the sentence never says something else than the verdict.
 */
export function inWordsOf(
  { estimate, target }: Pick<Told, 'estimate' | 'target'>,
  rate: (point: number | undefined) => string,
): string | null {
  if (!estimate) return null
  const shares = [estimate.point, ...estimate.interval]
  const digits = [0, 1, 2].find((count) => isFaithful(shares, target, count)) ?? 3
  const [point, low, high] = shares.map((share) => rounded(share, digits))
  return `${rate(point)}，真实值${likely(estimate.level)}在 ${low} 到 ${high} 之间`
}

/** How many of a hundred at least and at most, in the whole numbers of the sentence; where these would mislead, the nearest outside. */
export function ofHundred({ estimate, target }: Pick<Told, 'estimate' | 'target'>): {
  atLeast: number
  atMost: number
} {
  const [low, high] = estimate?.interval ?? [0, 1]
  const [below, above] = isFaithful([low, low, high], target, 0) ? [Math.round, Math.round] : [Math.floor, Math.ceil]
  return { atLeast: below(low * 100 + 1e-9), atMost: above(high * 100 - 1e-9) }
}

/** Why the verdict is what it is, as the end of the sentence; null where there is nothing to judge. */
export function becauseInWords({ estimate, target, verdict }: Told): string | null {
  if (!estimate || target === null || verdict === null) return null
  const line = tenth(target)
  if (verdict === 'met') return `最低也到了目标的 ${line}，判为达标`
  if (verdict === 'missed') return `最高也不到目标的 ${line}，判为未达标`
  return `目标的 ${line} 落在这中间，可能到了，也可能没到，所以判为数据不足`
}

/** What to say instead of a rate: why there is none and what would change it. */
export function insteadInWords(
  suppressed: 'under-minimum' | 'complementary' | 'not-closed' | null,
  minN: number,
): string {
  if (suppressed === 'not-closed') return '还没有公布过数字。每天 24:00 关账，有效评价够了才公布第一次。'
  if (suppressed === 'complementary') return `${suppressionLabels.complementary}。`
  return `有效评价不到 ${minN} 份，算出来的比率不可靠，也可能看出是谁评的，所以不公布。不公布不等于不好。`
}

/** Where a unit stands, in words that say what chance alone would do. */
export function placeInWords({ all, limits95, standing }: FunnelPlace): string {
  const [low, high] = limits95
  return `全市公布的满意度是 ${tenth(all)}%。评价份数和本单位一样多、真实水平又和全市一样的单位，100 个里约有 95 个会落在 ${tenth(low)}% 到 ${tenth(high)}% 之间。本单位${standingLabels[standing]}。`
}

function isFaithful([point = 0, low = 0, high = 0]: readonly number[], target: number | null, digits: number): boolean {
  if (low < high && rounded(low, digits) === rounded(high, digits)) return false
  if (target === null) return true
  const line = rounded(target, 3)
  return [point, low, high].every((share) =>
    share >= target ? rounded(share, digits) >= line : rounded(share, digits) < line,
  )
}

const likely = (level: number) => (level >= 0.99 ? '几乎肯定' : level >= 0.95 ? '很可能' : '大概')
const rounded = (share: number, digits: number) => Number((share * 100).toFixed(digits))
const tenth = (share: number) => rounded(share, 1)
