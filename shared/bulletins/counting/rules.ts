import { type CaseKind, type Conduct, caseKinds, conducts } from '../../cases/contract.ts'
import type { Asking, Standing, Way } from '../../cases/interventions/contract.ts'
import type { Interval } from '../../estimates/interval.ts'
import { wilson } from '../../estimates/wilson.ts'
import type { Period, Verdict } from '../../indicators/contract.ts'
import type { DefinitionInFull } from '../../indicators/definitions/contract.ts'
import { type HandlingRate, handlingRates } from '../../indicators/handling/contract.ts'
import { estimateOf, verdictBy } from '../../indicators/published/rules.ts'
import { addDays, type Day, type Instant } from '../../platform/time.ts'
import type { BulletinKind, NumberSource } from '../contract.ts'
import { smallest } from '../rules.ts'

/** x of n, as it was counted. */
export type Share = { of: number; good: number }

/** One unit's or township's counts of the items received in a period. */
export type PlaceCounts = {
  id: string | null
  name: string
  received: number
  replied: number
  solved: Share
  satisfied: Share
}

/** Everything counted of the items received in a period. `sha256` is of the ids of those items, in order. */
export type PeriodCounts = {
  period: Period
  received: number
  accepted: number
  replied: number
  ended: number
  refused: number
  silent: number
  rates: Record<HandlingRate, Share>
  conducts: Record<Conduct, number>
  kinds: Record<CaseKind, number>
  places: PlaceCounts[]
  sha256: string
}

/** A published figure as a bulletin quotes it. */
export type Quoted = {
  id: string
  name: string
  sha256: string
  period: { from: Day; to: Day }
  satisfied: number | null
  n: number
  point: number
  interval: [number, number]
  target: number | null
  verdict: Verdict | null
  /** The published figures that it is added up from; none for one that was published as it is. */
  parts: readonly Quoted[]
}

/** The rates that a bulletin tells by their certificates. */
export const certifiedRates = [...handlingRates, 'accepted', 'ended'] as const
export type CertifiedRate = (typeof certifiedRates)[number]
export type Certified = Partial<Record<CertifiedRate, Quoted>>

/** What a typical case is told by: nothing of who, where exactly or when. */
export type TypicalCase = { conduct: string | null; kind: CaseKind; days: number; solved: boolean }

export type ToldIntervention = {
  happenedAt: Instant
  standing: Standing
  office: string
  post: string | null
  way: Way
  asked: Asking
}

/** Everything that was counted, before it is protected and put into words. */
export type Counted = {
  kind: BulletinKind
  kinds: readonly CaseKind[]
  asOf: Instant
  now: PeriodCounts
  before: PeriodCounts
  yearBefore: PeriodCounts
  /** The places that stood alone in the bulletin of the period before; null where there was none. */
  aloneBefore: readonly string[] | null
  months: { month: string; count: number }[]
  supervision: { orders: number; cleared: number; letters: number; corrected: number }
  interventions: readonly ToldIntervention[]
  quoted: readonly Quoted[]
  /** How the rates are computed: the versions in force. */
  definitions: Record<HandlingRate, DefinitionInFull>
  /**
   * Rates of exactly these items and days that were published for everybody, of the period and of those that it is compared with. A
   * bulletin tells a rate as its certificate has it or not at all: what it counted itself could be subtracted from a figure that is out.
   */
  certified: Record<'now' | 'before' | 'yearBefore', Certified>
  typical: readonly TypicalCase[]
  /** SHA-256 of what each query answered, by its name. */
  hashes: Record<string, string>
}

/** An annual report is compared with the year before alone: its period before is that year. */
export const isAnnual = (kind: BulletinKind): boolean => kind === 'annual'

type Query = Extract<NumberSource, { kind: 'query' }>

/** Where what a query counted comes from. */
export const sourceOf = ({ asOf, hashes }: Counted, queryId: string, counts: PeriodCounts): Query => ({
  kind: 'query',
  queryId,
  period: counts.period,
  asOf,
  sha256: hashes[queryId] ?? counts.sha256,
  rows: isSmall(counts.received) ? null : counts.received,
})

