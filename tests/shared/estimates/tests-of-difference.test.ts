import { estimateCovariance, surveyContrast, waldTest } from '@minyi/shared/estimates/contrast.ts'
import { degreesOfFreedom } from '@minyi/shared/estimates/design.ts'
import { surveyMean } from '@minyi/shared/estimates/estimate.ts'
import { independenceTests } from '@minyi/shared/estimates/rao-scott.ts'
import { describe, it } from 'vitest'
import { agree, type DesignSpec, designOf, domainOf, numbers, referenceCases, referenceTable } from './reference.ts'

const reference = referenceCases('tests')
const specs: Record<string, { file: string; spec: DesignSpec }> = {
  strat: { file: 'apistrat', spec: { strata: 'stype', weights: 'pw', fpc: ['fpc'] } },
  clus1: { file: 'apiclus1', spec: { ids: ['dnum'], weights: 'pw', fpc: ['fpc'] } },
  clus2: { file: 'apiclus2', spec: { ids: ['dnum', 'snum'], fpc: ['fpc1', 'fpc2'] } },
}

function sampleOf(name: string) {
  const { file, spec } = specs[name] ?? { file: '', spec: {} }
  const table = referenceTable(file)
  return { table, design: designOf(table, spec) }
}

describe.each(Object.keys(specs))('tests on the %s sample agree with R survey', (name) => {
  const { table, design } = sampleOf(name)

  it('Rao-Scott and Wald tests of awards against school type', () => {
    const one = reference.chisq[`${name}_awards_stype`]
    const { rows } = domainOf(new Float64Array(table.rows))
    const level = (column: string, labels: readonly string[]) =>
      Int32Array.from(table.column(column), (label) => labels.indexOf(label))
    const found = independenceTests(design, {
      rows,
      rowLevel: level('awards', one.table.rows),
      columnLevel: level('stype', one.table.cols),
      rowCount: one.table.rows.length,
      columnCount: one.table.cols.length,
    })
    agree(
      [found.f.statistic, found.f.df1, found.f.df2, found.f.p],
      [one.F.statistic, ...one.F.parameter, one.F.p],
      1e-10,
      'F',
    )
    agree(
      [found.chisq.statistic, found.chisq.df, found.chisq.p],
      [one.Chisq.statistic, ...one.Chisq.parameter, one.Chisq.p],
      1e-10,
      'Chisq',
    )
    for (const [test, r] of [
      [found.wald, one.Wald],
      [found.adjustedWald, one.adjWald],
    ]) {
      agree([test.statistic, test.df1, test.df2, test.p], [r.statistic, ...r.parameter, r.p], 1e-10, 'Wald')
    }
    agree(found.table, one.table.weighted)
  })

  it('t-test of a difference between two domains', () => {
    const one = reference.ttest[name]
    const [y = ''] = one.formula.split(' ~ ')
    const awards = table.column('awards')
    const of = (label: string) =>
      surveyMean(
        design,
        domainOf(numbers(table, y), (row) => awards[row] === label),
      )
    const found = surveyContrast(design, of('Yes'), of('No'), degreesOfFreedom(design) - 1)
    agree([found.diff, found.t, found.df, found.p, ...found.ci], [one.diff, one.t, one.df, one.p, ...one.ci95])
  })
})

describe('a Wald test that all domains have one mean', () => {
  it.each(Object.keys(reference.regterm))('agrees with regTermTest on the %s sample', (name) => {
    const one = reference.regterm[name]
    const { table, design } = sampleOf(name)
    const [y = ''] = one.formula.split(' ~ ')
    const types = table.column('stype')
    const means = ['E', 'H', 'M'].map((type) =>
      surveyMean(
        design,
        domainOf(numbers(table, y), (row) => types[row] === type),
      ),
    )
    const v = estimateCovariance(design, means)
    const at = (i: number, j: number) => v[i]?.[j] ?? Number.NaN
    const [base, ...others] = means.map(({ est }) => est)
    const differences = others.map((mean) => mean - (base ?? 0))
    const matrix = [1, 2].map((i) => [1, 2].map((j) => at(i, j) - at(i, 0) - at(0, j) + at(0, 0)))
    const found = waldTest(differences, matrix, one.ddf)
    agree([found.statistic, found.df1, found.df2, found.p], [one.Ftest, one.df, one.ddf, one.p])
    agree(differences, one.coef.slice(1))
  })
})
