import { type Adjustment, calibrateDesign } from './calibrate.ts'
import { at, type Coded, oneCode, pairCodes } from './codes.ts'
import { estimateCovariance } from './contrast.ts'
import { type Design, degreesOfFreedom, surveyDesign } from './design.ts'
import { type Domain, type Estimate, studentInterval, surveyMean, surveyRatio, surveyTotal } from './estimate.ts'
import { EstimateFault } from './fault.ts'
import type { FigureColumns } from './figure-columns.ts'
import type { FigureSpec, FigureVariable } from './figure-spec.ts'
import type { Interval } from './interval.ts'
import type { Margin, WeightingReport } from './margins.ts'
import { rateInterval, surveyGoal } from './survey-proportion.ts'

/**
 * One figure. `n` rows, `est` in the units of the variable (rates 0..1), `df` of its domain, `deff` against a simple random sample without
 * replacement and `deff_replace` with; `ci` by method (means, totals and ratios have `mean`, est ± t·se); `p_ge_target` the probability that
 * the rate is at least the target, from Beta(neff·p + ½, neff·(1−p) + ½). NaN where not defined.
 */
export type Figure = {
  variable: string
  by: Record<string, string>
  n: number
  est: number
  se: number
  df: number
  deff: number
  deff_replace: number
  ci: Record<string, Interval>
  p_ge_target?: number
}

/** All figures of a definition, with the degrees of freedom, weights and rows of the whole sample. */
export type Figures = {
  df: number
  sum_w: number
  rows: number
  estimates: Figure[]
  calibration?: { iterations: number; max_margin_error: number; largest_weight: number; neff: number }
}

/**
 * Computes the figures of a definition from its columns: design, calibration, then each variable in each combination of `by`, on the rows of
 * the domain, with the full design. Faults, each one sentence: those of `surveyDesign` and `calibrateDesign`, a negative weight, weights
 * that sum to 0, an `in` that is not in `of`; they carry the row at fault, where one is.
 */
export function computeFigures(spec: FigureSpec, columns: FigureColumns): Figures {
  const base = designOf(spec, columns)
  const { design, report } = calibrated(spec, columns, base)
  const kept = domainRows(spec, columns)
  const estimates = spec.variables.flatMap((variable) => figuresOf(spec, columns, design, variable, kept))
  return {
    df: degreesOfFreedom(design),
    sum_w: design.weights.reduce((sum, weight) => sum + weight, 0),
    rows: columns.rows,
    estimates,
    ...(report && { calibration: reported(report) }),
  }
}

/**
 * A variable of a joint computation. `weight` is what its rows stand for and `weighted` the sum of w·y over them, so that a rate is
 * weighted ÷ weight to the last digit; `positive` are the rows whose value is not 0: of a rate, those that count.
 */
export type JointEstimate = Figure & { weight: number; weighted: number; positive: number }

/**
 * The variables of a definition in its domain, together with the covariance matrix that shared rows and clusters give them (`by` is not
 * read). The diagonal holds se². Equals R `svymean(~a + b)` with `vcov` where all rows answered all. Faults as of `computeFigures`.
 */
export function computeJoint(
  spec: FigureSpec,
  columns: FigureColumns,
): { estimates: JointEstimate[]; covariance: number[][]; rows: number } {
  const { design } = calibrated(spec, columns, designOf(spec, columns))
  const kept = domainRows(spec, columns)
  const rows = Int32Array.from(kept.keys()).filter((row) => kept[row] === 1)
  const joint = spec.variables.map((variable) => {
    const values = valuesOf(columns, variable)
    const found = estimateIn(design, variable, values, rows)
    return { found, estimate: { ...figureOf(spec, design, variable, {}, found), ...sumsOf(design, found, values) } }
  })
  return {
    estimates: joint.map(({ estimate }) => estimate),
    covariance: estimateCovariance(
      design,
      joint.map(({ found }) => found),
    ),
    rows: rows.length,
  }
}

function sumsOf(design: Design, { influence, sumW }: Estimate, { y }: Values) {
  let [weighted, positive] = [0, 0]
  for (const row of influence.rows) {
    const [weight, value] = [at(design.weights, row), at(y, row)]
    weighted += weight * value
    if (weight !== 0 && value !== 0) positive += 1
  }
  return { weight: sumW, weighted, positive }
}

