import { at } from './codes.ts'
import { type Design, degreesOfFreedom } from './design.ts'
import type { Interval } from './interval.ts'
import { type Influence, variance } from './linearization.ts'
import { qnorm } from './normal.ts'
import { qt } from './student.ts'

/** The rows of a domain, in rising order, and the value of one variable on each of them. */
export type Domain = { rows: Int32Array; y: Float64Array }

/** A standard error under this share of Σ|w·u| is nothing but rounding, and is said to be 0. */
const rounding = 1e-12

/**
 * A figure from a survey. `se` is its standard error, `df` the degrees of freedom of the domain (units − strata that hold its rows),
 * `n` its rows, `sumW` the population they stand for. `deff` compares the variance with a simple random sample of the same n drawn
 * without replacement, `deffReplace` with one drawn with replacement; NaN where not defined.
 */
export type Estimate = {
  est: number
  se: number
  df: number
  n: number
  sumW: number
  deff: number
  deffReplace: number
  influence: Influence
}

/**
 * Weighted mean Σwy/Σw of a domain, in the units of y, with linearised u = (y − mean)/Σw. Equals R `svymean(~y, subset(design, …), deff =
 * TRUE)`. NaN for a domain without rows; a fault where `covariance` has one.
 */
export function surveyMean(design: Design, domain: Domain): Estimate {
  return surveyRatio(design, domain, new Float64Array(domain.rows.length).fill(1))
}

/** Weighted total Σwy of a domain, in the units of y, with u = y. Equals R `svytotal`; rows outside the domain count as zeros. */
export function surveyTotal(design: Design, domain: Domain): Estimate {
  const est = weightedSum(design, domain.rows, domain.y)
  return withSpread(design, est, { rows: domain.rows, values: domain.y })
}

/** Ratio of totals Σwy/Σwx over a domain, x a value for each of its rows. Equals R `svyratio`: u = (y − R·x)/Σwx. NaN at Σwx = 0. */
export function surveyRatio(design: Design, domain: Domain, x: Float64Array): Estimate {
  const below = weightedSum(design, domain.rows, x)
  const est = weightedSum(design, domain.rows, domain.y) / below
  const values = domain.y.map((value, k) => (value - est * at(x, k)) / below)
  return withSpread(design, est, { rows: domain.rows, values })
}

/** Interval est ± t·se with `df` degrees of freedom (Infinity: normal), in the units of est. Equals R `confint(…, df)`. NaN at df = 0. */
export function studentInterval(est: number, se: number, df: number, level = 0.95): Interval {
  const half = (df === Number.POSITIVE_INFINITY ? qnorm((1 + level) / 2) : qt((1 + level) / 2, df)) * se
  return [est - half, est + half]
}

function withSpread(design: Design, est: number, influence: Influence): Estimate {
  const { rows, values } = influence
  const smallest = (rounding * weightedSum(design, rows, values.map(Math.abs))) ** 2
  const beyondRounding = (spread: number) => (spread <= smallest ? 0 : spread)
  const spread = beyondRounding(variance(design, influence))
  const sumW = rows.reduce((sum, row) => sum + at(design.weights, row), 0)
  const n = rows.reduce((count, row) => count + (design.weights[row] === 0 ? 0 : 1), 0)
  const replaced = beyondRounding(randomSampleVariance(design, rows, values, n, sumW)) || Number.NaN
  const drawn = sumW > n ? (replaced * (sumW - n)) / sumW : Number.NaN
  const df = degreesOfFreedom(design, rows)
  return {
    est,
    se: Number.isNaN(est) ? Number.NaN : Math.sqrt(spread),
    df,
    n,
    sumW,
    deff: spread / drawn,
    deffReplace: spread / replaced,
    influence,
  }
}

/** Variance that the total of u would have in a simple random sample of n drawn with replacement from a population of N. */
function randomSampleVariance(
  design: Design,
  rows: Int32Array,
  u: Float64Array,
  n: number,
  population: number,
): number {
  const mean = weightedSum(design, rows, u) / population
  const squares = u.map((value) => (value - mean) ** 2)
  return (weightedSum(design, rows, squares) * population) / (n - 1)
}

function weightedSum(design: Design, rows: Int32Array, values: Float64Array): number {
  let sum = 0
  for (let k = 0; k < rows.length; k += 1) sum += at(design.weights, at(rows, k)) * at(values, k)
  return sum
}
