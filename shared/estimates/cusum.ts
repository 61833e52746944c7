import { at } from './codes.ts'
import type { Series } from './ewma.ts'

/** A two-sided CUSUM of z-scores; alarms are period indices from 0. */
export type CusumChart = { z: number[]; above: number[]; below: number[]; high: number[]; low: number[] }

/**
 * Standardised CUSUM of a rate: z = (x/n − p0)/√(p0(1−p0)/n); C⁺ = max(0, C⁺ + z − k), C⁻ = max(0, C⁻ − z − k); an alarm where either
 * exceeds h. k is half the shift worth finding, both in standard deviations of one period. Page (1954).
 */
export function cusum(series: Series, { p0, k, h }: { p0: number; k: number; h: number }): CusumChart {
  const chart: CusumChart = { z: [], above: [], below: [], high: [], low: [] }
  let above = 0
  let below = 0
  for (const [t, x] of series.x.entries()) {
    const n = at(series.n, t)
    const z = (x / n - p0) / Math.sqrt((p0 * (1 - p0)) / n)
    above = Math.max(0, above + z - k)
    below = Math.max(0, below - z - k)
    chart.z.push(z)
    chart.above.push(above)
    chart.below.push(below)
    if (above > h) chart.high.push(t)
    if (below > h) chart.low.push(t)
  }
  return chart
}

/** A CUSUM of log-likelihood ratios: weights, sums, and alarms as period indices from 0. */
export type LikelihoodCusum = { w: number[]; s: number[]; alarms: number[] }

/**
 * CUSUM that looks for a fall (or rise) from rate p0 to p1: w = x·ln(p1/p0) + (n−x)·ln((1−p1)/(1−p0)), S = max(0, S + w), alarm at S ≥ h;
 * with `reset` S starts again from 0 after an alarm. The fastest chart for that shift; Moustakides (1986), Steiner et al. (2000).
 */
export function likelihoodCusum(
  series: Series,
  { p0, p1, h, reset = false }: { p0: number; p1: number; h: number; reset?: boolean },
): LikelihoodCusum {
  const chart: LikelihoodCusum = { w: [], s: [], alarms: [] }
  const [gain, loss] = [Math.log(p1 / p0), Math.log((1 - p1) / (1 - p0))]
  let s = 0
  for (const [t, x] of series.x.entries()) {
    const w = x * gain + (at(series.n, t) - x) * loss
    s = Math.max(0, s + w)
    chart.w.push(w)
    chart.s.push(s)
    if (s >= h) {
      chart.alarms.push(t)
      if (reset) s = 0
    }
  }
  return chart
}
