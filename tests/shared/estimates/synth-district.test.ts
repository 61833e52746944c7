import { surveyContrast } from '@minyi/shared/estimates/contrast.ts'
import { degreesOfFreedom } from '@minyi/shared/estimates/design.ts'
import { surveyMean } from '@minyi/shared/estimates/estimate.ts'
import { effectiveSize } from '@minyi/shared/estimates/margins.ts'
import { nonresponseWeights } from '@minyi/shared/estimates/nonresponse.ts'
import { independenceTests } from '@minyi/shared/estimates/rao-scott.ts'
import { describe, expect, it } from 'vitest'
import { agree, coded, domainOf, numbers, referenceCases, referenceTable } from './reference.ts'
import { agreeDomain, agreeEstimate, agreeGoal, agreeIntervals, type Errors } from './survey-agreement.ts'
import {
  codesOfValid,
  designs,
  grade,
  gradeShare,
  issued,
  isValid,
  mainDesign,
  respondents,
  variables,
  within,
} from './synth-survey.ts'

const reference = referenceCases('synth')
const groups = {
  by_township_top3: ['township', variables.top3],
  by_unit_top3: ['unit', variables.top3],
  by_unit_score: ['unit', variables.score],
  by_age_top2: ['age_group', variables.top2],
  by_gender_top2: ['gender', variables.top2],
} as const

describe.each(Object.keys(designs))('the synthetic district, %s, agrees with R survey', (section) => {
  const one = reference[section]
  const design = designs[section] ?? mainDesign
  const errors: Errors = section.startsWith('raked') ? 'without errors' : 'with errors'

  it('in rows, weights and single figures', () => {
    expect([design.rows, domainOf(grade, isValid).rows.length]).toEqual([one.rows, one.valid_rows])
    agree([design.weights.reduce((sum, w) => sum + w, 0), effectiveSize(design.weights)], [one.sum_w, one.kish_neff])
    for (const [name, values] of Object.entries(variables))
      agreeEstimate(surveyMean(design, domainOf(values)), one[name], errors)
    for (const [index, level] of one.levels.entries())
      agreeEstimate(surveyMean(design, gradeShare(index + 1)), level, errors)
  })

  it('in intervals of rates and the question of the target', () => {
    if (errors === 'without errors') return
    const [top3, top2] = [surveyMean(design, domainOf(variables.top3)), surveyMean(design, domainOf(variables.top2))]
    agreeIntervals(design, top3, one.top3_ciprop)
    agreeIntervals(design, top2, one.top2_ciprop)
    agreeGoal(design, top3, one.top3_goal)
  })

  it.each(Object.entries(groups))('in %s', (name, [column, values]) => {
    for (const row of one[name]) agreeDomain(surveyMean(design, within(values, column, row.domain)), row, errors)
  })
})

describe('weights of the synthetic district', () => {
  it('come from issued and answered households of each village', () => {
    const answered = Uint8Array.from(issued.column('responded'), Number)
    const found = nonresponseWeights(numbers(issued, 'base_w'), answered, coded(issued, 'village'))
    agree(
      found.filter((_, row) => answered[row] === 1),
      [...numbers(respondents, 'w')],
    )
  })

  it.each([
    ['raked_township_age_gender', 'rake_t_a_g'],
    ['raked_township.gender_age', 'rake_tg_a'],
    ['poststratified_township.gender', 'post_tg'],
    ['calibrated_raking', 'cal_raking'],
    ['calibrated_linear', 'cal_linear'],
  ])('of %s are those of R', (section, column) => {
    agree(designs[section]?.weights, [...numbers(referenceTable('synth_weights'), column)])
  })
})

describe('differences and tests of the synthetic district', () => {
  const all = degreesOfFreedom(mainDesign, domainOf(variables.top3).rows)

  it.each(['weighted_unit', 'weighted_township', 'raked_unit'])(
    'contrast %s has the covariance of shared villages',
    (name) => {
      const one = reference.contrasts[name]
      const design = name.startsWith('raked') ? designs.raked_township_age_gender : mainDesign
      if (!design) throw new Error('no design')
      const [a, b] = one.minus.map((label: string) => surveyMean(design, within(variables.top3, one.by, label)))
      const found = surveyContrast(design, a, b, all)
      agree([found.diff, found.df], [one.diff, one.df])
      if (name.startsWith('raked')) return
      agree([found.se, found.t, found.p, ...found.ci], [one.se, one.t, one.p, ...one.ci_t], 1e-10, name)
      expect(found.cov).toBeCloseTo(one.cov, 14)
    },
  )

  it.each([
    ['top3_by_gender', 'top3', 'gender'],
    ['level_by_age', 'level', 'age_group'],
    ['level_by_unit', 'level', 'unit'],
  ])('Rao-Scott and Wald tests of %s', (name, rowName, columnName) => {
    const one = reference.chisq[name]
    const { rows, codes, labels } = codesOfValid(columnName)
    const sorted = [...labels].sort()
    const levels = Int32Array.from(rows, (row) =>
      rowName === 'top3' ? (variables.top3[row] ?? 0) : (grade[row] ?? 1) - 1,
    )
    const found = independenceTests(mainDesign, {
      rows,
      rowLevel: levels,
      columnLevel: codes.map((code) => sorted.indexOf(labels[code] ?? '')),
      rowCount: one.table.rows.length,
      columnCount: sorted.length,
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
    agree(
      [found.wald.statistic, found.wald.df1, found.wald.df2, found.wald.p],
      [one.Wald.statistic, ...one.Wald.parameter, one.Wald.p],
      1e-10,
      'Wald',
    )
    const { adjustedWald } = found
    agree(
      [adjustedWald.statistic, adjustedWald.df1, adjustedWald.df2, adjustedWald.p],
      [one.adjWald.statistic, ...one.adjWald.parameter, one.adjWald.p],
      1e-10,
      'adjWald',
    )
    agree(found.table, one.table.weighted, 1e-10, 'table')
  })
})
