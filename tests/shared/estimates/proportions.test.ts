import { agrestiCoull, agrestiCoullClipped } from '@minyi/shared/estimates/agresti-coull.ts'
import { clopperPearson, clopperPearsonOneSided } from '@minyi/shared/estimates/clopper-pearson.ts'
import { exactGreater, exactLess, scoreTest } from '@minyi/shared/estimates/exact-test.ts'
import type { Interval } from '@minyi/shared/estimates/interval.ts'
import { jeffreys, jeffreysOneSided, jeffreysRaw, probabilityAtLeast } from '@minyi/shared/estimates/jeffreys.ts'
import { midP, midPGreater, midPLess } from '@minyi/shared/estimates/mid-p.ts'
import { wald } from '@minyi/shared/estimates/wald.ts'
import { wilson, wilsonCorrected, wilsonOneSided, wilsonPropTest } from '@minyi/shared/estimates/wilson.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { agree, referenceCases } from './reference.ts'

const reference = referenceCases('proportions')
const methods: Record<string, (x: number, n: number, level: number) => Interval> = {
  wald,
  wilson,
  wilson_cc_newcombe: wilsonCorrected,
  wilson_cc_prop_test_p05: wilsonPropTest,
  clopper_pearson: clopperPearson,
  agresti_coull: agrestiCoull,
  agresti_coull_clipped: agrestiCoullClipped,
  jeffreys,
  jeffreys_raw: jeffreysRaw,
  mid_p: midP,
}
const inRange = [wilson, wilsonCorrected, wilsonPropTest, clopperPearson, agrestiCoullClipped, jeffreys, midP]
const counts = fc.integer({ min: 1, max: 5000 }).chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)))

describe('intervals of a proportion', () => {
  it.each(Object.keys(methods))('%s agrees with R for every reference count', (name) => {
    const tolerance = name === 'mid_p' ? 1e-9 : 1e-10
    for (const one of [...reference.proportions, referenceCases('synth').unweighted_srs.top3_intervals]) {
      agree(methods[name]?.(one.x, one.n, one.level), one[name], tolerance, `${name} of ${one.x}/${one.n}`)
    }
  })

  it('lie in 0..1, contain the point, and mirror when success and failure swap', () => {
    fc.assert(
      fc.property(counts, fc.double({ min: 0.5, max: 0.999, noNaN: true }), ([x, n], level) => {
        for (const interval of inRange) {
          const [lower, upper] = interval(x, n, level)
          expect(lower).toBeGreaterThanOrEqual(0)
          expect(upper).toBeLessThanOrEqual(1)
          expect(lower).toBeLessThanOrEqual(x / n + 1e-12)
          expect(upper).toBeGreaterThanOrEqual(x / n - 1e-12)
          const [mirrorLower, mirrorUpper] = interval(n - x, n, level)
          expect(lower).toBeCloseTo(1 - mirrorUpper, 9)
          expect(upper).toBeCloseTo(1 - mirrorLower, 9)
        }
      }),
    )
  })

  it('are not defined without rows', () => {
    expect(wilson(0, 0)).toEqual([Number.NaN, Number.NaN])
  })

  it.each([
    [35, 100],
    [55, 98],
    [71, 97],
    [139, 95],
    [385, 93],
    [865, 92],
    [3458, 91],
  ])('a Wilson lower bound of 90%% takes n = %i at %i%% seen', (n, percent) => {
    const reaches = (size: number) => wilson((percent / 100) * size, size)[0] >= 0.9
    expect(reaches(n)).toBe(true)
    expect(reaches(n - 1)).toBe(false)
  })
})

describe('the question whether the true rate reaches the target', () => {
  it('agrees with R in probabilities, exact and mid-p tests, scores and one-sided bounds', () => {
    for (const one of [...reference.goal90, referenceCases('synth').unweighted_srs.top3_goal_srs]) {
      const { x, n, p0, level } = one
      agree(
        [probabilityAtLeast(x, n, p0), probabilityAtLeast(x, n, p0, 1)],
        [one.prob_ge_jeffreys, one.prob_ge_uniform],
      )
      agree([exactGreater(x, n, p0), exactLess(x, n, p0)], [one.p_exact_greater, one.p_exact_less])
      agree([midPGreater(x, n, p0), midPLess(x, n, p0)], [one.p_midp_greater, one.p_midp_less], 1e-9)
      const score = scoreTest(x, n, p0)
      agree([score.z, score.pGreater], [one.z_score, one.p_score_greater])
      agree(clopperPearsonOneSided(x, n, level), [one.cp_lower_1s, one.cp_upper_1s])
      agree(wilsonOneSided(x, n, level), [one.wilson_lower_1s, one.wilson_upper_1s])
      agree(jeffreysOneSided(x, n, level), [one.jeffreys_lower_1s, one.jeffreys_upper_1s])
    }
  })
})
