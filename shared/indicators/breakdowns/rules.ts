import { funnelLimits } from '../../estimates/funnel.ts'
import type { Figure, UnitRow } from '../contract.ts'
import { hiddenCells } from '../telling/rules.ts'
import type { FunnelCurvePoint } from './contract.ts'

/** A group of cells: which of them belong to it. */
export type Group = { members: readonly number[] }

/**
 * Which groups of cells must not be shown beside the table of the cells themselves: those under the minimum, those from which the
 * shown cells can be taken so that a small rest is left, and more of the smallest until the rest of all groups gives none away either.
 */
export function hiddenGroups(
  sizes: readonly number[],
  groups: readonly Group[],
  elsewhere: number,
  minN: number,
): Set<number> {
  const hiddenCell = hiddenCells(sizes, elsewhere, minN)
  const sum = (members: readonly number[]) => members.reduce((total, i) => total + (sizes[i] ?? 0), 0)
  const parts = groups.map(({ members }, i) => {
    return { i, n: sum(members), rest: sum(members.filter((cell) => hiddenCell.has(cell))) }
  })
  const safe = (n: number) => n === 0 || n >= minN
  const hidden = new Set(parts.filter(({ n, rest }) => n < minN || !safe(rest)).map(({ i }) => i))
  const left = (measure: 'n' | 'rest') =>
    parts.filter(({ i }) => hidden.has(i)).reduce((total, part) => total + part[measure], elsewhere)
  const bySize = [...parts].sort((a, b) => a.n - b.n || a.i - b.i)
  // Only a group that has a rest of its own makes the rest of all larger.
  for (const measure of ['rest', 'n'] as const) {
    for (const part of bySize) {
      if (safe(left('n')) && safe(left('rest'))) break
      if (measure === 'n' || part.rest > 0) hidden.add(part.i)
    }
  }
  return hidden
}

const steps = 48

/** The limits of a funnel around `theta` at sizes from `from` to `to`, closer together where they bend. */
export function funnelCurve(theta: number | null, from: number, to: number): FunnelCurvePoint[] {
  if (theta === null || theta <= 0 || theta >= 1 || to < from) return []
  const sizes = Array.from({ length: steps + 1 }, (_, i) => Math.round(from * (to / from) ** (i / steps)))
  return [...new Set(sizes)].map((n) => {
    const { lim95, lim998 } = funnelLimits(n, theta)
    return { n, limits95: lim95, limits998: lim998 }
  })
}

/** Where a unit stands against what chance alone does to units of its size, around the rate of all. */
export function funnelOf(figure: Figure, theta: number | null): UnitRow['funnel'] {
  if (figure.estimate === null || theta === null || theta <= 0 || theta >= 1) return null
  const { n, point } = figure.estimate
  const { lim95, lim998 } = funnelLimits(n, theta)
  const standing =
    point < lim998[0]
      ? 'low-998'
      : point < lim95[0]
        ? 'low-95'
        : point > lim998[1]
          ? 'high-998'
          : point > lim95[1]
            ? 'high-95'
            : 'within'
  return { limits95: lim95, limits998: lim998, standing }
}
