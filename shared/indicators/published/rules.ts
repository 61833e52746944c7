import { ratingChannels } from '../../ratings/contract.ts'
import { exclusionReasons } from '../../ratings/exclusions/contract.ts'
import type { FigureCounts, Verdict } from '../contract.ts'
import type { DefinitionInFull } from '../definitions/contract.ts'
import { intervalOf, isIntervalMethod } from '../intervals.ts'
import { grades, verdictOf } from '../rules.ts'
import type { CertifiedEstimate, CertifiedFigure, OrderedFigure, ResponseBounds, WithExclusions } from './contract.ts'
import type { RatingSum, RowSums } from './rows.ts'

/** A figure that cannot be computed from these rows by this definition; the message is a sentence for a person. */
export class FigureFault extends Error {}

/** Exclusions that are kept back are at most so many: from five on their number is told. */
const mostWithheld = 4

/**
 * The figure of some rows by a definition, and nothing else: the server computes it so when it is published, and `figure recompute` so
 * from the files. Rows of unscored channels stand beside the rate and are in no part of it. Where rows merge grades on both sides
 * of the line between satisfied and not, there is no figure, and that is a fault.
 */
export function certify(sums: RowSums, definition: DefinitionInFull): CertifiedFigure {
  const scored = [...sums.ratings.values()].filter((sum) => isScored(sum, definition))
  const valid = scored.filter(({ excluded }) => excluded === '')
  const excluded = scored.filter((sum) => sum.excluded !== '')
  const [n, satisfied] = [total(valid), satisfiedOf(valid, definition)]
  const estimate = n < definition.minN ? null : estimateOf(satisfied, n, definition)
  const verdict = verdictBy(estimate, definition)
  const counts = countsOf(sums, definition, { valid, excluded })
  const answered = counts.answered ?? n
  const missingOf = (asked: number) => boundsOf(satisfied, n, Math.max(0, asked - answered))
  return {
    target: definition.target,
    estimate,
    verdict,
    counts,
    bounds: { ofInvited: missingOf(counts.invited), ofEligible: missingOf(counts.eligible) },
    withExclusions: withExclusions(sums, definition, { satisfied, n, verdict, excluded }),
    ordered: n < definition.minN ? null : orderedOf(satisfied, n, counts.defaulted, definition),
  }
}

/** The rate if all who are missing were dissatisfied, and if all were satisfied: x ÷ (n + m) and (x + m) ÷ (n + m). Manski (1990). */
export function boundsOf(satisfied: number, n: number, missing: number): ResponseBounds {
  const all = n + missing
  return all === 0 ? { missing, low: 0, high: 1 } : { missing, low: satisfied / all, high: (satisfied + missing) / all }
}

/** x of n by a definition's own method and level. */
export function estimateOf(satisfied: number, n: number, definition: DefinitionInFull): CertifiedEstimate {
  const { method, level } = definition
  if (!isIntervalMethod(method)) throw new FigureFault(`口径里的区间方法“${method}”不能用于计数的比率`)
  const interval = intervalOf(method, satisfied, n, level)
  return { kind: 'count', satisfied, n, point: satisfied / n, interval, level, method, se: null, df: null, deff: null }
}

export const verdictBy = (estimate: CertifiedEstimate | null, { target }: DefinitionInFull): Verdict | null =>
  target === null ? null : estimate === null ? 'insufficient' : verdictOf(estimate.interval, target)

type Excluded = { satisfied: number; n: number; verdict: Verdict | null; excluded: readonly RatingSum[] }

