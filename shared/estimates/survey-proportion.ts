import { pbeta, qbeta } from './beta.ts'
import { studentInterval } from './estimate.ts'
import type { Interval } from './interval.ts'
import { pt, qt } from './student.ts'

/**
 * A rate from a survey: the point (0..1), its standard error, degrees of freedom, and rows (`n`, as R's `nrow(design)` counts them: those
 * of the domain with weight 0 too, and all rows of the sample once it is calibrated).
 */
export type SurveyRate = { p: number; se: number; df: number; n: number }

/** Under this a standard error is 0 to rounding: the rate is 0, 1 or fixed by calibration, and nothing can be said of its spread. */
const smallestError = 1e-9

const undefinedInterval: Interval = [Number.NaN, Number.NaN]

/** Names of the intervals of a rate. */
export type RateInterval = 'logit' | 'xlogit' | 'beta' | 'kg_truncated' | 'mean' | 'asin' | 'wilson'

const intervals: Record<RateInterval, (rate: SurveyRate, level: number) => Interval> = {
  logit: logitInterval,
  xlogit: logitInterval,
  beta: kornGraubard,
  kg_truncated: kornGraubardTruncated,
  mean: (rate, level) => studentInterval(rate.p, rate.se, rate.df, level),
  asin: arcsineInterval,
  wilson: surveyWilson,
}

/** The interval of a survey rate by name, two-sided at `level`; not defined (NaN) where the standard error is 0 to rounding. */
export function rateInterval(method: RateInterval, rate: SurveyRate, level = 0.95): Interval {
  return rate.se > smallestError ? intervals[method](rate, level) : undefinedInterval
}

/**
 * Interval of a rate seen as exactly 0 or 1, which has no standard error: Korn-Graubard with all n rows as the effective size, corrected for
 * the degrees of freedom, as the NCHS presentation standards (2017) do.
 */
export function boundaryInterval({ p, df, n }: SurveyRate, level = 0.95): Interval {
  const tail = (1 + level) / 2
  const size = n * (qt(tail, n - 1) / qt(tail, df)) ** 2
  return p < 0.5 ? [0, qbeta((1 - level) / 2, 1, size, true)] : [qbeta((1 - level) / 2, size, 1), 1]
}

/** Effective sample size p(1−p)/se²: the simple random sample with the same standard error. NaN at se = 0. */
export function rateEffectiveSize({ p, se }: SurveyRate): number {
  return (p * (1 - p)) / (se * se)
}

/** Korn and Graubard's effective size: p(1−p)/se² times (t with n−1 / t with df)², both at 1 − α/2. */
export function kornGraubardSize(rate: SurveyRate, level = 0.95): number {
  const tail = (1 + level) / 2
  return rateEffectiveSize(rate) * (qt(tail, rate.n - 1) / qt(tail, rate.df)) ** 2
}

/** expit(logit p ± t·se/(p(1−p))): R `svyciprop(method = "xlogit")`; `"logit"` is the same up to its iteration. NaN at p = 0 or 1. */
function logitInterval({ p, se, df }: SurveyRate, level = 0.95): Interval {
  const centre = Math.log(p / (1 - p))
  const half = (qt((1 + level) / 2, df) * se) / (p * (1 - p))
  return [expit(centre - half), expit(centre + half)]
}

/** Korn-Graubard: Clopper-Pearson quantiles at the effective size. R `svyciprop(method = "beta")`. */
function kornGraubard(rate: SurveyRate, level = 0.95): Interval {
  return exactAt(rate.p, kornGraubardSize(rate, level), level)
}

/** Korn-Graubard with the effective size not above the rows there are. */
function kornGraubardTruncated(rate: SurveyRate, level = 0.95): Interval {
  return exactAt(rate.p, Math.min(kornGraubardSize(rate, level), rate.n), level)
}

/**
 * sin²(asin √p ± t·se/(2√(p(1−p)))): R `svyciprop(method = "asin")`. The angle is kept within 0..π/2; R lets it pass, and its bound then
 * turns back.
 */
function arcsineInterval({ p, se, df }: SurveyRate, level = 0.95): Interval {
  const centre = Math.asin(Math.sqrt(p))
  const half = (qt((1 + level) / 2, df) * se) / (2 * Math.sqrt(p * (1 - p)))
  return [Math.sin(Math.max(0, centre - half)) ** 2, Math.sin(Math.min(Math.PI / 2, centre + half)) ** 2]
}

/** Wilson score interval at the effective size with a t quantile. R `svyciprop(method = "wilson")` of survey 4.5. */
function surveyWilson(rate: SurveyRate, level = 0.95): Interval {
  const size = rateEffectiveSize(rate)
  const t = qt((1 + level) / 2, rate.df)
  const root = Math.sqrt(4 * size * rate.p * (1 - rate.p) + t * t)
  const below = 1 + (t * t) / size
  const shift = t / (2 * size)
  return [(rate.p + shift * (t - root)) / below, (rate.p + shift * (t + root)) / below]
}

function exactAt(p: number, size: number, level: number): Interval {
  const tail = (1 - level) / 2
  return [qbeta(tail, size * p, size * (1 - p) + 1), qbeta(tail, size * p + 1, size * (1 - p), true)]
}

/** What a survey says about "the rate is at least p0". */
export type SurveyGoal = {
  t: number
  pGreater: number
  pLess: number
  tLogit: number
  /** P(rate ≥ p0) as the t distribution of the logit gives it, and as Beta(neff·p + ½, neff·(1−p) + ½) does. */
  probabilityLogit: number
  probabilityJeffreys: number
  lowerLogit: number
  lowerKornGraubard: number
}

const undefinedGoal: SurveyGoal = {
  t: Number.NaN,
  pGreater: Number.NaN,
  pLess: Number.NaN,
  tLogit: Number.NaN,
  probabilityLogit: Number.NaN,
  probabilityJeffreys: Number.NaN,
  lowerLogit: Number.NaN,
  lowerKornGraubard: Number.NaN,
}

/**
 * Design-based one-sided question "is the rate at least p0?": t and logit-t tests, two probabilities, and one-sided lower bounds at
 * `level`. All NaN where the standard error is 0 to rounding.
 */
export function surveyGoal(rate: SurveyRate, p0: number, level = 0.95): SurveyGoal {
  if (!(rate.se > smallestError)) return undefinedGoal
  const { p, se, df, n } = rate
  const size = rateEffectiveSize(rate)
  const logitError = se / (p * (1 - p))
  const t = (p - p0) / se
  const tLogit = (Math.log(p / (1 - p)) - Math.log(p0 / (1 - p0))) / logitError
  const exactSize = size * (qt(level, n - 1) / qt(level, df)) ** 2
  return {
    t,
    pGreater: pt(t, df, true),
    pLess: pt(t, df),
    tLogit,
    probabilityLogit: pt(tLogit, df),
    probabilityJeffreys: pbeta(p0, size * p + 0.5, size * (1 - p) + 0.5, true),
    lowerLogit: expit(Math.log(p / (1 - p)) - qt(level, df) * logitError),
    lowerKornGraubard: qbeta(1 - level, exactSize * p, exactSize * (1 - p) + 1),
  }
}

function expit(x: number): number {
  return 1 / (1 + Math.exp(-x))
}
