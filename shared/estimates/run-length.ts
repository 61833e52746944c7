import { at } from './codes.ts'
import { solve } from './matrix.ts'
import { pnorm } from './normal.ts'
import type { Random } from './seeded-random.ts'

/**
 * Average run length of the two-sided CUSUM: periods until an alarm (first one included), from 0, when each period's z is normal with mean
 * `shift` and sd 1. One side: L(x) = 1 + L(0)Φ(k−x−μ) + ∫₀ʰ L(y)φ(y+k−x−μ)dy by Gauss-Legendre nodes; two sides: 1/L = 1/L⁺ + 1/L⁻.
 * Equals R `spc::xcusum.arl(k, h, mu, sided = "two")`. Page (1954), Brook and Evans (1972).
 */
export function cusumRunLength(k: number, h: number, shift = 0): number {
  const [up, down] = [oneSidedRunLength(k, h, shift), oneSidedRunLength(k, h, -shift)]
  return (up * down) / (up + down)
}

/**
 * Average run length of the two-sided EWMA with limits ±width standard deviations (of the steady state), started at its centre, when each
 * period's z is normal with mean `shift` and sd 1: L(u) = 1 + (1/λ)∫ L(y)φ((y − (1−λ)u)/λ − μ)dy. Equals R `spc::xewma.arl(l, c, mu,
 * sided = "two")`. Crowder (1987).
 */
export function ewmaRunLength(lambda: number, width: number, shift = 0): number {
  const limit = width * Math.sqrt(lambda / (2 - lambda))
  const { points, weights } = gaussLegendre(80, -limit, limit)
  const step = (u: number, y: number) => density((y - (1 - lambda) * u) / lambda - shift) / lambda
  const system = points.map((u, i) => points.map((y, j) => (i === j ? 1 : 0) - at(weights, j) * step(u, y)))
  const lengths =
    solve(
      system,
      points.map(() => [1]),
    ) ?? []
  return 1 + points.reduce((sum, y, j) => sum + at(weights, j) * step(0, y) * at(lengths[j] ?? [], 0), 0)
}

/** Draws a binomial count: how many of n numbers of the generator fall under p. */
function randomCount(n: number, p: number, random: Random): number {
  let count = 0
  for (let k = 0; k < n; k += 1) if (random() < p) count += 1
  return count
}

/** A simulated run length and the standard error of the simulation, both in periods. */
export type SimulatedRunLength = { mean: number; se: number; runs: number; censored: number }

/**
 * Average run length of any chart by simulation: periods of size n with true rate p until `alarm` first says so about the counts seen so
 * far (oldest first). Runs are cut at `longest` periods and counted in `censored`, so a mean with censored runs is a lower bound. The
 * generator is the caller's, so a seed fixes the answer.
 */
export function simulateRunLength(
  { n, p, runs, longest = 2000 }: { n: number; p: number; runs: number; longest?: number },
  alarm: () => (x: number, n: number) => boolean,
  random: Random,
): SimulatedRunLength {
  const lengths: number[] = []
  let censored = 0
  for (let run = 0; run < runs; run += 1) {
    const sees = alarm()
    let length = 1
    while (!sees(randomCount(n, p, random), n) && length < longest) length += 1
    if (length === longest) censored += 1
    lengths.push(length)
  }
  const mean = lengths.reduce((sum, length) => sum + length, 0) / runs
  const squares = lengths.reduce((sum, length) => sum + (length - mean) ** 2, 0)
  return { mean, se: Math.sqrt(squares / (runs - 1) / runs), runs, censored }
}

function oneSidedRunLength(k: number, h: number, shift: number): number {
  const { points, weights } = gaussLegendre(80, 0, h)
  const stay = (x: number) => pnorm(k - x - shift)
  const step = (x: number, y: number) => density(y + k - x - shift)
  const states = [0, ...points]
  const system = states.map((x, i) =>
    states.map((y, j) => (i === j ? 1 : 0) - (j === 0 ? stay(x) : at(weights, j - 1) * step(x, y))),
  )
  return at(
    solve(
      system,
      states.map(() => [1]),
    )?.[0] ?? [Number.NaN],
    0,
  )
}

/** Nodes and weights of Gauss-Legendre quadrature on [from, to], by Newton's method on the Legendre polynomial. */
function gaussLegendre(count: number, from: number, to: number): { points: number[]; weights: number[] } {
  const half = (to - from) / 2
  const points: number[] = []
  const weights: number[] = []
  for (let i = 0; i < count; i += 1) {
    let x = -Math.cos((Math.PI * (i + 0.75)) / (count + 0.5))
    let slope = 1
    for (let round = 0; round < 100; round += 1) {
      const [value, before] = legendre(count, x)
      slope = (count * (x * value - before)) / (x * x - 1)
      const change = value / slope
      x -= change
      if (Math.abs(change) < 1e-16) break
    }
    points.push(from + half * (1 + x))
    weights.push((2 * half) / ((1 - x * x) * slope * slope))
  }
  return { points, weights }
}

function legendre(degree: number, x: number): [number, number] {
  let [before, value] = [1, x]
  for (let k = 2; k <= degree; k += 1) [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k]
  return [value, before]
}

function density(z: number): number {
  return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI)
}
