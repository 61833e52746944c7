import { at } from './codes.ts'
import type { Design } from './design.ts'
import { EstimateFault } from './fault.ts'
import { cellSums, checkMargins, type Margin, marginError, type WeightingReport, weightingReport } from './margins.ts'
import { gramSolver } from './matrix.ts'
import { postStratify, type RakingOptions, rake } from './raking.ts'
import { marginGram, marginOffsets } from './residuals.ts'

/** Distance from the design weights that calibration keeps small, as the factor g it allows: 1 + u, eᵘ, or a logit curve between bounds. */
export type CalibrationMethod = 'linear' | 'raking' | 'logit'

export type CalibrationOptions = {
  /** Lower and upper bound of the factor g; needed by `logit`, optional otherwise. */
  bounds?: readonly [number, number]
  /** Largest relative distance from any margin that counts as reached. */
  tolerance?: number
  maxIterations?: number
}

/**
 * Calibration of weights to margins: w = d·g(x′η) with η from Newton's method, so that every margin is met and g stays close to 1.
 * Deville and Särndal (1992); equals R `survey::calibrate(calfun, bounds)`. `linear` is GREG. Fault when no such weights are found.
 */
function calibrateWeights(
  baseWeights: Float64Array,
  margins: readonly Margin[],
  method: CalibrationMethod,
  options: CalibrationOptions = {},
): { weights: Float64Array; report: WeightingReport } {
  const { tolerance = 1e-12, maxIterations = 200 } = options
  checkMargins(margins, baseWeights)
  const curve = curveOf(method, options.bounds)
  const offsets = marginOffsets(margins)
  const eta = new Float64Array(offsets.at(-1) ?? 0)
  let weights = Float64Array.from(baseWeights)
  let slopes = Float64Array.from(baseWeights)
  for (let iteration = 1; iteration <= maxIterations; iteration += 1) {
    const missing = margins.flatMap((margin) => {
      const sums = cellSums(margin, weights)
      return Array.from(margin.totals, (total, cell) => total - at(sums, cell))
    })
    const step = gramSolver(marginGram(slopes, margins))(Float64Array.from(missing))
    step.forEach((value, column) => {
      eta[column] = at(eta, column) + value
    })
    const u = linearPart(eta, margins, offsets, baseWeights.length)
    weights = baseWeights.map((weight, row) => weight * curve.factor(at(u, row)))
    slopes = baseWeights.map((weight, row) => weight * curve.slope(at(u, row)))
    if (!weights.every(Number.isFinite)) break
    if (marginError(margins, weights) <= tolerance)
      return { weights, report: weightingReport(margins, weights, iteration) }
  }
  throw new EstimateFault('校准没有收敛：在给定的上下限内找不到符合全部总体总数的权数')
}

/** How a design is adjusted to known totals; raking may be capped, calibration bounded. */
export type Adjustment =
  | { method: 'poststratify' }
  | ({ method: 'raking' } & RakingOptions)
  | ({ method: 'linear' | 'logit' } & CalibrationOptions)

/**
 * A design with its weights adjusted to the margins, whose variances from then on know of the adjustment: post-stratification (R
 * `postStratify`), raking (weights of R `rake`, errors of `calibrate(calfun = "raking")`), linear and logit calibration (R `calibrate`).
 * Faults: margins that contradict each other or the sample, bounds or a cap within which they cannot be met.
 */
export function calibrateDesign(
  design: Design,
  margins: readonly Margin[],
  adjustment: Adjustment,
): { design: Design; report: WeightingReport } {
  const baseWeights = design.weights
  const { weights, report } = adjustedWeights(baseWeights, margins, adjustment)
  const solve = gramSolver(marginGram(baseWeights, margins))
  return {
    design: {
      ...design,
      weights,
      calibration: { baseWeights, margins, solve },
    },
    report,
  }
}

function adjustedWeights(baseWeights: Float64Array, margins: readonly Margin[], adjustment: Adjustment) {
  if (adjustment.method === 'raking') return rake(baseWeights, margins, adjustment)
  if (adjustment.method !== 'poststratify') return calibrateWeights(baseWeights, margins, adjustment.method, adjustment)
  const [margin] = margins
  if (!margin || margins.length > 1) throw new EstimateFault('事后分层只用一组总体总数，多个变量请合成一组')
  return postStratify(baseWeights, margin)
}

type Curve = { factor: (u: number) => number; slope: (u: number) => number }

function curveOf(method: CalibrationMethod, bounds?: readonly [number, number]): Curve {
  if (method === 'logit') return logitCurve(bounds)
  const [low, high] = bounds ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  const free = method === 'linear' ? (u: number) => 1 + u : Math.exp
  const slope = method === 'linear' ? () => 1 : Math.exp
  return {
    factor: (u) => Math.min(high, Math.max(low, free(u))),
    slope: (u) => (free(u) > low && free(u) < high ? slope(u) : 0),
  }
}

function logitCurve(bounds?: readonly [number, number]): Curve {
  const [low, high] = bounds ?? [Number.NaN, Number.NaN]
  if (!(low >= 0 && low < 1 && high > 1 && Number.isFinite(high))) {
    throw new EstimateFault('logit 校准的上下限须满足 0 ≤ 下限 < 1 < 上限')
  }
  const a = (high - low) / ((high - 1) * (1 - low))
  const factor = (u: number) => {
    const power = Math.exp(Math.min(700, a * u))
    return (low * (high - 1) + high * (1 - low) * power) / (high - 1 + (1 - low) * power)
  }
  return {
    factor,
    slope: (u) => ((factor(u) - low) * (high - factor(u)) * a) / (high - low),
  }
}

function linearPart(
  eta: Float64Array,
  margins: readonly Margin[],
  offsets: readonly number[],
  rows: number,
): Float64Array {
  const u = new Float64Array(rows)
  for (const [m, margin] of margins.entries()) {
    const offset = at(offsets, m)
    for (let row = 0; row < rows; row += 1) u[row] = at(u, row) + at(eta, offset + at(margin.cellOfRow, row))
  }
  return u
}
