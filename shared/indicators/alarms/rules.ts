import { likelihoodCusum } from '../../estimates/cusum.ts'
import { ewma } from '../../estimates/ewma.ts'
import { binomialCusumRunLength, binomialEwmaRunLength, limitFor } from '../../estimates/watch-limits.ts'
import { movingWindow } from '../../estimates/window.ts'
import { addDays, type Day, daysBetween } from '../../platform/time.ts'
import type { IntervalMethod } from '../definitions/contract.ts'
import { intervalAtShare } from '../intervals.ts'
import type { Share } from '../movement/rules.ts'
import type { AlarmChart } from './contract.ts'

/** Satisfied x of n ratings on the matters of one day. */
export type DayShare = Share & { day: Day }

/**
 * How the product watches (ours): an EWMA with λ = 0.1 for drifts, a CUSUM for a fall by which poor grades become twice as frequent
 * (or to the target, when that is further down), and the last 14 days pooled for "already under the line". Each chart may cry wolf a third
 * as often as the tenant's parameter allows.
 */
export const watch = {
  falseAlarmDays: 1000,
  lambda: 0.1,
  oddsRatio: 2,
  pooledDays: 14,
  baselineDays: 180,
  /** A series with fewer ratings before the chart begins has no usual rate. */
  leastBaseline: 60,
  /** A CUSUM's alarm stands this long. */
  standsDays: 14,
  longestForecast: 90,
} as const

/** The limits of the charts of one series, and what they promise. */
export type WatchPlan = {
  usual: number
  fallen: number
  target: number
  width: number
  h: number
  alpha: number
  /** In days: until a false alarm of any chart, and until the first chart sees the fall. */
  runLength: { usual: number; fallen: number }
}

/** The days before a chart: it begins with each quarter of the year, and so does what is usual. */
export function baselineOf(today: Day): { from: Day; to: Day; chartFrom: Day } {
  const month = Number(today.slice(5, 7))
  const chartFrom = `${today.slice(0, 5)}${String(month - ((month - 1) % 3)).padStart(2, '0')}-01`
  return { from: addDays(chartFrom, -watch.baselineDays), to: addDays(chartFrom, -1), chartFrom }
}

/**
 * The charts for a series that had `baseline` before, with limits that keep each chart's average run length at three times
 * `falseAlarmDays`. `answeredShare`: the share of days with ratings at all, of which one has about `perDay`. Null without a usual rate.
 */
export function planWatch(
  baseline: Share,
  { target, falseAlarmDays, answeredShare, perDay }: Usual,
  known: Map<string, WatchPlan> = new Map(),
): WatchPlan | null {
  if (baseline.n < watch.leastBaseline || answeredShare <= 0) return null
  const usual = Math.round(((baseline.x + 1) / (baseline.n + 2)) * 200) / 200
  const p0 = Math.min(0.995, Math.max(0.05, usual))
  const n = perDay < 20 ? Math.max(1, Math.round(perDay)) : Math.round(perDay / 10) * 10
  const share = Math.max(0.05, Math.round(answeredShare * 20) / 20)
  const key = [p0, n, share, target, falseAlarmDays].join('/')
  const plan = known.get(key) ?? planFor({ p0, n, share, target, falseAlarmDays })
  known.set(key, plan)
  return plan
}

export type Usual = { target: number; falseAlarmDays: number; answeredShare: number; perDay: number }

type Size = { p0: number; n: number; share: number; target: number; falseAlarmDays: number }

function planFor({ p0, n, share, target, falseAlarmDays }: Size): WatchPlan {
  const fallen = Math.min(target, p0 / (p0 + watch.oddsRatio * (1 - p0)))
  const wanted = 3 * falseAlarmDays * share
  const { lambda } = watch
  const cusum = (h: number, p: number) => binomialCusumRunLength({ n, p0, p1: fallen, h }, p)
  const drift = (width: number, p: number) => binomialEwmaRunLength({ n, p0, lambda, width }, p)
  const h = limitFor((limit) => cusum(limit, p0), wanted, 0.2, 12)
  const width = limitFor((limit) => drift(limit, p0), wanted, 0.5, 9)
  // A pooled window gives an alarm on no more than this share of days while the rate is at the target, and less above it.
  const alpha = 1 / wanted
  const together = 1 / (1 / cusum(h, p0) + 1 / drift(width, p0) + (p0 > target ? 0 : alpha))
  const seen = Math.min(cusum(h, fallen), drift(width, fallen))
  return { usual: p0, fallen, target, width, h, alpha, runLength: { usual: together / share, fallen: seen / share } }
}

