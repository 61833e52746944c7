import { at } from './codes.ts'
import { EstimateFault } from './fault.ts'

/** Known population totals of one variable (or joint variable): the cell of each row, and the total of each cell. */
export type Margin = { cellOfRow: Int32Array; totals: Float64Array }

/** What a weighting did: how many rounds, how far the margins are still off (relative), and what it cost in precision. */
export type WeightingReport = {
  iterations: number
  maxMarginError: number
  largestWeight: number
  neff: number
}

/** Kish's effective sample size (Σw)² / Σw²: how many equally weighted rows carry as much. */
export function effectiveSize(weights: Float64Array): number {
  let sum = 0
  let squares = 0
  for (const weight of weights) {
    sum += weight
    squares += weight * weight
  }
  return (sum * sum) / squares
}

/** Sum of the weights in each cell of a margin. */
export function cellSums(margin: Margin, weights: Float64Array): Float64Array {
  const sums = new Float64Array(margin.totals.length)
  for (let row = 0; row < weights.length; row += 1) {
    const cell = at(margin.cellOfRow, row)
    sums[cell] = at(sums, cell) + at(weights, row)
  }
  return sums
}

/** Largest relative distance |Σw − total| / total over all cells of all margins (absolute where the total is 0). */
export function marginError(margins: readonly Margin[], weights: Float64Array): number {
  let worst = 0
  for (const margin of margins) {
    cellSums(margin, weights).forEach((sum, cell) => {
      const total = at(margin.totals, cell)
      worst = Math.max(worst, Math.abs(sum - total) / (total === 0 ? 1 : total))
    })
  }
  return worst
}

/** The report of a set of weights against its margins. */
export function weightingReport(
  margins: readonly Margin[],
  weights: Float64Array,
  iterations: number,
): WeightingReport {
  const largestWeight = weights.reduce((largest, weight) => Math.max(largest, weight), 0)
  return {
    iterations,
    maxMarginError: marginError(margins, weights),
    largestWeight,
    neff: effectiveSize(weights),
  }
}

/**
 * Refuses margins that no weights can meet: a negative total, a cell with a total but no row, or a row whose cell has total 0, and margins
 * whose grand totals differ by more than one part in 10⁹.
 */
export function checkMargins(margins: readonly Margin[], weights: Float64Array): void {
  if (margins.length === 0) throw new EstimateFault('校准需要至少一组总体总数')
  const grand = margins.map((margin) => margin.totals.reduce((sum, total) => sum + total, 0))
  const [first = 0] = grand
  for (const [index, margin] of margins.entries()) {
    const total = at(grand, index)
    if (Math.abs(total - first) > 1e-9 * Math.abs(first)) {
      throw new EstimateFault(`第 ${index + 1} 组总体总数合计 ${total}，与第 1 组合计 ${first} 不一致`)
    }
    const sums = cellSums(margin, weights)
    margin.totals.forEach((value, cell) => {
      if (!(value >= 0)) throw new EstimateFault(`第 ${index + 1} 组总体总数里有负数或不是数`)
      if (value > 0 && !(at(sums, cell) > 0))
        throw new EstimateFault(`第 ${index + 1} 组总体总数里有一类在样本中没有人`)
      if (value === 0 && at(sums, cell) > 0) {
        throw new EstimateFault(`第 ${index + 1} 组总体总数里有一类为 0，样本中却有人`, margin.cellOfRow.indexOf(cell))
      }
    })
  }
}
