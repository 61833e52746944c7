import { clockNames } from '@minyi/shared/clocks/contract.ts'
import { shippedClocks } from '@minyi/shared/clocks/defaults.ts'
import type { Count } from '@minyi/shared/clocks/due.ts'
import { dueOf } from '@minyi/shared/clocks/due.ts'
import { clockLabels } from '@minyi/shared/clocks/labels.ts'
import { dueOfRun, type Pause, type Run } from '@minyi/shared/clocks/runs.ts'
import type { WorkingCalendar } from '@minyi/shared/clocks/working-days.ts'
import { addDays, addMonths, type Day } from '@minyi/shared/platform/time.ts'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyCalendar, anyDay, calendar2026 } from '../../support/factories/calendars.ts'

const anyCount: fc.Arbitrary<Count> = fc.record({
  dayKind: fc.constantFrom('natural' as const, 'working' as const),
  days: fc.integer({ min: 1, max: 60 }),
  months: fc.constant(0),
  before: fc.constant(false),
  onDay: fc.constant(null),
})
const plain = (days: number, dayKind: 'natural' | 'working'): Count => ({
  days,
  dayKind,
  months: 0,
  before: false,
  onDay: null,
})

function works(day: Day, calendar: WorkingCalendar): boolean {
  if (calendar.daysOff.includes(day)) return false
  if (calendar.workDays.includes(day)) return true
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay()
  return weekday !== 0 && weekday !== 6
}

/**
 * The slow and obvious way: cross the days off one after the other. A day on which the clock stands still is not crossed off, and a
 * clock never ends while it stands still: then it ends on the first day of its kind from the one on which it goes on.
 */
function slowDue({ count, start, extendedBy, pauses }: Run, calendar: WorkingCalendar): Day {
  const counts = (day: Day) => count.dayKind === 'natural' || works(day, calendar)
  let left = count.days + extendedBy
  for (let day = start; ; day = addDays(day, 1)) {
    const skipped = day === start || pauses.some(({ from, to }) => day > from && day <= to)
    if (left > 0 && !skipped && counts(day)) left -= 1
    const still = pauses.some(({ from, to }) => day >= from && day < to)
    if (left === 0 && !still && counts(day)) return day
  }
}

/** Pauses as they come about: one after the other, each beginning while the clock still runs. */
const anyPauses = fc.array(
  fc.record({ after: fc.integer({ min: 0, max: 12 }), lasts: fc.integer({ min: 0, max: 20 }) }),
  {
    maxLength: 3,
  },
)

function pausesFrom(start: Day, drawn: readonly { after: number; lasts: number }[]): Pause[] {
  let at = start
  return drawn.map(({ after, lasts }) => {
    const from = addDays(at, after)
    const to = addDays(from, lasts)
    at = addDays(to, 1)
    return { from, to }
  })
}

