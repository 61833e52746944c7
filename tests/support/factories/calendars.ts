import type { WorkingCalendar } from '@minyi/shared/clocks/working-days.ts'
import { addDays } from '@minyi/shared/platform/time.ts'
import * as fc from 'fast-check'

/** 元旦 and 春节 of 2026 with their made-up working days; nothing is known after the year. */
export const calendar2026: WorkingCalendar = {
  knownFrom: '2025-01-01',
  knownThrough: '2026-12-31',
  daysOff: [
    '2026-01-01',
    '2026-01-02',
    '2026-02-16',
    '2026-02-17',
    '2026-02-18',
    '2026-02-19',
    '2026-02-20',
    '2026-02-23',
  ],
  workDays: ['2026-01-04', '2026-02-14', '2026-02-28'],
}

/** Any day of about four years from 2025, of which the calendars know one or two. */
export const anyDay = fc.integer({ min: 0, max: 1400 }).map((offset) => addDays('2025-01-01', offset))

export const anyCalendar: fc.Arbitrary<WorkingCalendar> = fc.record({
  knownFrom: fc.constant('2025-01-01'),
  knownThrough: fc.constantFrom('2025-12-31', '2026-12-31'),
  daysOff: fc.array(anyDay, { maxLength: 60 }),
  workDays: fc.array(anyDay, { maxLength: 30 }),
})
