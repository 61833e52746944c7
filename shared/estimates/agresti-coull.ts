import type { Interval } from './interval.ts'
import { qnorm } from './normal.ts'

/**
 * Agresti-Coull interval: p̃ ± z√(p̃(1−p̃)/ñ), ñ = n + z², p̃ = (x + z²/2)/ñ. May leave 0..1; see `agrestiCoullClipped`.
 * Source: Agresti and Coull (1998).
 */
export function agrestiCoull(x: number, n: number, level = 0.95): Interval {
  const z = qnorm((1 + level) / 2)
  const size = n + z * z
  const centre = (x + (z * z) / 2) / size
  const half = z * Math.sqrt((centre * (1 - centre)) / size)
  return [centre - half, centre + half]
}

/** Agresti-Coull interval cut to 0..1. */
export function agrestiCoullClipped(x: number, n: number, level = 0.95): Interval {
  const [lower, upper] = agrestiCoull(x, n, level)
  return [Math.max(0, lower), Math.min(1, upper)]
}
