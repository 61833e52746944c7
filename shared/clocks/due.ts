import { addDays, addMonths, type Day } from '../platform/time.ts'
import type { ClockDefinition } from './contract.ts'
import { addClockDays, type DueDay, isWorkingDay, type WorkingCalendar } from './working-days.ts'

export type Count = Pick<ClockDefinition, 'dayKind' | 'days' | 'months' | 'before' | 'onDay'>

/** The day on which a clock ends that starts on `start`: counted on from it, back from it, or to the next date of the year. */
export function dueOf(count: Count, start: Day, calendar: WorkingCalendar): DueDay {
  if (count.onDay !== null) return { day: nextYearly(start, count.onDay), provisional: false }
  if (count.before) return countBack(count, start, calendar)
  const from = addMonths(start, count.months)
  if (count.days === 0 && count.months > 0) return { day: from, provisional: false }
  return addClockDays(from, count.days, count.dayKind, calendar)
}

/** The first such date that is not before `start`; 02-29 is the last day of February where there is none. */
function nextYearly(start: Day, onDay: string): Day {
  const ofYear = (year: number) => {
    const first = `${year}-${onDay.slice(0, 2)}-01`
    const last = addDays(addMonths(first, 1), -1)
    const day = `${year}-${onDay}`
    return day > last ? last : day
  }
  const year = Number(start.slice(0, 4))
  return ofYear(year) >= start ? ofYear(year) : ofYear(year + 1)
}

function countBack({ days, months, dayKind }: Count, event: Day, calendar: WorkingCalendar): DueDay {
  const from = addMonths(event, -months)
  if (dayKind === 'natural') return { day: addDays(from, -days), provisional: false }
  let day = from
  for (let left = days; left > 0; ) {
    day = addDays(day, -1)
    if (isWorkingDay(day, calendar)) left -= 1
  }
  return { day, provisional: day < calendar.knownFrom || from > calendar.knownThrough }
}
