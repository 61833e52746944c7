import { qbeta } from './beta.ts'
import type { Interval } from './interval.ts'

/**
 * Clopper-Pearson (exact) interval of a proportion, x successes among n: Beta quantiles B(α/2; x, n−x+1) and B(1−α/2; x+1, n−x) with
 * α = 1 − level; 0 at x = 0, 1 at x = n. Equals R `binom.test(x, n)$conf.int`. Clopper and Pearson (1934).
 */
export function clopperPearson(x: number, n: number, level = 0.95): Interval {
  return exactBounds(x, n, (1 - level) / 2)
}

/** One-sided Clopper-Pearson bounds, each at confidence `level`. Equals `binom.test(…, alternative = "greater" | "less")`. */
export function clopperPearsonOneSided(x: number, n: number, level = 0.95): Interval {
  return exactBounds(x, n, 1 - level)
}

function exactBounds(x: number, n: number, tail: number): Interval {
  return [x === 0 ? 0 : qbeta(tail, x, n - x + 1), x === n ? 1 : qbeta(tail, x + 1, n - x, true)]
}
