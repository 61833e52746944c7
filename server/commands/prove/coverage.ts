import type { Coded, Labelled } from '@minyi/shared/estimates/codes.ts'
import type { FigureColumns } from '@minyi/shared/estimates/figure-columns.ts'
import { readFigureSpec } from '@minyi/shared/estimates/figure-spec.ts'
import { computeFigures } from '@minyi/shared/estimates/figures.ts'
import { intraclass } from '@minyi/shared/estimates/icc.ts'
import type { Interval } from '@minyi/shared/estimates/interval.ts'
import { seededRandom } from '@minyi/shared/estimates/seeded-random.ts'
import { wilson } from '@minyi/shared/estimates/wilson.ts'

/** Samples of each kind and for each seed; every seed makes its own population. */
export type CoverageSize = { n: number; seeds: readonly number[] }

type Shares = { srs_wilson: number; cluster_xlogit: number; cluster_beta: number }
type OfSeed = Shares & { seed: number; p: number; icc: number }
export type Coverage = { name: 'coverage' } & Shares & { n: number; seconds: number; by_seed: OfSeed[] }

/** How often a 95% interval may hold the truth; below it promises too much, above it says too little. */
const expected = { from: 0.93, to: 0.985 }

const population = { rate: 0.9, icc: 0.05, strata: 8, clusters: 300, members: 60 }
const sample = { clusters: 6, members: 20, simple: 400 }

/**
 * How often 95% intervals hold the true rate of a population of 144,000 of whom exactly 90% are satisfied: Wilson's over simple random
 * samples of 400, logit and Korn-Graubard over samples of 8 strata × 6 clusters × 20 members, where members of a cluster answer alike
 * (beta-binomial, intraclass correlation 0.05). Samples are drawn without replacement and their figures computed as the command does.
 */
export async function proveCoverage({ n, seeds }: CoverageSize): Promise<Coverage> {
  const start = performance.now()
  const bySeed = seeds.map((seed) => coverageOf(seed, n))
  const pooled = (field: keyof Shares) => round(bySeed.reduce((sum, one) => sum + one[field], 0) / bySeed.length)
  return {
    name: 'coverage',
    srs_wilson: pooled('srs_wilson'),
    cluster_xlogit: pooled('cluster_xlogit'),
    cluster_beta: pooled('cluster_beta'),
    n,
    seconds: Math.round((performance.now() - start) / 100) / 10,
    by_seed: bySeed,
  }
}

/** Whether every share of every seed lies where it should. */
export function coverageHolds({ by_seed }: Coverage): boolean {
  return by_seed.every(({ srs_wilson, cluster_xlogit, cluster_beta }) =>
    [srs_wilson, cluster_xlogit, cluster_beta].every((share) => share >= expected.from && share <= expected.to),
  )
}

function coverageOf(seed: number, n: number): OfSeed {
  const random = seededRandom(seed)
  const clusters = makePopulation(random)
  const everybody = clusters.flat()
  const p = everybody.reduce((sum, answer) => sum + answer, 0) / everybody.length
  const held = { wilson: 0, xlogit: 0, beta: 0 }
  for (let k = 0; k < n; k += 1) {
    if (holds(simpleInterval(everybody, random), p)) held.wilson += 1
    const { xlogit, beta } = clusterIntervals(clusters, random)
    if (holds(xlogit, p)) held.xlogit += 1
    if (holds(beta, p)) held.beta += 1
  }
  return {
    seed,
    p,
    icc: round(intraclass(clusters).icc),
    srs_wilson: round(held.wilson / n),
    cluster_xlogit: round(held.xlogit / n),
    cluster_beta: round(held.beta / n),
  }
}

/**
 * The answers (1 satisfied, 0 not) of each cluster, stratum after stratum. Pólya's urn makes them beta-binomial: each member is satisfied
 * with probability (a + satisfied so far)/(a + b + asked so far), where 1/(a + b + 1) is the intraclass correlation.
 */
