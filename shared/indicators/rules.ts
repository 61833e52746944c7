import type { Instant } from '../platform/time.ts'
import { type Grade, type RatingChannel, ratingChannels } from '../ratings/contract.ts'
import { exclusionReasons } from '../ratings/exclusions/contract.ts'
import type { RatingsDefinition } from './catalogue/schema.ts'
import type { Basis, Estimate, Figure, FigureCounts, Period, Scope, Suppression, Verdict } from './contract.ts'
import { intervalOf } from './intervals.ts'

export const grades = [5, 4, 3, 2, 1] as const satisfies readonly Grade[]

/**
 * What is counted, per channel; what belongs to no channel is counted under `none`. The excluded are counted twice: by reason
 * (`excluded.…`) and by the grade that they would have (`excluded_g…`).
 */
export const measures = [
  'eligible',
  'invited',
  'counter',
  'defaulted',
  'g5',
  'g4',
  'g3',
  'g2',
  'g1',
  'excluded.duplicate',
  'excluded.test',
  'excluded.ineligible',
  'excluded.malicious',
  'excluded_g5',
  'excluded_g4',
  'excluded_g3',
  'excluded_g2',
  'excluded_g1',
  'changes',
] as const
export type Measure = (typeof measures)[number]

/** Signed counts: channel → measure → how many. They are only ever added up, so order and merging do not matter. */
export type Tally = Record<string, Partial<Record<Measure, number>>>

/** No count under this is shown in a closed figure. */
const smallestCount = 5

/** Parts of the counts that a closed figure tells whole or not at all. */
export const breakdowns = ['grades', 'channels', 'excluded', 'reasons'] as const
export type Breakdown = (typeof breakdowns)[number]

/** What stands around the counts of a figure; `withheld` parts of a closed figure are kept back whatever their size. */
export type Frame = {
  indicatorId: string
  scope: Scope
  period: Period
  basis: Basis
  asOf: Instant | null
  demo: boolean
  withheld?: readonly Breakdown[]
}

export function addTallies(tallies: readonly Tally[]): Tally {
  const sum: Tally = {}
  for (const tally of tallies) {
    for (const [channel, counts] of Object.entries(tally)) {
      const into = sum[channel] ?? {}
      sum[channel] = into
      for (const measure of measures) {
        const total = (into[measure] ?? 0) + (counts[measure] ?? 0)
        if (total === 0) delete into[measure]
        else into[measure] = total
      }
    }
  }
  return sum
}

/** The same counts with the opposite sign, to take a part out of a whole. */
export function negated(tally: Tally): Tally {
  const signs: Tally = {}
  for (const [channel, counts] of Object.entries(tally)) {
    const into: Tally[string] = {}
    for (const measure of measures) if (counts[measure]) into[measure] = -counts[measure]
    signs[channel] = into
  }
  return signs
}

function countOf(tally: Tally, channels: readonly string[], counted: readonly Measure[]): number {
  return channels.reduce(
    (sum, channel) => sum + counted.reduce((part, measure) => part + (tally[channel]?.[measure] ?? 0), 0),
    0,
  )
}

/** Ratings that count: given through a scored channel and not excluded. Silence is not among them. */
export const validOf = (tally: Tally, definition: RatingsDefinition): number =>
  countOf(tally, scored(definition), grades.map(gradeMeasure))

/** Of the ratings that count, those of the grades that are satisfied. */
export const satisfiedOf = (tally: Tally, definition: RatingsDefinition): number =>
  countOf(tally, scored(definition), definition.grades.map(gradeMeasure))

/** Ratings through standing codes, which are shown beside and never counted. */
export const unscoredOf = (tally: Tally): number => countOf(tally, ['standing'], grades.map(gradeMeasure))

/** The same definition with the ratings of one channel only; a channel that it does not score leaves nothing. */
export const throughChannel = (definition: RatingsDefinition, channel: string): RatingsDefinition => ({
  ...definition,
  channels: scored(definition).filter((one) => one === channel),
})

