import {
  familyOf,
  findHandling,
  handlingIndicators,
  promiseOf,
} from '@minyi/shared/indicators/handling/certified/catalogue.ts'
import { isHandlingId } from '@minyi/shared/indicators/handling/certified/contract.ts'
import {
  excludedInWords,
  handlingBoundsInWords,
  silentInWords,
  stepInWords,
} from '@minyi/shared/indicators/handling/certified/labels.ts'
import {
  type HandlingCell,
  mayStandBeside,
  openBeside,
  openHandlingRows,
  openTotals,
  sidesOf,
} from '@minyi/shared/indicators/handling/certified/protection.ts'
import {
  addHandlingRow,
  emptyHandlingRow,
  type HandlingRow,
  handlingLineOf,
  noHandlingSums,
  readHandlingRow,
} from '@minyi/shared/indicators/handling/certified/rows.ts'
import { certifyHandling } from '@minyi/shared/indicators/handling/certified/rules.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const indicator = fc.constantFrom(...handlingIndicators)
const methodOf = ({ definition }: (typeof handlingIndicators)[number]) => {
  if (!definition.handling) throw new Error('no method')
  return definition.handling
}
const areas = ['', '北镇', '中镇', '南镇']

/** An indicator with cells of it: every township in every state, from none to many. */
const counted = indicator.chain((one) => {
  const places = areas.flatMap((area) => methodOf(one).states.map(({ code }) => ({ area, state: code })))
  const many = fc.oneof(fc.nat(4), fc.nat(60))
  return fc
    .array(many, { minLength: places.length, maxLength: places.length })
    .map((counts) => ({ one, cells: places.map((place, i): HandlingCell => ({ ...place, count: counts[i] ?? 0 })) }))
})

const rowsOf = (cells: readonly HandlingCell[]): HandlingRow[] =>
  cells.map((cell) => ({ ...emptyHandlingRow, ...cell }))

function figureOf(rows: readonly HandlingRow[], { definition }: (typeof handlingIndicators)[number]) {
  const sums = noHandlingSums()
  for (const row of rows) addHandlingRow(sums, row)
  return certifyHandling(sums, definition)
}

describe('the rates of handling that a tenant starts with', () => {
  it('each have an id of their own, a promise of a plan, and states that each mean one thing', () => {
    const ids = handlingIndicators.map(({ definition }) => definition.id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.every(isHandlingId)).toBe(true)
    expect(isHandlingId('IND-002-01')).toBe(false)
    for (const one of handlingIndicators) {
      const { states, steps } = methodOf(one)
      expect(promiseOf(one).clause.text.length).toBeGreaterThan(5)
      expect(new Set(states.map(({ code }) => code)).size).toBe(states.length)
      expect(states.some(({ part }) => part === 'counted') && states.some(({ part }) => part === 'other')).toBe(true)
      const valid = states.filter(({ part }) => part === 'counted' || part === 'other').map(({ code }) => code)
      expect([...(steps.at(-1)?.states ?? [])].sort(), one.definition.id).toEqual(valid.sort())
      expect(familyOf(one.definition.id)).toContain(one.definition.id)
    }
    expect(familyOf('complaint-solved')).toEqual(['handling-solved', 'complaint-solved'])
    expect(familyOf('call-back-solved')).toEqual(['call-back-solved'])
    expect(familyOf('tier-grid')).toHaveLength(4)
    expect(findHandling('handling-luck')).toBeUndefined()
  })
})

describe('the figure of rows', () => {
  it('does not hang on their order, nor on how they are merged into cells, nor on being written and read', () => {
    fc.assert(
      fc.property(counted, fc.infiniteStream(fc.nat()), ({ one, cells }, order) => {
        const rows = rowsOf(cells)
        const figure = figureOf(rows, one)
        const shuffled = rows.map((row) => ({ row, at: order.next().value ?? 0 })).sort((a, b) => a.at - b.at)
        expect(
          figureOf(
            shuffled.map(({ row }) => row),
            one,
          ),
        ).toEqual(figure)
        const single = rows.flatMap((row) =>
          Array.from({ length: row.count }, (): HandlingRow => ({ ...row, what: 'one', count: 1 })),
        )
        expect(figureOf(single, one).estimate).toEqual(figure.estimate)
        const read = rows.map((row) => readHandlingRow(handlingLineOf(row).trimEnd().split(',')))
        expect(read).toEqual(rows)
      }),
    )
  })

  it('narrows from step to step to its n, holds no silence, and lies within what the missing could make of it', () => {
    fc.assert(
      fc.property(counted, ({ one, cells }) => {
        const { handling, estimate, bounds, counts, withExclusions } = figureOf(rowsOf(cells), one)
        const steps = handling?.steps.map(({ count }) => count ?? -1) ?? []
        expect([...steps].sort((a, b) => b - a)).toEqual(steps)
        expect(steps[0]).toBe(cells.reduce((sum, { count }) => sum + count, 0))
        expect(counts.answered).toBe(steps.at(-1))
        if (!estimate) return
        expect(estimate.n).toBe(steps.at(-1))
        for (const { low, high } of Object.values(bounds)) {
          expect(low).toBeLessThanOrEqual(estimate.point)
          expect(high).toBeGreaterThanOrEqual(estimate.point)
        }
        if (withExclusions.range) {
          expect(withExclusions.range[0]).toBeLessThanOrEqual(estimate.point)
          expect(withExclusions.range[1]).toBeGreaterThanOrEqual(estimate.point)
        }
        const louder = cells.map((cell) => (isSilent(cell, one) ? { ...cell, count: cell.count + 100 } : cell))
        expect(figureOf(rowsOf(louder), one).estimate).toEqual(estimate)
      }),
    )
  })

  it('is another one when one item is in another state of the rate, and none where a state is unknown', () => {
    const [one] = handlingIndicators.filter(({ definition }) => definition.id === 'handling-solved')
    if (!one) throw new Error('no indicator')
    const row = (state: string, count: number): HandlingRow => ({ ...emptyHandlingRow, state, count })
    const figure = figureOf([row('solved', 30), row('not-solved', 10)], one)
    expect(figureOf([row('solved', 29), row('not-solved', 11)], one)).not.toEqual(figure)
    expect(() => figureOf([row('luck', 40)], one)).toThrow('没有“luck”这种情形')
    expect(() => figureOf([row('solved|not-solved', 40)], one)).toThrow('合在了一起')
  })

  it('shows silence that an order counts as a second figure, never in the first', () => {
    fc.assert(
      fc.property(counted, ({ one, cells }) => {
        const silence = { order: '某某通知', issuer: '某某局' }
        const plain = figureOf(rowsOf(cells), one)
        const { ordered, ...rest } = figureOf(rowsOf(cells), { ...one, definition: { ...one.definition, silence } })
        expect(rest).toEqual({ ...plain, ordered: undefined })
        if (!plain.estimate || !ordered) return
        expect(ordered.estimate.n).toBe(plain.estimate.n + ordered.silent)
        expect(ordered.estimate.point).toBeGreaterThanOrEqual(plain.estimate.point)
      }),
    )
  })
})

