import { at } from './codes.ts'

/** Holm's adjusted p-values, (m − rank + 1)·p made rising: holds the chance of any false alarm at the level. Equals R `p.adjust(p, "holm")`. Holm (1979). */
export function holm(p: readonly number[]): number[] {
  const order = rising(p)
  const adjusted = new Array<number>(p.length).fill(1)
  let largest = 0
  for (const [rank, index] of order.entries()) {
    largest = Math.max(largest, (p.length - rank) * at(p, index))
    adjusted[index] = Math.min(1, largest)
  }
  return adjusted
}

/** Benjamini-Hochberg adjusted p-values, m·p/rank made rising: holds the share of false alarms. Equals R `p.adjust(p, "BH")`. */
export function benjaminiHochberg(p: readonly number[]): number[] {
  const order = rising(p)
  const adjusted = new Array<number>(p.length).fill(1)
  let smallest = 1
  for (const [rank, index] of [...order.entries()].reverse()) {
    smallest = Math.min(smallest, (p.length / (rank + 1)) * at(p, index))
    adjusted[index] = smallest
  }
  return adjusted
}

function rising(p: readonly number[]): number[] {
  return p.map((_, index) => index).sort((a, b) => at(p, a) - at(p, b))
}
