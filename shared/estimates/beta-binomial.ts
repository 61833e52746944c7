import { pbeta, qbeta } from './beta.ts'
import { pbinom } from './binomial.ts'
import { at } from './codes.ts'
import { digamma, lbeta, trigamma } from './gamma.ts'
import type { Interval } from './interval.ts'

/** Successes x among n for each of several units. */
export type Counts = { x: readonly number[]; n: readonly number[] }

/** A beta-binomial model of units: their rates vary as Beta(alpha, beta); mean = alpha/(alpha+beta), rho = 1/(1+alpha+beta). */
export type BetaBinomial = { mean: number; rho: number; alpha: number; beta: number }

/**
 * Moment fit (Kleinman 1973, weights n): rho is the between-unit variance over p(1−p), clipped at 0. With rho = 0 the units do not differ
 * beyond chance: alpha and beta are infinite, and there is nothing to shrink to but the mean. NaN where all succeeded or none did.
 */
export function fitByMoments({ x, n }: Counts): BetaBinomial & { rhoUnclipped: number } {
  const total = sum(n)
  const mean = sum(x) / total
  const spread = mean * (1 - mean)
  const between = sum(n.map((size, i) => size * (at(x, i) / size - mean) ** 2))
  const chance = sum(n.map((size) => 1 - size / total))
  const weight = sum(n.map((size) => size * (1 - size / total)))
  const rhoUnclipped = (between - spread * chance) / (spread * (weight - chance))
  const rho = Math.max(0, rhoUnclipped)
  const size = 1 / rho - 1
  return { mean, rho, rhoUnclipped, alpha: mean * size, beta: (1 - mean) * size }
}

/**
 * Maximum-likelihood fit by Newton's method on (ln alpha, ln beta) with exact derivatives, halving steps that do not raise the likelihood.
 * `logLikelihood` leaves out the binomial constant. Where units do not differ beyond chance the likelihood grows without a maximum; past
 * alpha + beta = 10⁸ the fit is rho = 0 with infinite alpha and beta.
 */
export function fitByLikelihood(counts: Counts): BetaBinomial & { logLikelihood: number } {
  const start = fitByMoments(counts)
  const size = start.rho > 0 ? 1 / start.rho - 1 : 1e4
  let point: Point = { alpha: start.mean * size, beta: (1 - start.mean) * size }
  let value = logLikelihood(counts, point)
  for (let round = 0; round < 500; round += 1) {
    const next = climb(counts, point, value)
    if (!next) break
    const moved = Math.abs(next.point.alpha / point.alpha - 1) + Math.abs(next.point.beta / point.beta - 1)
    point = next.point
    value = next.value
    if (point.alpha + point.beta > 1e8) return withoutSpread(counts)
    if (moved < 1e-14) break
  }
  const { alpha, beta } = point
  return { alpha, beta, mean: alpha / (alpha + beta), rho: 1 / (1 + alpha + beta), logLikelihood: value }
}

/** The limit rho → 0: every unit has the common rate, and counts are binomial. */
function withoutSpread({ x, n }: Counts): BetaBinomial & { logLikelihood: number } {
  const [successes, total] = [sum(x), sum(n)]
  const mean = successes / total
  const value = successes * Math.log(mean) + (total - successes) * Math.log(1 - mean)
  return { alpha: Number.POSITIVE_INFINITY, beta: Number.POSITIVE_INFINITY, mean, rho: 0, logLikelihood: value }
}

/** What the model says of one unit after its own x of n. */
export type Shrunken = {
  raw: number
  mean: number
  weightOfData: number
  ci: Interval
  probabilityAtLeast: number
  predictedAtMost: number
}

/**
 * Posterior of one unit's rate, Beta(x + alpha, n − x + beta): its mean (the raw rate pulled towards the common one), equal-tailed interval,
 * P(rate ≥ target), and how surprising x is beforehand, P(X ≤ x) of the beta-binomial. A model without spread (rho = 0) puts every unit at
 * the common rate.
 */
export function shrink(x: number, n: number, model: BetaBinomial, target: number, level = 0.95): Shrunken {
  const { alpha, beta } = model
  if (model.rho === 0) return atCommonRate(x, n, model.mean, target)
  const tail = (1 - level) / 2
  const [a, b] = [x + alpha, n - x + beta]
  return {
    raw: x / n,
    mean: a / (a + b),
    weightOfData: n / (n + alpha + beta),
    ci: [qbeta(tail, a, b), qbeta(tail, a, b, true)],
    probabilityAtLeast: pbeta(target, a, b, true),
    predictedAtMost: predictedAtMost(x, n, model),
  }
}

function atCommonRate(x: number, n: number, mean: number, target: number): Shrunken {
  const certain = mean >= target ? 1 : 0
  return {
    raw: x / n,
    mean,
    weightOfData: 0,
    ci: [mean, mean],
    probabilityAtLeast: certain,
    predictedAtMost: pbinom(x, n, mean),
  }
}

function predictedAtMost(x: number, n: number, { alpha, beta }: BetaBinomial): number {
  const whole = lbeta(alpha, beta)
  let total = 0
  for (let k = 0; k <= x; k += 1) {
    const choose = -Math.log(n + 1) - lbeta(k + 1, n - k + 1)
    total += Math.exp(choose + lbeta(k + alpha, n - k + beta) - whole)
  }
  return total
}

type Point = { alpha: number; beta: number }

function logLikelihood({ x, n }: Counts, { alpha, beta }: Point): number {
  const whole = lbeta(alpha, beta)
  return sum(x.map((successes, i) => lbeta(successes + alpha, at(n, i) - successes + beta) - whole))
}

/** One Newton step uphill, halved until it gains; nothing when no step gains any more. */
function climb(counts: Counts, point: Point, value: number): { point: Point; value: number } | null {
  const [stepA, stepB] = newtonStep(counts, point)
  for (let share = 1; share > 1e-12; share /= 2) {
    const next = { alpha: point.alpha * Math.exp(share * stepA), beta: point.beta * Math.exp(share * stepB) }
    const found = logLikelihood(counts, next)
    if (found >= value - 1e-13 * Math.abs(value)) return { point: next, value: found }
  }
  return null
}

/** Newton step in (ln alpha, ln beta); along the gradient where the curvature is not downward. */
function newtonStep({ x, n }: Counts, { alpha, beta }: Point): [number, number] {
  const units = x.length
  const both = sum(n.map((size) => digamma(size + alpha + beta))) - units * digamma(alpha + beta)
  const gradientA = alpha * (sum(x.map((successes) => digamma(successes + alpha))) - units * digamma(alpha) - both)
  const gradientB =
    beta * (sum(x.map((successes, i) => digamma(at(n, i) - successes + beta))) - units * digamma(beta) - both)
  const shared = units * trigamma(alpha + beta) - sum(n.map((size) => trigamma(size + alpha + beta)))
  const curveA = sum(x.map((successes) => trigamma(successes + alpha))) - units * trigamma(alpha) + shared
  const curveB = sum(x.map((successes, i) => trigamma(at(n, i) - successes + beta))) - units * trigamma(beta) + shared
  const [haa, hbb, hab] = [alpha * alpha * curveA + gradientA, beta * beta * curveB + gradientB, alpha * beta * shared]
  const determinant = haa * hbb - hab * hab
  if (!(haa < 0 && determinant > 0)) return [limit(gradientA), limit(gradientB)]
  return [
    limit((hab * gradientB - hbb * gradientA) / determinant),
    limit((hab * gradientA - haa * gradientB) / determinant),
  ]
}

function limit(step: number): number {
  return Math.max(-2, Math.min(2, step))
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
