import type { Relation } from '@minyi/shared/estimates/linear-disclosure.ts'
import { suppress } from '@minyi/shared/estimates/suppression.ts'
import { type Months, monthsTable, suppressMonth, twoWayTable } from '@minyi/shared/estimates/suppression-tables.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { referenceCases } from './reference.ts'

/**
 * The hidden cells that can be computed, found another way than the code does: a cell can when its unit vector lies in the span of the
 * relations among hidden cells (Gram-Schmidt).
 */
function computableCells(hidden: ReadonlySet<number>, relations: readonly Relation[]): number[] {
  const cells = [...hidden]
  const place = new Map(cells.map((cell, index) => [cell, index]))
  const basis: Float64Array[] = []
  const reduce = (vector: Float64Array) => {
    for (const other of [...basis, ...basis]) {
      const along = other.reduce((sum, value, i) => sum + value * (vector[i] ?? 0), 0)
      for (const [i, value] of other.entries()) vector[i] = (vector[i] ?? 0) - along * value
    }
    return Math.hypot(...vector)
  }
  for (const relation of relations) {
    const vector = new Float64Array(cells.length)
    for (const { cell, factor } of relation) {
      const index = place.get(cell)
      if (index !== undefined) vector[index] = (vector[index] ?? 0) + factor
    }
    const length = reduce(vector)
    if (length > 1e-8) basis.push(vector.map((value) => value / length))
  }
  return cells.filter((_, index) => {
    const unit = new Float64Array(cells.length)
    unit[index] = 1
    return reduce(unit) < 1e-6
  })
}

/** Every way to fill the hidden cells of a two-way table with whole numbers, at least 1 where the count is not 0, that keeps its totals. */
function fillings(rows: readonly (readonly number[])[], hidden: ReadonlySet<number>): Map<number, number>[] {
  const width = rows[0]?.length ?? 0
  const cells = [...hidden].sort((a, b) => a - b)
  const place = (cell: number): [number, number] => [Math.floor(cell / width), cell % width]
  const count = (cell: number) => rows[place(cell)[0]]?.[place(cell)[1]] ?? 0
  const left = (line: 0 | 1, size: number) =>
    Array.from({ length: size }, (_, i) =>
      cells.filter((cell) => place(cell)[line] === i).reduce((sum, cell) => sum + count(cell), 0),
    )
  const [across, down] = [left(0, rows.length), left(1, width)]
  const found: Map<number, number>[] = []
  const fill = (k: number, filling: Map<number, number>) => {
    const cell = cells[k]
    if (cell === undefined) {
      if ([...across, ...down].every((rest) => rest === 0)) found.push(new Map(filling))
      return
    }
    const [i, j] = place(cell)
    const isLast = (line: 0 | 1, at: number) => !cells.slice(k + 1).some((other) => place(other)[line] === at)
    const most = Math.min(across[i] ?? 0, down[j] ?? 0)
    for (let value = Math.min(1, count(cell)); value <= most; value += 1) {
      if (isLast(0, i) && value !== across[i]) continue
      if (isLast(1, j) && value !== down[j]) continue
      across[i] = (across[i] ?? 0) - value
      down[j] = (down[j] ?? 0) - value
      fill(k + 1, filling.set(cell, value))
      across[i] = (across[i] ?? 0) + value
      down[j] = (down[j] ?? 0) + value
    }
  }
  fill(0, new Map())
  return found
}

