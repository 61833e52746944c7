import { at, type Coded, oneCode, pairCodes, rowCodes } from './codes.ts'
import { EstimateFault } from './fault.ts'
import type { Margin } from './margins.ts'

/**
 * What a stratum with one sampled unit adds to a variance: `fail` refuses, `remove` and `certainty` add nothing, `adjust` takes the
 * distance from the overall mean instead of the stratum's, `average` the mean of the other strata. R `options(survey.lonely.psu)`.
 */
export type LonelyRule = 'fail' | 'remove' | 'certainty' | 'adjust' | 'average'

/** One stage of sampling: units, each in one stratum of that stage (which lies within one unit of the stage before). */
export type Stage = {
  unitOfRow: Int32Array
  stratumOfUnit: Int32Array
  /** By stratum: units sampled, units in the population (Infinity: with replacement), share of the population sampled by the stages before. */
  sampled: Float64Array
  population: Float64Array
  shareBefore: Float64Array
  /** By stratum: the unit of the stage before in which it lies (0 at the first stage). */
  unitAbove: Int32Array
  /** By stratum: a row that lies in it, to point at in a message. */
  exampleRow: Int32Array
}

/** A sample with its weights. Weights are how many of the population one row stands for; all are finite. */
export type Design = {
  rows: number
  weights: Float64Array
  stages: readonly Stage[]
  lonely: LonelyRule
  calibration: Calibration | null
}

/** How weights were calibrated: the weights before, the margins, and the solver of the least squares on those margins. */
export type Calibration = {
  baseWeights: Float64Array
  margins: readonly Margin[]
  solve: (right: Float64Array) => Float64Array
}

/** Columns of a sample, all of the same length. */
export type DesignColumns = {
  rows: number
  /** Null: computed from `fpc`, or 1 for every row without it. */
  weights: Float64Array | null
  /** Sampling units by stage; none means every row is a unit of its own. */
  ids: readonly Coded[]
  /** Strata by stage, usually of the first alone; none means one stratum. */
  strata: readonly Coded[]
  /** Population counts by stage: units in the row's stratum of that stage. None means with replacement. */
  fpc: readonly Float64Array[]
  /** Units are numbered within strata, so equal numbers in two strata are two units. */
  nest: boolean
  lonely: LonelyRule
}

/**
 * Builds a survey design. Equals R `survey::svydesign(ids, strata, weights, fpc, nest)`: later stages are nested in earlier ones; without
 * fpc only the first stage matters (with replacement), and a stage beyond the fpc columns counts as drawn with replacement. Weights left out
 * are Π N/n over the stages. Faults: no rows, units across strata without `nest`, a single first-stage unit, an fpc that varies within a
 * stratum or is under the units sampled, more fpc columns than stages.
 */
export function surveyDesign(columns: DesignColumns): Design {
  const { rows, fpc, lonely } = columns
  if (rows === 0) throw new EstimateFault('没有可用的数据行')
  const units = nestedUnits(columns)
  if (fpc.length > units.length) throw new EstimateFault(`fpc 有 ${fpc.length} 列，多于抽样阶段数 ${units.length}`)
  const strata = nestedStrata(columns, units)
  const stageCount = fpc.length === 0 ? 1 : units.length
  const stages: Stage[] = []
  for (let index = 0; index < stageCount; index += 1) {
    const [unit, stratum] = [units[index], strata[index]]
    if (!unit || !stratum) break
    stages.push(stageOf(unit, stratum, fpc[index], stages.at(-1), index))
  }
  return {
    rows,
    weights: columns.weights ?? weightsFromCounts(rows, stages),
    stages,
    lonely,
    calibration: null,
  }
}

/** Degrees of freedom: first-stage units minus first-stage strata that hold a row (of `rows`, or of all). R `degf`. */
export function degreesOfFreedom(design: Design, rows?: Int32Array): number {
  const stage = firstStage(design)
  const units = new Uint8Array(stage.stratumOfUnit.length)
  const strata = new Uint8Array(stage.sampled.length)
  let count = 0
  const visit = (row: number) => {
    const unit = at(stage.unitOfRow, row)
    if (units[unit] || design.weights[row] === 0) return
    units[unit] = 1
    count += 1
    const stratum = at(stage.stratumOfUnit, unit)
    if (strata[stratum]) return
    strata[stratum] = 1
    count -= 1
  }
  if (rows) rows.forEach(visit)
  else for (let row = 0; row < design.rows; row += 1) visit(row)
  return count
}

