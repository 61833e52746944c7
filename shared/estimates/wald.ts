import type { Interval } from './interval.ts'
import { qnorm } from './normal.ts'

/**
 * Wald interval p ± z√(pq/n). Kept for comparison with figures printed elsewhere; it covers badly near 0 and 1 and may leave 0..1, so
 * no page shows it.
 */
export function wald(x: number, n: number, level = 0.95): Interval {
  const p = x / n
  const half = qnorm((1 + level) / 2) * Math.sqrt((p * (1 - p)) / n)
  return [p - half, p + half]
}
