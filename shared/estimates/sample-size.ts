import { pbinom, qbinom } from './binomial.ts'
import { qnorm } from './normal.ts'

/** A plan: sizes before rounding (`n0` simple random, with deff, with fpc), interviews to complete and addresses to issue. */
export type SampleSize = { n0: number; nDeff: number; nFpc: number; complete: number; issue: number }

/**
 * Interviews needed for a margin ±e at confidence `level` around a rate p: n0 = z²p(1−p)/e², times the design effect, then
 * n/(1 + (n−1)/N) for a population of N (Infinity: none), rounded up; addresses = n / response rate, rounded up. Cochran (1977), 4.4.
 */
export function sampleSizeForMargin(plan: {
  p: number
  margin: number
  level?: number
  deff?: number
  population?: number
  responseRate?: number
}): SampleSize {
  const { p, margin, level = 0.95, deff = 1, population = Number.POSITIVE_INFINITY, responseRate = 1 } = plan
  const n0 = (qnorm((1 + level) / 2) ** 2 * p * (1 - p)) / margin ** 2
  const nDeff = n0 * deff
  const nFpc = nDeff / (1 + (nDeff - 1) / population)
  return { n0, nDeff, nFpc, complete: roundUp(nFpc), issue: roundUp(nFpc / responseRate) }
}

/** The exact one-sided test of "rate > p0" with n answers: the fewest successes that prove it, its true size, and its power at p1. */
export type ExactPower = { criticalX: number; size: number; power: number }

/** Power of the exact binomial test of "rate > p0" at level alpha with n answers, when the true rate is p1. */
function exactPower(n: number, p0: number, p1: number, alpha: number): ExactPower {
  const last = qbinom(alpha, n, p0, true)
  return { criticalX: last + 1, size: pbinom(last, n, p0, true), power: pbinom(last, n, p1, true) }
}

/** Answers needed to prove a target: by the normal formula, the first n with the power, and the n from which it never drops below. */
export type GoalPlan = { nNormal: number; nFirst: number; nAlways: number; atFirst: ExactPower }

/**
 * Sample size to show that a true rate p1 exceeds the target p0, one-sided exact test at alpha with the given power. Power goes up in
 * steps, so both the first n that reaches it and the n from which it stays are given. Searches n from 10 to `largest`; where none of them
 * has the power, the first is 0 (with no power) and the other `largest` + 1.
 */
export function sampleSizeForGoal(plan: {
  p0: number
  p1: number
  alpha?: number
  power?: number
  largest?: number
}): GoalPlan {
  const { p0, p1, alpha = 0.05, power = 0.8, largest = 6000 } = plan
  const za = qnorm(1 - alpha)
  const zb = qnorm(power)
  const nNormal = ((za * Math.sqrt(p0 * (1 - p0)) + zb * Math.sqrt(p1 * (1 - p1))) / (p1 - p0)) ** 2
  let nFirst = 0
  let nAlways = 10
  for (let n = 10; n <= largest; n += 1) {
    const reached = exactPower(n, p0, p1, alpha).power >= power
    if (reached && nFirst === 0) nFirst = n
    if (!reached) nAlways = n + 1
  }
  return { nNormal, nFirst, nAlways, atFirst: exactPower(nFirst, p0, p1, alpha) }
}

/** Rounded up, with an allowance of 10⁻⁹ for rounding of the formula. */
function roundUp(value: number): number {
  return Math.ceil(value - 1e-9)
}
