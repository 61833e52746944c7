import { at } from './codes.ts'
import { solve } from './matrix.ts'

/** A fitted log-linear model of counts: ln E(y) = x·b, Var(y) = dispersion × E(y). */
export type QuasiPoisson = { coefficients: number[]; covariance: number[][]; dispersion: number; fitted: number[] }

/**
 * Quasi-Poisson regression with a log link, by iteratively reweighted least squares (McCullagh & Nelder 1989, ch. 6). `weights` are prior
 * weights, `start` fitted means to begin from. The dispersion is Pearson's Σ w(y − m)²/m ÷ (n − p), never under 1; `covariance` is that of the coefficients with
 * the dispersion in it. Null where the columns depend on each other or there are too few rows. Equals R `glm(family =
 * quasipoisson)`, but for the dispersion's lower bound.
 */
export function quasiPoisson(
  rows: readonly (readonly number[])[],
  y: readonly number[],
  { weights = [], start }: { weights?: readonly number[]; start?: readonly number[] } = {},
): QuasiPoisson | null {
  const width = rows[0]?.length ?? 0
  const weightOf = (i: number) => weights[i] ?? 1
  const total = y.reduce((sum, count) => sum + count, 0)
  if (width === 0 || rows.length <= width || total === 0) return null
  let fitted = start ?? y.map((count) => (count + total / y.length) / 2)
  let coefficients: number[] = []
  let deviance = Number.POSITIVE_INFINITY
  for (let round = 0; round < 30; round += 1) {
    const step = leastSquares(rows, y, fitted, weightOf)
    if (!step) return null
    coefficients = step
    fitted = rows.map((row) => Math.exp(Math.min(50, dot(row, step))))
    const next = devianceOf(y, fitted, weightOf)
    if (Math.abs(deviance - next) <= 1e-9 * (Math.abs(next) + 0.1)) break
    deviance = next
  }
  const pearson = y.reduce((sum, count, i) => sum + (weightOf(i) * (count - at(fitted, i)) ** 2) / at(fitted, i), 0)
  const dispersion = Math.max(1, pearson / (rows.length - width))
  const inverse = solve(information(rows, fitted, weightOf), identity(width))
  if (!inverse) return null
  return {
    coefficients,
    covariance: inverse.map((row) => row.map((value) => value * dispersion)),
    dispersion,
    fitted: [...fitted],
  }
}

/** Anscombe's residuals of counts, (3/2)(y^⅔ − m^⅔)/(√dispersion · m^⅙): near normal also for small means. */
export function anscombeResiduals(y: readonly number[], { fitted, dispersion }: QuasiPoisson): number[] {
  return y.map((count, i) => {
    const mean = at(fitted, i)
    return (1.5 * (count ** (2 / 3) - mean ** (2 / 3))) / (Math.sqrt(dispersion) * mean ** (1 / 6))
  })
}

type WeightOf = (i: number) => number

function leastSquares(
  rows: readonly (readonly number[])[],
  y: readonly number[],
  fitted: readonly number[],
  weightOf: WeightOf,
): number[] | null {
  const width = rows[0]?.length ?? 0
  const right = new Array<number>(width).fill(0)
  for (const [i, row] of rows.entries()) {
    const mean = at(fitted, i)
    const working = weightOf(i) * (mean * Math.log(mean) + at(y, i) - mean)
    for (let j = 0; j < width; j += 1) right[j] = at(right, j) + at(row, j) * working
  }
  const solved = solve(
    information(rows, fitted, weightOf),
    right.map((value) => [value]),
  )
  return solved?.map(([value = 0]) => value) ?? null
}

/** Xᵀ·diag(w·m)·X. */
function information(rows: readonly (readonly number[])[], fitted: readonly number[], weightOf: WeightOf): number[][] {
  const width = rows[0]?.length ?? 0
  const sums = Array.from({ length: width }, () => new Array<number>(width).fill(0))
  for (const [i, row] of rows.entries()) {
    const weight = weightOf(i) * at(fitted, i)
    for (let j = 0; j < width; j += 1) {
      const scaled = at(row, j) * weight
      if (scaled === 0) continue
      const line = sums[j] ?? []
      for (let k = j; k < width; k += 1) line[k] = at(line, k) + scaled * at(row, k)
    }
  }
  return sums.map((line, j) => line.map((value, k) => (k < j ? at(sums[k] ?? [], j) : value)))
}

function devianceOf(y: readonly number[], fitted: readonly number[], weightOf: WeightOf): number {
  return y.reduce((sum, count, i) => {
    const mean = at(fitted, i)
    return sum + 2 * weightOf(i) * ((count > 0 ? count * Math.log(count / mean) : 0) - (count - mean))
  }, 0)
}

const dot = (row: readonly number[], by: readonly number[]) => row.reduce((sum, value, j) => sum + value * at(by, j), 0)

const identity = (size: number) =>
  Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i === j ? 1 : 0)))
