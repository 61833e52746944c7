import { funnelOf } from '@minyi/shared/indicators/breakdowns/rules.ts'
import { ratedDefinitionsOf } from '@minyi/shared/indicators/catalogue/catalogue.ts'
import type { RatingsDefinition } from '@minyi/shared/indicators/catalogue/schema.ts'
import type { Basis } from '@minyi/shared/indicators/contract.ts'
import { Figure } from '@minyi/shared/indicators/contract.ts'
import { periodBefore, periodOf, rangesOf } from '@minyi/shared/indicators/periods/rules.ts'
import {
  addTallies,
  figureOf,
  measures,
  negated,
  suppressedFigure,
  type Tally,
  verdictOf,
} from '@minyi/shared/indicators/rules.ts'
import { hiddenCells } from '@minyi/shared/indicators/telling/rules.ts'
import { addDays, addMonths, type Day } from '@minyi/shared/platform/time.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const [first] = ratedDefinitionsOf('002')
if (!first) throw new Error('the catalogue has no rated definition')
const definition: RatingsDefinition = first
const frame = (basis: Basis = 'exact') => ({
  indicatorId: 'IND-002-01',
  scope: { dimension: 'all' as const, id: null, name: '太仓市' },
  period: { from: '2026-03-14', to: '2026-06-11' },
  basis,
  asOf: '2026-06-11T09:00:00+08:00',
  demo: false,
})

const counts = fc.dictionary(fc.constantFrom(...measures), fc.nat(300))
const tally: fc.Arbitrary<Tally> = fc.dictionary(
  fc.constantFrom('none', 'link', 'counter', 'assisted', 'standing'),
  counts,
)
const day = fc.integer({ min: 0, max: 4000 }).map((n) => addDays('2020-01-01', n))
const given = (grades: Partial<Record<'g5' | 'g4' | 'g3' | 'g2' | 'g1', number>>): Tally => ({ link: grades })

describe('a figure', () => {
  it('does not depend on the order or the grouping in which counts are added up', () => {
    fc.assert(
      fc.property(fc.array(tally, { maxLength: 6 }), fc.nat(6), (tallies, at) => {
        const whole = addTallies(tallies)
        const parts = addTallies([addTallies(tallies.slice(at)), addTallies(tallies.slice(0, at))])
        expect(figureOf(parts, definition, frame())).toEqual(figureOf(whole, definition, frame()))
        expect(addTallies([whole, negated(whole)])).toSatisfy((rest: Tally) =>
          Object.values(rest).every((counts) => Object.keys(counts).length === 0),
        )
      }),
    )
  })

  it('is satisfied out of n with an interval around it, and fits the contract', () => {
    fc.assert(
      fc.property(tally, fc.constantFrom<Basis>('exact', 'closed'), (tally, basis) => {
        const figure = figureOf(tally, definition, frame(basis))
        expect(Figure.parse(figure)).toEqual(figure)
        if (!figure.estimate) return
        const { satisfied, n, point, interval } = figure.estimate
        expect(point).toBe(satisfied / n)
        expect(interval[0]).toBeLessThanOrEqual(point)
        expect(interval[1]).toBeGreaterThanOrEqual(point)
        expect(n).toBeGreaterThanOrEqual(definition.minN)
      }),
    )
  })

  it('never counts silence, the excluded or a standing code', () => {
    fc.assert(
      fc.property(tally, counts, fc.nat(500), fc.nat(500), (tally, standing, defaulted, excluded) => {
        const more = addTallies([
          tally,
          { standing, none: { defaulted }, link: { 'excluded.test': excluded, 'excluded.malicious': excluded } },
        ])
        expect(figureOf(more, definition, frame()).estimate).toEqual(figureOf(tally, definition, frame()).estimate)
      }),
    )
  })

  it('shows silence as satisfied only beside itself, under the order that asks for it', () => {
    const silence = { order: '某省评价办法第九条', issuer: '某省政府办公厅' }
    fc.assert(
      fc.property(tally, fc.nat(500), (tally, defaulted) => {
        const more = addTallies([tally, { none: { defaulted } }])
        const plain = figureOf(more, definition, frame())
        const { ordered, ...rest } = figureOf(more, { ...definition, silence }, frame())
        expect(rest).toEqual(plain)
        expect(plain).not.toHaveProperty('ordered')
        if (!plain.estimate) return
        const silent = plain.counts?.defaulted ?? 0
        const { satisfied, n } = plain.estimate
        expect(ordered).toMatchObject({
          ...silence,
          silent,
          estimate: { satisfied: satisfied + silent, n: n + silent },
        })
      }),
    )
  })

  it('under the minimum carries nothing that its rate could be read from', () => {
    fc.assert(
      fc.property(fc.nat(29), fc.nat(29), (satisfied, n) => {
        const tally = given({ g5: Math.min(satisfied, n), g1: n - Math.min(satisfied, n) })
        const exact = figureOf(tally, definition, frame())
        const same = figureOf(given({ g1: n }), definition, frame())
        expect(exact).toEqual(same)
        expect(exact).toMatchObject({ suppressed: 'under-minimum', estimate: null, counts: null })
        const closed = figureOf(tally, definition, frame('closed'))
        expect(closed).toEqual(figureOf(given({}), definition, frame('closed')))
      }),
    )
  })

  it('is judged by its interval: 35 of 35 reach 90%, 34 of 34 do not yet', () => {
    const verdict = (x: number, n: number) => figureOf(given({ g4: x, g2: n - x }), definition, frame()).verdict
    expect([verdict(34, 34), verdict(35, 35), verdict(54, 55), verdict(133, 139)]).toEqual([
      'insufficient',
      'met',
      'met',
      'met',
    ])
    expect(verdict(80, 100)).toBe('missed')
    expect(verdictOf([0.9, 1], 0.9)).toBe('met')
    expect(verdictOf([0.8, 0.9], 0.9)).toBe('insufficient')
  })

  it('names who was asked, who answered and what was left out', () => {
    const tally: Tally = {
      none: { eligible: 400, invited: 200, counter: 50, defaulted: 90 },
      link: { g5: 60, g2: 10, 'excluded.test': 2 },
      standing: { g1: 7 },
    }
    const { counts } = figureOf(tally, definition, frame())
    expect(counts).toMatchObject({ eligible: 400, invited: 200, counterShare: 0.25, answered: 72, defaulted: 90 })
    expect(counts?.excluded?.total).toBe(2)
    expect(counts?.byChannel).toContainEqual({ channel: 'standing', scored: false, count: 7 })
    const closed = figureOf(tally, definition, frame('closed')).counts
    expect(closed).toMatchObject({ excluded: null, answered: null })
  })
})