const isSilent = ({ state }: HandlingCell, one: (typeof handlingIndicators)[number]) =>
  methodOf(one).states.some(({ code, part }) => code === state && part === 'silent')

describe('the words of a rate', () => {
  it('say of silence and of what does not count only what its own states are', () => {
    const wordsOf = (id: string) => {
      const found = findHandling(id)
      return found && [silentInWords(methodOf(found)), excludedInWords(methodOf(found))]
    }
    expect(wordsOf('handling-accepted')).toEqual([null, null])
    expect(wordsOf('handling-on-time')?.[0]).toBeNull()
    expect(wordsOf('handling-solved')?.[0]).toContain('“问过，没有表态”')
    expect(wordsOf('handling-solved')?.[1]).toMatch(/^不属职责、/)
    expect(wordsOf('call-back-solved')?.[0]).toContain('“未接通”“拒答”')
    expect(wordsOf('call-back-solved')?.[1]).toMatch(/^号码不对、/)
  })

  it('call no step small that small counts were merged across: most of it may be many', () => {
    const one = findHandling('handling-solved')
    if (!one) throw new Error('no indicator')
    const counts = { solved: 300, 'not-solved': 40, asking: 20, duplicate: 3 }
    const cells = Object.entries(counts).map(([state, count]) => ({ area: '北镇', state, count }))
    const { handling } = figureOf(openHandlingRows(cells, methodOf(one)), one)
    const step = handling?.steps.find(({ name }) => name === '属于办理范围')
    expect(step?.count).toBeNull()
    expect(stepInWords(null)).not.toContain('不到')
    expect(stepInWords('363')).toBe('363')
  })
})

it('what is kept back is told as at most so many, and as so many where it is known', () => {
  const one = findHandling('handling-responded')
  if (!one) throw new Error('no indicator')
  const counts = { within: 300, late: 40, 'not-due': 2, duplicate: 1 }
  const cells = Object.entries(counts).map(([state, count]) => ({ area: '北镇', state, count }))
  const told = (rows: HandlingRow[]) => handlingBoundsInWords(figureOf(rows, one))
  expect(told(rowsOf(cells))).toMatch(/^还说不上的 2 件/)
  expect(told(openHandlingRows(cells, methodOf(one)))).toMatch(/^还说不上的至多 4 件/)
})

describe('rows for everybody', () => {
  it('give the very same rate, and hold no small cell of a township nor of what does not count', () => {
    fc.assert(
      fc.property(counted, ({ one, cells }) => {
        const method = methodOf(one)
        for (const rows of [openHandlingRows(cells, method), openTotals(cells, method)]) {
          expect(figureOf(rows, one).estimate).toEqual(figureOf(rowsOf(cells), one).estimate)
          const sides = new Set(rows.filter(({ area }) => area !== '').map(({ area }) => area))
          for (const row of rows) {
            const isWhole = sides.size === 1 && row.area !== ''
            const silent = method.states.some(({ code, part }) => code === row.state && part === 'silent')
            if (!isWhole && !silent && row.what !== 'withheld') expect(row.count).toBeGreaterThanOrEqual(5)
          }
        }
      }),
    )
  })

  it('tell nothing beside rows that are out but what moved by five or more', () => {
    fc.assert(
      fc.property(counted, fc.infiniteStream(fc.nat(6)), ({ one, cells }, moves) => {
        const method = methodOf(one)
        const told = openHandlingRows(cells, method)
        expect(openBeside(cells, [told], method)).toEqual(told)
        const moved = cells.map((cell) => ({ ...cell, count: cell.count + (moves.next().value ?? 0) }))
        const beside = openBeside(moved, [told], method)
        if (!beside) return
        const [was, is] = [sidesOf(told, method), sidesOf(beside, method)]
        expect(mayStandBeside(was, is)).toBe(true)
        const one_ = cells.findIndex(({ state }) => state === method.states[0]?.code)
        const single = cells.map((cell, i) => (i === one_ ? { ...cell, count: cell.count + 1 } : cell))
        expect(openBeside(single, [told], method)).toBeNull()
      }),
    )
  })
})