function designOf(spec: FigureSpec, columns: FigureColumns): Design {
  const weights = spec.weights ? columns.numbers(spec.weights) : null
  const negative = weights?.findIndex((weight) => weight < 0) ?? -1
  if (negative >= 0) throw new EstimateFault(`“${spec.weights}”的权数是负数`, negative)
  const sum = weights?.reduce((total, weight) => total + weight, 0) ?? 1
  if (columns.rows > 0 && sum === 0) throw new EstimateFault(`“${spec.weights}”的权数合计是 0，算不出任何数`)
  if (!Number.isFinite(sum)) throw new EstimateFault(`“${spec.weights}”的权数太大，合计超出了能算的范围`)
  return surveyDesign({
    rows: columns.rows,
    weights,
    ids: spec.ids.map(columns.labels),
    strata: spec.strata.map(columns.labels),
    fpc: spec.fpc.map(columns.numbers),
    nest: spec.nest,
    lonely: spec.lonely,
  })
}

function calibrated(
  spec: FigureSpec,
  columns: FigureColumns,
  design: Design,
): { design: Design; report?: WeightingReport } {
  if (!spec.calibrate) return { design }
  const { method, bounds, cap } = spec.calibrate
  const margins = spec.calibrate.margins.map((margin) => marginOf(columns, margin.columns, margin.totals))
  const options = {
    poststratify: { method: 'poststratify' },
    raking: { method: 'raking', ...(cap && { cap }) },
    linear: { method: 'linear', ...(bounds && { bounds }) },
    logit: { method: 'logit', bounds: bounds ?? [0.5, 2] },
  } as const satisfies Record<typeof method, Adjustment>
  return calibrateDesign(design, margins, options[method])
}

function marginOf(columns: FigureColumns, names: readonly string[], totals: Readonly<Record<string, number>>): Margin {
  const { codes, labels, firstRow } = jointLabels(columns, names)
  const keys = Object.keys(totals)
  const seen = new Set(labels.map((label) => label.join('|')))
  const unseen = keys.find((key) => (totals[key] ?? 0) > 0 && !seen.has(key))
  if (unseen !== undefined) throw new EstimateFault(`“${names.join('|')}”的总体总数里有“${unseen}”，样本中却没有这一类`)
  const place = new Map(keys.map((key, cell) => [key, cell]))
  const cells = labels.map((label, code) => {
    const cell = place.get(label.join('|'))
    if (cell !== undefined) return cell
    throw new EstimateFault(`“${names.join('|')}”的总体总数里没有“${label.join('|')}”这一类`, firstRow[code])
  })
  return { cellOfRow: codes.map((code) => at(cells, code)), totals: Float64Array.from(keys, (key) => totals[key] ?? 0) }
}

/** Codes of each combination of labels that occurs, its labels, and its first row. */
function jointLabels(columns: FigureColumns, names: readonly string[]) {
  const parts = names.map(columns.labels)
  const joint = parts.reduce((sum: Coded, part) => pairCodes(sum, part), oneCode(columns.rows))
  const firstRow = new Int32Array(joint.count).fill(-1)
  joint.codes.forEach((code, row) => {
    if (firstRow[code] === -1) firstRow[code] = row
  })
  const labels = Array.from(firstRow, (row) => parts.map((part) => part.labels[at(part.codes, row)] ?? ''))
  return { codes: joint.codes, labels, firstRow }
}

/** A mark for each row that the definition's domain keeps. */
function domainRows(spec: FigureSpec, columns: FigureColumns): Uint8Array {
  const kept = new Uint8Array(columns.rows).fill(1)
  for (const { column, in: wanted } of spec.domain) {
    const { codes, labels } = columns.labels(column)
    const inside = labels.map((label) => wanted.includes(label))
    codes.forEach((code, row) => {
      if (!inside[code]) kept[row] = 0
    })
  }
  return kept
}

function figuresOf(
  spec: FigureSpec,
  columns: FigureColumns,
  design: Design,
  variable: FigureVariable,
  kept: Uint8Array,
): Figure[] {
  const values = valuesOf(columns, variable)
  return groupRows(spec, columns, kept).map(({ by, rows }) =>
    figureOf(spec, design, variable, by, estimateIn(design, variable, values, rows)),
  )
}