describe('a table', () => {
  it('hides so much that what is hidden together is nothing or large enough', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(90), { maxLength: 12 }), fc.nat(60), (sizes, elsewhere) => {
        const hidden = hiddenCells(sizes, elsewhere, 30)
        const together = sizes.reduce((sum, n, i) => sum + (hidden.has(i) ? n : 0), elsewhere)
        const everything = sizes.every((_, i) => hidden.has(i))
        expect(together === 0 || together >= 30 || everything).toBe(true)
        sizes.forEach((n, i) => {
          if (n < 30) expect(hidden.get(i)).toBe('under-minimum')
        })
      }),
    )
  })

  it('puts a unit against the funnel of all, and never one that is too small', () => {
    const low = figureOf(given({ g5: 200, g1: 100 }), definition, frame())
    expect(funnelOf(low, 0.9)?.standing).toBe('low-998')
    const fine = figureOf(given({ g5: 270, g1: 30 }), definition, frame())
    expect(funnelOf(fine, 0.9)?.standing).toBe('within')
    expect(funnelOf(suppressedFigure(given({ g5: 12 }), definition, frame(), 'under-minimum'), 0.9)).toBeNull()
  })
})

describe('a period', () => {
  it('is cut into whole months and single days that cover each day once', () => {
    fc.assert(
      fc.property(day, fc.nat(900), (from, length) => {
        const to = addDays(from, length)
        const covered = rangesOf({ from, to }).flatMap((range) => {
          const end = range.grain === 'month' ? addDays(addMonths(range.to, 1), -1) : range.to
          return daysOf(range.from, end)
        })
        expect(covered.sort()).toEqual(daysOf(from, to))
      }),
      { numRuns: 200 },
    )
  })

  it('is the window, month, quarter or year around a day, or any days given', () => {
    const chosen = (period: 'window' | 'month' | 'quarter' | 'year', at?: Day) =>
      periodOf({ period, at }, '2026-06-11', 90)
    expect(chosen('window')).toEqual({ from: '2026-03-14', to: '2026-06-11' })
    expect(chosen('month', '2024-02-10')).toEqual({ from: '2024-02-01', to: '2024-02-29' })
    expect(chosen('quarter')).toEqual({ from: '2026-04-01', to: '2026-06-11' })
    expect(chosen('year', '2025-07-01')).toEqual({ from: '2025-01-01', to: '2025-12-31' })
    const backwards = { period: 'custom' as const, from: '2026-02-01', to: '2026-01-01' }
    expect(periodOf(backwards, '2026-06-11', 90)).toBeNull()
    expect(periodBefore({ from: '2026-03-14', to: '2026-06-11' })).toEqual({ from: '2025-12-14', to: '2026-03-13' })
  })
})

function daysOf(from: Day, to: Day): Day[] {
  const days: Day[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}
