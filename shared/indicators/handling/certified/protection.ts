import type { HandlingMethod, StatePart } from '../../definitions/contract.ts'
import { pooledArea } from '../../published/protection.ts'
import { emptyHandlingRow, type HandlingRow } from './rows.ts'

/** No count under this stands in open data, as long as there is something to pool it with. */
const smallest = 5
const isSmall = (count: number) => count > 0 && count < smallest

/** How many rows of one township are in one state. */
export type HandlingCell = { area: string; state: string; count: number }

/**
 * The open rows of a rate of handling: the two sides of the rate by township, and for the whole what is in no rate. A township has rows
 * of its own only where each of its sides is nothing or at least five; all others are one pool, which takes in more until its own sides
 * are; without any that stands alone the pool is the whole, whose sides are the rate itself. Of what is in no rate, small states are
 * merged; where all of it together is under five, only that there is some. Silence is told as it is: it is nobody's word.
 * Units, months and kinds are not told: cells so small could be subtracted.
 */
export function openHandlingRows(cells: readonly HandlingCell[], method: HandlingMethod): HandlingRow[] {
  return [...sideRows(cells, method), ...silentRows(cells, method), ...besideRows(cells, method)]
}

/** The same without townships, and with everything that is in no rate, silence apart, in one row. */
export function openTotals(cells: readonly HandlingCell[], method: HandlingMethod): HandlingRow[] {
  const rest = groupOf(cells, codesOf(method, 'pending', 'excluded'))
  const sides = [codesOf(method, 'counted'), codesOf(method, 'other')].map((codes) => groupOf(cells, codes))
  const told = [...sides.map(({ codes, count }) => rowOf(pooledArea, codes, count)), ...silentRows(cells, method)]
  return [...told.filter(({ count }) => count > 0), ...restRows(rest)]
}

/**
 * The open rows that nobody can subtract from rows of the same items that are out already (`told`): each count is the same or moved by at
 * least five. In full where they can be, otherwise the totals; null where even these would tell what became of a few.
 */
export function openBeside(
  cells: readonly HandlingCell[],
  told: readonly (readonly HandlingRow[])[],
  method: HandlingMethod,
): HandlingRow[] | null {
  const full = openHandlingRows(cells, method)
  if (told.every((earlier) => isApart(cellsOf(earlier), cellsOf(full)))) return full
  const totals = openTotals(cells, method)
  const summed = (rows: readonly HandlingRow[]) => sumsByPart(rows, method)
  return told.every((earlier) => isApart(summed(earlier), summed(totals), true)) ? totals : null
}

/**
 * Whether figures of one family over the same items may both be out: what lies on a side of the one and not of the other is nobody or at
 * least five. `ours` and `theirs` are the two sides of each, in order.
 */
export const mayStandBeside = (ours: readonly number[], theirs: readonly number[]): boolean =>
  ours.every((count, i) => !isSmall(Math.abs(count - (theirs[i] ?? 0))))

/** The numerator, and what else is in the denominator. */
export const sidesOf = (rows: readonly HandlingRow[], method: HandlingMethod): number[] =>
  [codesOf(method, 'counted'), codesOf(method, 'other')].map((codes) =>
    rows.filter(({ state }) => codes.includes(firstOf(state))).reduce((sum, { count }) => sum + count, 0),
  )

const codesOf = ({ states }: HandlingMethod, ...parts: StatePart[]) =>
  states.filter(({ part }) => parts.includes(part)).map(({ code }) => code)
const firstOf = (state: string) => state.split('|')[0] ?? ''
const rowOf = (area: string, codes: readonly string[], count: number): HandlingRow => ({
  ...emptyHandlingRow,
  area,
  state: codes.join('|'),
  count,
})

type Group = { codes: readonly string[]; count: number }

const groupOf = (cells: readonly HandlingCell[], codes: readonly string[]): Group => ({
  codes,
  count: cells.filter(({ state }) => codes.includes(state)).reduce((sum, { count }) => sum + count, 0),
})