function firstStage(design: Design): Stage {
  const stage = design.stages[0]
  if (!stage) throw new RangeError('a design has at least one stage')
  return stage
}

function nestedUnits({ rows, ids, strata, nest }: DesignColumns): Coded[] {
  const chosen = ids.length === 0 ? [rowCodes(rows)] : ids
  const [first] = chosen
  if (first && first.count === 1 && !(nest && strata.length > 0))
    throw new EstimateFault('只有一个初级抽样单位，无法估计误差')
  const units: Coded[] = []
  for (const [index, column] of chosen.entries()) {
    const above = units[index - 1]
    const stratum = nest ? strata[Math.min(index, strata.length - 1)] : undefined
    const within = stratum && index < strata.length && ids.length > 0 ? pairCodes(stratum, column) : column
    units.push(above ? pairCodes(above, within) : within)
  }
  return units
}

function nestedStrata({ rows, strata }: DesignColumns, units: readonly Coded[]): Coded[] {
  return units.map((_, index) => {
    const own = strata[Math.min(index, strata.length - 1)] ?? oneCode(rows)
    const above = units[index - 1]
    return above ? pairCodes(own, above) : own
  })
}

function stageOf(
  unit: Coded,
  stratum: Coded,
  fpc: Float64Array | undefined,
  above: Stage | undefined,
  index: number,
): Stage {
  const stratumOfUnit = new Int32Array(unit.count).fill(-1)
  const sampled = new Float64Array(stratum.count)
  const exampleRow = new Int32Array(stratum.count).fill(-1)
  const shareBefore = new Float64Array(stratum.count).fill(1)
  const unitAbove = new Int32Array(stratum.count)
  const population = new Float64Array(stratum.count).fill(Number.POSITIVE_INFINITY)
  for (let row = 0; row < unit.codes.length; row += 1) {
    const [u, h] = [at(unit.codes, row), at(stratum.codes, row)]
    if (stratumOfUnit[u] === -1) {
      stratumOfUnit[u] = h
      sampled[h] = at(sampled, h) + 1
    } else if (stratumOfUnit[u] !== h) {
      throw new EstimateFault('同一个抽样单位出现在两个层里，如果各层分别编号，请把 nest 设为 true', row)
    }
    if (exampleRow[h] === -1) {
      exampleRow[h] = row
      if (fpc) population[h] = at(fpc, row)
      if (above) {
        shareBefore[h] = shareOf(above, row)
        unitAbove[h] = at(above.unitOfRow, row)
      }
    } else if (fpc && population[h] !== fpc[row]) {
      throw new EstimateFault(`第 ${index + 1} 阶段的 fpc 在同一层内不一致`, row)
    }
  }
  checkCounts(sampled, population, exampleRow, index)
  return {
    unitOfRow: unit.codes,
    stratumOfUnit,
    sampled,
    population,
    shareBefore,
    unitAbove,
    exampleRow,
  }
}

function shareOf(stage: Stage, row: number): number {
  const stratum = at(stage.stratumOfUnit, at(stage.unitOfRow, row))
  return (at(stage.shareBefore, stratum) * at(stage.sampled, stratum)) / at(stage.population, stratum)
}

function checkCounts(sampled: Float64Array, population: Float64Array, exampleRow: Int32Array, index: number): void {
  sampled.forEach((count, stratum) => {
    if (!(at(population, stratum) >= count)) {
      const hint = at(population, stratum) < 1 ? '；fpc 要的是总体里的单位数，不是抽样比例' : ''
      const said = `第 ${index + 1} 阶段的 fpc（${population[stratum]}）小于该层抽中的单位数（${count}）${hint}`
      throw new EstimateFault(said, exampleRow[stratum])
    }
  })
}

function weightsFromCounts(rows: number, stages: readonly Stage[]): Float64Array {
  const weights = new Float64Array(rows).fill(1)
  for (const stage of stages) {
    for (let row = 0; row < rows; row += 1) {
      const stratum = at(stage.stratumOfUnit, at(stage.unitOfRow, row))
      const count = at(stage.population, stratum)
      if (count !== Number.POSITIVE_INFINITY) weights[row] = (at(weights, row) * count) / at(stage.sampled, stratum)
    }
  }
  return weights
}
