import { calibrateDesign } from '@minyi/shared/estimates/calibrate.ts'
import type { Design } from '@minyi/shared/estimates/design.ts'
import type { Domain } from '@minyi/shared/estimates/estimate.ts'
import type { Margin } from '@minyi/shared/estimates/margins.ts'
import { coded, designOf, domainOf, numbers, referenceTable } from './reference.ts'

/** The respondents of the synthetic district, one row each. */
const sample = referenceTable('synth_sample')
const responded = sample.column('responded')
export const respondents = sample.where((row) => responded[row] === '1')
export const issued = sample
export const grade = numbers(respondents, 'q_overall')

const population = referenceTable('synth_population')

/** Population totals of one or several joined columns, in the order of the respondents' labels. */
function populationMargin(columns: readonly string[]): Margin {
  const keyOf = (table: typeof population) => {
    const parts = columns.map((name) => table.column(name))
    return Array.from({ length: table.rows }, (_, row) => parts.map((part) => part[row]).join('|'))
  }
  const totals = new Map<string, number>()
  const counts = numbers(population, 'Freq')
  for (const [row, key] of keyOf(population).entries()) totals.set(key, (totals.get(key) ?? 0) + (counts[row] ?? 0))
  const keys = [...totals.keys()]
  const place = new Map(keys.map((key, cell) => [key, cell]))
  return {
    cellOfRow: Int32Array.from(keyOf(respondents), (key) => place.get(key) ?? -1),
    totals: Float64Array.from(totals.values()),
  }
}

export const mainDesign = designOf(respondents, { ids: ['village'], strata: 'township', weights: 'w', nest: true })
const margins = {
  single: [populationMargin(['township']), populationMargin(['age_group']), populationMargin(['gender'])],
  joint: [populationMargin(['township', 'gender']), populationMargin(['age_group'])],
  cells: [populationMargin(['township', 'gender'])],
}

/** The designs of the reference file by its section names. */
export const designs: { [section: string]: Design } = {
  unweighted_srs: designOf(respondents, {}),
  weighted: mainDesign,
  raked_township_age_gender: calibrateDesign(mainDesign, margins.single, { method: 'raking' }).design,
  'raked_township.gender_age': calibrateDesign(mainDesign, margins.joint, { method: 'raking' }).design,
  'poststratified_township.gender': calibrateDesign(mainDesign, margins.cells, { method: 'poststratify' }).design,
  calibrated_raking: calibrateDesign(mainDesign, margins.single, { method: 'raking' }).design,
  calibrated_linear: calibrateDesign(mainDesign, margins.single, { method: 'linear' }).design,
  two_stage_fpc: designOf(respondents, {
    ids: ['village', 'hh_id'],
    strata: 'township',
    weights: 'w',
    fpc: ['fpc1', 'fpc2'],
    nest: true,
  }),
}

const scores = { plain: [0, 30, 60, 80, 100], even: [0, 25, 50, 75, 100] }
export const isValid = (row: number) => (grade[row] ?? 9) <= 5

/** The variables of the reference file: a value for each respondent, NaN where the row has none. */
export const variables = {
  top3: valid((q) => (q >= 3 ? 1 : 0)),
  top2: valid((q) => (q >= 4 ? 1 : 0)),
  score: valid((q) => scores.plain[q - 1] ?? Number.NaN),
  score25: valid((q) => scores.even[q - 1] ?? Number.NaN),
  top3_all_respondents: grade.map((q) => (q >= 3 && q <= 5 ? 1 : 0)),
  dk_refusal_rate: grade.map((q) => (q <= 5 ? 0 : 1)),
  aware_rate: Float64Array.from(respondents.column('aware'), (text) => (text === 'yes' ? 1 : 0)),
  prefer_rate: numbers(respondents, 'prefer'),
}

/** Share of one grade among valid answers. */
export function gradeShare(level: number): Domain {
  return domainOf(valid((q) => (q === level ? 1 : 0)))
}

/** Rows of one label of a column with a valid value of a variable. */
export function within(values: Float64Array, column: string, label: string): Domain {
  const labels = respondents.column(column)
  return domainOf(values, (row) => labels[row] === label)
}

/** The valid rows with the codes of one column. */
export function codesOfValid(column: string): { rows: Int32Array; codes: Int32Array; labels: readonly string[] } {
  const { codes, labels } = coded(respondents, column)
  const { rows } = domainOf(grade, isValid)
  return { rows, codes: Int32Array.from(rows, (row) => codes[row] ?? 0), labels }
}

function valid(of: (grade: number) => number): Float64Array {
  return grade.map((q) => (q <= 5 ? of(q) : Number.NaN))
}
