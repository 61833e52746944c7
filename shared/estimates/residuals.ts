import { at } from './codes.ts'
import type { Design } from './design.ts'
import type { Margin } from './margins.ts'

/**
 * Residuals of a linearised variable on the calibration margins, by least squares weighted with the weights before calibration: the part
 * of u that the known totals do not explain, which is what still varies (Deville and Särndal 1992; R `calibrate` and `postStratify`).
 * `influence` is 0 outside its rows; the answer has a value for every row of the design.
 */
export function calibrationResiduals(
  design: Design,
  influence: { rows: Int32Array; values: Float64Array },
): Float64Array {
  const full = new Float64Array(design.rows)
  influence.rows.forEach((row, k) => {
    full[row] = at(influence.values, k)
  })
  if (!design.calibration) return full
  const { baseWeights, margins, solve } = design.calibration
  const offsets = marginOffsets(margins)
  const right = new Float64Array(offsets.at(-1) ?? 0)
  for (const [m, margin] of margins.entries()) {
    const offset = at(offsets, m)
    for (const row of influence.rows) {
      const column = offset + at(margin.cellOfRow, row)
      right[column] = at(right, column) + at(baseWeights, row) * at(full, row)
    }
  }
  const slopes = solve(right)
  for (const [m, margin] of margins.entries()) {
    const offset = at(offsets, m)
    for (let row = 0; row < full.length; row += 1)
      full[row] = at(full, row) - at(slopes, offset + at(margin.cellOfRow, row))
  }
  return full
}

/** Gram matrix Σ w·x·x′ of the cell indicators of all margins, one after another. */
export function marginGram(weights: Float64Array, margins: readonly Margin[]): Float64Array[] {
  const offsets = marginOffsets(margins)
  const size = offsets.at(-1) ?? 0
  const gram = Array.from({ length: size }, () => new Float64Array(size))
  for (const [a, left] of margins.entries()) {
    for (const [b, right] of margins.entries()) {
      for (let row = 0; row < weights.length; row += 1) {
        const line = gram[at(offsets, a) + at(left.cellOfRow, row)]
        const column = at(offsets, b) + at(right.cellOfRow, row)
        if (line) line[column] = at(line, column) + at(weights, row)
      }
    }
  }
  return gram
}

/** Where the cells of each margin start when all are numbered in one go; the last entry is how many there are. */
export function marginOffsets(margins: readonly Margin[]): number[] {
  const offsets = [0]
  for (const margin of margins) offsets.push((offsets.at(-1) ?? 0) + margin.totals.length)
  return offsets
}
