import { addDays, type Day, daysBetween } from '../../platform/time.ts'
import type { CaseChannel } from '../contract.ts'
import {
  type Exclusion,
  type LotRule,
  mostTries,
  type Outcome,
  type Responded,
  type Solved,
  type Stratum,
} from './contract.ts'

export const shippedLot: LotRule = { every: 'week', share: 0.2, least: 60, most: 600, shares: { hotline: 1 } }

/** How many of a population are drawn: the share, at least the least and at most the most, and never more than there are. */
export function sampleSizeOf(population: number, { share, least, most }: Pick<LotRule, 'share' | 'least' | 'most'>) {
  if (share === 1) return population
  if (share === 0) return 0
  return Math.min(population, most, Math.max(least, Math.ceil(population * share)))
}

/** The strata of a period with their items, the largest share first; items are in the order of their ids. */
export function strataOf<T extends { id: string; channel: CaseChannel }>(
  items: readonly T[],
  rule: LotRule,
): { stratum: Stratum; items: T[] }[] {
  const shareOf = ({ channel }: T) => rule.shares[channel] ?? rule.share
  const shares = [...new Set(items.map(shareOf))].sort((a, b) => b - a)
  return shares.map((share) => {
    const own = items.filter((item) => shareOf(item) === share).sort((a, b) => (a.id < b.id ? -1 : 1))
    const channels = [...new Set(own.map(({ channel }) => channel))].sort()
    const sampleSize = sampleSizeOf(own.length, { ...rule, share })
    return { stratum: { share, channels, population: own.length, sampleSize }, items: own }
  })
}

const someMonday = '1970-01-05'

/** The last whole period before a day: yesterday, or Monday to Sunday of the week before. */
export function lastPeriod(every: LotRule['every'], today: Day): { from: Day; to: Day } {
  if (every === 'day') return { from: addDays(today, -1), to: addDays(today, -1) }
  const sinceMonday = (((daysBetween(someMonday, today) % 7) + 7) % 7) + 7
  const from = addDays(today, -sinceMonday)
  return { from, to: addDays(from, 6) }
}

/**
 * What is drawn from on a day: the last whole period, from where the drawings before it have come. So every day lies in exactly one of
 * them, also where one was missed or it was changed how often is drawn; null where nothing is left.
 */
export function nextPeriod(
  every: LotRule['every'],
  today: Day,
  drawnThrough: Day | undefined,
): { from: Day; to: Day } | null {
  const last = lastPeriod(every, today)
  if (drawnThrough === undefined) return last
  const from = addDays(drawnThrough, 1)
  return from <= last.to ? { from, to: last.to } : null
}

type Said = {
  outcome: Outcome
  responded?: Responded | undefined
  solved?: Solved | undefined
  grade?: number | undefined
  exclusion?: Exclusion | undefined
}

/** What is missing in the record of a call, by field; nothing where it is whole. */
export function missingIn(said: Said): { path: string; message: string }[] {
  const answers: [string, unknown, string][] =
    said.outcome === 'answered'
      ? [
          ['responded', said.responded, '请登记单位 24 小时内联系了没有'],
          ['solved', said.solved, '请登记解决了没有'],
          ['grade', said.grade, '请登记满意度'],
        ]
      : said.outcome === 'excluded'
        ? [['exclusion', said.exclusion, '请选剔除的原因']]
        : []
  return answers.flatMap(([path, value, message]) => (value === undefined ? [{ path, message }] : []))
}

/** Nobody answered: the item waits for the next try until it was tried often enough. */
export const isLastTry = (triesBefore: number): boolean => triesBefore + 1 >= mostTries
