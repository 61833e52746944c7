import { z } from 'zod'

/** An instant on the wire: ISO 8601 with the tenant's own offset, so that a phone reads day and hour off the text. */
export const Instant = z.iso.datetime({ offset: true })
/** A calendar day in the tenant's zone, `YYYY-MM-DD`. */
export const Day = z.iso.date()
export type Instant = z.infer<typeof Instant>
export type Day = z.infer<typeof Day>

const dayMs = 86_400_000

/** The day that lies `count` natural days after `day`. */
export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * dayMs).toISOString().slice(0, 10)
}

/** Natural days from `from` to `to`; negative when `to` lies before. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs)
}

/** The same day `count` months later, or the month's last day where there is no such day. */
export function addMonths(day: Day, count: number): Day {
  const month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + count
  const first = `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`
  const lastOfMonth = addDays(firstOfMonth(addDays(first, 31)), -1)
  const same = `${first.slice(0, 8)}${day.slice(8)}`
  return same > lastOfMonth ? lastOfMonth : same
}

export function firstOfMonth(day: Day): Day {
  return `${day.slice(0, 8)}01`
}

const weekdays = ['日', '一', '二', '三', '四', '五', '六']

/** `11月27日（周五）`, as the screens write a day. */
export function dayInWords(day: Day): string {
  const weekday = weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? ''
  return `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日（周${weekday}）`
}