describe('suppression of small cells', () => {
  it.each([0, 1, 2, 3])('reference table %i is protected with the fewest cells and the smallest total', (index) => {
    const one = referenceCases('suppression').cases[index]
    const width = one.table[0].length
    const table = twoWayTable(one.table)
    const place = ([i, j]: [number, number]) => i * width + j
    const { primary, complementary, exposed } = suppress(table, one.threshold)
    expect(primary).toEqual(one.primary.map(place).sort((a: number, b: number) => a - b))
    expect(complementary.length).toBe(one.min_complementary_cells)
    expect(complementary.reduce((sum, cell) => sum + (table.counts[cell] ?? 0), 0)).toBe(one.min_complementary_total)
    expect(exposed).toEqual([])
    const hidden = new Set([...primary, ...complementary])
    expect(computableCells(hidden, table.relations)).toEqual([])
  })

  it('hides another cell where two hidden counts sum to two and so must both be one', () => {
    const { primary, complementary } = suppress(
      twoWayTable([
        [1, 1, 40],
        [1, 1, 50],
        [30, 60, 70],
      ]),
    )
    expect(primary).toEqual([0, 1, 3, 4])
    expect(complementary.length).toBeGreaterThan(0)
  })

  it('hides another cell where a ring of hidden counts, no two ones beside each other, has but one way to be filled', () => {
    const rows = [
      [1, 3, 40],
      [50, 4, 1],
      [4, 60, 2],
    ]
    const { primary, complementary, exposed } = suppress(twoWayTable(rows))
    expect(primary).toEqual([0, 1, 4, 5, 6, 8])
    expect(fillings(rows, new Set(primary))).toHaveLength(1)
    expect([complementary.length > 0, exposed]).toEqual([true, []])
  })

  it('leaves every hidden count of a two-way table more than one value, also to who knows that it is not 0', () => {
    const row = fc.array(fc.integer({ min: 0, max: 7 }), { minLength: 3, maxLength: 3 })
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 4 }), (rows) => {
        const { primary, complementary, exposed } = suppress(twoWayTable(rows))
        const hidden = new Set([...primary, ...complementary])
        const found = fillings(rows, hidden)
        for (const cell of hidden) {
          const values = new Set(found.map((filling) => filling.get(cell)))
          expect(values.size === 1).toBe(exposed.includes(cell))
        }
      }),
      { numRuns: 150 },
    )
  })

  it('never leaks a hidden cell of a two-way table', () => {
    const row = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 4, maxLength: 4 })
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 5 }), (rows) => {
        const table = twoWayTable(rows)
        const { primary, complementary, exposed } = suppress(table)
        const hidden = new Set([...primary, ...complementary])
        expect(computableCells(hidden, table.relations).filter((cell) => !exposed.includes(cell))).toEqual([])
        for (const [cell, count] of table.counts.entries())
          if (count > 0 && count < 5) expect(hidden.has(cell)).toBe(true)
      }),
      { numRuns: 100 },
    )
  })
})

describe('suppression over areas, units and months', () => {
  const month = fc.array(fc.array(fc.integer({ min: 0, max: 25 }), { minLength: 3, maxLength: 3 }), {
    minLength: 3,
    maxLength: 3,
  })

  it('never leaks a count through totals, running totals or the month before', () => {
    fc.assert(
      fc.property(fc.array(month, { minLength: 1, maxLength: 3 }), (months: Months) => {
        let hidden: number[] = []
        let exposed: number[] = []
        for (let shown = 1; shown <= months.length && exposed.length === 0; shown += 1) {
          ;({ hidden, exposed } = suppressMonth(months.slice(0, shown), hidden))
          const { table } = monthsTable(months.slice(0, shown))
          const all = new Set(hidden)
          if (exposed.length > 0) return
          expect(computableCells(all, table.relations)).toEqual([])
          for (const [cell, count] of table.counts.entries())
            if (count > 0 && count < 5) expect(all.has(cell)).toBe(true)
        }
      }),
      { numRuns: 30 },
    )
  })

  it('keeps what earlier months hid hidden, and takes nothing back that they showed', () => {
    const months: Months = [
      [
        [12, 3, 20],
        [15, 30, 9],
        [8, 25, 14],
      ],
      [
        [11, 14, 22],
        [16, 28, 10],
        [9, 21, 2],
      ],
    ]
    const first = suppressMonth(months.slice(0, 1), [])
    const second = suppressMonth(months, first.hidden)
    const firstSize = monthsTable(months.slice(0, 1)).cells.length
    expect(second.hidden.filter((cell) => cell < firstSize)).toEqual(first.hidden)
    expect(second.exposed).toEqual([])
  })
})