export const noConducts = (): Record<Conduct, number> => ({ irregular: 0, uncivil: 0, inaction: 0, abuse: 0 })
export const noKinds = (): Record<CaseKind, number> => ({
  complaint: 0,
  report: 0,
  enquiry: 0,
  opinion: 0,
  help: 0,
  praise: 0,
})

/** Adds two places into one, as they are printed when they are too small to stand alone. */
const joined = (a: PlaceCounts, b: PlaceCounts): PlaceCounts => ({
  id: null,
  name: '',
  received: a.received + b.received,
  replied: a.replied + b.replied,
  solved: { of: a.solved.of + b.solved.of, good: a.solved.good + b.solved.good },
  satisfied: { of: a.satisfied.of + b.satisfied.of, good: a.satisfied.good + b.satisfied.good },
})

export type PlacePair = { now: PlaceCounts; before: PlaceCounts | null; merged: number }

export const isSmall = (count: number) => count > 0 && count < smallest
const anySmall = ({ now, before }: PlacePair) =>
  [now, before].some((one) => one && (isSmall(one.received) || isSmall(one.replied)))

/**
 * The places that can stand alone, largest first, and all others as one row. A place with a count of 1 to 4 in any printed column goes
 * into the rest, and so do further ones until the rest holds two places and no small count itself: the total then gives none of them
 * away. Where even everything together is small, nothing is told by place.
 */
export function mergeSmall(places: readonly PlacePair[]): { alone: PlacePair[]; rest: PlacePair | null } {
  const sorted = [...places].sort((a, b) => b.now.received - a.now.received || (a.now.name < b.now.name ? -1 : 1))
  const alone = sorted.filter((one) => !anySmall(one))
  const small = sorted.filter(anySmall)
  if (small.length === 0) return { alone, rest: null }
  let rest = small.reduce(together)
  while ((rest.merged < 2 || anySmall(rest)) && alone.length > 0) {
    const next = alone.pop()
    if (next) rest = together(rest, next)
  }
  return anySmall(rest) ? { alone: [], rest: null } : { alone, rest }
}

const together = (a: PlacePair, b: PlacePair): PlacePair => ({
  now: joined(a.now, b.now),
  before: a.before && b.before ? joined(a.before, b.before) : (a.before ?? b.before),
  merged: a.merged + b.merged,
})

/** Parts of a known whole, with 1 to 4 hidden; where one alone is hidden, the smallest other one is too. */
export function protectParts<K extends string>(parts: Record<K, number>, keys: readonly K[]): Record<K, number | null> {
  const hidden = new Set(keys.filter((key) => isSmall(parts[key])))
  if (hidden.size === 1) {
    const others = keys.filter((key) => !hidden.has(key) && parts[key] > 0).sort((a, b) => parts[a] - parts[b])
    if (others[0] !== undefined) hidden.add(others[0])
  }
  const shown: Partial<Record<K, number | null>> = {}
  for (const key of keys) shown[key] = hidden.has(key) ? null : parts[key]
  return filled(shown)
}

/**
 * Which shares of a known whole stay untold: those under the minimum or with a side of 1 to 4, and then the smallest others, until what is
 * untold has no such side together either, because together it follows from the whole.
 */
export function untoldShares(shares: readonly Share[], minN: number): Set<number> {
  const isFew = ({ of, good }: Share) => of > 0 && (of < minN || isSmall(good) || isSmall(of - good))
  const byIndex = shares.map((share, i) => ({ ...share, i }))
  const untold = byIndex.filter(isFew)
  const told = byIndex.filter((one) => one.of > 0 && !isFew(one)).sort((a, b) => b.of - a.of)
  const together = () =>
    untold.reduce((sum, { of, good }): Share => ({ of: sum.of + of, good: sum.good + good }), { of: 0, good: 0 })
  while (told.length > 0 && isFew(together())) untold.push(...told.splice(-1))
  return new Set(untold.map(({ i }) => i))
}