function makePopulation(random: () => number): number[][] {
  const size = 1 / population.icc - 1
  const clusters = Array.from({ length: population.strata * population.clusters }, () => {
    let satisfied = population.rate * size
    return Array.from({ length: population.members }, (_, asked) => {
      const answer = random() < satisfied / (size + asked) ? 1 : 0
      satisfied += answer
      return answer
    })
  })
  meetRate(clusters, random)
  return clusters
}

/** Changes the answers of a few, drawn by chance, until the population has exactly its rate. */
function meetRate(clusters: number[][], random: () => number): void {
  const satisfied = clusters.flat().reduce((sum, answer) => sum + answer, 0)
  let missing = Math.round(population.rate * clusters.length * population.members) - satisfied
  while (missing !== 0) {
    const cluster = clusters[below(clusters.length, random)]
    const member = below(population.members, random)
    const wanted = missing > 0 ? 1 : 0
    if (!cluster || cluster[member] === wanted) continue
    cluster[member] = wanted
    missing += missing > 0 ? -1 : 1
  }
}

function simpleInterval(everybody: readonly number[], random: () => number): Interval {
  const drawn = drawPlaces(everybody.length, sample.simple, random)
  const satisfied = drawn.reduce((sum, place) => sum + (everybody[place] ?? 0), 0)
  return wilson(satisfied, sample.simple)
}

const spec = readFigureSpec({
  ids: ['cluster'],
  strata: 'stratum',
  nest: true,
  variables: [{ name: 'satisfied', kind: 'proportion', column: 'answer', in: ['1'] }],
  methods: ['xlogit', 'beta'],
})

const rows = population.strata * sample.clusters * sample.members
const stratum = repeated(population.strata, sample.clusters * sample.members)
const cluster = repeated(population.strata * sample.clusters, sample.members)

function clusterIntervals(clusters: readonly number[][], random: () => number): { xlogit: Interval; beta: Interval } {
  const answers = new Int32Array(rows)
  let row = 0
  for (let h = 0; h < population.strata; h += 1) {
    for (const place of drawPlaces(population.clusters, sample.clusters, random)) {
      const members = clusters[h * population.clusters + place] ?? []
      for (const member of drawPlaces(members.length, sample.members, random)) {
        answers[row] = members[member] ?? 0
        row += 1
      }
    }
  }
  const answer: Labelled = { codes: answers, count: 2, labels: ['0', '1'] }
  const { xlogit, beta } = computeFigures(spec, columnsOf({ stratum, cluster, answer })).estimates[0]?.ci ?? {}
  if (!xlogit || !beta) throw new Error('a sample gave no interval')
  return { xlogit, beta }
}

function columnsOf(labelled: { [name: string]: Labelled }): FigureColumns {
  const labels = (name: string): Labelled => {
    const column = labelled[name]
    if (!column) throw new RangeError(`no column ${name}`)
    return column
  }
  return { rows, labels, numbers: () => new Float64Array(0) }
}

/** Each of `count` labels on as many rows, one after another. */
function repeated(count: number, times: number): Coded & { labels: string[] } {
  const codes = Int32Array.from({ length: count * times }, (_, row) => Math.floor(row / times))
  return { codes, count, labels: Array.from({ length: count }, (_, label) => String(label)) }
}

/** `wanted` different places out of 0..size − 1, each set equally likely (Floyd). */
function drawPlaces(size: number, wanted: number, random: () => number): number[] {
  const drawn = new Set<number>()
  for (let last = size - wanted; last < size; last += 1) {
    const place = below(last + 1, random)
    drawn.add(drawn.has(place) ? last : place)
  }
  return [...drawn]
}

function below(limit: number, random: () => number): number {
  return Math.floor(random() * limit)
}

function holds([lower, upper]: Interval, p: number): boolean {
  return lower <= p && p <= upper
}

function round(share: number): number {
  return Math.round(share * 1e4) / 1e4
}
