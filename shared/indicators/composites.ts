import type { Interval } from '../estimates/interval.ts'
import { qnorm } from '../estimates/normal.ts'
import { qt } from '../estimates/student.ts'
import type { CompositePart } from './definitions/contract.ts'
import type { CertifiedEstimate } from './published/contract.ts'

/** A part of a composite with its estimate; null where it has none. */
export type PartEstimate = { part: CompositePart; estimate: CertifiedEstimate | null }

/** Why a composite cannot be defined so; null when it can. */
export function compositeFault(parts: readonly CompositePart[]): string | null {
  if (parts.length < 2) return '综合指标至少由两个部分组成'
  if (new Set(parts.map(({ definitionId }) => definitionId)).size < parts.length) return '同一个部分不能出现两次'
  if (parts.some(({ weight }) => !(weight > 0))) return '每个部分的权重都要大于 0'
  const sum = parts.reduce((total, { weight }) => total + weight, 0)
  return Math.abs(sum - 1) > 1e-9 ? '各部分的权重相加应等于 1' : null
}

/**
 * A composite by the delta method: p = Σ wᵢpᵢ with variance Σᵢ Σⱼ wᵢwⱼ cov(pᵢ, pⱼ), exact for a weighted sum, and p ± q·se cut to 0..1;
 * q is Student's with the smallest df of the parts, or the normal one where no part has any. `covariance` between two different parts is
 * 0 unless given: parts asked of the same people are correlated and need it (as `shared/estimates` gives it for domains of one
 * survey). The standard error of a counted part is √(p(1 − p)/n). Null while a part has no estimate: a missing part is never
 * spread over the others.
 */
export function compositeByDelta(
  parts: readonly PartEstimate[],
  level: number,
  covariance: (i: number, j: number) => number = () => 0,
): CertifiedEstimate | null {
  const known = allKnown(parts)
  if (!known) return null
  const point = pointOf(known)
  const errors = known.map(({ estimate }) => errorOf(estimate))
  const between = (i: number, j: number) => (i === j ? (errors[i] ?? 0) ** 2 : covariance(i, j))
  const variance = known.reduce(
    (sum, a, i) => sum + known.reduce((inner, b, j) => inner + a.part.weight * b.part.weight * between(i, j), 0),
    0,
  )
  const se = Math.sqrt(Math.max(0, variance))
  const dfs = known.flatMap(({ estimate }) => (estimate.df === null ? [] : [estimate.df]))
  const df = dfs.length > 0 ? Math.min(...dfs) : null
  const tail = (1 + level) / 2
  const half = se * (df === null ? qnorm(tail) : qt(tail, df))
  return {
    ...headOf(known, point, level),
    method: 'delta',
    interval: [Math.max(0, point - half), Math.min(1, point + half)],
    se,
    df,
  }
}

/**
 * A composite whose interval holds whatever the parts have to do with each other: each part's own interval at level 1 − α/k (Bonferroni),
 * all lower ends together and all upper ends together, Σ wᵢlᵢ to Σ wᵢuᵢ. `intervalAt` makes the interval of a part at a level, by the
 * part's own method.
 */
export function compositeConservatively(
  parts: readonly PartEstimate[],
  level: number,
  intervalAt: (estimate: CertifiedEstimate, level: number) => Interval,
): CertifiedEstimate | null {
  const known = allKnown(parts)
  if (!known) return null
  const each = 1 - (1 - level) / known.length
  const ends = known.map(({ part, estimate }) => intervalAt(estimate, each).map((end) => part.weight * end))
  const end = (i: 0 | 1) => ends.reduce((sum, pair) => sum + (pair[i] ?? Number.NaN), 0)
  const interval: Interval = [Math.max(0, end(0)), Math.min(1, end(1))]
  return { ...headOf(known, pointOf(known), level), method: 'conservative', interval, se: null, df: null }
}

type Known = { part: CompositePart; estimate: CertifiedEstimate }

function allKnown(parts: readonly PartEstimate[]): Known[] | null {
  const known = parts.flatMap(({ part, estimate }) => (estimate ? [{ part, estimate }] : []))
  return known.length === parts.length && known.length > 0 ? known : null
}

const pointOf = (known: readonly Known[]) =>
  known.reduce((sum, { part, estimate }) => sum + part.weight * estimate.point, 0)

const errorOf = ({ se, point, n }: CertifiedEstimate) => se ?? Math.sqrt((point * (1 - point)) / n)

/** The n of a composite is that of its smallest part: no part may hide behind a large one. */
const headOf = (known: readonly Known[], point: number, level: number) => ({
  kind: 'design' as const,
  satisfied: null,
  n: Math.min(...known.map(({ estimate }) => estimate.n)),
  point,
  level,
  deff: null,
})
