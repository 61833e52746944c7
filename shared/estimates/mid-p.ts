import { dbinom, pbinom } from './binomial.ts'
import type { Interval } from './interval.ts'

/**
 * Mid-p interval of a proportion: the rates at which each mid-p tail equals α/2, α = 1 − level; 0 at x = 0, 1 at x = n.
 * Lower: P(X > x) + ½P(X = x) = α/2; upper: P(X < x) + ½P(X = x) = α/2. Lancaster (1961).
 */
export function midP(x: number, n: number, level = 0.95): Interval {
  const tail = (1 - level) / 2
  const lower = x === 0 ? 0 : rateWhere((p) => midPGreater(x, n, p) < tail)
  const upper = x === n ? 1 : rateWhere((p) => midPLess(x, n, p) > tail)
  return [lower, upper]
}

/** Mid-p value against "the rate is at most p": P(X > x) + ½P(X = x). */
export function midPGreater(x: number, n: number, p: number): number {
  return pbinom(x, n, p, true) + dbinom(x, n, p) / 2
}

/** Mid-p value against "the rate is at least p": P(X < x) + ½P(X = x). */
export function midPLess(x: number, n: number, p: number): number {
  return pbinom(x - 1, n, p) + dbinom(x, n, p) / 2
}

/** The rate at which `below` turns from true to false, by halving 0..1 down to neighbouring numbers. */
function rateWhere(below: (p: number) => boolean): number {
  let low = 0
  let high = 1
  for (let round = 0; round < 200; round += 1) {
    const middle = (low + high) / 2
    if (middle === low || middle === high) break
    if (below(middle)) low = middle
    else high = middle
  }
  return (low + high) / 2
}
