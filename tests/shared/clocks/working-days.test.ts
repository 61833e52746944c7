import {
  addClockDays,
  addWorkingDays,
  clockDaysLeft,
  isWorkingDay,
  type WorkingCalendar,
  workingDaysBetween,
} from '@minyi/shared/clocks/working-days.ts'
import { addDays, type Day } from '@minyi/shared/platform/time.ts'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyCalendar, anyDay, calendar2026 } from '../../support/factories/calendars.ts'

/** The slow and obvious way: look at one day after the other. */
function works(day: Day, calendar: WorkingCalendar): boolean {
  if (calendar.daysOff.includes(day)) return false
  if (calendar.workDays.includes(day)) return true
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay()
  return weekday !== 0 && weekday !== 6
}

function slowAdd(day: Day, count: number, calendar: WorkingCalendar): Day {
  let at = day
  let left = count
  if (left === 0) {
    while (!works(at, calendar)) at = addDays(at, 1)
    return at
  }
  while (left > 0) {
    at = addDays(at, 1)
    if (works(at, calendar)) left -= 1
  }
  return at
}

function slowBetween(from: Day, to: Day, calendar: WorkingCalendar): number {
  let count = 0
  for (let at = addDays(from, 1); at <= to; at = addDays(at, 1)) if (works(at, calendar)) count += 1
  return count
}

describe('working days', () => {
  it('count as the slow and obvious way counts, over every calendar', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 90 }), anyCalendar, (day, count, calendar) => {
        expect(addWorkingDays(day, count, calendar).day).toBe(slowAdd(day, count, calendar))
      }),
      { numRuns: 600 },
    )
  })

  it('between two days are as many as the slow way finds, and the negative when turned round', () => {
    fc.assert(
      fc.property(anyDay, anyDay, anyCalendar, (left, right, calendar) => {
        const [from, to] = left <= right ? [left, right] : [right, left]
        expect(workingDaysBetween(from, to, calendar)).toBe(slowBetween(from, to, calendar))
        expect(workingDaysBetween(to, from, calendar)).toBe(0 - slowBetween(from, to, calendar))
      }),
      { numRuns: 400 },
    )
  })

  it('land on a working day, and as many days are left as were added', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 60 }), anyCalendar, (day, count, calendar) => {
        const due = addWorkingDays(day, count, calendar).day
        expect(isWorkingDay(due, calendar)).toBe(true)
        expect(clockDaysLeft(day, due, 'working', calendar)).toBe(count)
      }),
    )
  })

  it('are provisional exactly when a counted day lies outside the known calendar', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 60 }), anyCalendar, (day, count, calendar) => {
        const due = addWorkingDays(day, count, calendar)
        expect(due.provisional).toBe(due.day > calendar.knownThrough)
      }),
    )
    expect(addWorkingDays('2024-12-20', 3, calendar2026).provisional).toBe(true)
    expect(addWorkingDays('2024-12-31', 3, calendar2026).provisional).toBe(false)
  })

  it('skip the spring festival and count the made-up Saturdays', () => {
    expect(addWorkingDays('2026-02-13', 1, calendar2026)).toEqual({ day: '2026-02-14', provisional: false })
    expect(addWorkingDays('2026-02-13', 2, calendar2026)).toEqual({ day: '2026-02-24', provisional: false })
    expect(addWorkingDays('2026-11-06', 5, calendar2026)).toEqual({ day: '2026-11-13', provisional: false })
    expect(addWorkingDays('2026-12-30', 3, calendar2026)).toEqual({ day: '2027-01-04', provisional: true })
  })

  it('leave natural days to the plain calendar', () => {
    expect(addClockDays('2026-11-10', 30, 'natural', calendar2026)).toEqual({ day: '2026-12-10', provisional: false })
    expect(clockDaysLeft('2026-12-12', '2026-12-10', 'natural', calendar2026)).toBe(-2)
  })

  it('are not counted backward', () => {
    expect(() => addWorkingDays('2026-11-06', -1, calendar2026)).toThrow(RangeError)
  })
})
