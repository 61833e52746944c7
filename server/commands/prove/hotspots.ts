import { seededRandom } from '@minyi/shared/estimates/seeded-random.ts'
import { alphaFor, assessRise, isAlarm, rise } from '@minyi/shared/hotspots/rules.ts'

/** `n` rises are planted; `quietDays` of 100 quiet topics are watched for false alarms. */
export type HotspotSize = { n: number; seed: number; quietDays?: number }

export type HotspotProof = {
  name: 'hotspots'
  n: number
  seed: number
  planted: number
  missed: number
  found_days_median: number
  found_days_most: number
  quiet_topics: number
  quiet_days: number
  false_alarms: number
  false_per_month: number
  least_per_day: number
  smaller_planted: number
  smaller_found: number
  seconds: number
}

const quietTopics = 100
const withinDays = 14
const factor = 1.5
/**
 * Items a day. A city of 830,500 items a year has 23 on each of 100 topics (S15). From 30 on, a rise of a half is always found; of the
 * smaller ones nearly all are, which is reported beside it, and the page names for each topic the least rise that it would show.
 */
const perDay = { planted: [30, 90], smaller: [10, 30], quiet: [2, 60] } as const
const historyDays = rise.baselineDays + rise.gapDays
const weekdays = [1.15, 1.1, 1.08, 1.05, 1.05, 0.82, 0.75]

/**
 * Whether rises of a half are found within 14 days, and how often 100 quiet topics cry wolf, by the product's own rule at the level
 * it uses for whole topics. Days are negative binomial (variance 1 to 1.5 times the mean) with a week, a time of year of up to 20%
 * and a trend of −10% to +20% a year; two years of past, as a place has that began its watch with the imported hotline.
 */
export async function proveHotspots({ n, seed, quietDays = 365 }: HotspotSize): Promise<HotspotProof> {
  const start = performance.now()
  const random = seededRandom(seed)
  const alpha = alphaFor(quietTopics, rise.falseAlarmsPerMonth * rise.shares.all)
  const found = Array.from({ length: n }, () => daysToFind(random, alpha, perDay.planted))
  const smaller = Array.from({ length: Math.ceil(n / 2) }, () => daysToFind(random, alpha, perDay.smaller))
  let falseAlarms = 0
  for (let topic = 0; topic < quietTopics; topic += 1) falseAlarms += countFalse(random, alpha, quietDays)
  const days = found.filter((day) => day !== null).sort((a, b) => a - b)
  return {
    name: 'hotspots',
    n,
    seed,
    planted: n,
    missed: n - days.length,
    found_days_median: days[Math.floor(days.length / 2)] ?? 0,
    found_days_most: days.at(-1) ?? 0,
    quiet_topics: quietTopics,
    quiet_days: quietDays,
    false_alarms: falseAlarms,
    false_per_month: Math.round((falseAlarms / (quietDays / 30.44)) * 100) / 100,
    least_per_day: perDay.planted[0],
    smaller_planted: smaller.length,
    smaller_found: smaller.filter((day) => day !== null).length,
    seconds: Math.round((performance.now() - start) / 100) / 10,
  }
}

/** Whether nothing was missed and the quiet topics stayed within the budget. */
export const hotspotsHold = ({ missed, false_per_month }: HotspotProof): boolean =>
  missed === 0 && false_per_month <= rise.falseAlarmsPerMonth

/** The day, counted from 1, on which a planted rise is called out; null where 14 days go by. */
function daysToFind(random: () => number, alpha: number, size: readonly [number, number]): number | null {
  const counts = makeCourse(random, size, historyDays + withinDays, historyDays)
  for (let day = 1; day <= withinDays; day += 1) {
    if (isCalled(counts.slice(0, historyDays + day), alpha)) return day
  }
  return null
}

/** False alarms of one quiet topic; days that follow one within two weeks belong to it, as in the product. */
function countFalse(random: () => number, alpha: number, quietDays: number): number {
  const counts = makeCourse(random, perDay.quiet, historyDays + quietDays, null)
  let [alarms, last] = [0, Number.NEGATIVE_INFINITY]
  for (let day = historyDays; day < historyDays + quietDays; day += 1) {
    if (!isCalled(counts.slice(0, day + 1), alpha)) continue
    if (day - last > rise.standsDays) alarms += 1
    last = day
  }
  return alarms
}

function isCalled(counts: readonly number[], alpha: number): boolean {
  const assessed = assessRise({ counts, kinds: counts.map((_, day) => day % 7) }, alpha)
  return assessed !== null && isAlarm(assessed, alpha)
}

function makeCourse(
  random: () => number,
  [least, most]: readonly [number, number],
  days: number,
  riseAt: number | null,
): number[] {
  const level = least * (most / least) ** random()
  const dispersion = 1 + 0.5 * random()
  const [season, phase, trend] = [0.2 * random(), 365 * random(), -0.1 + 0.3 * random()]
  return Array.from({ length: days }, (_, day) => {
    const year = 1 + season * Math.sin((2 * Math.PI * (day - phase)) / 365.25)
    const risen = riseAt !== null && day >= riseAt ? factor : 1
    const mean = level * (weekdays[day % 7] ?? 1) * year * (1 + (trend * day) / 365) * risen
    return poisson(random, gamma(random, mean / (dispersion - 1)) * (dispersion - 1))
  })
}

/** A gamma number of this shape and scale 1 (Marsaglia & Tsang 2000; below 1 by U^(1/shape)). */
function gamma(random: () => number, shape: number): number {
  if (shape < 1) return gamma(random, shape + 1) * random() ** (1 / shape)
  const d = shape - 1 / 3
  for (;;) {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    const v = (1 + normal / Math.sqrt(9 * d)) ** 3
    if (v > 0 && Math.log(1 - random()) < 0.5 * normal ** 2 + d - d * v + d * Math.log(v)) return d * v
  }
}

/** A Poisson number by Knuth's product, in pieces so that the product never underflows. */
function poisson(random: () => number, mean: number): number {
  let [left, count] = [mean, 0]
  while (left > 0) {
    const piece = Math.min(left, 50)
    const limit = Math.exp(-piece)
    for (let product = 1 - random(); product > limit; product *= 1 - random()) count += 1
    left -= piece
  }
  return count
}
