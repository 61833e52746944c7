import { at } from './codes.ts'

/** Successes x among n, period by period, oldest first. */
export type Series = { x: readonly number[]; n: readonly number[] }

/** An EWMA chart: its points, limits, and the periods (index from 0) that lie outside. */
export type EwmaChart = { z: number[]; sd: number[]; lower: number[]; upper: number[]; low: number[]; high: number[] }

/**
 * EWMA of a rate: z_t = λ·x_t/n_t + (1−λ)·z_{t−1} from `start`; variance λ²p0(1−p0)/n_t + (1−λ)²·v_{t−1}, exact for periods of unequal
 * size; limits p0 ± width·√v. It reacts to small lasting shifts. Roberts (1959); Montgomery, Statistical Quality Control.
 */
export function ewma(
  series: Series,
  { p0, lambda, width, start = p0 }: { p0: number; lambda: number; width: number; start?: number },
): EwmaChart {
  const chart: EwmaChart = { z: [], sd: [], lower: [], upper: [], low: [], high: [] }
  let z = start
  let v = 0
  for (const [t, x] of series.x.entries()) {
    const n = at(series.n, t)
    z = (lambda * x) / n + (1 - lambda) * z
    v = (lambda * lambda * p0 * (1 - p0)) / n + (1 - lambda) ** 2 * v
    const half = width * Math.sqrt(v)
    chart.z.push(z)
    chart.sd.push(Math.sqrt(v))
    chart.lower.push(p0 - half)
    chart.upper.push(p0 + half)
    if (z < p0 - half) chart.low.push(t)
    if (z > p0 + half) chart.high.push(t)
  }
  return chart
}