/** The share a definition is judged by, or null where it is judged by something else than a share. */
export function targetOf({ target }: Pick<RatingsDefinition, 'target'>): number | null {
  const reaches = target?.comparison === 'at-least' || target?.comparison === 'equal'
  return target && target.unit === 'share' && reaches ? target.value : null
}

/** 达标 when even the lower bound reaches the target, 未达标 when even the upper one does not, otherwise 数据不足. */
export function verdictOf([lower, upper]: readonly [number, number], target: number): Verdict {
  if (lower >= target) return 'met'
  return upper < target ? 'missed' : 'insufficient'
}

/**
 * The figure of some counts by a definition: x = ratings of the grades that count as satisfied, n = valid ratings, x/n with its
 * interval. Under the minimum n there is no rate and no count behind it.
 */
export function figureOf(tally: Tally, definition: RatingsDefinition, frame: Frame): Figure {
  const n = validOf(tally, definition)
  if (n < definition.minN) {
    const hidden = suppressedFigure(tally, definition, frame, 'under-minimum')
    return frame.basis === 'exact' ? { ...hidden, ...bothWays(tally, definition, frame, hidden.verdict) } : hidden
  }
  const estimate = estimateOf(countOf(tally, scored(definition), definition.grades.map(gradeMeasure)), n, definition)
  const verdict = verdictBy(estimate, definition)
  const counts = countsOf(tally, definition, frame)
  return {
    ...headOf(definition, frame),
    verdict,
    n,
    suppressed: null,
    estimate,
    counts,
    ...bothWays(tally, definition, frame, verdict),
    ...(frame.basis === 'closed' ? rangeBack(estimate, counts, verdict, definition) : {}),
    ...byOrder(tally, definition, estimate),
  }
}

/** The rate with m excluded put back, whatever their grades: from x ÷ (n + m) to (x + m) ÷ (n + m). Manski (1990). */
function rangeBack(
  { satisfied, n }: Estimate,
  { excluded }: FigureCounts,
  verdict: Verdict | null,
  definition: RatingsDefinition,
): Pick<Figure, 'excludedRange'> {
  if (excluded === null || excluded.total === 0) return {}
  const [worst, best] = [0, excluded.total].map((good) => estimateOf(satisfied + good, n + excluded.total, definition))
  if (!worst || !best) return {}
  const same = [worst, best].every((one) => verdictBy(one, definition) === verdict)
  return { excludedRange: { range: [worst.point, best.point], flips: same ? 'no' : 'possible' } }
}

/** Silence as satisfied, where the definition names the order for it: beside the figure, which it never enters. */
function byOrder(tally: Tally, definition: RatingsDefinition, { satisfied, n }: Estimate): Pick<Figure, 'ordered'> {
  if (!definition.silence) return {}
  const silent = countOf(tally, ['none', ...ratingChannels], ['defaulted'])
  const estimate = estimateOf(satisfied + silent, n + silent, definition)
  return { ordered: { ...definition.silence, silent, estimate, verdict: verdictBy(estimate, definition) } }
}

/**
 * The figure with everything that was excluded put back under its grade, and whether its verdict is another one. Nothing where
 * nothing was excluded, where the grades of some are not known (closed before they were kept), where it would be under the minimum,
 * and in closed figures: between two of them one exclusion more would tell its grade. What is published for everybody therefore
 * gives the range over all grades that the excluded may have had.
 */
function bothWays(
  tally: Tally,
  definition: RatingsDefinition,
  { basis }: Frame,
  verdict: Verdict | null,
): Pick<Figure, 'withExcluded' | 'verdictFlips'> {
  const channels = scored(definition)
  const excluded = countOf(tally, channels, grades.map(excludedMeasure))
  const satisfied = countOf(tally, channels, definition.grades.map(excludedMeasure))
  const byReason = countOf(
    tally,
    channels,
    exclusionReasons.map((reason) => `excluded.${reason}` as const),
  )
  const n = validOf(tally, definition) + excluded
  if (basis === 'closed' || excluded === 0 || excluded !== byReason || n < definition.minN) return oneWay
  const counted = countOf(tally, channels, definition.grades.map(gradeMeasure))
  const estimate = estimateOf(counted + satisfied, n, definition)
  const withExcluded = { n, estimate, verdict: verdictBy(estimate, definition) }
  return { withExcluded, verdictFlips: withExcluded.verdict !== verdict }
}

