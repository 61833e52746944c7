import { at } from '../estimates/codes.ts'
import { quasiPoisson } from '../estimates/quasi-poisson.ts'
import { addDays, type Day, daysBetween } from '../platform/time.ts'
import type { RateChange } from './contract.ts'

/** So many days before a campaign, and at most so many after it, are held against each other: whole weeks. */
export const stretchDays = 28

export type Days = { from: Day; to: Day }

/** The days before, during and after a campaign, as far as they have been counted. */
export function stretchesOf(campaign: { fromDay: Day; toDay: Day }, through: Day) {
  const { fromDay, toDay } = campaign
  const least = (a: Day, b: Day) => (a < b ? a : b)
  return {
    before: { from: addDays(fromDay, -stretchDays), to: addDays(fromDay, -1) },
    during: through >= fromDay ? { from: fromDay, to: least(toDay, through) } : null,
    after: through > toDay ? { from: addDays(toDay, 1), to: least(addDays(toDay, stretchDays), through) } : null,
  }
}

export const lengthOf = ({ from, to }: Days): number => daysBetween(from, to) + 1

/**
 * How the daily number of one stretch compares with that of the days before: exp(b) of the quasi-Poisson regression
 * ln μ = level + kind of day + b·[in the stretch], with exp(b ± 1.96·se) as its 95% interval; the dispersion is estimated, so days that
 * scatter widely make it wide. Null under a week on either side or without any item on one of them.
 */
export function rateChange(
  before: { counts: readonly number[]; kinds: readonly number[] },
  stretch: { counts: readonly number[]; kinds: readonly number[] },
): RateChange | null {
  const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0)
  if (before.counts.length < 7 || stretch.counts.length < 7) return null
  if (total(before.counts) === 0 || total(stretch.counts) === 0) return null
  const all = [...before.kinds, ...stretch.kinds]
  const kinds = [...new Set(all)].sort((a, b) => a - b).slice(1)
  const rows = all.map((kind, i) => [1, i >= before.counts.length ? 1 : 0, ...kinds.map((k) => (kind === k ? 1 : 0))])
  const fit = quasiPoisson(rows, [...before.counts, ...stretch.counts])
  if (!fit) return null
  const b = at(fit.coefficients, 1)
  const half = 1.96 * Math.sqrt(at(fit.covariance[1] ?? [], 1))
  return { ratio: Math.exp(b), low: Math.exp(b - half), high: Math.exp(b + half) }
}

/** What a ratio says in one word: fewer or more only where its whole interval does. */
export function effectVerdict(change: RateChange | null): 'fewer' | 'more' | 'unsure' | 'none' {
  if (!change) return 'none'
  if (change.high < 1) return 'fewer'
  return change.low > 1 ? 'more' : 'unsure'
}
