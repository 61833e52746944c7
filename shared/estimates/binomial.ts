import { incompleteBeta } from './beta.ts'
import { binomialDensity } from './saddle-point.ts'

/** Probability of exactly x successes in n trials, each with probability p. Equals R `dbinom`. */
export function dbinom(x: number, n: number, p: number): number {
  if (x < 0 || x > n || !Number.isInteger(x)) return 0
  return binomialDensity(x, n, p, 1 - p)
}

/** Probability of at most x successes in n trials; `upper` gives more than x. Equals R `pbinom`: I_{1−p}(n − x, x + 1). */
export function pbinom(x: number, n: number, p: number, upper = false): number {
  const k = Math.floor(x + 1e-7)
  if (k < 0) return upper ? 1 : 0
  if (k >= n) return upper ? 0 : 1
  return upper ? incompleteBeta(p, 1 - p, k + 1, n - k) : incompleteBeta(1 - p, p, n - k, k + 1)
}

/**
 * Smallest count k with P(X ≤ k) ≥ q; with `upper`, smallest k with P(X > k) ≤ q. Equals R `qbinom`, with its allowance of 64 units
 * of rounding at a jump.
 */
export function qbinom(q: number, n: number, p: number, upper = false): number {
  const slack = 64 * 2 ** -52
  const reached = (k: number) => (upper ? pbinom(k, n, p, true) <= q * (1 + slack) : pbinom(k, n, p) >= q * (1 - slack))
  let low = -1
  let high = n
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (reached(middle)) high = middle
    else low = middle
  }
  return high
}
