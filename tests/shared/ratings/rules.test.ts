import { matterKinds } from '@minyi/shared/matters/contract.ts'
import { addDays } from '@minyi/shared/platform/time.ts'
import { Grade, RatingReason } from '@minyi/shared/ratings/contract.ts'
import { type Counted, countsBetween, isPoor, lastChangeDay, reasonsFor } from '@minyi/shared/ratings/rules.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const grade = fc.constantFrom(5, 4, 3, 2, 1).map((value) => Grade.parse(value))
const counted: fc.Arbitrary<Counted> = fc.record({
  grade,
  excluded: fc.constantFrom(null, 'duplicate', 'test', 'ineligible', 'malicious'),
})

describe('what a rating adds to the figures', () => {
  it('always adds up to what stands at the end, whatever happened on the way', () => {
    fc.assert(
      fc.property(fc.array(counted, { minLength: 1, maxLength: 12 }), (states) => {
        const total: Record<string, number> = {}
        let before: Counted = null
        for (const state of states) {
          for (const [measure, count] of Object.entries(countsBetween(before, state))) {
            total[measure] = (total[measure] ?? 0) + count
          }
          before = state
        }
        const { changes, ...rest } = total
        const last = states.at(-1)
        const standing = Object.entries(rest).filter(([, count]) => count !== 0)
        const measures = last?.excluded ? [`excluded.${last.excluded}`, `excluded_g${last.grade}`] : [`g${last?.grade}`]
        expect(Object.fromEntries(standing)).toEqual(Object.fromEntries(measures.map((measure) => [measure, 1])))
        expect(changes).toBe(states.length)
      }),
    )
  })

  it('counts two poor grades and three others', () => {
    expect([1, 2, 3, 4, 5].map((value) => isPoor(Grade.parse(value)))).toEqual([true, true, false, false, false])
  })
})

describe('the window of a rating', () => {
  it('is open on seven days after the one it was given on', () => {
    expect(lastChangeDay('2026-11-20')).toBe('2026-11-27')
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4000 }), (days) => {
        const day = addDays('2024-01-01', days)
        expect(addDays(lastChangeDay(day), -7)).toBe(day)
      }),
    )
  })
})

describe('reasons', () => {
  it('are known codes for every kind, each once, with 其他 last', () => {
    for (const kind of matterKinds) {
      const reasons = reasonsFor(kind)
      expect(new Set(reasons).size).toBe(reasons.length)
      expect(reasons.every((reason) => RatingReason.safeParse(reason).success)).toBe(true)
      expect(reasons.at(-1)).toBe('other')
    }
  })
})
