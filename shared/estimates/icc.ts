import { pf } from './fisher.ts'

/** One-way analysis of variance and the intraclass correlation it gives; `deff` is 1 + (mean group size − 1)·icc. */
export type GroupVariance = {
  groups: number
  n: number
  n0: number
  msb: number
  msw: number
  f: number
  df: [number, number]
  p: number
  icc: number
  deff: number
  meanSize: number
}

/**
 * ICC of values within groups by one-way ANOVA: (MSB − MSW)/(MSB + (n0 − 1)·MSW), n0 = (N − Σn²/N)/(k − 1). How much of the spread lies
 * between interviewers, villages and the like; may be slightly negative. Donner (1986).
 */
export function intraclass(groups: readonly (readonly number[])[]): GroupVariance {
  const all = groups.flat()
  const [k, n] = [groups.length, all.length]
  const grand = mean(all)
  const between = sum(groups.map((group) => group.length * (mean(group) - grand) ** 2))
  const within = sum(groups.map((group) => sum(group.map((value) => (value - mean(group)) ** 2))))
  const n0 = (n - sum(groups.map((group) => group.length ** 2)) / n) / (k - 1)
  const [msb, msw] = [between / (k - 1), within / (n - k)]
  const icc = (msb - msw) / (msb + (n0 - 1) * msw)
  const f = msb / msw
  const meanSize = n / k
  return {
    groups: k,
    n,
    n0,
    msb,
    msw,
    f,
    df: [k - 1, n - k],
    p: pf(f, k - 1, n - k, true),
    icc,
    deff: 1 + (meanSize - 1) * icc,
    meanSize,
  }
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
