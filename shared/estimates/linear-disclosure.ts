import { at } from './codes.ts'

/** A published relation between cells: Σ factor·cell is a known number (0 where totals are cells themselves). */
export type Relation = readonly { cell: number; factor: number }[]

/**
 * What published relations say about hidden cells, kept reduced while cells are hidden one after another (Gauss-Jordan). A hidden cell is
 * exposed when some combination of relations contains it and no other hidden cell.
 */
export type Disclosure = {
  /** Relations after reduction: the factors of each by cell, and the hidden cell it solves for (−1: none yet). */
  rows: Map<number, number>[]
  pivots: Int32Array
  hidden: Uint8Array
}

const zero = 1e-9

/** Starts with every cell published. */
export function openDisclosure(cellCount: number, relations: readonly Relation[]): Disclosure {
  const rows = relations.map((relation) => {
    const row = new Map<number, number>()
    for (const { cell, factor } of relation) row.set(cell, (row.get(cell) ?? 0) + factor)
    return row
  })
  return { rows, pivots: new Int32Array(rows.length).fill(-1), hidden: new Uint8Array(cellCount) }
}

/** A state that can be changed without changing the one it was copied from. */
export function copyDisclosure({ rows, pivots, hidden }: Disclosure): Disclosure {
  return { rows: rows.map((row) => new Map(row)), pivots: pivots.slice(), hidden: hidden.slice() }
}

/** Hides one more cell, in place. */
export function hideCell(state: Disclosure, cell: number): void {
  if (state.hidden[cell]) return
  state.hidden[cell] = 1
  const place = state.rows.findIndex((row, r) => state.pivots[r] === -1 && row.has(cell))
  const pivot = state.rows[place]
  const scale = pivot?.get(cell)
  if (!pivot || scale === undefined) return
  state.pivots[place] = cell
  for (const [c, factor] of pivot) pivot.set(c, factor / scale)
  for (const row of state.rows) {
    const factor = row.get(cell)
    if (row !== pivot && factor !== undefined) subtract(row, pivot, factor)
  }
}

/** A hidden cell that can be computed, with the published cells that the computation uses. */
export type Exposure = { cell: number; uses: number[] }

/** Every hidden cell that the published ones determine. */
export function exposures(state: Disclosure): Exposure[] {
  const found: Exposure[] = []
  for (const [r, row] of state.rows.entries()) {
    const cell = at(state.pivots, r)
    if (cell === -1) continue
    const uses = [...row.keys()].filter((c) => c !== cell)
    if (!uses.some((c) => state.hidden[c])) found.push({ cell, uses })
  }
  return found
}

function subtract(row: Map<number, number>, pivot: ReadonlyMap<number, number>, factor: number): void {
  for (const [cell, value] of pivot) {
    const left = (row.get(cell) ?? 0) - factor * value
    if (Math.abs(left) > zero) row.set(cell, left)
    else row.delete(cell)
  }
}
