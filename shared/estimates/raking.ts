import { at } from './codes.ts'
import { EstimateFault } from './fault.ts'
import { cellSums, checkMargins, type Margin, marginError, type WeightingReport, weightingReport } from './margins.ts'

/** When raking stops, and how far a weight may go. */
export type RakingOptions = {
  /** Largest relative distance from any margin that counts as reached. */
  tolerance?: number
  maxIterations?: number
  /** Largest allowed ratio of a new weight to its design weight; what is cut off is raked again over the others. */
  cap?: number
}

/**
 * Raking (iterative proportional fitting) from the design weights: each margin in turn multiplies the weights of a cell by total / sum,
 * until every margin is met. Deming and Stephan (1940); equals R `survey::rake` with a tight epsilon. Fault when the margins contradict
 * each other or are not reached.
 */
export function rake(
  baseWeights: Float64Array,
  margins: readonly Margin[],
  options: RakingOptions = {},
): { weights: Float64Array; report: WeightingReport } {
  const { tolerance = 1e-12, maxIterations = 1000, cap = Number.POSITIVE_INFINITY } = options
  checkMargins(margins, baseWeights)
  const weights = Float64Array.from(baseWeights)
  for (let iteration = 1; iteration <= maxIterations; iteration += 1) {
    for (const margin of margins) postStratifyInPlace(weights, margin)
    if (cap !== Number.POSITIVE_INFINITY) capInPlace(weights, baseWeights, cap)
    if (marginError(margins, weights) <= tolerance)
      return { weights, report: weightingReport(margins, weights, iteration) }
  }
  const off = marginError(margins, weights)
  throw new EstimateFault(`迭代加权 ${maxIterations} 轮后仍未收敛，与总体总数最多相差 ${(100 * off).toPrecision(3)}%`)
}

/**
 * Post-stratification: the weights of each cell of one margin multiplied so that they sum to its total. Equals R
 * `survey::postStratify`.
 */
export function postStratify(
  baseWeights: Float64Array,
  margin: Margin,
): { weights: Float64Array; report: WeightingReport } {
  checkMargins([margin], baseWeights)
  const weights = Float64Array.from(baseWeights)
  postStratifyInPlace(weights, margin)
  return { weights, report: weightingReport([margin], weights, 1) }
}

function postStratifyInPlace(weights: Float64Array, margin: Margin): void {
  const factors = cellSums(margin, weights).map((sum, cell) => (sum > 0 ? at(margin.totals, cell) / sum : 1))
  for (let row = 0; row < weights.length; row += 1)
    weights[row] = at(weights, row) * at(factors, at(margin.cellOfRow, row))
}

function capInPlace(weights: Float64Array, baseWeights: Float64Array, cap: number): void {
  for (let row = 0; row < weights.length; row += 1)
    weights[row] = Math.min(at(weights, row), cap * at(baseWeights, row))
}
