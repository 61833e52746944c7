import { at } from '../estimates/codes.ts'
import { negativeBinomialUpper } from '../estimates/negative-binomial.ts'
import { qnorm } from '../estimates/normal.ts'
import { anscombeResiduals, type QuasiPoisson, quasiPoisson } from '../estimates/quasi-poisson.ts'

/** How rises are looked for (ours, after Farrington): see `assessRise`. */
export const rise = {
  /** The last so many whole days are compared with what was to be expected of them. */
  windows: [3, 7, 14],
  /** What is usual is learned from days before the longest window, so that a rise never teaches itself. */
  gapDays: 14,
  baselineDays: 728,
  leastBaselineDays: 56,
  /** A trend is fitted from half a year on, the time of year from a year and a half on. */
  trendFromDays: 182,
  seasonFromDays: 546,
  /** What is not at least a fifth more than usual is no hot spot, however sure it is. */
  leastRatio: 1.2,
  leastObserved: 5,
  /** Residuals above this are damped in the baseline (Farrington's reweighting, 99% of a normal distribution). */
  damping: 2.58,
  /** Over all series together, and how the families share it: topics as a whole, by area, by unit. */
  falseAlarmsPerMonth: 1,
  shares: { all: 0.3, area: 0.35, unit: 0.35 },
  /** A hot spot is over when nothing was called out for so long. */
  standsDays: 14,
  chartDays: 56,
} as const

/** The counts of one topic by whole days, the newest last, each with the kind of its day (0 Monday … 6 Sunday and days off). */
export type Course = { counts: readonly number[]; kinds: readonly number[] }

/** One window: what was counted, what was to be expected with its variance, and how likely so many or more are without a rise. */
export type Window = { days: number; observed: number; expected: number; variance: number; probability: number }

/** What the last days of a series say. `probability` is that of the clearest window times the number of windows. */
export type Rise = Window & {
  ratio: number
  dispersion: number
  baselineDays: number
  /** The smallest rise (1.5 = half as much again) that this series would show within the longest window, in 95 of 100 cases. */
  detectable: number
}

/**
 * Whether a topic has risen against its own past. Baseline: a quasi-Poisson regression ln μ = level + kind of day (+ linear trend where
 * its |t| is over 1.96, + yearly sine and cosine) over up to 728 days that end 14 days ago, refitted once with weights that
 * damp earlier outbreaks (Farrington et al. 1996; Noufaily et al. 2013). For each window w of 3, 7 and 14 days, E = Σ μ̂ and
 * V = φ·E + Var(Ê); p = P(X ≥ O) of the negative binomial with mean E and variance V. The series' p is 3 × the least (Bonferroni).
 * Null where the past is too short to say what is usual.
 */
export function assessRise(course: Course, alpha: number): Rise | null {
  const end = course.counts.length
  const from = Math.max(0, end - rise.gapDays - rise.baselineDays)
  const until = end - rise.gapDays
  if (until - from < rise.leastBaselineDays) return null
  const model = fitBaseline(course, from, until)
  if (!model) return null
  const windows = rise.windows.map((days) => lookAt(course, model, end - days, end))
  const clearest = windows.reduce((best, window) => (window.probability < best.probability ? window : best))
  const longest = windows.at(-1) ?? clearest
  return {
    ...clearest,
    probability: Math.min(1, clearest.probability * windows.length),
    ratio: clearest.expected > 0 ? clearest.observed / clearest.expected : 0,
    dispersion: model.fit.dispersion,
    baselineDays: until - from,
    detectable: detectableRise(longest, model.fit.dispersion, alpha),
  }
}

/** Whether what was found is called out, at the level that keeps false alarms within the tenant's budget. */
export function isAlarm({ probability, ratio, observed }: Rise, alpha: number): boolean {
  return probability <= alpha && ratio >= rise.leastRatio && observed >= rise.leastObserved
}

/**
 * The level for one series and day: with `series` looked at every day, the expected number of false alarms a month is at most
 * `perMonth` (expectations add up, whatever depends on whatever). Days that follow an alarm belong to it, so the true number is lower.
 */
export const alphaFor = (series: number, perMonth: number): number => perMonth / (30.44 * Math.max(1, series))

/**
 * What was to be expected on each of the last days, for the chart: mean and the 95% limits of a single day. What is usual is learned
 * from before `quietUntil` (an index), so that a rise that goes on for weeks does not become usual on its own chart.
 */
