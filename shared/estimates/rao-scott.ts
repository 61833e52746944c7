import { pchisq } from './chi-square.ts'
import { at } from './codes.ts'
import { type WaldTest, waldTest } from './contrast.ts'
import { type Design, degreesOfFreedom } from './design.ts'
import { pf } from './fisher.ts'
import { covariance } from './linearization.ts'
import { type Matrix, multiply, solve, trace, transpose } from './matrix.ts'

/** A two-way table of a survey: the row and column level (from 0) of each of `rows`. */
export type CrossTable = {
  rows: Int32Array
  rowLevel: Int32Array
  columnLevel: Int32Array
  rowCount: number
  columnCount: number
}

/** Tests of "rows and columns are independent". */
export type IndependenceTests = {
  /** Rao-Scott second order: F on (df1, df2), not whole. */
  f: { statistic: number; df1: number; df2: number; p: number }
  /** Rao-Scott first order: Pearson's X² and the p-value of X² over the mean generalised design effect. */
  chisq: { statistic: number; df: number; p: number }
  wald: WaldTest
  adjustedWald: WaldTest
  /** Weighted counts, by row and column. */
  table: number[][]
}

/**
 * Tests of independence in a two-way table. Equals R `svychisq` with statistic F, Chisq, Wald and adjWald (Rao and Scott 1984; Koch,
 * Freeman and Freeman 1975). Every level must occur. `design.rows` counts as the sample size after calibration, as in R.
 */
export function independenceTests(design: Design, cross: CrossTable): IndependenceTests {
  const indicators = cellIndicators(cross)
  const weighted = indicators.map((cell) => weightedSum(design, cross.rows, cell))
  const population = weighted.reduce((sum, value) => sum + value, 0)
  const shares = weighted.map((value) => value / population)
  const n = design.calibration ? design.rows : cross.rows.length
  const nu = degreesOfFreedom(design, design.calibration ? undefined : cross.rows)
  const pearson = pearsonStatistic(shares, cross, n)
  const influences = indicators.map((cell, c) => cell.map((value) => (value - at(shares, c)) / population))
  const delta = generalisedEffects(shares, covariance(design, cross.rows, influences), cross, n)
  const effect = trace(delta)
  const df1 = (effect * effect) / trace(multiply(delta, delta))
  const df = delta.length
  const statistic = pearson / effect
  return {
    f: { statistic, df1, df2: df1 * nu, p: pf(statistic, df1, df1 * nu, true) },
    chisq: { statistic: pearson, df, p: pchisq((pearson * df) / effect, df, true) },
    ...waldForms(design, cross, indicators, weighted, population, nu),
    table: Array.from({ length: cross.rowCount }, (_, i) =>
      Array.from({ length: cross.columnCount }, (_, j) => at(weighted, j * cross.rowCount + i)),
    ),
  }
}

/** One 0/1 column for each cell, rows running fastest. */
function cellIndicators({ rows, rowLevel, columnLevel, rowCount, columnCount }: CrossTable): Float64Array[] {
  return Array.from({ length: rowCount * columnCount }, (_, cell) =>
    Float64Array.from(rows, (_, k) => (at(columnLevel, k) * rowCount + at(rowLevel, k) === cell ? 1 : 0)),
  )
}

function pearsonStatistic(shares: readonly number[], cross: CrossTable, n: number): number {
  const { across, down } = marginShares(shares, cross)
  return shares.reduce((sum, share, cell) => {
    const expected = at(across, cell % cross.rowCount) * at(down, Math.floor(cell / cross.rowCount))
    return sum + (n * (share - expected) ** 2) / expected
  }, 0)
}

function marginShares(values: readonly number[], cross: CrossTable): { across: number[]; down: number[] } {
  const across = new Array<number>(cross.rowCount).fill(0)
  const down = new Array<number>(cross.columnCount).fill(0)
  values.forEach((value, cell) => {
    const [i, j] = [cell % cross.rowCount, Math.floor(cell / cross.rowCount)]
    across[i] = at(across, i) + value
    down[j] = at(down, j) + value
  })
  return { across, down }
}

/** Rao and Scott's matrix Δ: the design variance of the interaction against the one of a simple random sample. */
function generalisedEffects(shares: readonly number[], v: Matrix, cross: CrossTable, n: number): number[][] {
  const contrasts = interactionContrasts(cross)
  const inverse = shares.map((share) => (share === 0 ? 0 : 1 / share))
  const scaled = contrasts.map((row, cell) => row.map((value) => value * at(inverse, cell)))
  const below = multiply(transpose(contrasts), scaled).map((row) => row.map((value) => value / n))
  const above = multiply(transpose(scaled), multiply(v, scaled))
  return solve(below, above) ?? below.map((row) => row.map(() => Number.NaN))
}

/** Cells × (r−1)(c−1) matrix of interaction columns, orthogonal to the two main effects: products of centred level indicators. */
function interactionContrasts({ rowCount, columnCount }: CrossTable): number[][] {
  return Array.from({ length: rowCount * columnCount }, (_, cell) => {
    const [i, j] = [cell % rowCount, Math.floor(cell / rowCount)]
    const line: number[] = []
    for (let b = 1; b < columnCount; b += 1) {
      for (let a = 1; a < rowCount; a += 1) {
        line.push(((i === a ? 1 : 0) - 1 / rowCount) * ((j === b ? 1 : 0) - 1 / columnCount))
      }
    }
    return line
  })
}

function waldForms(
  design: Design,
  cross: CrossTable,
  indicators: readonly Float64Array[],
  weighted: readonly number[],
  population: number,
  nu: number,
): { wald: WaldTest; adjustedWald: WaldTest } {
  const { across, down } = marginShares(weighted, cross)
  const residuals: number[] = []
  const influences: Float64Array[] = []
  for (const [cell, indicator] of indicators.entries()) {
    const [i, j] = [cell % cross.rowCount, Math.floor(cell / cross.rowCount)]
    if (i === 0 || j === 0) continue
    const [a, b] = [at(across, i) / population, at(down, j) / population]
    residuals.push(at(weighted, cell) - a * b * population)
    influences.push(
      indicator.map(
        (value, k) => value - (cross.rowLevel[k] === i ? b : 0) - (cross.columnLevel[k] === j ? a : 0) + a * b,
      ),
    )
  }
  const v = covariance(design, cross.rows, influences)
  return { wald: waldTest(residuals, v, nu), adjustedWald: waldTest(residuals, v, nu, true) }
}

function weightedSum(design: Design, rows: Int32Array, values: Float64Array): number {
  return values.reduce((sum, value, k) => sum + value * at(design.weights, at(rows, k)), 0)
}
