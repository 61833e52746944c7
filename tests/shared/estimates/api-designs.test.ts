import { degreesOfFreedom } from '@minyi/shared/estimates/design.ts'
import { studentInterval, surveyMean, surveyRatio, surveyTotal } from '@minyi/shared/estimates/estimate.ts'
import { jackknife, replicateEstimate } from '@minyi/shared/estimates/replicates.ts'
import { describe, expect, it } from 'vitest'
import {
  agree,
  byName,
  coded,
  type DesignSpec,
  designOf,
  domainOf,
  numbers,
  referenceCases,
  referenceTable,
} from './reference.ts'
import { agreeDomain, agreeEstimate, agreeGoal, agreeIntervals } from './survey-agreement.ts'

const specs: Record<string, { file: string; spec: DesignSpec }> = {
  srs: { file: 'apisrs', spec: { fpc: ['fpc'] } },
  strat: { file: 'apistrat', spec: { strata: 'stype', weights: 'pw', fpc: ['fpc'] } },
  strat_nofpc: { file: 'apistrat', spec: { strata: 'stype', weights: 'pw' } },
  clus1: { file: 'apiclus1', spec: { ids: ['dnum'], weights: 'pw', fpc: ['fpc'] } },
  clus1_nofpc: { file: 'apiclus1', spec: { ids: ['dnum'], weights: 'pw' } },
  clus2: { file: 'apiclus2', spec: { ids: ['dnum', 'snum'], fpc: ['fpc1', 'fpc2'] } },
  clus2_wr: { file: 'apiclus2', spec: { ids: ['dnum'], weights: 'pw' } },
}

describe.each(Object.keys(specs))('the %s sample of Californian schools agrees with R survey', (name) => {
  const reference = byName(referenceCases('api').designs, 'design', name)
  const { file, spec } = specs[name] ?? { file: '', spec: {} }
  const table = referenceTable(file)
  const design = designOf(table, spec)
  const yes = (name: string) => Float64Array.from(table.column(name), (text) => (text === 'Yes' ? 1 : 0))
  const column = (name: string, event: string | null) => (event ? yes(name) : numbers(table, name))

  it('in rows, degrees of freedom and the population they stand for', () => {
    expect(design.rows).toBe(reference.rows)
    expect(degreesOfFreedom(design)).toBe(reference.df)
    agree(
      design.weights.reduce((sum, w) => sum + w, 0),
      reference.sum_w,
    )
  })

  it('in means and totals', () => {
    for (const one of reference.means) agreeEstimate(surveyMean(design, domainOf(numbers(table, one.name))), one)
    for (const one of reference.totals) agreeEstimate(surveyTotal(design, domainOf(numbers(table, one.name))), one)
  })

  it('in proportions, their intervals and the question of a target', () => {
    for (const one of reference.props) {
      const mean = surveyMean(design, domainOf(yes(one.var)))
      agreeEstimate(mean, one.mean)
      for (const at of [one.ci95, one.ci90]) agreeIntervals(design, mean, at)
      agreeGoal(design, mean, one.goal)
    }
  })

  it('in a ratio', () => {
    const { num, den, est, se, df, ci_t, deff } = reference.ratio
    const domain = domainOf(numbers(table, num))
    const below = numbers(table, den)
    const ratio = surveyRatio(
      design,
      domain,
      Float64Array.from(domain.rows, (row) => below[row] ?? Number.NaN),
    )
    agree([ratio.est, ratio.se, ...studentInterval(ratio.est, ratio.se, df)], [est, se, ...ci_t], 1e-10, 'ratio')
    agree(ratio.deff, deff, 1e-10, 'ratio deff')
  })

  it('in single and joint domains, which keep the full design', () => {
    for (const group of reference.by) {
      const values = column(group.y, group.event)
      const labels = [group.by].flat().map((name: string) => coded(table, name))
      for (const [kind, rows] of [
        ['mean', group.rows],
        ['total', group.totals],
      ]) {
        for (const row of rows) {
          const wanted = row.domain.split('|')
          const inside = domainOf(values, (k) =>
            labels.every((label, i) => label.labels[label.codes[k] ?? 0] === wanted[i]),
          )
          const found = kind === 'mean' ? surveyMean(design, inside) : surveyTotal(design, inside)
          agreeDomain(found, row)
        }
      }
    }
    for (const one of reference.domain) {
      const labels = table.column(one.var)
      const inside = domainOf(numbers(table, one.y), (row) => labels[row] === one.value)
      agreeEstimate(surveyMean(design, inside), one.mean)
      agreeEstimate(surveyTotal(design, inside), one.total)
    }
  })
})

describe('a stratum with a single unit', () => {
  const table = referenceTable('apistrat')
  const types = table.column('stype')
  const first = types.indexOf('H')
  const kept = table.where((row) => types[row] !== 'H' || row === first)
  const spec: DesignSpec = { strata: 'stype', weights: 'pw', fpc: ['fpc'] }

  it.each(['remove', 'adjust', 'average', 'certainty'] as const)('is treated as R does under "%s"', (option) => {
    const one = byName(referenceCases('api').lonely_psu.results, 'option', option)
    const design = designOf(kept, { ...spec, lonely: option })
    const y = domainOf(numbers(kept, 'api00'))
    const [mean, total] = [surveyMean(design, y), surveyTotal(design, y)]
    agree([mean.df, mean.est, mean.se, total.est, total.se], [one.df, one.mean, one.mean_se, one.total, one.total_se])
  })

  it('refuses an error estimate by default, and points at a row', () => {
    const y = domainOf(numbers(kept, 'api00'))
    expect(() => surveyMean(designOf(kept, spec), y)).toThrow(/只抽中一个单位/)
  })
})

describe('jackknife replicate weights', () => {
  const reference = referenceCases('api').jackknife

  it.each(Object.keys(reference))('of the %s sample give R’s standard errors', (name) => {
    const { file, spec } = specs[name] ?? { file: '', spec: {} }
    const table = referenceTable(file)
    const design = designOf(table, spec)
    const replicates = jackknife(design)
    const weighted = (values: Float64Array) => (weights: Float64Array) =>
      values.reduce((sum, y, row) => sum + y * (weights[row] ?? 0), 0)
    const ratio = (above: Float64Array, below: Float64Array) =>
      replicateEstimate(design, replicates, (weights) => weighted(above)(weights) / weighted(below)(weights))
    expect(replicates.multipliers.length).toBe(reference[name].replicates)
    for (const one of reference[name].means) {
      const found = ratio(numbers(table, one.name), new Float64Array(table.rows).fill(1))
      agree([found.est, found.se], [one.est, one.se], 1e-10, one.name)
    }
    const { num, den, est, se } = reference[name].ratio
    const found = ratio(numbers(table, num), numbers(table, den))
    agree([found.est, found.se], [est, se], 1e-10, 'ratio')
  })
})
