import { at } from './codes.ts'
import type { Design, Stage } from './design.ts'
import { EstimateFault } from './fault.ts'
import { calibrationResiduals } from './residuals.ts'

/** Rows of a domain in rising order, and for each of them the value of one linearised variable u (the influence per unit of weight). */
export type Influence = { rows: Int32Array; values: Float64Array }

/**
 * Covariance matrix of estimators by Taylor linearisation: the design variance of Σ w·u for each influence u given on the same rows
 * (0 elsewhere, so that the full design is kept). Equals R `survey:::svyrecvar`: at each stage (1 − n/N)·n/(n−1)·Σ(t − t̄)² within strata,
 * later stages times the share sampled before. `average` averages over the strata of the sample, at later stages over those of the same unit
 * above; NaN where all of them are lonely. After calibration u is replaced by its residual on the margins.
 */
export function covariance(design: Design, rows: Int32Array, values: readonly Float64Array[]): number[][] {
  const fitted = design.calibration ? values.map((u) => calibrationResiduals(design, { rows, values: u })) : values
  const used = design.calibration ? null : rows
  const size = values.length
  const result = Array.from({ length: size }, () => new Array<number>(size).fill(0))
  for (const [index, stage] of design.stages.entries()) addStage(result, design, stage, index, used, fitted)
  return result
}

/** Design variance of one linearised variable; see `covariance`. */
export function variance(design: Design, influence: Influence): number {
  return at(covariance(design, influence.rows, [influence.values])[0] ?? [], 0)
}

function addStage(
  result: number[][],
  design: Design,
  stage: Stage,
  index: number,
  rows: Int32Array | null,
  values: readonly Float64Array[],
): void {
  const totals = values.map((u) => unitTotals(design.weights, stage, rows, u))
  const present = stratumPresence(stage, rows)
  const scale = stratumScales(design, stage, index, present)
  const centred = totals.map((total) => centre(total, stage, design.lonely === 'adjust'))
  for (const [i, left] of centred.entries()) {
    for (const [j, right] of centred.entries()) {
      if (j < i) continue
      let sum = 0
      for (let unit = 0; unit < left.length; unit += 1) {
        sum += at(scale, at(stage.stratumOfUnit, unit)) * at(left, unit) * at(right, unit)
      }
      addTo(result, i, j, sum)
      if (i !== j) addTo(result, j, i, sum)
    }
  }
}

function unitTotals(weights: Float64Array, stage: Stage, rows: Int32Array | null, u: Float64Array): Float64Array {
  const totals = new Float64Array(stage.stratumOfUnit.length)
  for (let k = 0; k < u.length; k += 1) {
    const row = rows ? at(rows, k) : k
    const unit = at(stage.unitOfRow, row)
    totals[unit] = at(totals, unit) + at(weights, row) * at(u, k)
  }
  return totals
}

function stratumPresence(stage: Stage, rows: Int32Array | null): Uint8Array {
  const present = new Uint8Array(stage.sampled.length)
  if (!rows) return present.fill(1)
  for (const row of rows) present[at(stage.stratumOfUnit, at(stage.unitOfRow, row))] = 1
  return present
}

/** The factor of each stratum's sum of squares. */
function stratumScales(design: Design, stage: Stage, index: number, present: Uint8Array): Float64Array {
  const scale = new Float64Array(stage.sampled.length)
  const lonely = new Uint8Array(stage.sampled.length)
  scale.forEach((_, stratum) => {
    if (!present[stratum]) return
    const count = at(stage.sampled, stratum)
    const left = 1 - count / at(stage.population, stratum)
    if (left < 1e-7) return
    if (count === 1) lonely[stratum] = 1
    if (count === 1 && design.lonely === 'fail') refuseLonely(stage, index, stratum)
    const alone = design.lonely === 'adjust' ? left : 0
    scale[stratum] = at(stage.shareBefore, stratum) * (count > 1 ? (left * count) / (count - 1) : alone)
  })
  return design.lonely === 'average' ? averagedScales(scale, stage, present, lonely) : scale
}

/** Lets the strata of each unit above (at the first stage: of the sample) stand for their lonely neighbours too. */
function averagedScales(scale: Float64Array, stage: Stage, present: Uint8Array, lonely: Uint8Array): Float64Array {
  const strata = new Map<number, { all: number; lonely: number }>()
  stage.unitAbove.forEach((unit, stratum) => {
    if (!present[stratum]) return
    const count = strata.get(unit) ?? { all: 0, lonely: 0 }
    strata.set(unit, { all: count.all + 1, lonely: count.lonely + at(lonely, stratum) })
  })
  return scale.map((factor, stratum) => {
    const count = strata.get(at(stage.unitAbove, stratum))
    return count ? (factor * count.all) / (count.all - count.lonely) : factor
  })
}

function refuseLonely(stage: Stage, index: number, stratum: number): never {
  const said = `第 ${index + 1} 阶段有一层只抽中一个单位，无法估计误差；请合并层，或用 lonely 指明 remove、certainty、adjust 或 average`
  throw new EstimateFault(said, stage.exampleRow[stratum])
}

function centre(totals: Float64Array, stage: Stage, keepLonely: boolean): Float64Array {
  const sums = new Float64Array(stage.sampled.length)
  totals.forEach((total, unit) => {
    const stratum = at(stage.stratumOfUnit, unit)
    sums[stratum] = at(sums, stratum) + total
  })
  return totals.map((total, unit) => {
    const stratum = at(stage.stratumOfUnit, unit)
    const count = at(stage.sampled, stratum)
    return count === 1 && keepLonely ? total : total - at(sums, stratum) / count
  })
}

function addTo(result: number[][], i: number, j: number, value: number): void {
  const row = result[i]
  if (row) row[j] = at(row, j) + value
}
