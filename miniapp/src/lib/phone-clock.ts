import dayjs from 'dayjs'

/** The clock of this phone, `20:09`, for what is kept on this phone only. */
export function phoneClock(): string {
  return dayjs().format('HH:mm')
}

/** The day on this phone, as a limit for calendars only; the server decides which day it is. */
export function phoneDay(): string {
  return dayjs().format('YYYY-MM-DD')
}
