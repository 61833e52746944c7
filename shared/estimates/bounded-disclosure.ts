import { at } from './codes.ts'
import type { Disclosure } from './linear-disclosure.ts'

const zero = 1e-9

/**
 * Hidden cells that follow once it is also known that no hidden count lies under its bound (0, and 1 for those that are not 0): cells that
 * are the same in every table with the published counts. A way from one such table to another changes hidden counts along the relations
 * and lowers none that stands at its bound; which of those must stay is one linear programme, the rest follows from them. Fischetti and
 * Salazar (2001), the attacker's problem.
 */
export function boundExposures(state: Disclosure, counts: readonly number[]): number[] {
  const { free, changeOf } = changes(state)
  const low = [...state.hidden.keys()].filter((cell) => state.hidden[cell] && at(counts, cell) <= 1)
  const moves = low.map(changeOf)
  const rises = risesTogether(moves, free.length)
  const held = basisOf(moves.filter((_, k) => !rises[k]))
  if (rises.every(Boolean)) return []
  return [...state.hidden.keys()].filter((cell) => state.hidden[cell] && distanceFrom(held, changeOf(cell)) < zero)
}

/** Which hidden counts may be changed freely, and how each hidden count changes with them. */
function changes(state: Disclosure) {
  const solved = new Map([...state.pivots].flatMap((cell, r) => (cell === -1 ? [] : [[cell, r] as const])))
  const free = [...state.hidden.keys()].filter((cell) => state.hidden[cell] && !solved.has(cell))
  const place = new Map(free.map((cell, k) => [cell, k]))
  const changeOf = (cell: number): Float64Array => {
    const change = new Float64Array(free.length)
    const own = place.get(cell)
    if (own !== undefined) change[own] = 1
    for (const [other, factor] of state.rows[solved.get(cell) ?? -1] ?? []) {
      const k = place.get(other)
      if (k !== undefined) change[k] = -factor
    }
    return change
  }
  return { free, changeOf }
}

/**
 * Which of some linear forms can be above 0 while none of them is below: the largest Σt with 0 ≤ t ≤ 1 and t ≤ form, by the simplex method
 * on the dictionary, with Bland's rule.
 */
function risesTogether(forms: readonly Float64Array[], width: number): boolean[] {
  const size = forms.length
  const bounds = forms.map((form, k) => [
    ...form,
    ...form.map((value) => -value),
    ...unit(size, k).map((one) => -one),
    0,
  ])
  const caps = forms.map((_, k) => [...new Array<number>(2 * width).fill(0), ...unit(size, k).map((one) => -one), 1])
  const rows = [...bounds, ...caps].map((row) => Float64Array.from(row))
  const goal = Float64Array.from([...new Array<number>(2 * width).fill(0), ...new Array<number>(size).fill(1), 0])
  const dictionary: Dictionary = {
    rows: [...rows, goal],
    outside: Int32Array.from({ length: goal.length - 1 }, (_, j) => j),
    inside: Int32Array.from(rows, (_, i) => goal.length + i),
  }
  while (improve(dictionary));
  const found = new Map(
    [...dictionary.inside].map((name, i) => [name, at(dictionary.rows[i] ?? goal, goal.length - 1)]),
  )
  return forms.map((_, k) => (found.get(2 * width + k) ?? 0) > 0.5)
}

/** Each row says what a variable inside is: Σ factor·(variable outside) + constant; the last row is the goal. */
type Dictionary = { rows: Float64Array[]; outside: Int32Array; inside: Int32Array }

/** One exchange of variables towards a larger goal; false when there is none. */
function improve(dictionary: Dictionary): boolean {
  const { rows, outside, inside } = dictionary
  const goal = rows.at(-1)
  const gaining = [...outside.keys()].filter((j) => at(goal ?? [], j) > zero)
  const enter = gaining.sort((a, b) => at(outside, a) - at(outside, b))[0]
  if (enter === undefined) return false
  let leave = -1
  let least = Number.POSITIVE_INFINITY
  for (const [i, name] of inside.entries()) {
    const row = rows[i] ?? new Float64Array()
    const factor = at(row, enter)
    if (factor > -zero) continue
    const room = at(row, outside.length) / -factor
    if (room > least || (room === least && name > at(inside, leave))) continue
    ;[leave, least] = [i, room]
  }
  if (leave === -1) return false
  exchange(dictionary, leave, enter)
  return true
}

function exchange({ rows, outside, inside }: Dictionary, leave: number, enter: number): void {
  const pivot = rows[leave]
  if (!pivot) return
  const factor = at(pivot, enter)
  pivot[enter] = -1
  for (const [j, value] of pivot.entries()) pivot[j] = -value / factor
  for (const row of rows) {
    const share = at(row, enter)
    if (row === pivot || share === 0) continue
    row[enter] = 0
    for (const [j, value] of pivot.entries()) row[j] = at(row, j) + share * value
  }
  ;[inside[leave], outside[enter]] = [at(outside, enter), at(inside, leave)]
}

/** Orthonormal vectors that span the same space. */
function basisOf(vectors: readonly Float64Array[]): Float64Array[] {
  const basis: Float64Array[] = []
  for (const vector of vectors) {
    const left = remainder(basis, remainder(basis, vector))
    const length = Math.hypot(...left)
    if (length > 1e-7) basis.push(left.map((value) => value / length))
  }
  return basis
}

const distanceFrom = (basis: readonly Float64Array[], vector: Float64Array) => Math.hypot(...remainder(basis, vector))

function remainder(basis: readonly Float64Array[], vector: Float64Array): Float64Array {
  const left = Float64Array.from(vector)
  for (const other of basis) {
    const along = other.reduce((sum, value, i) => sum + value * at(left, i), 0)
    for (const [i, value] of other.entries()) left[i] = at(left, i) - along * value
  }
  return left
}

const unit = (size: number, place: number) => Array.from({ length: size }, (_, k) => (k === place ? 1 : 0))