const oneWay = { withExcluded: null, verdictFlips: false }

function estimateOf(satisfied: number, n: number, { level, method }: RatingsDefinition): Estimate {
  return { satisfied, n, point: satisfied / n, interval: intervalOf(method, satisfied, n, level), level, method }
}

function verdictBy({ interval }: Estimate, definition: RatingsDefinition): Verdict | null {
  const target = targetOf(definition)
  return target === null ? null : verdictOf(interval, target)
}

/** A figure that is not shown. An exact one still says how many ratings there are, unless they can be counted on one hand. */
export function suppressedFigure(
  tally: Tally,
  definition: RatingsDefinition,
  frame: Frame,
  reason: Suppression,
): Figure {
  const n = validOf(tally, definition)
  const told = frame.basis === 'exact' && (n === 0 || n >= smallestCount)
  return {
    ...headOf(definition, frame),
    verdict: targetOf(definition) === null ? null : 'insufficient',
    n: told ? n : null,
    suppressed: reason,
    estimate: null,
    counts: null,
    ...oneWay,
  }
}

function headOf(definition: RatingsDefinition, frame: Frame) {
  return {
    indicatorId: frame.indicatorId,
    definition: { id: definition.id, version: definition.version },
    scope: frame.scope,
    period: frame.period,
    basis: frame.basis,
    asOf: frame.asOf,
    demo: frame.demo,
    target: targetOf(definition),
  }
}

/** The counts that a figure stands on; of a closed one only what may be told. */
export function countsOf(tally: Tally, definition: RatingsDefinition, { basis, withheld = [] }: Frame): FigureCounts {
  const channels = scored(definition)
  const tells = (what: Breakdown, cells: readonly { count: number }[]) =>
    basis === 'exact' || (!withheld.includes(what) && shows(cells, smallestCount))
  const one = (measure: Measure) => countOf(tally, ['none', ...ratingChannels], [measure])
  const byReason = exclusionReasons.map((reason) => ({
    reason,
    count: countOf(tally, channels, [`excluded.${reason}`]),
  }))
  const byGrade = grades.map((grade) => ({ grade, count: countOf(tally, channels, [gradeMeasure(grade)]) }))
  const byChannel = ratingChannels.map((channel) => ({
    channel,
    scored: channels.includes(channel),
    count: countOf(tally, [channel], grades.map(gradeMeasure)),
  }))
  const total = byReason.reduce((sum, { count }) => sum + count, 0)
  const excluded = tells('excluded', [{ count: total }])
    ? { total, byReason: tells('reasons', byReason) ? byReason : [] }
    : null
  return {
    eligible: one('eligible'),
    invited: one('invited'),
    reached: null,
    shownAtCounter: one('counter'),
    counterShare: one('invited') > 0 ? one('counter') / one('invited') : null,
    answered: excluded ? validOf(tally, definition) + total : null,
    defaulted: one('defaulted'),
    excluded,
    byGrade: tells('grades', byGrade) ? byGrade : null,
    byChannel: tells('channels', byChannel) ? byChannel : null,
  }
}

/** A breakdown is shown whole or not at all: one hidden cell among shown ones could be computed. */
const shows = (cells: readonly { count: number }[], smallest: number) =>
  cells.every(({ count }) => count === 0 || count >= smallest)

const scored = ({ channels }: RatingsDefinition): RatingChannel[] =>
  channels.filter((channel) => channel !== 'standing')

/** Guarantee: grades are 1 to 5, and each has its measure. */
const gradeMeasure = (grade: number) => `g${grade}` as Measure
/** Guarantee: grades are 1 to 5, and each has its measure. */
const excludedMeasure = (grade: number) => `excluded_g${grade}` as Measure
