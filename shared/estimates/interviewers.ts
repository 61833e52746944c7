import { pbinom } from './binomial.ts'
import { pchisq } from './chi-square.ts'
import { at } from './codes.ts'
import { type FunnelLimits, funnelLimits, funnelScore, overdispersion, quantile } from './funnel.ts'
import { benjaminiHochberg, holm } from './multiple-testing.ts'
import { pnorm } from './normal.ts'

/** Satisfied answers x of n that one interviewer brought back. */
export type InterviewerCount = { interviewer: string; x: number; n: number }

/** One interviewer against all: z, z ÷ √phi of the overdispersion (whatever it is), funnel limits, exact tail probabilities and adjusted p-values. */
export type InterviewerRow = InterviewerCount &
  FunnelLimits & {
    rate: number
    z: number
    zAdjusted: number
    pLow: number
    pHigh: number
    holm: number
    benjaminiHochberg: number
  }

/** All interviewers, with the overdispersion of their rates and the chi-square test that they share one rate. */
export type InterviewerFunnel = {
  rate: number
  phi: number
  chisq: { statistic: number; df: number; p: number }
  rows: InterviewerRow[]
}

/** Funnel of interviewers: who brings back answers that chance does not explain. Field quality control, unweighted. */
export function interviewerFunnel(counts: readonly InterviewerCount[]): InterviewerFunnel {
  const rate = sum(counts.map(({ x }) => x)) / sum(counts.map(({ n }) => n))
  const scores = counts.map(({ x, n }) => funnelScore(x, n, rate))
  const phi = overdispersion(scores)
  const twoSided = scores.map((z) => 2 * pnorm(-Math.abs(z)))
  const [byHolm, byRate] = [holm(twoSided), benjaminiHochberg(twoSided)]
  const rows = counts.map((count, i) => ({
    ...count,
    ...funnelLimits(count.n, rate),
    rate: count.x / count.n,
    z: at(scores, i),
    zAdjusted: at(scores, i) / Math.sqrt(phi),
    pLow: pbinom(count.x, count.n, rate),
    pHigh: pbinom(count.x - 1, count.n, rate, true),
    holm: at(byHolm, i),
    benjaminiHochberg: at(byRate, i),
  }))
  const statistic = sum(scores.map((z) => z * z))
  const df = counts.length - 1
  return { rate, phi, chisq: { statistic, df, p: pchisq(statistic, df, true) }, rows }
}

/** Answers to a battery of items by one person; null where the item has no valid answer. */
export type Battery = readonly (number | null)[]

/** Whether at least `minimum` items were answered and all answers are the same (straight-lining). */
export function isStraightLined(battery: Battery, minimum = 4): boolean {
  const valid = battery.filter((answer) => answer !== null)
  return valid.length >= minimum && valid.every((answer) => answer === valid[0])
}

/** Longest run of equal neighbouring answers, items without an answer left out; null with fewer than two answers. */
export function longestString(battery: Battery): number | null {
  const valid = battery.filter((answer) => answer !== null)
  if (valid.length < 2) return null
  let longest = 1
  let run = 1
  for (let k = 1; k < valid.length; k += 1) {
    run = valid[k] === valid[k - 1] ? run + 1 : 1
    longest = Math.max(longest, run)
  }
  return longest
}

/** Which interviews took less than `share` of the median duration (seconds), and that median. */
export function speeders(durations: readonly number[], share = 0.5): { median: number; flagged: boolean[] } {
  const median = quantile(durations, 0.5)
  return { median, flagged: durations.map((seconds) => seconds < share * median) }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
