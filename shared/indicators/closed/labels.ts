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

/**
 * `每 100 份评价里约 92 份满意，真实值很可能在 89 到 94 之间`. Whole numbers, unless rounding would carry one of them over the target or let
 * an interval look as if it were none: then one decimal, so that the sentence never says something else than the verdict.
 */
export function inPlainWords({ estimate, target }: Pick<Told, 'estimate' | 'target'>): string | null {
  if (!estimate) return null
  const shares = [estimate.point, ...estimate.interval]
  const [point = '', low = '', high = ''] = wholeEnough(shares, target) ? shares.map(whole) : shares.map(tenth)
  return `每 100 份评价里约 ${point} 份满意，真实值${likely(estimate.level)}在 ${low} 到 ${high} 之间`
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

function wholeEnough([point = 0, low = 0, high = 0]: readonly number[], target: number | null): boolean {
  if (whole(low) === whole(high)) return false
  if (target === null) return true
  const line = Math.round(target * 1e6) / 1e4
  return [point, low, high].every((share) => {
    const shown = Math.round(share * 100)
    return share >= target ? shown >= line : shown < line
  })
}

const likely = (level: number) => (level >= 0.99 ? '几乎肯定' : level >= 0.95 ? '很可能' : '大概')
const whole = (share: number) => String(Math.round(share * 100))
const tenth = (share: number) => String(Math.round(share * 1000) / 10)
