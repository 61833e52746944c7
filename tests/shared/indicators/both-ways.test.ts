import { ratedDefinitionsOf } from '@minyi/shared/indicators/catalogue/catalogue.ts'
import type { RatingsDefinition } from '@minyi/shared/indicators/catalogue/schema.ts'
import type { Basis } from '@minyi/shared/indicators/contract.ts'
import { addTallies, figureOf, type Tally } from '@minyi/shared/indicators/rules.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const [first] = ratedDefinitionsOf('002')
if (!first) throw new Error('the catalogue has no rated definition')
const definition: RatingsDefinition = {
  ...first,
  grades: [5, 4, 3],
  target: { comparison: 'at-least', value: 0.9, unit: 'share' },
}
const frame = (basis: Basis = 'exact') => ({
  indicatorId: 'IND-002-01',
  scope: { dimension: 'all' as const, id: null, name: '太仓市' },
  period: { from: '2026-03-14', to: '2026-06-11' },
  basis,
  asOf: '2026-06-11T09:00:00+08:00',
  demo: false,
})

const cell = fc.nat(200)
const dropped = fc.nat(12)
const counts = fc.record({ g5: cell, g4: cell, g3: cell, g2: cell, g1: cell })
const excluded = fc.record({ g5: dropped, g4: dropped, g3: dropped, g2: dropped, g1: dropped })
type Grades = { g5: number; g4: number; g3: number; g2: number; g1: number }

const total = (grades: Grades) => grades.g5 + grades.g4 + grades.g3 + grades.g2 + grades.g1
const droppedTally = (grades: Grades): Tally => ({
  link: {
    'excluded.malicious': total(grades),
    excluded_g5: grades.g5,
    excluded_g4: grades.g4,
    excluded_g3: grades.g3,
    excluded_g2: grades.g2,
    excluded_g1: grades.g1,
  },
})
const tallyOf = (counted: Grades, left: Grades) => addTallies([{ link: counted }, droppedTally(left)])

describe('a figure with and without what was excluded', () => {
  it('is, with it, the figure that there would be had nothing been excluded', () => {
    fc.assert(
      fc.property(counts, excluded, (counted, left) => {
        const { withExcluded } = figureOf(tallyOf(counted, left), definition, frame())
        const whole = figureOf(addTallies([{ link: counted }, { link: left }]), definition, frame())
        if (total(left) === 0 || whole.estimate === null) expect(withExcluded).toBeNull()
        else expect(withExcluded).toEqual({ n: whole.n, estimate: whole.estimate, verdict: whole.verdict })
      }),
    )
  })

  it('is flagged exactly when the verdict hangs on the exclusions', () => {
    fc.assert(
      fc.property(counts, excluded, (counted, left) => {
        const figure = figureOf(tallyOf(counted, left), definition, frame())
        const hangs = figure.withExcluded !== null && figure.withExcluded.verdict !== figure.verdict
        expect(figure.verdictFlips).toBe(hangs)
      }),
    )
    const flipped = figureOf(
      tallyOf({ g5: 850, g4: 0, g3: 0, g2: 90, g1: 0 }, { g5: 0, g4: 0, g3: 0, g2: 0, g1: 60 }),
      definition,
      frame(),
    )
    expect(flipped).toMatchObject({ verdict: 'insufficient', verdictFlips: true, withExcluded: { verdict: 'missed' } })
  })

  it('stays what it was, whatever was excluded beside it', () => {
    fc.assert(
      fc.property(counts, excluded, (counted, left) => {
        const [one, other] = [
          figureOf(tallyOf(counted, left), definition, frame()),
          figureOf({ link: counted }, definition, frame()),
        ]
        expect([one.n, one.verdict, one.estimate]).toEqual([other.n, other.verdict, other.estimate])
      }),
    )
  })

  it('tells nothing of a standing code or of exclusions whose grades were not kept', () => {
    const enough = { link: { g5: 100 } }
    const standing: Tally = { standing: { 'excluded.test': 6, excluded_g1: 6 } }
    const unknown: Tally = { link: { 'excluded.test': 6 } }
    for (const more of [standing, unknown]) {
      const figure = figureOf(addTallies([enough, more]), definition, frame())
      expect(figure).toMatchObject({ withExcluded: null, verdictFlips: false })
    }
  })

  it('closed, tells nothing of the grades that were excluded', () => {
    fc.assert(
      fc.property(counts, excluded, (counted, left) => {
        const figure = figureOf(tallyOf(counted, left), definition, frame('closed'))
        expect(figure).toMatchObject({ withExcluded: null, verdictFlips: false })
      }),
    )
  })

  it('says so when the exclusions took a figure under the minimum', () => {
    const missing: RatingsDefinition = { ...definition, minN: 30 }
    const tally = tallyOf({ g5: 27, g4: 0, g3: 0, g2: 0, g1: 0 }, { g5: 0, g4: 0, g3: 0, g2: 0, g1: 9 })
    const exact = figureOf(tally, missing, frame())
    expect(exact).toMatchObject({
      suppressed: 'under-minimum',
      withExcluded: { n: 36, verdict: 'missed' },
      verdictFlips: true,
    })
    expect(figureOf(tally, missing, frame('closed'))).toMatchObject({ withExcluded: null, verdictFlips: false })
  })
})
