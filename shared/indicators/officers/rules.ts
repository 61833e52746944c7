import { type BetaBinomial, type Counts, fitByLikelihood, shrink } from '../../estimates/beta-binomial.ts'
import type { EstimateRefusal, ShrunkenRate } from './contract.ts'

/** Officers with ratings that a group must have before one of them is estimated from it (ours). */
export const leastOfficers = 10

/** Ratings that an officer must have before anything is estimated of them, and that must be new in each estimate. */
export const fewestRatings = 5

/** Satisfied ratings of all ratings that count, of one officer. */
export type OwnCounts = { x: number; n: number }

/** The officers of units of one kind, with what is known of how their rates vary. */
export type Group = { name: string; officers: number; x: number; n: number; model: BetaBinomial | null }

/**
 * How the rates of a group vary, as a beta distribution fitted by maximum likelihood. Null for fewer officers with ratings than
 * `leastOfficers`: their spread would be guessed. Where officers do not differ beyond chance, or all ratings are of one side, the
 * model has no spread and the group has one common rate.
 */
export function groupOf(name: string, counts: readonly OwnCounts[]): Group | null {
  const rated = counts.filter(({ n }) => n > 0)
  if (rated.filter(({ n }) => n >= fewestRatings).length < leastOfficers) return null
  const all: Counts = { x: rated.map(({ x }) => x), n: rated.map(({ n }) => n) }
  const [x, n] = [sum(all.x), sum(all.n)]
  const fit = x === 0 || x === n ? null : fitByLikelihood(all)
  const model = fit && fit.rho > 0 && Number.isFinite(fit.alpha + fit.beta) ? fit : null
  return { name, officers: rated.length, x, n, model }
}

/**
 * One officer's rate given the group: the posterior Beta(x + alpha, n − x + beta), or, in a group without spread, that of the common
 * rate from everybody's ratings (Jeffreys), so that it is never more certain than the group. In whole percents, bounds outwards.
 */
export function estimateOfficer(
  own: OwnCounts,
  group: Group | null,
  { target, level }: { target: number | null; level: number },
): ShrunkenRate | EstimateRefusal {
  if (own.n < fewestRatings) return 'few-ratings'
  if (!group) return 'few-officers'
  const prior = group.model ?? commonRate(own, group)
  const found = shrink(own.x, own.n, prior, target ?? 0.5, level)
  return {
    point: percent(found.mean),
    interval: [Math.floor(100 * found.ci[0]), Math.ceil(100 * found.ci[1])],
    level,
    reaches: target === null ? null : percent(found.probabilityAtLeast),
    target,
    own: found.weightOfData < 0.4 ? 'mostly-group' : found.weightOfData > 0.6 ? 'mostly-own' : 'half',
    differ: group.model !== null,
    group: { name: group.name, officers: group.officers, point: percent(group.x / group.n) },
  }
}

/** Everybody else's ratings as if they were this officer's: what remains when officers do not differ. */
function commonRate(own: OwnCounts, group: Group): BetaBinomial {
  const alpha = 0.5 + group.x - own.x
  const beta = 0.5 + group.n - group.x - (own.n - own.x)
  return { alpha, beta, mean: alpha / (alpha + beta), rho: 1 / (1 + alpha + beta) }
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
const percent = (share: number) => Math.round(100 * share)
