import { dbinom } from './binomial.ts'
import { at } from './codes.ts'
import { solve } from './matrix.ts'

/** Periods of n answers whose usual rate is p0; the chart looks for a fall. */
export type WatchedSize = { n: number; p0: number }

const states = 60

/**
 * Average run length of the likelihood CUSUM for a fall from p0 to p1 (`likelihoodCusum`) over binomial counts of true rate p, in periods:
 * L = (I − Q)⁻¹1 on a grid of the sum between 0 and h. Brook and Evans (1972). Near 100% and for small n it holds where the normal
 * formula does not.
 */
export function binomialCusumRunLength(chart: WatchedSize & { p1: number; h: number }, p: number): number {
  const { n, p0, p1, h } = chart
  const [gain, loss] = [Math.log(p1 / p0), Math.log((1 - p1) / (1 - p0))]
  const step = h / (states - 1)
  const steps = countsOf(n, p).map(({ x, share }) => ({ share, weight: x * gain + (n - x) * loss }))
  return chainLength((state) =>
    steps.map(({ share, weight }) => {
      const next = Math.max(0, state * step + weight)
      return { share, place: next >= h ? null : next / step }
    }),
  )
}

/**
 * Average run length of the EWMA (`ewma`) that looks for a fall only: until z = λ·x/n + (1−λ)·z, from p0, lies under
 * p0 − width·√(λ/(2−λ)·p0(1−p0)/n). Brook and Evans (1972); Lucas and Saccucci (1990).
 */
export function binomialEwmaRunLength(chart: WatchedSize & { lambda: number; width: number }, p: number): number {
  const { n, p0, lambda, width } = chart
  const sd = Math.sqrt(((lambda / (2 - lambda)) * p0 * (1 - p0)) / n)
  const lower = p0 - width * sd
  const upper = Math.min(1, p0 + 6 * sd)
  const step = (upper - lower) / (states - 1)
  const placeOf = (z: number) => Math.min(states - 1, (z - lower) / step)
  const counts = countsOf(n, p)
  return chainLength((state) => {
    const z = lower + state * step
    return counts.map(({ x, share }) => {
      const next = (lambda * x) / n + (1 - lambda) * z
      return { share, place: next < lower ? null : placeOf(next) }
    })
  }, placeOf(p0))
}

/** The limit at which a run length, which grows with it about exponentially, reaches `wanted`; the smallest of `from`..`to` to do so. */
export function limitFor(runLength: (limit: number) => number, wanted: number, from: number, to: number): number {
  let [low, high] = [from, to]
  for (let round = 0; round < 10; round += 1) {
    const middle = (low + high) / 2
    if (runLength(middle) < wanted) low = middle
    else high = middle
  }
  return high
}

type Step = { share: number; place: number | null }

/**
 * Mean number of steps of a Markov chain until it is absorbed (`place` null), from `start`. A place between two states of the grid counts
 * for both in proportion, so that the chain drifts as the chart does.
 */
function chainLength(stepsFrom: (state: number) => Step[], start = 0): number {
  const system = Array.from({ length: states }, (_, state) => {
    const row = new Array<number>(states).fill(0)
    row[state] = 1
    for (const { share, place } of stepsFrom(state)) {
      if (place === null) continue
      const below = Math.min(states - 2, Math.floor(place))
      row[below] = at(row, below) - share * (below + 1 - place)
      row[below + 1] = at(row, below + 1) - share * (place - below)
    }
    return row
  })
  const lengths = solve(
    system,
    system.map(() => [1]),
  )
  return lengths ? at(lengths[Math.round(start)] ?? [Number.POSITIVE_INFINITY], 0) : Number.POSITIVE_INFINITY
}

/** Counts that occur at all, with their probabilities. */
function countsOf(n: number, p: number): { x: number; share: number }[] {
  return Array.from({ length: n + 1 }, (_, x) => ({ x, share: dbinom(x, n, p) })).filter(({ share }) => share > 1e-13)
}
