import { dutyStateOf, isOverdueLevel, noticeLevel } from '@minyi/shared/duties/rules.ts'
import { addDays } from '@minyi/shared/platform/time.ts'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const dueDay = '2026-03-31'

describe('a duty of the office', () => {
  it('grows no quieter from day to day, is silent until two weeks before, and overdue from the day after', () => {
    fc.assert(
      fc.property(fc.integer({ min: -60, max: 60 }), (offset) => {
        const today = addDays(dueDay, offset)
        expect(noticeLevel(dueDay, today)).toBeLessThanOrEqual(noticeLevel(dueDay, addDays(today, 1)))
        expect(noticeLevel(dueDay, today) === 0).toBe(offset < -14)
        expect(isOverdueLevel(noticeLevel(dueDay, today))).toBe(offset > 0)
      }),
    )
  })

  it('that was done after its day stays late, whenever it is looked at', () => {
    fc.assert(
      fc.property(fc.integer({ min: -30, max: 30 }), fc.integer({ min: 0, max: 400 }), (offset, later) => {
        const doneDay = addDays(dueDay, offset)
        const state = dutyStateOf({ outcome: 'done', doneDay, dueDay }, addDays(doneDay, later))
        expect(state).toBe(offset > 0 ? 'done-late' : 'done')
      }),
    )
  })
})
