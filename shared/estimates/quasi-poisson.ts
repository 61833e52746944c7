import { at } from './codes.ts'
import { solve } from './matrix.ts'

/** A fitted log-linear model of counts: ln E(y) = x·b, Var(y) = dispersion × E(y). */
export type QuasiPoisson = { coefficients: number[]; covariance: number[][]; dispersion: number; fitted: number[] }

/**
 * Quasi-Poisson regression with a log link, by iteratively reweighted least squares (McCullagh & Nelder 1989, ch. 6). `weights` are prior
 * weights, `start` fitted means to begin from. The dispersion is Pearson's Σ w(y − m)²/m ÷ (n − p), never under 1; `covariance` is that
 * of the coefficients with the dispersion in it. Null where the columns depend on each other or there are too few rows. Equals R
 * `glm(family = quasipoisson)`, but for the dispersion's lower bound.
 */
export function quasiPoisson(
  rows: readonly (readonly number[])[],
  y: readonly number[],
  { weights = [], start }: { weights?: readonly number[]; start?: readonly number[] } = {},
): QuasiPoisson | null {
  const width = rows[0]?.length ?? 0
  const total = y.reduce((sum, count) => sum + count, 0)
  if (width === 0 || rows.length <= width || total === 0) return null
  const model: Model = {
    width,
    x: Float64Array.from(rows.flat()),
    y: Float64Array.from(y),
    weights: Float64Array.from(y, (_, i) => weights[i] ?? 1),
    fitted: Float64Array.from(start ?? y.map((count) => (count + total / y.length) / 2)),
  }
  let coefficients: number[] = []
  let deviance = Number.POSITIVE_INFINITY
  for (let round = 0; round < 30; round += 1) {
    const { gram, right } = normalEquations(model)
    const step = solve(gram, right)
    if (!step) return null
    coefficients = step.map(([value = 0]) => value)
    const next = move(model, coefficients)
    if (Math.abs(deviance - next) <= 1e-9 * (Math.abs(next) + 0.1)) break
    deviance = next
  }
  const inverse = solve(normalEquations(model).gram, identity(width))
  if (!inverse) return null
  const dispersion = Math.max(1, pearson(model) / (rows.length - width))
  const covariance = inverse.map((row) => row.map((value) => value * dispersion))
  return { coefficients, covariance, dispersion, fitted: [...model.fitted] }
}

/** Anscombe's residuals of counts, (3/2)(y^⅔ − m^⅔)/(√dispersion · m^⅙): near normal also for small means. */
export function anscombeResiduals(y: readonly number[], { fitted, dispersion }: QuasiPoisson): number[] {
  return y.map((count, i) => {
    const mean = at(fitted, i)
    return (1.5 * (count ** (2 / 3) - mean ** (2 / 3))) / (Math.sqrt(dispersion) * mean ** (1 / 6))
  })
}

/** The data as flat columns of numbers: `x` holds row after row. */
type Model = { width: number; x: Float64Array; y: Float64Array; weights: Float64Array; fitted: Float64Array }

/** Xᵀ·diag(w·m)·X, and Xᵀ·diag(w·m) times the working response ln m + (y − m)/m. */
function normalEquations({ width, x, y, weights, fitted }: Model): { gram: number[][]; right: number[][] } {
  const sums = new Float64Array(width * width)
  const right = new Float64Array(width)
  for (let i = 0, first = 0; i < y.length; i += 1, first += width) {
    const mean = fitted[i] ?? 0
    const weight = (weights[i] ?? 0) * mean
    const response = weight * Math.log(mean) + (weights[i] ?? 0) * ((y[i] ?? 0) - mean)
    for (let j = 0; j < width; j += 1) {
      const value = x[first + j] ?? 0
      if (value === 0) continue
      right[j] = (right[j] ?? 0) + value * response
      for (let k = j; k < width; k += 1) {
        sums[j * width + k] = (sums[j * width + k] ?? 0) + value * weight * (x[first + k] ?? 0)
      }
    }
  }
  const gram = Array.from({ length: width }, (_, j) =>
    Array.from({ length: width }, (_, k) => sums[Math.min(j, k) * width + Math.max(j, k)] ?? 0),
  )
  return { gram, right: Array.from(right, (value) => [value]) }
}

/** Sets the fitted means to those of the coefficients and answers the deviance. */
function move({ width, x, y, weights, fitted }: Model, coefficients: readonly number[]): number {
  let deviance = 0
  for (let i = 0, first = 0; i < y.length; i += 1, first += width) {
    let linear = 0
    for (let j = 0; j < width; j += 1) linear += (x[first + j] ?? 0) * (coefficients[j] ?? 0)
    const mean = Math.exp(Math.min(50, linear))
    const count = y[i] ?? 0
    fitted[i] = mean
    deviance += 2 * (weights[i] ?? 0) * ((count > 0 ? count * Math.log(count / mean) : 0) - (count - mean))
  }
  return deviance
}

function pearson({ y, weights, fitted }: Model): number {
  return y.reduce((sum, count, i) => {
    const mean = fitted[i] ?? 0
    return sum + ((weights[i] ?? 0) * (count - mean) ** 2) / mean
  }, 0)
}

const identity = (size: number) =>
  Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i === j ? 1 : 0)))
