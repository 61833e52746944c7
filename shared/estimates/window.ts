import { pbinom } from './binomial.ts'
import type { Series } from './ewma.ts'

/** One step of a moving window: pooled counts, their rate, P(X ≤ x) at the target, and whether that is an alarm. */
export type WindowStep = { x: number; n: number; rate: number; pLess: number; alarm: boolean }

/**
 * Moving window: the last k periods pooled (fewer at the start); alarm when P(X ≤ x | n, p0) < alpha, an exact one-sided test that the
 * rate has fallen under p0.
 */
export function movingWindow(
  series: Series,
  { k, p0, alpha = 0.05 }: { k: number; p0: number; alpha?: number },
): WindowStep[] {
  return series.x.map((_, t) => {
    const from = Math.max(0, t - k + 1)
    const x = sum(series.x.slice(from, t + 1))
    const n = sum(series.n.slice(from, t + 1))
    const pLess = pbinom(x, n, p0)
    return { x, n, rate: x / n, pLess, alarm: pLess < alpha }
  })
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
