import { at } from './codes.ts'
import { likelihoodCusum } from './cusum.ts'
import { ewma, type Series } from './ewma.ts'
import { type SimulatedRunLength, simulateRunLength } from './run-length.ts'
import type { Random } from './seeded-random.ts'
import { movingWindow } from './window.ts'

/** Names of the charts that watch a rate. */
export type WatchChart = 'ewma' | 'cusum' | 'window'

/**
 * How a rate is watched. `usual` is the rate when all is well, `target` the line that it must not fall under. EWMA weight `lambda` and limit
 * `width` in standard deviations; `h` the CUSUM's limit; `k` periods pooled in the window and `alpha` its level.
 */
export type WatchPlan = {
  usual: number
  target: number
  lambda: number
  width: number
  h: number
  k: number
  alpha: number
}

/** Settings whose charts together rarely cry wolf with about a hundred answers a period; state their run lengths with `statedRunLengths`. */
export const usualWatch = { lambda: 0.2, width: 2.86, h: 4, k: 3, alpha: 0.01 } as const

/**
 * One alarm: which chart, in which period (from 0), the chart's value and limit, the rate of the window then, and whether that rate still
 * reaches the target, in which case there is time to act before the figure falls under the line.
 */
export type Alarm = {
  chart: WatchChart
  period: number
  value: number
  limit: number
  rate: number
  stillReachesTarget: boolean
}

/**
 * Watches a rate that is to be kept at a target, with three charts: an EWMA around the usual rate for slow drifts, a likelihood CUSUM for a
 * fall from the usual rate to the target, and a pooled window for "now under the target". Alarms in order of period; look first at the parts
 * that `decomposeChange` puts on top for the alarm's window against the periods before.
 */
export function watchRate(series: Series, plan: WatchPlan): Alarm[] {
  const { usual, target, lambda, width, h, k, alpha } = plan
  const slow = ewma(series, { p0: usual, lambda, width })
  const fall = likelihoodCusum(series, { p0: usual, p1: target, h, reset: true })
  const window = movingWindow(series, { k, p0: target, alpha })
  const alarm = (chart: WatchChart, period: number, value: number, limit: number): Alarm => {
    const rate = window[period]?.rate ?? Number.NaN
    return { chart, period, value, limit, rate, stillReachesTarget: rate >= target }
  }
  const alarms = [
    ...slow.low.map((period) => alarm('ewma', period, at(slow.z, period), at(slow.lower, period))),
    ...fall.alarms.map((period) => alarm('cusum', period, at(fall.s, period), h)),
    ...window.flatMap((step, period) => (step.alarm ? [alarm('window', period, step.pLess, alpha)] : [])),
  ]
  return alarms.sort((a, b) => a.period - b.period)
}

/** Average run lengths of the charts of a plan, each alone, in periods: at the usual rate (false alarms) and at a rate that has fallen. */
export type StatedRunLengths = Record<WatchChart, { usual: SimulatedRunLength; fallen: SimulatedRunLength }>

/**
 * The run lengths that a page states beside its alarms, for periods of n answers, by simulation from the caller's generator. Counts are
 * binomial, so unlike the normal formulas these hold near 100% and for small n.
 */
export function statedRunLengths(
  plan: WatchPlan,
  n: number,
  fallen: number,
  runs: number,
  random: Random,
): StatedRunLengths {
  const stated = (alarm: () => (x: number, n: number) => boolean) => ({
    usual: simulateRunLength({ n, p: plan.usual, runs }, alarm, random),
    fallen: simulateRunLength({ n, p: fallen, runs }, alarm, random),
  })
  return {
    ewma: stated(() => ewmaAlarm(plan)),
    cusum: stated(() => cusumAlarm(plan)),
    window: stated(() => windowAlarm(plan)),
  }
}

function ewmaAlarm({ usual, lambda, width }: WatchPlan): (x: number, n: number) => boolean {
  let z = usual
  let v = 0
  return (x, n) => {
    z = (lambda * x) / n + (1 - lambda) * z
    v = (lambda * lambda * usual * (1 - usual)) / n + (1 - lambda) ** 2 * v
    return z < usual - width * Math.sqrt(v)
  }
}

function cusumAlarm({ usual, target, h }: WatchPlan): (x: number, n: number) => boolean {
  const [gain, loss] = [Math.log(target / usual), Math.log((1 - target) / (1 - usual))]
  let s = 0
  return (x, n) => {
    s = Math.max(0, s + x * gain + (n - x) * loss)
    return s >= h
  }
}

function windowAlarm({ target, k, alpha }: WatchPlan): (x: number, n: number) => boolean {
  const seen: { x: number; n: number }[] = []
  return (x, n) => {
    seen.push({ x, n })
    if (seen.length > k) seen.shift()
    const last = movingWindow(
      { x: seen.map((step) => step.x), n: seen.map((step) => step.n) },
      { k, p0: target, alpha },
    ).at(-1)
    return last?.alarm ?? false
  }
}
