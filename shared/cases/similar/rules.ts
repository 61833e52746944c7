import { type Day, daysBetween } from '../../platform/time.ts'
import { bigrams, plainText } from '../search/rules.ts'

/** What two items are compared by. `townId` is the township that the area lies in. */
export type Comparable = {
  text: string
  areaId: string | null
  townId: string | null
  topicId: string | null
  unitId: string | null
  accusedUnitId: string | null
  day: Day
}

/** How far back an item may lie to be about the same matter, and from which score on it is offered. */
export const similarity = { days: 90, offered: 0.34 } as const

/** The parts of a score, each in 0..1: same words, same place, same unit or topic, near in time. */
export type Likeness = { score: number; words: number; place: number; about: number; time: number }

const weights = { words: 0.55, place: 0.2, about: 0.15, time: 0.1 } as const

/**
 * How alike two items are (ours), 0..1 and the same both ways: 0.55 × Jaccard index of the pairs of neighbouring characters of both
 * texts (shared pairs ÷ all pairs; Jaccard 1901), + 0.2 × place (1 the same village, ½ the same township), + 0.15 × matter (the
 * larger of: same topic 1, same accused or handling unit ½), + 0.1 × nearness in time (1 the same day, falling to 0 after
 * 90 days). Without any shared pair the score is 0.
 */
export function likenessOf(a: Comparable, b: Comparable): Likeness {
  const words = jaccard(pairsOf(a.text), pairsOf(b.text))
  const place = samePlace(a, b)
  const about = Math.max(
    a.topicId !== null && a.topicId === b.topicId ? 1 : 0,
    isSame(a.accusedUnitId, b.accusedUnitId) || isSame(a.unitId, b.unitId) ? 0.5 : 0,
  )
  const time = Math.max(0, 1 - Math.abs(daysBetween(a.day, b.day)) / similarity.days)
  const sum = weights.words * words + weights.place * place + weights.about * about + weights.time * time
  return { score: words === 0 ? 0 : Math.round(sum * 1000) / 1000, words, place, about, time }
}

/** |A ∩ B| ÷ |A ∪ B| of two sets; 0 where both are empty. */
export function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0
  for (const one of a) if (b.has(one)) shared += 1
  const all = a.size + b.size - shared
  return all === 0 ? 0 : shared / all
}

/** The pairs of characters by which a text is compared, without signs and blanks, so that commas make nothing alike. */
export function pairsOf(text: string): ReadonlySet<string> {
  return new Set(bigrams(plainText(text).replace(/[\s，。；：、！？,.;:!?“”"'（）()《》·…—-]/g, '')))
}

/** How many other residents are told of, never fewer than three: `3` says "at least three", and the steps hide single ones. */
const toldSteps = [3, 5, 10, 20, 50, 100] as const

/** The number that a resident is told before submitting, or null where it would give somebody away. */
export function toldCount(count: number): number | null {
  const reached = toldSteps.filter((step) => step <= count)
  return reached[reached.length - 1] ?? null
}

function samePlace(a: Comparable, b: Comparable): number {
  if (isSame(a.areaId, b.areaId)) return 1
  return isSame(a.townId, b.townId) ? 0.5 : 0
}

const isSame = (a: string | null, b: string | null) => a !== null && a === b
