import { at } from './codes.ts'
import type { Design, Stage } from './design.ts'
import { EstimateFault } from './fault.ts'
import type { Random } from './seeded-random.ts'

/**
 * Replicate weights: for each replicate a multiplier per first-stage unit, and the factor its squared deviation counts with. The weights
 * of a replicate are weight × multiplier of the row's unit.
 */
export type Replicates = { unitOfRow: Int32Array; multipliers: readonly Float64Array[]; scales: Float64Array }

/**
 * Jackknife: each first-stage unit left out once, the others of its stratum raised by n/(n−1); factor (1 − n/N)(n−1)/n. Equals R
 * `as.svrepdesign` of type JK1 (no strata) and JKn. Strata with one unit follow the design's rule.
 */
export function jackknife(design: Design): Replicates {
  const stage = firstStage(design)
  const strata = stage.sampled.length
  const multipliers: Float64Array[] = []
  const scales: number[] = []
  stage.stratumOfUnit.forEach((stratum, unit) => {
    const n = at(stage.sampled, stratum)
    const left = 1 - n / at(stage.population, stratum)
    if (n === 1 && !countsAlone(design, stage, stratum, left)) return
    const [inside, outside] = n > 1 ? [n / (n - 1), 1] : [0, strata / (strata - 1)]
    const weights = Float64Array.from(stage.stratumOfUnit, (other) => (other === stratum ? inside : outside))
    weights[unit] = 0
    multipliers.push(weights)
    scales.push(n > 1 ? (left * (n - 1)) / n : (strata - 1) / strata)
  })
  const raise = design.lonely === 'average' ? stage.stratumOfUnit.length / multipliers.length : 1
  return { unitOfRow: stage.unitOfRow, multipliers, scales: Float64Array.from(scales, (scale) => scale * raise) }
}

/**
 * Rescaled bootstrap of Rao and Wu: in each stratum n − 1 units drawn with replacement, each drawn one weighted n/(n−1) per draw; factor
 * 1/(replicates − 1). Equals in distribution R `as.svrepdesign(type = "subbootstrap")`. Unbiased for designs with replacement; fpc is not
 * used. The generator is the caller's, so a seed fixes the figure.
 */
export function bootstrap(design: Design, replicates: number, random: Random): Replicates {
  const stage = firstStage(design)
  const members = Array.from(stage.sampled, (): number[] => [])
  stage.stratumOfUnit.forEach((stratum, unit) => {
    members[stratum]?.push(unit)
  })
  const multipliers = Array.from({ length: replicates }, () => {
    const weights = new Float64Array(stage.stratumOfUnit.length)
    for (const [stratum, units] of members.entries()) drawStratum(weights, design, stage, stratum, units, random)
    return weights
  })
  return { unitOfRow: stage.unitOfRow, multipliers, scales: new Float64Array(replicates).fill(1 / (replicates - 1)) }
}

/**
 * A figure with its standard error from replicate weights: se² = Σ scale·(θᵣ − θ̄)², θ̄ the mean over replicates. `statistic` computes the
 * figure from one set of weights (and may calibrate them first). Equals R `svrVar(mse = FALSE)`.
 */
export function replicateEstimate(
  design: Design,
  replicates: Replicates,
  statistic: (weights: Float64Array) => number,
): { est: number; se: number } {
  const thetas = replicates.multipliers.map((multiplier) =>
    statistic(design.weights.map((weight, row) => weight * at(multiplier, at(replicates.unitOfRow, row)))),
  )
  const mean = thetas.reduce((sum, theta) => sum + theta, 0) / thetas.length
  const squares = thetas.reduce((sum, theta, r) => sum + at(replicates.scales, r) * (theta - mean) ** 2, 0)
  return { est: statistic(design.weights), se: Math.sqrt(squares) }
}

function drawStratum(
  weights: Float64Array,
  design: Design,
  stage: Stage,
  stratum: number,
  units: readonly number[],
  random: Random,
): void {
  const n = units.length
  if (n === 1) {
    if (design.lonely === 'fail') refuseLonely(stage, stratum)
    weights[at(units, 0)] = 1
    return
  }
  for (let draw = 1; draw < n; draw += 1) {
    const unit = at(units, Math.floor(random() * n))
    weights[unit] = at(weights, unit) + n / (n - 1)
  }
}

function countsAlone(design: Design, stage: Stage, stratum: number, left: number): boolean {
  if (left > 0 && design.lonely === 'fail') refuseLonely(stage, stratum)
  return left > 0 && design.lonely === 'adjust'
}

function refuseLonely(stage: Stage, stratum: number): never {
  throw new EstimateFault(
    '有一层只抽中一个单位，无法做重复权数；请合并层，或用 lonely 指明处理办法',
    stage.exampleRow[stratum],
  )
}

function firstStage(design: Design): Stage {
  const stage = design.stages[0]
  if (!stage) throw new RangeError('a design has at least one stage')
  return stage
}