/** What a chart says: which one, since when, and how far its value went beyond its limit. */
export type Signal = { chart: AlarmChart; since: Day; value: number; limit: number }

/**
 * The signal that stands on the last of the days, if one does: the EWMA under its limit, an alarm of the CUSUM in the last days, or the
 * pooled window under the target. The fall began when the CUSUM left 0 for the last time before.
 */
export function signalOf(days: readonly DayShare[], plan: WatchPlan): Signal | null {
  const answered = days.filter(({ n }) => n > 0)
  const last = answered[answered.length - 1]
  if (!last) return null
  const series = { x: answered.map(({ x }) => x), n: answered.map(({ n }) => n) }
  const fall = likelihoodCusum(series, { p0: plan.usual, p1: plan.fallen, h: plan.h, reset: true })
  const free = likelihoodCusum(series, { p0: plan.usual, p1: plan.fallen, h: plan.h })
  const since = answered[free.s.lastIndexOf(0) + 1]?.day ?? last.day
  const slow = ewma(series, { p0: plan.usual, lambda: watch.lambda, width: plan.width })
  const at = answered.length - 1
  const crossed = fall.alarms[fall.alarms.length - 1]
  const crossedOn = crossed === undefined ? undefined : answered[crossed]?.day
  if (crossed !== undefined && crossedOn && daysBetween(crossedOn, last.day) < watch.standsDays) {
    return { chart: 'cusum', since, value: fall.s[crossed] ?? plan.h, limit: plan.h }
  }
  const [z = 1, lower = 0] = [slow.z[at], slow.lower[at]]
  if (z < lower) return { chart: 'ewma', since, value: z, limit: lower }
  const pooled = pooledOf(days, plan)
  if (pooled) return { chart: 'window', since, value: pooled.pLess, limit: plan.alpha }
  return null
}

/** The last days pooled, where they are surely under the target although the usual rate is not. */
function pooledOf(days: readonly DayShare[], { usual, target, alpha }: WatchPlan) {
  if (usual <= target) return null
  const recent = days.slice(-watch.pooledDays)
  const series = { x: recent.map(({ x }) => x), n: recent.map(({ n }) => n) }
  const steps = movingWindow(series, { k: watch.pooledDays, p0: target, alpha })
  const last = steps[steps.length - 1]
  return last?.alarm ? last : null
}

/**
 * In how many days the window's lower bound falls under the target, if each day brings `daily` ratings of this rate and the oldest day
 * leaves the window. Null when it is under it already, or does not fall in the time looked ahead.
 */
export function daysToLine(
  window: readonly Share[],
  daily: { n: number; point: number },
  { target, level, method }: { target: number; level: number; method: IntervalMethod },
): number | null {
  let x = window.reduce((sum, one) => sum + one.x, 0)
  let n = window.reduce((sum, one) => sum + one.n, 0)
  const under = () => n > 0 && intervalAtShare(method, x / n, n, level)[0] < target
  if (n === 0 || under()) return null
  for (let day = 1; day <= watch.longestForecast; day += 1) {
    const leaves = window[day - 1]
    x += daily.n * daily.point - (leaves?.x ?? 0)
    n += daily.n - (leaves?.n ?? 0)
    if (n <= 0) return null
    if (under()) return day
  }
  return null
}

export const sumOf = (shares: readonly Share[]): Share => ({
  x: shares.reduce((sum, { x }) => sum + x, 0),
  n: shares.reduce((sum, { n }) => sum + n, 0),
})
