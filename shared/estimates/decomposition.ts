/** One part (area, unit) of a rate at two times: successes x of n before and now. */
export type Part = { key: string; before: { x: number; n: number }; now: { x: number; n: number } }

/** What one part adds to the change of the whole rate, in rate points: through its own rate, and through its share of the answers. */
export type Contribution = { key: string; rateEffect: number; mixEffect: number }

/**
 * What moved a rate: Kitagawa's (1955) decomposition. Change = Σ (share̅·Δrate + Δshare·rate̅), bars the mean of both times; the parts sum
 * to the change exactly. A part without answers at one time counts with the rate of the other (its whole effect is mix). Sorted by size.
 */
export function decomposeChange(parts: readonly Part[]): Contribution[] {
  const total = (time: 'before' | 'now') => parts.reduce((sum, part) => sum + part[time].n, 0)
  const [allBefore, allNow] = [total('before'), total('now')]
  if (allBefore === 0 || allNow === 0) return []
  const overall = parts.reduce((sum, part) => sum + part.before.x, 0) / allBefore
  const contributions = parts.map(({ key, before, now }) => {
    const [shareBefore, shareNow] = [before.n / allBefore, now.n / allNow]
    const rateBefore = rateOf(before) ?? rateOf(now) ?? overall
    const rateNow = rateOf(now) ?? rateBefore
    const rateEffect = ((shareBefore + shareNow) / 2) * (rateNow - rateBefore)
    const mixEffect = (shareNow - shareBefore) * ((rateBefore + rateNow) / 2 - overall)
    return { key, rateEffect, mixEffect }
  })
  return contributions.sort((a, b) => Math.abs(b.rateEffect + b.mixEffect) - Math.abs(a.rateEffect + a.mixEffect))
}

function rateOf({ x, n }: { x: number; n: number }): number | null {
  return n > 0 ? x / n : null
}
