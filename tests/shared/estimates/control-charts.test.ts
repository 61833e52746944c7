import { cusum, likelihoodCusum } from '@minyi/shared/estimates/cusum.ts'
import { ewma } from '@minyi/shared/estimates/ewma.ts'
import { cusumRunLength, ewmaRunLength, simulateRunLength } from '@minyi/shared/estimates/run-length.ts'
import { seededRandom } from '@minyi/shared/estimates/seeded-random.ts'
import { statedRunLengths, usualWatch, watchRate } from '@minyi/shared/estimates/watch.ts'
import { movingWindow } from '@minyi/shared/estimates/window.ts'
import { describe, expect, it } from 'vitest'
import { agree, referenceCases } from './reference.ts'

const reference = referenceCases('charts')
/** Reference alarms are counted from 1, ours from 0. */
const fromOne = (periods: readonly number[]) => periods.map((period) => period + 1)

describe.each([0, 1])('charts of series %i agree with R', (index) => {
  const one = reference.series[index]
  const series = { x: one.x, n: one.n }

  it.each(['ewma', 'ewma3'])('%s', (name) => {
    const { p0, lambda, L, z0 } = one[name].params
    const { out } = one[name]
    const chart = ewma(series, { p0, lambda, width: L, start: z0 })
    agree([chart.z, chart.sd, chart.lower, chart.upper], [out.z, out.sd, out.lcl, out.ucl])
    expect([fromOne(chart.low), fromOne(chart.high)]).toEqual([out.signal_low, out.signal_high])
  })

  it('cusum of z-scores', () => {
    const { params, out } = one.cusum_std
    const chart = cusum(series, params)
    agree([chart.z, chart.above, chart.below], [out.z, out.c_plus, out.c_minus])
    expect([fromOne(chart.high), fromOne(chart.low)]).toEqual([out.signal_high, out.signal_low])
  })

  it.each(['cusum_llr', 'cusum_llr_reset'])('%s', (name) => {
    const { params, out } = one[name]
    const chart = likelihoodCusum(series, params)
    agree([chart.w, chart.s], [out.w, out.s])
    expect(fromOne(chart.alarms)).toEqual(out.signals)
  })

  it('moving window', () => {
    const { params, out } = one.window
    for (const [t, step] of movingWindow(series, params).entries()) {
      agree([step.x, step.n, step.rate, step.pLess], [out[t].x, out[t].n, out[t].rate, out[t].p_less])
      expect(step.alarm).toBe(out[t].alert)
    }
  })
})

describe('average run lengths', () => {
  it('agree with R spc, in control and after a shift of one standard deviation', () => {
    const [one] = reference.arl.cusum_two_sided
    agree([cusumRunLength(one.k, one.h), cusumRunLength(one.k, one.h, 1)], [one.arl0, one.arl_shift1], 1e-6)
    const [other] = reference.arl.ewma_two_sided
    const { lambda, L } = other
    agree([ewmaRunLength(lambda, L), ewmaRunLength(lambda, L, 1)], [other.arl0, other.arl_shift1], 1e-6)
  })

  it('by simulation come near the exact ones, and a seed fixes them', () => {
    const chart = () => {
      let above = 0
      let below = 0
      return (x: number, n: number) => {
        const z = (x / n - 0.5) / Math.sqrt(0.25 / n)
        above = Math.max(0, above + z - 0.5)
        below = Math.max(0, below - z - 0.5)
        return above > 4.77 || below > 4.77
      }
    }
    const shift = 0.5 + Math.sqrt(0.25 / 2000)
    const run = () => simulateRunLength({ n: 2000, p: shift, runs: 400 }, chart, seededRandom(7))
    const { mean, se, censored } = run()
    expect(censored).toBe(0)
    expect(Math.abs(mean - cusumRunLength(0.5, 4.77, 1))).toBeLessThan(4 * se)
    expect(run()).toEqual(run())
  })
})

describe('watching a rate that is to stay at 90%', () => {
  const plan = { ...usualWatch, usual: 0.94, target: 0.9 }
  const steady = { x: new Array(24).fill(94), n: new Array(24).fill(100) }

  it('is silent while the rate is the usual one', () => {
    expect(watchRate(steady, plan)).toEqual([])
  })

  it('sounds while the pooled rate still reaches the target, then tells when it no longer does', () => {
    const falling = { x: steady.x.map((x, t) => (t < 12 ? x : x - (t - 11))), n: steady.n }
    const alarms = watchRate(falling, plan)
    expect(alarms[0]).toMatchObject({ stillReachesTarget: true })
    expect(alarms.at(-1)).toMatchObject({ stillReachesTarget: false, period: 23 })
    expect(new Set(alarms.map(({ chart }) => chart))).toEqual(new Set(['ewma', 'cusum', 'window']))
    expect(alarms.map(({ period }) => period)).toEqual(alarms.map(({ period }) => period).sort((a, b) => a - b))
  })

  it('states run lengths: rare false alarms, and a fall found many times sooner', () => {
    const stated = statedRunLengths(plan, 100, 0.86, 60, seededRandom(1))
    for (const { usual, fallen } of Object.values(stated)) {
      expect(usual.mean).toBeGreaterThan(60)
      expect(fallen.mean).toBeLessThan(usual.mean / 5)
    }
  })
})
