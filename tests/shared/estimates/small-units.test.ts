import { type BetaBinomial, fitByLikelihood, fitByMoments, shrink } from '@minyi/shared/estimates/beta-binomial.ts'
import { decomposeChange } from '@minyi/shared/estimates/decomposition.ts'
import { funnelLimit, rankUnits } from '@minyi/shared/estimates/funnel.ts'
import { intraclass } from '@minyi/shared/estimates/icc.ts'
import { interviewerFunnel, isStraightLined, longestString, speeders } from '@minyi/shared/estimates/interviewers.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { agree, numbers, referenceCases } from './reference.ts'
import { isValid, respondents, variables } from './synth-survey.ts'

const reference = referenceCases('funnel_shrinkage')
const synth = referenceCases('synth')

describe('funnel limits', () => {
  it.each([
    ['l998', 0.001],
    ['l95', 0.025],
    ['u95', 0.975],
    ['u998', 0.999],
  ] as const)('%s agree with R at every size', (name, q) => {
    const { theta, n, lim } = reference.funnel
    const limits = n.map((size: number) => funnelLimit(size, theta, q))
    agree(
      limits.map(({ raw }: { raw: number }) => raw),
      lim[name].raw,
    )
    agree(
      limits.map(({ interpolated }: { interpolated: number }) => interpolated),
      lim[name].interp,
    )
  })
})

describe('shrinkage of small units', () => {
  const units = countsBy('unit')
  const cases = [
    ...reference.betabinomial.map((one: { [field: string]: unknown }) => ({
      ...one,
      mle: one.post_mle,
      mom: one.post_mom,
    })),
    { ...units, fit: synth.units.fit, mle: synth.units.posterior_mle, mom: synth.units.posterior_mom },
  ]

  it.each([0, 1, 2])('case %i agrees with R in both fits and every posterior', (index) => {
    const { x, n, fit, mle, mom } = cases[index]
    const moments = fitByMoments({ x, n })
    agree([moments.mean, moments.rhoUnclipped, moments.rho], [fit.mom.mean, fit.mom.rho_unclipped, fit.mom.rho])
    agree([moments.alpha, moments.beta], [fit.mom.alpha, fit.mom.beta])
    const likely = fitByLikelihood({ x, n })
    if (likely.rho > 0) {
      agree(likely.logLikelihood, fit.mle.loglik_no_constant)
      agree(
        [likely.alpha, likely.beta, likely.mean, likely.rho],
        [fit.mle.alpha, fit.mle.beta, fit.mle.mean, fit.mle.rho],
      )
      agreePosteriors(x, n, likely, mle)
    }
    if (moments.rho > 0) agreePosteriors(x, n, moments, mom)
  })

  it('puts all units at the common rate where they differ no more than chance; R stops on the way to that limit', () => {
    const [{ x, n, fit, post_mle }] = reference.betabinomial
    const likely = fitByLikelihood({ x, n })
    expect(likely.rho).toBe(0)
    expect(fit.mle.rho).toBeLessThan(1e-8)
    agree([likely.mean, likely.logLikelihood], [fit.mle.mean, fit.mle.loglik_no_constant], 1e-8)
    for (const [i, one] of post_mle.entries()) {
      const found = shrink(x[i], n[i], likely, 0.9)
      agree([found.mean, found.predictedAtMost], [one.post_mean, one.prior_pred_p_le], 1e-5)
    }
  })

  it('pulls a rate towards the common one, never past it', () => {
    const model = { alpha: 90, beta: 10, mean: 0.9, rho: 1 / 101 }
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, share) => {
        const x = Math.round(n * share)
        const { mean } = shrink(x, n, model, 0.9)
        expect((mean - 0.9) * (x / n - 0.9)).toBeGreaterThanOrEqual(-1e-12)
        expect(Math.abs(mean - 0.9)).toBeLessThanOrEqual(Math.abs(x / n - 0.9) + 1e-12)
      }),
    )
  })
})

describe('ranks', () => {
  it('are never given under the minimum n', () => {
    const ranked = rankUnits(
      [
        { x: 29, n: 29 },
        { x: 90, n: 100 },
        { x: 80, n: 100 },
        { x: 180, n: 200 },
      ],
      30,
    )
    expect(ranked.map(({ rank }) => rank)).toEqual([null, 1, 3, 1])
  })
})

