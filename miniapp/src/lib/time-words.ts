import dayjs from 'dayjs'

/** `11月6日 20:15`, read off the text of the instant, which is in the tenant's own zone. */
export function instantInWords(instant: string): string {
  return `${shortDay(instant)} ${instant.slice(11, 16)}`
}

/** `11月6日` */
export function shortDay(day: string): string {
  return `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`
}

/** The clock of this phone, `20:09`, for what is kept on this phone only. */
export function phoneClock(): string {
  return dayjs().format('HH:mm')
}

/** The day on this phone, as a limit for calendars only; the server decides which day it is. */
export function phoneDay(): string {
  return dayjs().format('YYYY-MM-DD')
}
