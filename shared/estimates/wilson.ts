import type { Interval } from './interval.ts'
import { qnorm } from './normal.ts'

/**
 * Wilson score interval of a proportion from a simple random sample: x successes among n, two-sided confidence `level`.
 * (x + z²/2 ± z√(npq + z²/4)) / (n + z²), with z = Φ⁻¹((1 + level)/2); 0 at x = 0 and 1 at x = n exactly.
 * Equals R `prop.test(x, n, correct = FALSE)`. Source: Wilson (1927). NaN bounds when n is not positive.
 */
export function wilson(x: number, n: number, level = 0.95): Interval {
  return wilsonAt(x, n, qnorm((1 + level) / 2))
}

/** One-sided Wilson bounds, each at confidence `level` (so z = Φ⁻¹(level)): `[lower, upper]`. */
export function wilsonOneSided(x: number, n: number, level = 0.95): Interval {
  return wilsonAt(x, n, qnorm(level))
}

/**
 * Wilson interval with Newcombe's continuity correction (Newcombe 1998, method 4), bounds in 0..1.
 * (2np + z² ∓ 1 ∓ z√(z² ∓ 2 − 1/n + 4p(nq ± 1))) / 2(n + z²).
 */
export function wilsonCorrected(x: number, n: number, level = 0.95): Interval {
  const z2 = qnorm((1 + level) / 2) ** 2
  const p = x / n
  const q = 1 - p
  const below = Math.sqrt(z2 * (z2 - 2 - 1 / n + 4 * p * (n * q + 1)))
  const above = Math.sqrt(z2 * (z2 + 2 - 1 / n + 4 * p * (n * q - 1)))
  const lower = (2 * n * p + z2 - 1 - below) / (2 * (n + z2))
  const upper = (2 * n * p + z2 + 1 + above) / (2 * (n + z2))
  return [x === 0 ? 0 : Math.max(0, lower), x === n ? 1 : Math.min(1, upper)]
}

/**
 * Wilson interval as R `prop.test(x, n, p = 0.5, correct = TRUE)` gives it: the correction is min(½, |x − n/2|), so it differs
 * from Newcombe's only when x lies within ½ of n/2.
 */
export function wilsonPropTest(x: number, n: number, level = 0.95): Interval {
  const z = qnorm((1 + level) / 2)
  const correction = Math.min(0.5, Math.abs(x - n / 2))
  const below = x / n - correction / n
  const above = x / n + correction / n
  return [below <= 0 ? 0 : Math.max(0, scoreBound(below, n, -z)), above >= 1 ? 1 : Math.min(1, scoreBound(above, n, z))]
}

function wilsonAt(x: number, n: number, z: number): Interval {
  if (!(n > 0)) return [Number.NaN, Number.NaN]
  const p = x / n
  const centre = x + (z * z) / 2
  const half = z * Math.sqrt(n * p * (1 - p) + (z * z) / 4)
  const lower = x === 0 ? 0 : Math.max(0, (centre - half) / (n + z * z))
  const upper = x === n ? 1 : Math.min(1, (centre + half) / (n + z * z))
  return [lower, upper]
}

function scoreBound(p: number, n: number, z: number): number {
  const half = (z * z) / (2 * n)
  return (p + half + z * Math.sqrt((p * (1 - p)) / n + half / (2 * n))) / (1 + 2 * half)
}
