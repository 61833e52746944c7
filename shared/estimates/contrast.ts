import { at } from './codes.ts'
import type { Design } from './design.ts'
import { type Estimate, studentInterval } from './estimate.ts'
import { pf } from './fisher.ts'
import type { Interval } from './interval.ts'
import { covariance } from './linearization.ts'
import { entry, type Matrix, multiply, solve, transpose } from './matrix.ts'
import { pt } from './student.ts'

/** Difference of two figures of one survey, with the covariance that rows of shared clusters give them. */
export type Contrast = { diff: number; se: number; df: number; t: number; p: number; ci: Interval; cov: number }

/**
 * First figure minus second, both from this design: se² = v₁ + v₂ − 2·cov. `df` is usually the degrees of freedom of the rows that both
 * were taken from; p is two-sided. Equals R `svycontrast` on `svyby(covmat = TRUE)`; with df − 1, `svyttest`.
 */
export function surveyContrast(design: Design, first: Estimate, second: Estimate, df: number, level = 0.95): Contrast {
  const matrix = estimateCovariance(design, [first, second])
  const cov = entry(matrix, 0, 1)
  const diff = first.est - second.est
  const se = Math.sqrt(entry(matrix, 0, 0) + entry(matrix, 1, 1) - 2 * cov)
  const t = diff / se
  return { diff, se, df, t, p: 2 * pt(-Math.abs(t), df), ci: studentInterval(diff, se, df, level), cov }
}

/** Covariance matrix of figures of one survey, whichever domains they are of. Equals R `vcov(svyby(…, covmat = TRUE))`; see `covariance`. */
export function estimateCovariance(design: Design, estimates: readonly Estimate[]): number[][] {
  const marked = new Uint8Array(design.rows)
  for (const { influence } of estimates) for (const row of influence.rows) marked[row] = 1
  const rows = Int32Array.from(rowsWhere(marked))
  const place = new Int32Array(design.rows)
  rows.forEach((row, k) => {
    place[row] = k
  })
  const values = estimates.map(({ influence }) => {
    const spread = new Float64Array(rows.length)
    influence.rows.forEach((row, k) => {
      spread[at(place, row)] = at(influence.values, k)
    })
    return spread
  })
  return covariance(design, rows, values)
}

/** A joint test that several quantities are all 0. */
export type WaldTest = { statistic: number; df1: number; df2: number; p: number }

/**
 * Wald test that all of `values` are 0, given their covariance: F = b′V⁻¹b / k on (k, df). With `adjusted` the F is scaled by
 * (df − k + 1)/df on (k, df − k + 1) degrees. Equals R `regTermTest` and the Wald forms of `svychisq`. NaN when V is singular.
 */
export function waldTest(values: readonly number[], matrix: Matrix, df: number, adjusted = false): WaldTest {
  const column = values.map((value) => [value])
  const solved = solve(matrix, column)
  const k = values.length
  const quadratic = solved ? entry(multiply(transpose(column), solved), 0, 0) : Number.NaN
  const df2 = adjusted ? df - k + 1 : df
  const statistic = (quadratic / k) * (df2 / df)
  return { statistic, df1: k, df2, p: pf(statistic, k, df2, true) }
}

function rowsWhere(marked: Uint8Array): number[] {
  const rows: number[] = []
  marked.forEach((mark, row) => {
    if (mark) rows.push(row)
  })
  return rows
}
