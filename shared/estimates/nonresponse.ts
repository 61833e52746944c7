import { at, type Coded } from './codes.ts'
import { EstimateFault } from './fault.ts'

/**
 * Weights of the respondents after a weighting-class adjustment: in each class w = base weight × Σ base weights issued / Σ base weights
 * answered, and 0 for those who did not answer. With equal base weights in a class the factor is issued ÷ answered. Fault for a class
 * in which nobody answered: it must be joined with another.
 */
export function nonresponseWeights(baseWeights: Float64Array, answered: Uint8Array, classes: Coded): Float64Array {
  const issued = new Float64Array(classes.count)
  const reached = new Float64Array(classes.count)
  baseWeights.forEach((weight, row) => {
    const code = at(classes.codes, row)
    issued[code] = at(issued, code) + weight
    if (answered[row]) reached[code] = at(reached, code) + weight
  })
  return baseWeights.map((weight, row) => {
    const code = at(classes.codes, row)
    if (!(at(reached, code) > 0)) throw new EstimateFault('有一类样本无人应答，请与其他类合并后再加权', row)
    return answered[row] ? (weight * at(issued, code)) / at(reached, code) : 0
  })
}

/**
 * Weights cut to at most `largest`, what is cut off spread evenly over the others until none exceeds it. Equals R
 * `survey::trimWeights(upper, strict = TRUE)`. Fault when the cap is below the mean weight.
 */
export function capWeights(weights: Float64Array, largest: number): Float64Array {
  const sum = weights.reduce((total, weight) => total + weight, 0)
  if (largest * weights.length < sum) throw new EstimateFault('权数上限低于平均权数，无法保持总数')
  let capped = weights
  for (;;) {
    const free = capped.reduce((count, weight) => count + (weight < largest ? 1 : 0), 0)
    const cut = capped.reduce((total, weight) => total + Math.max(0, weight - largest), 0)
    if (cut <= 1e-12 * sum || free === 0) return capped.map((weight) => Math.min(weight, largest))
    capped = capped.map((weight) => (weight < largest ? weight + cut / free : largest))
  }
}
