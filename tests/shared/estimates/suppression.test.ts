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
