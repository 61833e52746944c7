import { addDays, addMonths, type Day, daysBetween, firstOfMonth } from '../../platform/time.ts'
import type { Period } from '../contract.ts'

/** How a reader chooses the days that are counted. */
export type Choice = {
  period: 'window' | 'month' | 'quarter' | 'year' | 'custom'
  at?: Day | undefined
  from?: Day | undefined
  to?: Day | undefined
}

/** Days of one grain: whole months by their first days, or single days. */
export type Range = { grain: 'day' | 'month'; from: Day; to: Day }

/** The days that a choice means; what lies after today is not counted yet. Null when a custom choice has no sense. */
export function periodOf(choice: Choice, today: Day, windowDays: number): Period | null {
  const at = choice.at ?? today
  if (choice.period === 'window') return windowUpTo(at, windowDays)
  if (choice.period === 'custom') {
    const { from, to } = choice
    return from !== undefined && to !== undefined && from <= to && daysBetween(from, to) < 3660 ? { from, to } : null
  }
  const months = { month: 1, quarter: 3, year: 12 }[choice.period]
  const first = Math.floor((Number(at.slice(5, 7)) - 1) / months) * months + 1
  const from = `${at.slice(0, 5)}${String(first).padStart(2, '0')}-01`
  const end = addDays(addMonths(from, months), -1)
  return { from, to: end > today && from <= today ? today : end }
}

/** The window of a definition that ends on a day, that day included. */
export const windowUpTo = (to: Day, windowDays: number): Period => ({ from: addDays(to, 1 - windowDays), to })

/** The equally long period just before. */
export function periodBefore({ from, to }: Period): Period {
  return { from: addDays(from, -daysBetween(from, to) - 1), to: addDays(from, -1) }
}

/** The same days a year earlier. */
export const yearBefore = ({ from, to }: Period): Period => ({ from: addMonths(from, -12), to: addMonths(to, -12) })

/** The last `count` months, oldest first, each with its last day; that of the running month is today. */
export function monthsUpTo(today: Day, count: number): { month: string; first: Day; last: Day }[] {
  return Array.from({ length: count }, (_, i) => {
    const first = addMonths(firstOfMonth(today), i + 1 - count)
    const end = addDays(addMonths(first, 1), -1)
    return { month: first.slice(0, 7), first, last: end > today ? today : end }
  })
}

/** A period as whole months with single days at its edges; the ranges cover each day once. */
export function rangesOf({ from, to }: Period): Range[] {
  const firstWhole = from === firstOfMonth(from) ? from : addMonths(firstOfMonth(from), 1)
  const afterLast = addDays(to, 1) === firstOfMonth(addDays(to, 1)) ? addDays(to, 1) : firstOfMonth(to)
  if (firstWhole >= afterLast) return [{ grain: 'day', from, to }]
  const ranges: Range[] = [{ grain: 'month', from: firstWhole, to: addMonths(afterLast, -1) }]
  if (from < firstWhole) ranges.push({ grain: 'day', from, to: addDays(firstWhole, -1) })
  if (afterLast <= to) ranges.push({ grain: 'day', from: afterLast, to })
  return ranges
}
