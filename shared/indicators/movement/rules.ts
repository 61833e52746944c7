import { decomposeChange } from '../../estimates/decomposition.ts'
import type { Estimate, Figure, Scope } from '../contract.ts'
import { intervalAtShare } from '../intervals.ts'
import { verdictOf } from '../rules.ts'
import type { MovementPart, VerdictCause } from './contract.ts'

/** Satisfied x of n. */
export type Share = { x: number; n: number }
export type Both = { before: Share; now: Share }
export type PartOfBoth = Both & { scope: Scope }

export type Movement = {
  parts: MovementPart[]
  rest: (MovementPart & { members: number }) | null
  change: { points: number; rateEffect: number; mixEffect: number }
}

/**
 * What moved a rate from one period to another, part by part: shared/estimates `decomposeChange` over the parts that are large enough
 * in both periods, and over all others (with what belongs to none) as one. Null where one of the periods has no ratings at all.
 */
export function movementOf(whole: Both, parts: readonly PartOfBoth[], minN: number): Movement | null {
  if (whole.before.n === 0 || whole.now.n === 0) return null
  const counted = parts.filter(({ before, now }) => before.n > 0 || now.n > 0)
  const pooled = pooledParts(whole, counted, minN)
  const shown = counted.filter((_, i) => !pooled.has(i))
  const rest = restOf(whole, shown)
  const keyed = [
    ...shown.map((part, i) => ({ key: String(i), ...part })),
    ...(rest.before.n > 0 || rest.now.n > 0 ? [{ key: restKey, scope: restScope, ...rest }] : []),
  ]
  const known = new Map(keyed.map((part) => [part.key, part]))
  const effects = decomposeChange(keyed).flatMap(({ key, rateEffect, mixEffect }) => {
    const part = known.get(key)
    return part ? [{ key, ...presented(part), rateEffect, mixEffect }] : []
  })
  const sum = (of: 'rateEffect' | 'mixEffect') => effects.reduce((total, one) => total + one[of], 0)
  const [rateEffect, mixEffect] = [sum('rateEffect'), sum('mixEffect')]
  const last = effects.find(({ key }) => key === restKey)
  return {
    parts: effects.filter(({ key }) => key !== restKey).map(({ key: _, ...part }) => part),
    rest: last ? { ...withoutKey(last), members: pooled.size } : null,
    change: { points: rateEffect + mixEffect, rateEffect, mixEffect },
  }
}

/**
 * Whether another verdict comes from another rate or from another number of ratings: what the verdict would have been with only the one
 * changed. Null while the verdict is the same, or one of the figures has none.
 */
export function verdictCauseOf(before: Figure, now: Figure): VerdictCause | null {
  const { estimate: earlier, target } = before
  const { estimate: later } = now
  if (!earlier || !later || target === null || before.verdict === now.verdict) return null
  const verdict = (rate: Estimate, { method, n, level }: Estimate) =>
    verdictOf(intervalAtShare(method, rate.point, n, level), target)
  const [byRate, bySize] = [verdict(later, earlier) === now.verdict, verdict(earlier, later) === now.verdict]
  if (byRate === bySize) return 'both'
  return byRate ? 'rate' : 'size'
}

const restKey = 'rest'
const restScope: Scope = { dimension: 'rest', id: null, name: '份数少的合并' }

/** Parts to take together: those under the minimum in a period, and more of the smallest until none can be computed from the whole. */
function pooledParts(whole: Both, parts: readonly PartOfBoth[], minN: number): Set<number> {
  const small = (n: number) => n > 0 && n < minN
  const pooled = new Set(parts.flatMap(({ before, now }, i) => (small(before.n) || small(now.n) ? [i] : [])))
  const unsafe = () => {
    const rest = restOf(
      whole,
      parts.filter((_, i) => !pooled.has(i)),
    )
    return small(rest.before.n) || small(rest.now.n)
  }
  const bySize = parts.map((part, i) => ({ i, n: Math.min(part.before.n, part.now.n) })).sort((a, b) => a.n - b.n)
  for (const { i } of bySize) {
    if (!unsafe()) break
    pooled.add(i)
  }
  return pooled
}

function restOf(whole: Both, shown: readonly Both[]): Both {
  const left = (time: 'before' | 'now'): Share => ({
    x: shown.reduce((x, part) => x - part[time].x, whole[time].x),
    n: shown.reduce((n, part) => n - part[time].n, whole[time].n),
  })
  return { before: left('before'), now: left('now') }
}

const presented = ({ scope, before, now }: PartOfBoth) => ({ scope, before: sideOf(before), now: sideOf(now) })
const sideOf = ({ x, n }: Share) => ({ n, point: n > 0 ? x / n : null })

function withoutKey<T extends { key: string }>({ key: _, ...rest }: T): Omit<T, 'key'> {
  return rest
}
