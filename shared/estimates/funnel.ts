import { dbinom, pbinom, qbinom } from './binomial.ts'
import { at } from './codes.ts'
import type { Interval } from './interval.ts'

/** Lower and upper limits of a funnel at 95% (2.5% in each tail) and 99.8% (0.1% in each). */
export type FunnelLimits = { lim95: Interval; lim998: Interval }

/**
 * Limit of a funnel plot: the rate under which a unit of size n with true rate theta falls with probability q. `raw` is r/n with r the
 * binomial quantile; `interpolated` moves it by (F(r) − q)/f(r) of a count, so that limits change smoothly with n. Spiegelhalter (2005).
 */
export function funnelLimit(n: number, theta: number, q: number): { raw: number; interpolated: number } {
  const r = qbinom(q, n, theta)
  const excess = (pbinom(r, n, theta) - q) / dbinom(r, n, theta)
  return { raw: r / n, interpolated: (r - excess) / n }
}

/** Interpolated 95% and 99.8% limits for a unit of size n around the common rate theta. */
export function funnelLimits(n: number, theta: number): FunnelLimits {
  const limit = (q: number) => funnelLimit(n, theta, q).interpolated
  return { lim95: [limit(0.025), limit(0.975)], lim998: [limit(0.001), limit(0.999)] }
}

/** z-score of a unit's rate against the common one: (x/n − theta)/√(theta(1−theta)/n). */
export function funnelScore(x: number, n: number, theta: number): number {
  return (x / n - theta) / Math.sqrt((theta * (1 - theta)) / n)
}

/**
 * Overdispersion phi of z-scores: mean of their squares after the lowest and highest `share` are pulled in to their quantiles (type 7).
 * Divide z by √phi when phi > 1. Spiegelhalter (2005).
 */
export function overdispersion(scores: readonly number[], share = 0.1): number {
  const [low, high] = [quantile(scores, share), quantile(scores, 1 - share)]
  return scores.reduce((sum, z) => sum + Math.min(high, Math.max(low, z)) ** 2, 0) / scores.length
}

/** Sample quantile by linear interpolation between order statistics: R `quantile(type = 7)`. NaN for no values. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const place = share * (sorted.length - 1)
  const below = Math.floor(place)
  const low = sorted[below]
  if (low === undefined) return Number.NaN
  return low + (place - below) * ((sorted[below + 1] ?? low) - low)
}

/** A unit with its rank among those large enough to be ranked; `rank` is null under the minimum n. Equal rates share a rank. */
export type Ranked<T> = { unit: T; rate: number; rank: number | null }

/** Ranks units by rate, highest first, leaving out those with fewer than `minimumN` rows: a small unit never has a rank. */
export function rankUnits<T extends { x: number; n: number }>(units: readonly T[], minimumN: number): Ranked<T>[] {
  const rates = units.map(({ x, n }) => x / n)
  const large = units.map(({ n }) => n >= minimumN)
  return units.map((unit, i) => {
    const rate = at(rates, i)
    const better = rates.filter((other, j) => large[j] && other > rate).length
    return { unit, rate, rank: large[i] ? better + 1 : null }
  })
}
