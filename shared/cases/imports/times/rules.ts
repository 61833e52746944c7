import { Day } from '../../../platform/time.ts'

/** A time as it stands in a table, without a zone: the day and the second of it. */
export type LocalTime = { day: Day; second: number }

const pad = (value: number | string) => String(value).padStart(2, '0')

/** A zone other than China's one is no time of a table: taken as it stands it would be hours off. Reads a time as tables write it: 2026/5/3 9:12, 2026-05-03T09:12:30, 2026年5月3日 9时12分, 20260503091230, or Excel's number. */
export function readLocalTime(text: string): LocalTime | null {
  const plain = text.trim()
  const serial = /^\d{5}(\.\d+)?$/.exec(plain)
  if (serial) return fromSerial(Number(plain))
  const packed = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?$/.exec(plain)
  const spaced =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]*(\d{1,2})[:：时点](\d{1,2})分?(?:[:：]?(\d{1,2})(?:\.\d+)?秒?)?)?(?:\+08:?00)?$/.exec(
      plain,
    )
  const parts = packed ?? spaced
  if (!parts) return null
  const [, year = '', month = '', date = '', hour = '0', minute = '0', second = '0'] = parts
  const day = `${year}-${pad(month)}-${pad(date)}`
  const clock = [hour, minute, second].map(Number)
  const [h = 0, m = 0, s = 0] = clock
  if (!Day.safeParse(day).success || h > 23 || m > 59 || s > 59) return null
  return { day, second: h * 3600 + m * 60 + s }
}

/** Whether one time is before another. */
export function isBefore(left: LocalTime, right: LocalTime): boolean {
  return left.day < right.day || (left.day === right.day && left.second < right.second)
}

/** Excel counts days from 1899-12-30. */
function fromSerial(serial: number): LocalTime | null {
  const seconds = Math.round(serial * 86_400)
  const days = Math.floor(seconds / 86_400)
  const date = new Date(Date.UTC(1899, 11, 30 + days))
  const year = date.getUTCFullYear()
  if (year < 1990 || year > 2100) return null
  return { day: `${year}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}`, second: seconds - days * 86_400 }
}
