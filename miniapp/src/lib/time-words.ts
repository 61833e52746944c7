/** `11月6日 20:15`, read off the text of the instant, which is in the tenant's own zone. */
export function instantInWords(instant: string): string {
  return `${shortDay(instant)} ${instant.slice(11, 16)}`
}

/** `11月6日` */
export function shortDay(day: string): string {
  return `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`
}

/** `2026年11月6日` */
export function wholeDay(day: string): string {
  return `${day.slice(0, 4)}年${shortDay(day)}`
}