export function expectedCourse(
  course: Course,
  days: number,
  quietUntil: number,
): { expected: number; low: number; high: number }[] | null {
  const end = course.counts.length
  const until = Math.min(quietUntil, end - rise.gapDays)
  const from = Math.max(0, until - rise.baselineDays)
  if (until - from < rise.leastBaselineDays) return null
  const model = fitBaseline(course, from, until)
  if (!model) return null
  return Array.from({ length: days }, (_, i) => {
    const { expected, variance } = lookAt(course, model, end - days + i, end - days + i + 1)
    const half = 1.96 * Math.sqrt(variance)
    return { expected, low: Math.max(0, expected - half), high: expected + half }
  })
}

type Model = { fit: QuasiPoisson; columns: Columns }
type Columns = { kinds: readonly number[]; trend: { middle: number; scale: number } | null; season: boolean }

function fitBaseline(course: Course, from: number, until: number): Model | null {
  const days = until - from
  const counts = course.counts.slice(from, until)
  const kinds = [...new Set(course.kinds.slice(from, until))].sort((a, b) => a - b)
  const season = days >= rise.seasonFromDays
  const plain: Columns = { kinds, trend: null, season }
  const trended: Columns = { ...plain, trend: { middle: from + days / 2, scale: days / 2 } }
  if (days >= rise.trendFromDays) {
    const model = fitColumns(course, counts, from, trended)
    const slope = model?.fit.coefficients.at(-1)
    const variance = model?.fit.covariance.at(-1)?.at(-1)
    if (model && slope !== undefined && variance && Math.abs(slope) > 1.96 * Math.sqrt(variance)) return model
  }
  return fitColumns(course, counts, from, plain)
}

function fitColumns(course: Course, counts: readonly number[], from: number, columns: Columns): Model | null {
  const rows = counts.map((_, i) => rowOf(course, columns, from + i))
  const first = quasiPoisson(rows, counts)
  if (!first) return null
  const weights = dampingOf(anscombeResiduals(counts, first))
  const fit = quasiPoisson(rows, counts, { weights, start: first.fitted })
  return fit && { fit, columns }
}

/** 1 for ordinary days, 1/s² (over the same mean) for those further above the mean than the limit. */
function dampingOf(residuals: readonly number[]): number[] {
  const raw = residuals.map((residual) => (residual > rise.damping ? (rise.damping / residual) ** 2 : 1))
  const mean = raw.reduce((sum, weight) => sum + weight, 0) / raw.length
  return raw.map((weight) => weight / mean)
}

/** Level, kinds of day but the first, time of year, and the trend last. */
function rowOf(course: Course, { kinds, trend, season }: Columns, day: number): number[] {
  const turn = (2 * Math.PI * day) / 365.25
  return [
    1,
    ...kinds.slice(1).map((kind) => (at(course.kinds, day) === kind ? 1 : 0)),
    ...(season ? [Math.sin(turn), Math.cos(turn)] : []),
    ...(trend ? [(day - trend.middle) / trend.scale] : []),
  ]
}

function lookAt(course: Course, { fit, columns }: Model, from: number, until: number): Window {
  const gradient = fit.coefficients.map(() => 0)
  let [observed, expected] = [0, 0]
  for (let day = from; day < until; day += 1) {
    const row = rowOf(course, columns, day)
    const mean = Math.exp(row.reduce((sum, value, j) => sum + value * at(fit.coefficients, j), 0))
    row.forEach((value, j) => {
      gradient[j] = at(gradient, j) + mean * value
    })
    expected += mean
    observed += at(course.counts, day)
  }
  const spread = gradient.reduce(
    (sum, g, j) => sum + g * gradient.reduce((inner, h, k) => inner + h * at(fit.covariance[j] ?? [], k), 0),
    0,
  )
  const variance = fit.dispersion * expected + spread
  return {
    days: until - from,
    observed,
    expected,
    variance,
    probability: negativeBinomialUpper(observed, expected, variance),
  }
}

/** By the normal approximation: f·E − z(α)·√V ≥ 1.645·√(V + φ(f − 1)E), solved by halving. */
function detectableRise({ expected, variance }: Window, dispersion: number, alpha: number): number {
  if (!(expected > 0)) return Number.POSITIVE_INFINITY
  const z = -qnorm(alpha / rise.windows.length)
  const isSeen = (f: number) =>
    (f - 1) * expected - z * Math.sqrt(variance) >= 1.645 * Math.sqrt(variance + dispersion * (f - 1) * expected)
  let [low, high] = [1, 2]
  while (!isSeen(high) && high < 1e6) high *= 2
  for (let round = 0; round < 40; round += 1) {
    const middle = (low + high) / 2
    if (isSeen(middle)) high = middle
    else low = middle
  }
  return Math.max(rise.leastRatio, high)
}
