import { calibrateDesign } from '@minyi/shared/estimates/calibrate.ts'
import { type Design, degreesOfFreedom } from '@minyi/shared/estimates/design.ts'
import { surveyMean, surveyTotal } from '@minyi/shared/estimates/estimate.ts'
import type { Margin } from '@minyi/shared/estimates/margins.ts'
import { describe, expect, it } from 'vitest'
import { agree, coded, designOf, domainOf, numbers, referenceCases, referenceTable } from './reference.ts'
import { agreeDomain, agreeEstimate, agreeIntervals, type Errors } from './survey-agreement.ts'

const table = referenceTable('apiclus1')
const base = designOf(table, { ids: ['dnum'], weights: 'pw', fpc: ['fpc'] })
const reference = referenceCases('calibration')

function margin(name: 'stype' | 'sch.wide'): Margin {
  const column = coded(table, name)
  const totals = new Map<string, number>(
    reference.margins[name].map((row: { [field: string]: unknown }) => [row[name], row.Freq]),
  )
  return {
    cellOfRow: column.codes,
    totals: Float64Array.from(column.labels, (label) => totals.get(label) ?? Number.NaN),
  }
}

const both = [margin('stype'), margin('sch.wide')]
const cases: { name: string; design: () => Design; errors: Errors }[] = [
  { name: 'unadjusted', design: () => base, errors: 'with errors' },
  {
    name: 'postStratify_stype',
    design: () => calibrateDesign(base, [margin('stype')], { method: 'poststratify' }).design,
    errors: 'with errors',
  },
  {
    name: 'rake_tight',
    design: () => calibrateDesign(base, both, { method: 'raking' }).design,
    errors: 'without errors',
  },
  {
    name: 'calibrate_raking',
    design: () => calibrateDesign(base, both, { method: 'raking' }).design,
    errors: 'with errors',
  },
  {
    name: 'calibrate_linear',
    design: () => calibrateDesign(base, both, { method: 'linear' }).design,
    errors: 'with errors',
  },
  {
    name: 'calibrate_logit_bounds_0.5_2',
    design: () => calibrateDesign(base, both, { method: 'logit', bounds: [0.5, 2] }).design,
    errors: 'with errors',
  },
]

describe.each(cases)('a sample adjusted by $name agrees with R survey', ({ name, design: build, errors }) => {
  const one = reference[name]
  const design = build()

  it('in its weights', () => {
    agree(design.weights, one.weights, 1e-10, 'weights')
    agree([degreesOfFreedom(design), design.weights.reduce((sum, w) => sum + w, 0)], [one.df, one.sum_w])
  })

  it('in means, totals, domains and proportions whose errors know of the adjustment', () => {
    for (const mean of one.means) agreeEstimate(surveyMean(design, domainOf(numbers(table, mean.name))), mean, errors)
    for (const total of one.totals)
      agreeEstimate(surveyTotal(design, domainOf(numbers(table, total.name))), total, errors)
    const types = table.column(one.by.by)
    for (const row of one.by.rows) {
      agreeDomain(
        surveyMean(
          design,
          domainOf(numbers(table, one.by.y), (k) => types[k] === row.domain),
        ),
        row,
        errors,
      )
    }
    for (const { var: variable, ci } of one.props) {
      const yes = surveyMean(
        design,
        domainOf(Float64Array.from(table.column(variable), (text) => (text === 'Yes' ? 1 : 0))),
      )
      if (errors === 'with errors') agreeIntervals(design, yes, ci)
    }
  })
})

describe('raking', () => {
  it('says how many rounds it took, how far the margins are off, the largest weight and the effective size', () => {
    const { report, design } = calibrateDesign(base, both, { method: 'raking' })
    expect(report.iterations).toBeGreaterThan(1)
    expect(report.maxMarginError).toBeLessThan(1e-12)
    expect(report.largestWeight).toBe(Math.max(...design.weights))
    expect(report.neff).toBeLessThan(design.rows)
  })

  it('keeps weights under a cap and still meets the margins where it can', () => {
    const free = calibrateDesign(base, both, { method: 'raking' }).design.weights
    const cap = 0.99 * Math.max(...free.map((weight, row) => weight / (base.weights[row] ?? 1)))
    const { design, report } = calibrateDesign(base, both, { method: 'raking', cap, maxIterations: 5000 })
    expect(report.maxMarginError).toBeLessThan(1e-12)
    design.weights.forEach((weight, row) => {
      expect(weight).toBeLessThanOrEqual(cap * (base.weights[row] ?? 0) * (1 + 1e-9))
    })
  })

  it('refuses margins that contradict each other', () => {
    const wrong = { ...margin('sch.wide'), totals: Float64Array.of(1000, 1000) }
    expect(() => calibrateDesign(base, [margin('stype'), wrong], { method: 'raking' })).toThrow(/不一致/)
  })
})

describe('bounded linear calibration', () => {
  it('keeps the factor within its bounds and meets the margins', () => {
    const bounds = [0.8, 1.6] as const
    const { design, report } = calibrateDesign(base, both, { method: 'linear', bounds })
    expect(report.maxMarginError).toBeLessThan(1e-12)
    design.weights.forEach((weight, row) => {
      const factor = weight / (base.weights[row] ?? Number.NaN)
      expect(factor >= bounds[0] && factor <= bounds[1]).toBe(true)
    })
  })

  it('refuses bounds within which no weights meet the margins, and a logit without room on both sides of 1', () => {
    expect(() => calibrateDesign(base, both, { method: 'linear', bounds: [0.99, 1.01] })).toThrow(/校准没有收敛/)
    expect(() => calibrateDesign(base, both, { method: 'logit', bounds: [1, 2] })).toThrow(/上下限/)
  })
})
