import { pbinom } from './binomial.ts'
import { pnorm } from './normal.ts'

/** p-value of the exact test of "the rate is at most p0" against "it is greater": P(X ≥ x). Equals R `binom.test(…, "greater")`. */
export function exactGreater(x: number, n: number, p0: number): number {
  return pbinom(x - 1, n, p0, true)
}

/** p-value of the exact test of "the rate is at least p0" against "it is less": P(X ≤ x). Equals R `binom.test(…, "less")`. */
export function exactLess(x: number, n: number, p0: number): number {
  return pbinom(x, n, p0)
}

/** Score test of a rate against p0: z = (x/n − p0)/√(p0(1−p0)/n), and the one-sided p-value of "greater". */
export function scoreTest(x: number, n: number, p0: number): { z: number; pGreater: number } {
  const z = (x / n - p0) / Math.sqrt((p0 * (1 - p0)) / n)
  return { z, pGreater: pnorm(z, true) }
}
