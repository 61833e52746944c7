import { boundExposures } from './bounded-disclosure.ts'
import { at } from './codes.ts'
import {
  copyDisclosure,
  type Disclosure,
  exposures,
  hideCell,
  openDisclosure,
  type Relation,
} from './linear-disclosure.ts'

/** Counts to be published and the relations between them that everybody knows. */
export type CountTable = {
  counts: readonly number[]
  relations: readonly Relation[]
  /** Cells that are published whatever happens, such as totals or what an earlier month already showed. */
  published?: readonly number[]
  /** Cells that an earlier month already hid, and that stay hidden. */
  hidden?: readonly number[]
}

/**
 * Which cells to hide: `primary` are small themselves, `complementary` protect them. `exposed` lists hidden cells that no choice could
 * protect (all other cells of their relations must be published); a table with any must not be published.
 */
export type Suppression = { primary: number[]; complementary: number[]; exposed: number[] }

/**
 * Cell suppression: hides counts 0 < n < threshold, and as few other cells (of these the smallest total) as are needed so that no hidden
 * cell follows from the relations and the published cells. Exact up to `effort` steps of the search; larger tables get a safe choice that may
 * hide more than the fewest. More are hidden where a cell would follow once it is known that hidden counts are at least 1 (those of 0: at
 * least 0). Cox (1980); Fischetti and Salazar (2001).
 */
export function suppress(table: CountTable, threshold = 5, effort = 20_000): Suppression {
  const forbidden = new Set(table.published ?? [])
  const already = new Set(table.hidden ?? [])
  const isSmall = (count: number, cell: number) =>
    count > 0 && count < threshold && !forbidden.has(cell) && !already.has(cell)
  const small = table.counts.flatMap((count, cell) => (isSmall(count, cell) ? [cell] : []))
  const start = openDisclosure(table.counts.length, table.relations)
  for (const cell of [...already, ...small]) hideCell(start, cell)
  const search: Search = { counts: table.counts, forbidden, best: null, left: effort }
  const chosen = fewest(search, start) ?? cheapest(search, start)
  const state = copyDisclosure(start)
  for (const cell of chosen) hideCell(state, cell)
  const complementary = [...chosen, ...coverBounds(table, search, state)]
  return { primary: small, complementary, exposed: exposedCells(table, state) }
}

/** Hidden cells that the relations determine, or that they fix together with what hidden counts are at least. */
function exposedCells({ counts }: CountTable, state: Disclosure): number[] {
  return [...new Set([...exposures(state).map(({ cell }) => cell), ...boundExposures(state, counts)])]
}

type Search = {
  counts: readonly number[]
  forbidden: ReadonlySet<number>
  best: { cells: number[]; total: number } | null
  left: number
}

/** The smallest choice, by searching one extra cell more at a time; null when the effort runs out or no choice protects all. */
function fewest(search: Search, start: Disclosure): number[] | null {
  const most = search.counts.length
  for (let size = 0; size <= most; size += 1) {
    const reached = descend(search, start, [], 0, size, new Set())
    if (search.best) return search.best.cells
    if (search.left <= 0 || !reached) return null
  }
  return null
}

/** Tries every way to protect the first exposed cell with at most `room` more cells; false when it ran out of candidates, not of room. */
function descend(
  search: Search,
  state: Disclosure,
  chosen: number[],
  total: number,
  room: number,
  barred: ReadonlySet<number>,
): boolean {
  search.left -= 1
  if (search.best && total >= search.best.total) return true
  const [exposed] = exposures(state)
  if (!exposed) {
    search.best = { cells: chosen, total }
    return true
  }
  if (room === 0 || search.left <= 0) return true
  let deeper = false
  const tried = new Set(barred)
  for (const cell of candidates(search, exposed.uses)) {
    if (search.left <= 0) return true
    if (barred.has(cell)) continue
    const next = copyDisclosure(state)
    hideCell(next, cell)
    if (descend(search, next, [...chosen, cell], total + at(search.counts, cell), room - 1, tried)) deeper = true
    tried.add(cell)
  }
  return deeper
}

/** A safe choice without search: pass after pass, the smallest cell that protects each exposed one, zeros last. */
function cheapest(search: Search, start: Disclosure): number[] {
  const state = copyDisclosure(start)
  const chosen: number[] = []
  for (;;) {
    const before = chosen.length
    for (const { uses } of exposures(state)) {
      if (uses.some((cell) => state.hidden[cell])) continue
      const [next] = [...candidates(search, uses), ...uses.filter((cell) => isFreeZero(search, cell))]
      if (next === undefined) continue
      hideCell(state, next)
      chosen.push(next)
    }
    if (chosen.length === before) return chosen
  }
}

function candidates({ counts, forbidden }: Search, cells: readonly number[]): number[] {
  return cells
    .filter((cell) => at(counts, cell) > 0 && !forbidden.has(cell))
    .sort((a, b) => at(counts, a) - at(counts, b) || a - b)
}

function isFreeZero({ counts, forbidden }: Search, cell: number): boolean {
  return at(counts, cell) === 0 && !forbidden.has(cell)
}

/**
 * Hides more cells where the bounds of hidden counts fix some, the one that frees most first. Works on `state` in place and returns what
 * it hid.
 */
function coverBounds({ counts, relations }: CountTable, search: Search, state: Disclosure): number[] {
  const added: number[] = []
  for (;;) {
    const fixed = new Set(boundExposures(state, counts))
    const touched = relations.filter((relation) => relation.some(({ cell }) => fixed.has(cell)))
    const shown = new Set(touched.flatMap((relation) => relation.map(({ cell }) => cell)))
    const tries = candidates(search, [...shown])
      .filter((cell) => !state.hidden[cell])
      .slice(0, mostTries)
      .map((cell) => coverWith(search, state, cell))
    const [best] = tries.sort((a, b) => a.fixed - b.fixed || a.total - b.total)
    if (fixed.size === 0 || !best) return added
    for (const cell of best.cells) hideCell(state, cell)
    added.push(...best.cells)
  }
}

/** How many covers are compared before one is taken. */
const mostTries = 6

/** What hiding one cell more, with what then protects it, leaves fixed. */
function coverWith(search: Search, state: Disclosure, cell: number) {
  const next = copyDisclosure(state)
  hideCell(next, cell)
  const cells = [cell, ...cheapest(search, next)]
  for (const other of cells) hideCell(next, other)
  const total = cells.reduce((sum, other) => sum + at(search.counts, other), 0)
  return { cells, total, fixed: boundExposures(next, search.counts).length }
}
