import { type Random, seededRandom } from '@minyi/shared/estimates/seeded-random.ts'

/** Draws of one stream; streams of one seed with different names do not disturb one another. */
export type Chance = {
  /** True with this probability. */
  of: (share: number) => boolean
  /** A whole number from `from` to `to`, both possible. */
  between: (from: number, to: number) => number
  pick: <T>(list: readonly T[]) => T
  /** One of the list, each with its weight. */
  weighted: <T>(list: readonly T[], weightOf: (item: T) => number) => T
  /** How many events happen where `mean` are expected (Poisson, by multiplication: Knuth, The Art of Computer Programming 3.4.1). */
  count: (mean: number) => number
}

export function chanceOf(seed: number, name: string): Chance {
  const random = seededRandom(seed ^ fold(name))
  const between = (from: number, to: number) => from + Math.floor(random() * (to - from + 1))
  return {
    of: (share) => random() < share,
    between,
    pick: (list) => take(list, between(0, list.length - 1)),
    weighted: (list, weightOf) => take(list, weightedIndex(random, list.map(weightOf))),
    count: (mean) => poisson(random, mean),
  }
}

/** Keys with their shares as a list to weigh. */
export function drawKey<K extends string>(chance: Chance, shares: Record<K, number>): K {
  const keys = keysOf(shares)
  return chance.weighted(keys, (key) => shares[key])
}

/** Guarantee: the records come from schemas that know every key. */
const keysOf = <K extends string>(shares: Record<K, number>) => Object.keys(shares) as K[]

function weightedIndex(random: Random, weights: readonly number[]): number {
  let left = random() * weights.reduce((sum, weight) => sum + weight, 0)
  for (const [i, weight] of weights.entries()) {
    left -= weight
    if (left < 0) return i
  }
  return weights.length - 1
}

function poisson(random: Random, mean: number): number {
  const limit = Math.exp(-mean)
  let count = 0
  for (let product = random(); product > limit; product *= random()) count += 1
  return count
}

function take<T>(list: readonly T[], index: number): T {
  const item = list[index]
  if (item === undefined) throw new Error('chance was given an empty list')
  return item
}

/** The FNV-1a hash of a text in 32 bits. */
const fold = (text: string) => [...text].reduce((hash, c) => Math.imul(hash ^ c.charCodeAt(0), 16777619), 0x811c9dc5)
