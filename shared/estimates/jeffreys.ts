import { pbeta, qbeta } from './beta.ts'
import type { Interval } from './interval.ts'

/**
 * Jeffreys interval of a proportion: equal-tailed quantiles of Beta(x + ½, n − x + ½), set to 0 at x = 0 and to 1 at x = n.
 * Source: Brown, Cai and DasGupta (2001); R `qbeta`.
 */
export function jeffreys(x: number, n: number, level = 0.95): Interval {
  const [lower, upper] = jeffreysRaw(x, n, level)
  return [x === 0 ? 0 : lower, x === n ? 1 : upper]
}

/** Jeffreys quantiles without the adjustment at x = 0 and x = n. */
export function jeffreysRaw(x: number, n: number, level = 0.95): Interval {
  const tail = (1 - level) / 2
  return [qbeta(tail, x + 0.5, n - x + 0.5), qbeta(tail, x + 0.5, n - x + 0.5, true)]
}

/** One-sided Jeffreys bounds, each at confidence `level`; 0 at x = 0 and 1 at x = n. */
export function jeffreysOneSided(x: number, n: number, level = 0.95): Interval {
  return jeffreys(x, n, 2 * level - 1)
}

/**
 * Probability that the true rate is at least `target`, given x successes among n: upper tail of Beta(x + c, n − x + c) at the target.
 * Prior c = ½ is Jeffreys', c = 1 the uniform one. Equals R `pbeta(target, x + c, n - x + c, lower.tail = FALSE)`.
 */
export function probabilityAtLeast(x: number, n: number, target: number, prior = 0.5): number {
  return pbeta(target, x + prior, n - x + prior, true)
}
