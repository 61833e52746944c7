import { at } from './codes.ts'
import type { Relation } from './linear-disclosure.ts'
import { type CountTable, suppress } from './suppression.ts'

/**
 * A two-way table whose row, column and grand totals are published: cells row by row. `suppress` hides only inner cells of it.
 */
export function twoWayTable(rows: readonly (readonly number[])[]): CountTable {
  const width = rows[0]?.length ?? 0
  const line = (cells: number[]): Relation => cells.map((cell) => ({ cell, factor: 1 }))
  const across = rows.map((_, i) => line(Array.from({ length: width }, (_, j) => i * width + j)))
  const down = Array.from({ length: width }, (_, j) => line(rows.map((_, i) => i * width + j)))
  return { counts: rows.flat(), relations: [...across, ...down] }
}

/** Counts by area and unit, one table for each month, oldest first. */
export type Months = readonly (readonly (readonly number[])[])[]

/** Where a count of `monthsTable` stands: area and unit (null: all), month, and whether it is the month's own or the sum up to it. */
export type MonthCell = { area: number | null; unit: number | null; month: number; running: boolean }

/**
 * Areas × units × months with every total and the running total of each month, all of them cells: what a reader of all months so far can
 * combine. Relations: areas and units sum to their totals in each month, and running total = the one before + the month.
 */
export function monthsTable(months: Months): { cells: MonthCell[]; table: CountTable } {
  const cells: MonthCell[] = []
  const counts: number[] = []
  const place = new Map<string, number>()
  const keyOf = ({ area, unit, month, running }: MonthCell) => `${area} ${unit} ${month} ${running && month > 0}`
  const [areas, units] = [months[0]?.length ?? 0, months[0]?.[0]?.length ?? 0]
  const steps = (size: number) => [...Array.from({ length: size }, (_, i) => i), null]
  for (const month of months.keys()) {
    for (const running of month > 0 ? [false, true] : [false]) {
      for (const area of steps(areas)) {
        for (const unit of steps(units)) {
          const cell = { area, unit, month, running }
          place.set(keyOf(cell), cells.length)
          cells.push(cell)
          counts.push(countOf(months, cell))
        }
      }
    }
  }
  const find = (cell: MonthCell) => place.get(keyOf(cell)) ?? -1
  return { cells, table: { counts, relations: cells.flatMap((cell) => relationsOf(cell, areas, units, find)) } }
}

/**
 * What to hide in the newest of several months, so that no hidden count follows from its own table, from the totals, or from earlier months.
 * `hidden` are the places hidden when the earlier months were published (indices of `monthsTable`'s cells, which keep their places when
 * months are added); everything else of those months is out and cannot be taken back. Returns all hidden places up to the newest month.
 */
export function suppressMonth(
  months: Months,
  hidden: readonly number[],
  threshold = 5,
): { hidden: number[]; exposed: number[] } {
  const { cells, table } = monthsTable(months)
  const newest = months.length - 1
  const before = new Set(hidden)
  const published = cells.flatMap(({ month }, cell) => (month < newest && !before.has(cell) ? [cell] : []))
  const { primary, complementary, exposed } = suppress(
    { ...table, published, hidden },
    threshold,
    cells.length > 300 ? 0 : 200,
  )
  return { hidden: [...hidden, ...primary, ...complementary], exposed }
}

function countOf(months: Months, { area, unit, month, running }: MonthCell): number {
  let sum = 0
  for (const [m, table] of months.entries()) {
    if (m > month || (!running && m < month)) continue
    for (const [a, row] of table.entries()) {
      if (area !== null && a !== area) continue
      sum += unit === null ? row.reduce((total, count) => total + count, 0) : at(row, unit)
    }
  }
  return sum
}

/** The relations that a total cell closes: its parts minus itself. */
function relationsOf(cell: MonthCell, areas: number, units: number, find: (cell: MonthCell) => number): Relation[] {
  const self = { cell: find(cell), factor: -1 }
  const relations: Relation[] = []
  const parts = (size: number, part: (i: number) => MonthCell) =>
    relations.push([...Array.from({ length: size }, (_, i) => ({ cell: find(part(i)), factor: 1 })), self])
  if (cell.area === null) parts(areas, (area) => ({ ...cell, area }))
  if (cell.unit === null) parts(units, (unit) => ({ ...cell, unit }))
  if (cell.running) parts(2, (i) => ({ ...cell, month: cell.month - i, running: i === 1 }))
  return relations
}
