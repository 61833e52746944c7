import { ratedDefinitionsOf } from '@minyi/shared/indicators/catalogue/catalogue.ts'
import { addTallies, breakdowns, figureOf, type Tally } from '@minyi/shared/indicators/rules.ts'
import { withheldOf } from '@minyi/shared/indicators/telling/rules.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const [definition] = ratedDefinitionsOf('002')
if (!definition) throw new Error('the catalogue has no rated definition')
const frame = {
  indicatorId: 'IND-002-01',
  scope: { dimension: 'all' as const, id: null, name: '太仓市' },
  period: { from: '2026-03-14', to: '2026-06-11' },
  basis: 'closed' as const,
  asOf: '2026-06-11T00:00:00+08:00',
  demo: false,
}

const few = fc.nat(9)
const area = fc
  .record({ g5: fc.integer({ min: 40, max: 90 }), g4: few, g3: few, g2: few, g1: few, dropped: few, counter: few })
  .map(
    ({ dropped, counter, ...link }): Tally => ({
      link: { ...link, 'excluded.duplicate': dropped },
      counter: { g5: counter },
      none: { eligible: 300, invited: 200 },
    }),
  )

const closed = (tally: Tally, withheld = withheldOf([], definition)) =>
  figureOf(tally, definition, { ...frame, withheld })
const gradesOf = (tally: Tally) => closed(tally).counts?.byGrade ?? null
const small = (count: number) => count > 0 && count < 5

describe('a total beside its areas', () => {
  it('less the areas that tell their grades, channels or exclusions leaves no count under five', () => {
    fc.assert(
      fc.property(fc.array(area, { minLength: 1, maxLength: 6 }), (areas) => {
        const total = closed(addTallies(areas), withheldOf(areas, definition)).counts
        const each = areas.map((tally) => closed(tally).counts)
        const left = (of: (counts: typeof total) => { count: number }[] | null | undefined) =>
          of(total)?.map(({ count }, i) => count - each.reduce((sum, counts) => sum + (of(counts)?.[i]?.count ?? 0), 0))
        const rests = [
          left((counts) => counts?.byGrade),
          left((counts) => counts?.byChannel),
          left((counts) => (counts?.excluded ? [{ count: counts.excluded.total }] : null)),
        ]
        expect(rests.flatMap((rest) => rest ?? []).filter(small)).toEqual([])
      }),
    )
  })

  it('keeps nothing back where every area tells all of its own', () => {
    const whole: Tally = { link: { g5: 80, g4: 20, g1: 10 }, none: { eligible: 200, invited: 150 } }
    expect(withheldOf([whole, whole], definition)).toEqual([])
    expect(gradesOf(addTallies([whole, whole]))).not.toBeNull()
  })

  it('keeps the grades back when one area alone hides them, and not when what is hidden is large enough together', () => {
    const open: Tally = { link: { g5: 80, g1: 10 } }
    const hiding: Tally = { link: { g5: 80, g1: 3 } }
    expect(gradesOf(hiding)).toBeNull()
    expect(withheldOf([open, hiding], definition)).toEqual(['grades'])
    expect(withheldOf([open, hiding, hiding], definition)).toEqual([])
    expect(closed(addTallies([open, hiding]), ['grades']).counts?.byGrade).toBeNull()
  })

  it('knows every breakdown', () => {
    expect(new Set(breakdowns).size).toBe(breakdowns.length)
  })
})
