import type { ReviewLevel, ReviewState } from '@minyi/shared/cases/petitions/contract.ts'
import { answerClocks, askClocks, isApart, isFinal, nextLevel } from '@minyi/shared/cases/petitions/rules.ts'
import { shippedClocks } from '@minyi/shared/clocks/defaults.ts'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

type Past = { level: ReviewLevel; state: ReviewState }[]

/** What may happen to an item's reviews: the next is asked, the one that waits is decided, or it loses its object. */
const happenings = fc.array(fc.constantFrom('ask' as const, 'decide' as const, 'lapse' as const), { maxLength: 40 })

function live(acts: readonly ('ask' | 'decide' | 'lapse')[]): Past {
  return acts.reduce<Past>((past, act) => {
    const level = nextLevel(past)
    if (act === 'ask') return level === null ? past : past.concat({ level, state: 'asked' })
    const state = act === 'decide' ? 'decided' : 'lapsed'
    return past.map((one) => (one.state === 'asked' ? { ...one, state } : one))
  }, [])
}

describe('复查 and 复核', () => {
  it('are decided once each, 复查 first, with never two waiting, whatever happens in whatever order', () => {
    fc.assert(
      fc.property(happenings, (acts) => {
        const past = live(acts)
        const decided = past.filter(({ state }) => state === 'decided').map(({ level }) => level)
        expect([[], ['review'], ['review', 'recheck']]).toContainEqual(decided)
        expect(past.filter(({ state }) => state === 'asked').length).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('are final exactly when 复核 is decided, and then nothing more may be asked', () => {
    fc.assert(
      fc.property(happenings, (acts) => {
        const past = live(acts)
        const decided = past.filter(({ state }) => state === 'decided').length
        expect(isFinal(past)).toBe(decided === 2)
        if (isFinal(past)) expect(nextLevel(past)).toBeNull()
        else expect(nextLevel(past) !== null).toBe(!past.some(({ state }) => state === 'asked'))
      }),
    )
  })

  it('lie with nobody who answered or reviewed before, nor with their units', () => {
    const ids = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 3 })
    fc.assert(
      fc.property(fc.constantFrom('a', 'b', 'c'), ids, ids, ids, (id, unitIds, persons, units) => {
        const touches = persons.includes(id) || unitIds.some((unit) => units.includes(unit))
        expect(isApart({ id, unitIds }, { persons, units })).toBe(!touches)
      }),
    )
  })

  it('have thirty natural days to ask and thirty to answer each, by 信访工作条例', () => {
    for (const clock of [...Object.values(askClocks), ...Object.values(answerClocks)]) {
      expect(shippedClocks.find((one) => one.clock === clock)).toMatchObject({ days: 30, dayKind: 'natural' })
    }
  })
})