/** The estimate of a variable on those of the rows that have a value of it. */
function estimateIn(design: Design, variable: FigureVariable, { y, x }: Values, rows: Int32Array): Estimate {
  const used = rows.filter((row) => !Number.isNaN(y[row]) && !Number.isNaN(x?.[row] ?? 0))
  return estimateOf(design, variable, { rows: used, y: Float64Array.from(used, (row) => at(y, row)) }, x)
}

/** The rows of each combination of the `by` columns among the rows kept, in the order of their labels. */
function groupRows(
  spec: FigureSpec,
  columns: FigureColumns,
  kept: Uint8Array,
): { by: Record<string, string>; rows: Int32Array }[] {
  const { codes, labels } = jointLabels(columns, spec.by)
  const counts = new Int32Array(labels.length)
  codes.forEach((code, row) => {
    if (kept[row]) counts[code] = at(counts, code) + 1
  })
  const groups = Array.from(counts, (count) => new Int32Array(count))
  counts.fill(0)
  codes.forEach((code, row) => {
    const group = groups[code]
    if (!kept[row] || !group) return
    group[at(counts, code)] = row
    counts[code] = at(counts, code) + 1
  })
  return labels
    .map((label, code) => ({ label, rows: groups[code] ?? new Int32Array(0) }))
    .filter(({ label, rows }) => !label.includes('') && (rows.length > 0 || spec.by.length === 0))
    .sort((a, b) => compareLabels(a.label, b.label))
    .map(({ label, rows }) => ({ by: Object.fromEntries(spec.by.map((name, i) => [name, label[i] ?? ''])), rows }))
}

/** A number for each row, NaN where the row has none; `x` is the denominator of a ratio. */
type Values = { y: Float64Array; x?: Float64Array }

function valuesOf(columns: FigureColumns, variable: FigureVariable): Values {
  if (variable.kind === 'ratio') return { y: columns.numbers(variable.num), x: columns.numbers(variable.den) }
  if (variable.kind !== 'proportion') return { y: columns.numbers(variable.column) }
  const { codes, labels } = columns.labels(variable.column)
  const stray = variable.of && variable.in.find((label) => !variable.of?.includes(label))
  if (stray !== undefined) throw new EstimateFault(`变量“${variable.name}”的 in 里有“${stray}”，of 里却没有`)
  const value = labels.map((label) => {
    if (variable.of ? !variable.of.includes(label) : label === '') return Number.NaN
    return variable.in.includes(label) ? 1 : 0
  })
  return { y: Float64Array.from(codes, (code) => at(value, code)) }
}

function estimateOf(design: Design, variable: FigureVariable, domain: Domain, x: Float64Array | undefined): Estimate {
  if (variable.kind === 'total') return surveyTotal(design, domain)
  if (!x) return surveyMean(design, domain)
  return surveyRatio(
    design,
    domain,
    Float64Array.from(domain.rows, (row) => at(x, row)),
  )
}

function figureOf(
  spec: FigureSpec,
  design: Design,
  variable: FigureVariable,
  by: Record<string, string>,
  found: Estimate,
): Figure {
  const { est, se, df, n, deff, deffReplace, influence } = found
  const figure = { variable: variable.name, by, n, est, se, df, deff, deff_replace: deffReplace }
  if (variable.kind !== 'proportion') return { ...figure, ci: { mean: studentInterval(est, se, df, spec.level) } }
  const rate = { p: est, se, df, n: design.calibration ? design.rows : influence.rows.length }
  const ci = Object.fromEntries(spec.methods.map((method) => [method, rateInterval(method, rate, spec.level)]))
  if (!spec.target) return { ...figure, ci }
  return { ...figure, ci, p_ge_target: surveyGoal(rate, spec.target, spec.level).probabilityJeffreys }
}

function reported({ iterations, maxMarginError, largestWeight, neff }: WeightingReport) {
  return { iterations, max_margin_error: maxMarginError, largest_weight: largestWeight, neff }
}

function compareLabels(a: readonly string[], b: readonly string[]): number {
  for (const [index, label] of a.entries()) {
    const other = b[index] ?? ''
    if (label !== other) return label < other ? -1 : 1
  }
  return 0
}