describe('interviewers', () => {
  const one = synth.interviewer
  const { labels, x, n } = countsBy('interviewer')
  const found = interviewerFunnel(labels.map((interviewer, i) => ({ interviewer, x: x[i] ?? 0, n: n[i] ?? 0 })))

  it('stand in the funnel where R puts them', () => {
    agree([found.rate, found.phi], [one.overall_rate, one.phi_winsor10])
    agree([found.chisq.statistic, found.chisq.df, found.chisq.p], [one.chisq, one.chisq_df, one.chisq_p])
    for (const [i, row] of found.rows.entries()) {
      const r = one.rows[i]
      expect(row.interviewer).toBe(r.interviewer)
      agree([row.x, row.n, row.rate, row.z, row.zAdjusted], [r.x, r.n, r.rate, r.z, r.z_adj])
      agree([row.lim95, row.lim998, row.pLow, row.pHigh], [r.lim95, r.lim998, r.p_low, r.p_high])
      agree([row.holm, row.benjaminiHochberg], [one.holm_p_two_sided[i], one.bh_p_two_sided[i]])
    }
  })

  it.each([
    ['icc_top3', variables.top3, 'interviewer'],
    ['icc_score', variables.score, 'interviewer'],
    ['icc_score_village', variables.score, 'village'],
  ] as const)('%s agrees', (name, values, column) => {
    const r = one[name]
    const result = intraclass(
      [...groupBy(column).values()].map((rows) => rows.filter(isValid).map((row) => values[row] ?? 0)),
    )
    agree(
      [result.groups, result.n, result.n0, result.msb, result.msw, result.f],
      [r.groups, r.n, r.n0, r.msb, r.msw, r.F],
    )
    agree([result.df, result.p, result.icc, result.deff, result.meanSize], [r.df, r.p, r.icc, r.deff_int, r.mean_m])
  })

  it('who straight-lines and who rushes is flagged', () => {
    const items = [1, 2, 3, 4, 5, 6].map((k) => numbers(respondents, `q${k}`))
    const batteries = Array.from({ length: respondents.rows }, (_, row) =>
      items.map((item) => ((item[row] ?? 9) > 5 ? null : (item[row] ?? null))),
    )
    const ids = respondents.column('hh_id')
    const straight = batteries.map((battery) => isStraightLined(battery))
    expect(ids.filter((_, row) => straight[row])).toEqual(one.straight_ids)
    expect(straight.filter(Boolean).length).toBe(one.straightliners)
    const strings = batteries.map(longestString)
    for (const [length, count] of Object.entries(one.longstring_table)) {
      expect(strings.filter((longest) => longest === Number(length)).length).toBe(count)
    }
    const { median, flagged } = speeders([...numbers(respondents, 'duration_s')])
    expect([median, flagged.filter(Boolean).length]).toEqual([one.median_duration_s, one.speeders])
    expect(ids.filter((_, row) => flagged[row])).toEqual(one.speeder_ids)
    for (const row of one.rows) {
      const own = groupBy('interviewer').get(row.interviewer) ?? []
      expect([own.filter((k) => straight[k]).length, own.length]).toEqual([row.straight_x, row.straight_n])
    }
  })
})

describe('what moved a rate', () => {
  it('adds up to the change exactly', () => {
    const count = fc
      .integer({ min: 1, max: 200 })
      .chain((n) => fc.record({ x: fc.integer({ min: 0, max: n }), n: fc.constant(n) }))
    fc.assert(
      fc.property(
        fc.array(fc.record({ key: fc.string(), before: count, now: count }), { minLength: 1, maxLength: 8 }),
        (parts) => {
          const rate = (time: 'before' | 'now') =>
            parts.reduce((sum, part) => sum + part[time].x, 0) / parts.reduce((sum, part) => sum + part[time].n, 0)
          const effects = decomposeChange(parts).reduce((sum, part) => sum + part.rateEffect + part.mixEffect, 0)
          expect(effects).toBeCloseTo(rate('now') - rate('before'), 12)
        },
      ),
    )
  })
})

function agreePosteriors(
  x: number[],
  n: number[],
  model: BetaBinomial,
  posteriors: { [field: string]: unknown; ci: number[] }[],
): void {
  for (const [i, one] of posteriors.entries()) {
    const found = shrink(x[i] ?? 0, n[i] ?? 0, model, 0.9)
    agree(
      [found.raw, found.mean, found.weightOfData, ...found.ci],
      [one.raw, one.post_mean, one.shrink_weight_data, ...one.ci],
    )
    agree([found.probabilityAtLeast, found.predictedAtMost], [one.prob_ge, one.prior_pred_p_le])
  }
}

function groupBy(column: string): Map<string, number[]> {
  const groups = new Map<string, number[]>()
  for (const [row, label] of respondents.column(column).entries())
    groups.set(label, [...(groups.get(label) ?? []), row])
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : 1)))
}

function countsBy(column: string): { labels: string[]; x: number[]; n: number[] } {
  const groups = [...groupBy(column)].map(([label, rows]) => ({ label, rows: rows.filter(isValid) }))
  return {
    labels: groups.map(({ label }) => label),
    x: groups.map(({ rows }) => rows.filter((row) => variables.top3[row] === 1).length),
    n: groups.map(({ rows }) => rows.length),
  }
}
