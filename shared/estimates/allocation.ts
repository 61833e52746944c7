import { at } from './codes.ts'

/** Interviews by stratum: in proportion to size, and by Neyman (size × spread), exact and whole, with the standard error of the mean. */
export type Allocation = {
  proportional: number[]
  proportionalWhole: number[]
  neyman: number[]
  neymanWhole: number[]
  seProportional: number
  seNeyman: number
}

/**
 * Allocation of n interviews over strata with `sizes` in the population and standard deviations `spreads`. Neyman (1934): n·N·S/ΣNS has the
 * smallest error. Standard errors are of the stratified mean, with fpc, in the units of `spreads`. Cochran (1977), 5.5. Shares are not cut
 * at the size of a stratum: one that exceeds it is to be taken whole, and the rest allocated anew over the others.
 */
export function allocate(n: number, sizes: readonly number[], spreads: readonly number[]): Allocation {
  const population = sum(sizes)
  const proportional = sizes.map((size) => (n * size) / population)
  const products = sizes.map((size, h) => size * at(spreads, h))
  const neyman = products.map((product) => (n * product) / sum(products))
  return {
    proportional,
    proportionalWhole: wholeShares(proportional, n),
    neyman,
    neymanWhole: wholeShares(neyman, n),
    seProportional: stratifiedError(proportional, sizes, spreads),
    seNeyman: stratifiedError(neyman, sizes, spreads),
  }
}

/** Whole numbers that sum to `total` and are nearest below or above the shares: largest remainder, ties to the earlier one. */
export function wholeShares(shares: readonly number[], total: number): number[] {
  const floors = shares.map(Math.floor)
  const order = shares
    .map((share, h) => ({ h, left: share - Math.floor(share) }))
    .sort((a, b) => b.left - a.left || a.h - b.h)
  const rest = total - sum(floors)
  for (const { h } of order.slice(0, Math.max(0, rest))) floors[h] = at(floors, h) + 1
  return floors
}

/** Standard error of a stratified mean: √Σ (N_h/N)² S_h²/n_h (1 − n_h/N_h). */
function stratifiedError(shares: readonly number[], sizes: readonly number[], spreads: readonly number[]): number {
  const population = sum(sizes)
  const terms = shares.map((share, h) => {
    const weight = at(sizes, h) / population
    return ((weight * at(spreads, h)) ** 2 / share) * (1 - share / at(sizes, h))
  })
  return Math.sqrt(sum(terms))
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