function sideRows(cells: readonly HandlingCell[], method: HandlingMethod): HandlingRow[] {
  const sides = [codesOf(method, 'counted'), codesOf(method, 'other')]
  const areas = [...new Set(cells.map(({ area }) => area))].sort().map((area) => {
    const own = cells.filter((cell) => cell.area === area)
    return { area, counts: sides.map((codes) => groupOf(own, codes).count) }
  })
  type Area = (typeof areas)[number]
  const size = ({ counts }: Area) => counts.reduce((sum, count) => sum + count, 0)
  const standsAlone = ({ area, counts }: Area) => area !== '' && !counts.some(isSmall)
  const alone = areas.filter((one) => standsAlone(one) && size(one) > 0).sort((a, b) => size(b) - size(a))
  const together = areas.filter((one) => !standsAlone(one))
  const pooled = () => sides.map((_, i) => together.reduce((sum, { counts }) => sum + (counts[i] ?? 0), 0))
  while (alone.length > 0 && pooled().some(isSmall)) together.push(...alone.splice(-1))
  const rows = (area: string, counts: readonly number[]) => sides.map((codes, i) => rowOf(area, codes, counts[i] ?? 0))
  return [...alone.flatMap(({ area, counts }) => rows(area, counts)), ...rows(pooledArea, pooled())].filter(
    ({ count }) => count > 0,
  )
}

const silentRows = (cells: readonly HandlingCell[], method: HandlingMethod): HandlingRow[] =>
  codesOf(method, 'silent')
    .map((code) => rowOf('', [code], groupOf(cells, [code]).count))
    .filter(({ count }) => count > 0)

/** What is in no rate, by state; the smallest is merged with the next one until nothing small is left. */
function besideRows(cells: readonly HandlingCell[], method: HandlingMethod): HandlingRow[] {
  let groups: Group[] = codesOf(method, 'excluded', 'pending')
    .map((code) => groupOf(cells, [code]))
    .filter(({ count }) => count > 0)
  for (;;) {
    const [first, second, ...rest] = [...groups].sort(
      (a, b) => a.count - b.count || (firstCode(a) < firstCode(b) ? -1 : 1),
    )
    if (!first || !isSmall(first.count)) return groups.map(({ codes, count }) => rowOf('', codes, count))
    if (!second) return restRows(first)
    groups = [{ codes: [...first.codes, ...second.codes].sort(), count: first.count + second.count }, ...rest]
  }
}

const firstCode = ({ codes }: Group) => codes[0] ?? ''

function restRows({ codes, count }: Group): HandlingRow[] {
  if (count === 0) return []
  return [isSmall(count) ? { ...rowOf('', codes, 0), what: 'withheld' } : rowOf('', codes, count)]
}

const cellsOf = (rows: readonly HandlingRow[]): Map<string, number> =>
  new Map(rows.map(({ what, area, state, count }) => [`${what}/${area}/${state}`, count]))

/** The counts by what they mean: the two sides, each kind of silence, and the rest as one. */
function sumsByPart(rows: readonly HandlingRow[], method: HandlingMethod): Map<string, number> {
  const parts = new Map(method.states.map(({ code, part }) => [code, part]))
  const sums = new Map<string, number>()
  for (const { state, count } of rows) {
    const part = parts.get(firstOf(state)) ?? 'pending'
    const key = part === 'silent' ? state : part === 'excluded' ? 'pending' : part
    sums.set(key, (sums.get(key) ?? 0) + count)
  }
  return sums
}

/** Whether no count moved by one to four; `open` says that counts which only one side has are compared with none. */
function isApart(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>, open = false): boolean {
  const keys = [...new Set([...before.keys(), ...after.keys()])]
  return keys.every((key) => {
    const [was, is] = [before.get(key), after.get(key)]
    if (!open && (was === undefined || is === undefined)) return false
    return !isSmall(Math.abs((was ?? 0) - (is ?? 0)))
  })
}