describe('a clock that was extended and stood still', () => {
  it('ends where the slow and obvious way ends', () => {
    fc.assert(
      fc.property(
        anyCount,
        anyDay,
        anyPauses,
        fc.integer({ min: 0, max: 30 }),
        anyCalendar,
        (count, start, drawn, extendedBy, calendar) => {
          const run: Run = { count, start, extendedBy, pauses: pausesFrom(start, drawn) }
          expect(dueOfRun(run, calendar).day).toBe(slowDue(run, calendar))
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('never ends earlier for having stood still or been extended', () => {
    fc.assert(
      fc.property(
        anyCount,
        anyDay,
        anyPauses,
        fc.integer({ min: 0, max: 30 }),
        anyCalendar,
        (count, start, drawn, extendedBy, calendar) => {
          const bare = dueOfRun({ count, start, extendedBy: 0, pauses: [] }, calendar).day
          expect(dueOfRun({ count, start, extendedBy, pauses: pausesFrom(start, drawn) }, calendar).day >= bare).toBe(
            true,
          )
        },
      ),
    )
  })

  it('is not moved by a pause that ends on the day it began', () => {
    const run = { count: plain(5, 'working'), start: '2026-11-02', extendedBy: 0 }
    const pauses = [{ from: '2026-11-04', to: '2026-11-04' }]
    expect(dueOfRun({ ...run, pauses }, calendar2026)).toEqual(dueOfRun({ ...run, pauses: [] }, calendar2026))
  })

  it('keeps its days over the spring festival and the made-up Saturdays', () => {
    const run = { count: plain(5, 'working'), start: '2026-02-11', extendedBy: 0 }
    // 12, 13, 14 (调休上班), then the festival until 23; 24 and 25.
    expect(dueOfRun({ ...run, pauses: [] }, calendar2026).day).toBe('2026-02-25')
    // Paused on the 13th until after the festival: 12 and 13 are used up, 25, 26, 27 are left.
    expect(dueOfRun({ ...run, pauses: [{ from: '2026-02-13', to: '2026-02-24' }] }, calendar2026).day).toBe(
      '2026-02-27',
    )
    // Extended by 2 working days: 28 February is a Saturday at work.
    expect(dueOfRun({ ...run, extendedBy: 2, pauses: [] }, calendar2026).day).toBe('2026-02-27')
    expect(dueOfRun({ ...run, extendedBy: 3, pauses: [] }, calendar2026).day).toBe('2026-02-28')
  })

  it('is provisional as soon as any of its days lies in a year without a known calendar', () => {
    const run = { count: plain(5, 'working'), start: '2026-12-28', extendedBy: 0, pauses: [] }
    expect(dueOfRun(run, calendar2026)).toEqual({ day: '2027-01-04', provisional: true })
    expect(dueOfRun({ ...run, count: plain(5, 'natural') }, calendar2026).provisional).toBe(false)
    const pushed = { ...run, start: '2026-12-21', pauses: [{ from: '2026-12-23', to: '2027-01-04' }] }
    expect(dueOfRun(pushed, calendar2026)).toEqual({ day: '2027-01-07', provisional: true })
  })

  it('takes the published days of the new year when it is counted anew', () => {
    const run = { count: plain(5, 'working'), start: '2026-12-28', extendedBy: 0, pauses: [] }
    const published = {
      ...calendar2026,
      knownThrough: '2027-12-31',
      daysOff: [...calendar2026.daysOff, '2027-01-01', '2027-01-04'],
    }
    expect(dueOfRun(run, published)).toEqual({ day: '2027-01-06', provisional: false })
  })
})

describe('counts of other kinds', () => {
  it('months end on the same date, or on the last day of a shorter month', () => {
    const month = { ...plain(0, 'natural'), months: 1 }
    expect(dueOf(month, '2026-01-31', calendar2026).day).toBe('2026-02-28')
    expect(dueOf(month, '2026-11-10', calendar2026).day).toBe('2026-12-10')
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29')
    expect(addMonths('2026-03-31', -1)).toBe('2026-02-28')
  })

  it('a yearly date is the next one, the day itself included', () => {
    const yearly = (onDay: string) => ({ ...plain(0, 'natural'), onDay })
    expect(dueOf(yearly('01-31'), '2026-01-31', calendar2026).day).toBe('2026-01-31')
    expect(dueOf(yearly('01-31'), '2026-02-01', calendar2026).day).toBe('2027-01-31')
    expect(dueOf(yearly('02-29'), '2026-02-01', calendar2026).day).toBe('2026-02-28')
    expect(dueOf(yearly('02-29'), '2027-12-01', calendar2026).day).toBe('2028-02-29')
  })

  it('days before an event are as many days of their kind as lie between', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 40 }), anyCalendar, (event, days, calendar) => {
        const due = dueOf({ ...plain(days, 'working'), before: true }, event, calendar).day
        let count = 0
        for (let day = due; day < event; day = addDays(day, 1)) if (works(day, calendar)) count += 1
        expect(count).toBe(days)
        expect(works(due, calendar)).toBe(true)
      }),
    )
    expect(dueOf({ ...plain(7, 'natural'), before: true }, '2026-11-20', calendar2026).day).toBe('2026-11-13')
  })
})

describe('the clocks that are shipped', () => {
  it('are all there, each once, with a source, a name and something to count', () => {
    expect(shippedClocks.map(({ clock }) => clock).sort()).toEqual([...clockNames].sort())
    for (const { clock, source, matter, days, months, onDay } of shippedClocks) {
      expect(source.length, clock).toBeGreaterThan(3)
      expect(matter.length, clock).toBeGreaterThan(3)
      expect(clockLabels[clock].length).toBeGreaterThan(1)
      expect(days > 0 || months > 0 || onDay !== null || clock === 'order-study', clock).toBe(true)
    }
  })

  it('hold the numbers of the field', () => {
    const of = (name: string) => shippedClocks.find(({ clock }) => clock === name)
    expect(of('order-study')).toMatchObject({ days: 0, dayKind: 'natural' })
    expect(of('order-report')).toMatchObject({ days: 3, dayKind: 'natural' })
    expect(of('order-ordinary')).toMatchObject({ days: 7, dayKind: 'natural' })
    expect(of('order-major')).toMatchObject({ days: 0, months: 1, dayKind: 'natural' })
    expect(of('hotline-reply')).toMatchObject({ days: 5, dayKind: 'working' })
    expect(of('complaint-accept')).toMatchObject({ days: 5, dayKind: 'working' })
    expect(of('complaint-decide')).toMatchObject({ days: 30, extendBy: 20, dayKind: 'natural' })
    expect(of('petition-register')).toMatchObject({ days: 15, dayKind: 'natural' })
    expect(of('petition-objection')).toMatchObject({ days: 5, dayKind: 'working' })
    expect(of('petition-handle')).toMatchObject({ days: 60, extendBy: 30 })
    expect(of('petition-recheck')).toMatchObject({ days: 30 })
    expect(of('stuck-reply')).toMatchObject({ days: 15, dayKind: 'working' })
    expect(of('letter-correct')).toMatchObject({ days: 30 })
    expect(of('inspection-review')).toMatchObject({ days: 30 })
    expect(of('decision-hearing-papers')).toMatchObject({ days: 7, before: true })
    expect(of('document-comments')).toMatchObject({ days: 7, dayKind: 'working' })
    expect(of('disclosure-reply')).toMatchObject({ days: 20, extendBy: 20, dayKind: 'working' })
    expect(of('law-report-upward')).toMatchObject({ onDay: '03-01' })
  })
})