/** Guarantee: every key of the record was set in the loop before. */
const filled = <K extends string>(shown: Partial<Record<K, number | null>>) => shown as Record<K, number | null>

export const protectedConducts = (counts: PeriodCounts) => protectParts(counts.conducts, conducts)
export const protectedKinds = (counts: PeriodCounts) => protectParts(counts.kinds, caseKinds)

export const percent = (share: number): string => `${(share * 100).toFixed(1)}%`

/**
 * The published rate of a period: one of exactly these days, or several that follow each other from its first day to its last, added up.
 * An item belongs to one day, so nothing is counted twice, and nothing is told that could not be added up by anybody. Null where a day is
 * in none of them or a count is kept back.
 */
export function togetherOf(
  published: readonly Quoted[],
  { from, to }: Period,
  definition: DefinitionInFull,
): Quoted | null {
  const parts: Quoted[] = []
  for (let day = from; day <= to; ) {
    const ofDay = published.filter(({ period }) => period.from === day && period.to <= to)
    const [next] = ofDay.sort((a, b) => (a.period.to < b.period.to ? 1 : -1))
    if (!next) return null
    parts.push(next)
    day = addDays(next.period.to, 1)
  }
  const [first, ...rest] = parts
  if (!first || rest.length === 0) return first ?? null
  if (parts.some(({ satisfied }) => satisfied === null)) return null
  const sum = (read: (one: Quoted) => number) => parts.reduce((all, one) => all + read(one), 0)
  const estimate = estimateOf(
    sum(({ satisfied }) => satisfied ?? 0),
    sum(({ n }) => n),
    definition,
  )
  const { satisfied, n, point, interval } = estimate
  const verdict = verdictBy(estimate, definition)
  return { ...first, period: { from, to }, satisfied, n, point, interval, target: definition.target, verdict, parts }
}

/** The certificate that a number comes from. */
export const certificateOf = ({ id, sha256 }: Quoted): NumberSource => ({ kind: 'certificate', figureId: id, sha256 })

/** A count as it is printed. */
export const countWords = (count: number, measure = '件'): string =>
  isSmall(count) ? `不到${smallest}${measure}` : `${count}${measure}`

/**
 * The difference of two independent proportions with its 95% interval by Newcombe's hybrid score method (1998, method 10), as fractions:
 * d ∓ √((p₁ − l₁)² + (u₂ − p₂)²). A change is told only where the interval does not hold 0.
 */
export function differenceOf(now: Share, before: Share): { point: number; interval: Interval } {
  const [p1, p2] = [now.good / now.of, before.good / before.of]
  const [[l1, u1], [l2, u2]] = [wilson(now.good, now.of), wilson(before.good, before.of)]
  const point = p1 - p2
  const low = point - Math.sqrt((p1 - l1) ** 2 + (u2 - p2) ** 2)
  const high = point + Math.sqrt((u1 - p1) ** 2 + (p2 - l2) ** 2)
  return { point, interval: [low, high] }
}

/** How a count stands to an earlier one, or null where either is too small to be told. */
export function countChange(now: number, before: number): { change: number; words: string } | null {
  if (isSmall(now) || isSmall(before)) return null
  const change = now - before
  if (change === 0) return { change, words: '持平' }
  const share = before >= 30 ? `（${change > 0 ? '增长' : '下降'}${percent(Math.abs(change) / before)}）` : ''
  return { change, words: `${change > 0 ? '多' : '少'}${Math.abs(change)}件${share}` }
}

/** How a rate stands to an earlier one, in words that claim nothing the numbers do not. */
export function changeWords(now: Share, before: Share, minN = 30): string {
  if (now.of < minN || before.of < minN) return '件数不足，不作比较'
  const { point, interval } = differenceOf(now, before)
  const points = `${Math.abs(point * 100).toFixed(1)}个百分点`
  if (interval[0] > 0) return `提高${points}`
  if (interval[1] < 0) return `下降${points}`
  return '在误差之内，没有明显变化'
}
