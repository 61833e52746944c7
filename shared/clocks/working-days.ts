import { addDays, type Day, daysBetween } from '../platform/time.ts'
import type { Calendar, DayKind } from './contract.ts'

/** What the counting needs of a calendar. */
export type WorkingCalendar = Pick<Calendar, 'knownFrom' | 'knownThrough' | 'daysOff' | 'workDays'>

/** A day that was counted out, and whether the calendar of its year is still to be published. */
export type DueDay = { day: Day; provisional: boolean }

/** Whether people work on this day: the calendar's own word first, then Monday to Friday. */
export function isWorkingDay(day: Day, calendar: WorkingCalendar): boolean {
  if (calendar.daysOff.includes(day)) return false
  return calendar.workDays.includes(day) || !isWeekend(day)
}

/**
 * The working day that lies `count` working days after `day`; the day itself is not counted. With 0 it is the day itself, or the
 * first working day after it. Provisional when any day that was counted lies outside what the calendar knows.
 */
export function addWorkingDays(day: Day, count: number, calendar: WorkingCalendar): DueDay {
  if (count < 0) throw new RangeError('working days are counted forward')
  const start = count === 0 ? addDays(day, -1) : day
  const wanted = Math.max(count, 1)
  let found = addDays(start, Math.floor(wanted / 5) * 7)
  for (;;) {
    const missing = wanted - workingDaysBetween(start, found, calendar)
    if (missing <= 0) break
    found = addDays(found, missing)
  }
  while (workingDaysBetween(start, found, calendar) > wanted || !isWorkingDay(found, calendar))
    found = addDays(found, -1)
  return { day: found, provisional: isProvisional(start, found, calendar) }
}

/** How many working days lie after `from`, up to and with `to`; negative when `to` lies before. */
export function workingDaysBetween(from: Day, to: Day, calendar: WorkingCalendar): number {
  if (to < from) return 0 - workingDaysBetween(to, from, calendar)
  const off = calendar.daysOff.filter((day) => day > from && day <= to && !isWeekend(day))
  const made = calendar.workDays.filter(
    (day) => day > from && day <= to && isWeekend(day) && !calendar.daysOff.includes(day),
  )
  return weekdaysBetween(from, to) - new Set(off).size + new Set(made).size
}

/** The day that lies `count` days of its kind after `day`. Natural days never depend on the calendar. */
export function addClockDays(day: Day, count: number, kind: DayKind, calendar: WorkingCalendar): DueDay {
  return kind === 'working' ? addWorkingDays(day, count, calendar) : { day: addDays(day, count), provisional: false }
}

/** Days of a kind left from `today` to `dueDay`: 0 on the day itself, negative after it. */
export function clockDaysLeft(today: Day, dueDay: Day, kind: DayKind, calendar: WorkingCalendar): number {
  return kind === 'working' ? workingDaysBetween(today, dueDay, calendar) : daysBetween(today, dueDay)
}

const isProvisional = (from: Day, to: Day, calendar: WorkingCalendar) =>
  to > calendar.knownThrough || addDays(from, 1) < calendar.knownFrom

const mondayBefore1970 = '1969-12-29'

/** 0 for Monday to 6 for Sunday. */
function weekdayOf(day: Day): number {
  return ((daysBetween(mondayBefore1970, day) % 7) + 7) % 7
}

const isWeekend = (day: Day) => weekdayOf(day) >= 5

/** Mondays to Fridays after `from`, up to and with `to`. */
function weekdaysBetween(from: Day, to: Day): number {
  const days = daysBetween(from, to)
  const weeks = Math.floor(days / 7)
  const start = weekdayOf(from)
  let count = weeks * 5
  for (let step = 1; step <= days - weeks * 7; step += 1) if ((start + step) % 7 < 5) count += 1
  return count
}
