import { hiddenCells } from '../../indicators/telling/rules.ts'

/** A count under this could tell the accused that one sealed complaint exists. */
export const leastTold = 5

/**
 * Counts of items by accused unit (or by topic, area, kind) as readers get them who may be accused themselves: one under five is
 * withheld, zero included, because a zero elsewhere would tell that the blank one holds something; and more of the smallest, until
 * what is withheld together (with `elsewhere`, what belongs to the total and to no cell) cannot be subtracted from the total.
 */
export function toldCounts(counts: readonly number[], elsewhere = 0): (number | null)[] {
  const hidden = hiddenCells(counts, elsewhere, leastTold)
  return counts.map((count, i) => (hidden.has(i) ? null : count))
}