function withExclusions(sums: RowSums, definition: DefinitionInFull, found: Excluded): WithExclusions {
  const { satisfied, n, verdict, excluded } = found
  const back = total(excluded)
  const judged = (good: number, all: number) =>
    n + all < definition.minN ? null : estimateOf(satisfied + good, n + all, definition)
  if (!sums.withheld && excluded.every(({ grades }) => grades.length > 0)) {
    const estimate = judged(satisfiedOf(excluded, definition), back)
    const other = verdictBy(estimate, definition)
    return { estimate, verdict: other, range: null, flips: other === verdict ? 'no' : 'yes' }
  }
  const most = sums.withheld ? mostWithheld : back
  const sizes = sums.withheld ? Array.from({ length: most }, (_, i) => i + 1) : [back]
  const verdicts = sizes.flatMap((all) => [0, all].map((good) => verdictBy(judged(good, all), definition)))
  return {
    estimate: null,
    verdict: null,
    range: [satisfied / (n + most), (satisfied + most) / (n + most)],
    flips: verdicts.every((one) => one === verdict) ? 'no' : 'possible',
  }
}

/** Silence counted as satisfied because an order says so: beside the figure, with the order's name, never in it. */
export function orderedOf(
  satisfied: number,
  n: number,
  silent: number,
  definition: DefinitionInFull,
): OrderedFigure | null {
  if (!definition.silence) return null
  const estimate = estimateOf(satisfied + silent, n + silent, definition)
  return { ...definition.silence, silent, estimate, verdict: verdictBy(estimate, definition) }
}

type Scored = { valid: readonly RatingSum[]; excluded: readonly RatingSum[] }

function countsOf(sums: RowSums, definition: DefinitionInFull, { valid, excluded }: Scored): FigureCounts {
  const { eligible, invited, counter, defaulted } = sums.funnel
  const told = sums.withheld ? null : total(excluded)
  const reasonsTold = sums.reasons.size > 0 || excluded.every((sum) => sum.excluded !== '*')
  const byReason = exclusionReasons.map((reason) => ({
    reason,
    count: total(excluded.filter((sum) => sum.excluded === reason)) + (sums.reasons.get(reason) ?? 0),
  }))
  const single = valid.every((sum) => sum.grades.length === 1)
  return {
    eligible,
    invited,
    reached: null,
    shownAtCounter: counter,
    counterShare: invited > 0 ? counter / invited : null,
    answered: told === null ? null : total(valid) + told,
    defaulted,
    excluded: told === null ? null : { total: told, byReason: reasonsTold ? byReason : [] },
    byGrade: single
      ? grades.map((grade) => ({ grade, count: total(valid.filter((sum) => sum.grades.includes(grade))) }))
      : null,
    byChannel: channelsOf(sums, definition),
  }
}

/** Every channel that counts or stands beside: from the ratings where they name it, otherwise from the rows told beside them. */
function channelsOf(sums: RowSums, definition: DefinitionInFull): FigureCounts['byChannel'] {
  const counted = [...sums.ratings.values()].filter(({ excluded }) => excluded === '')
  const named = counted.every(({ channel }) => channel !== '')
  if (!named && sums.channels.size === 0) return null
  return ratingChannels.map((channel) => ({
    channel,
    scored: channel !== 'standing' && definition.channels.includes(channel),
    count: named ? total(counted.filter((sum) => sum.channel === channel)) : (sums.channels.get(channel) ?? 0),
  }))
}

/** Ratings without a channel come from protected rows, which hold scored ones only. */
const isScored = ({ channel }: RatingSum, { channels }: DefinitionInFull) =>
  channel === '' || (channel !== 'standing' && channels.includes(channel))

const total = (sums: readonly RatingSum[]) => sums.reduce((sum, { count }) => sum + count, 0)

function satisfiedOf(sums: readonly RatingSum[], definition: DefinitionInFull): number {
  return total(
    sums.filter(({ grades }) => {
      const good = grades.filter((grade) => definition.grades.includes(grade)).length
      if (good !== 0 && good !== grades.length)
        throw new FigureFault('有一格把满意和不满意的档合在了一起，算不出满意率')
      if (grades.length === 0) throw new FigureFault('有一格没有写明评价等级，算不出满意率')
      return good > 0
    }),
  )
}
