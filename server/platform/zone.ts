import type { Day, Instant } from '@minyi/shared/platform/time.ts'

const formatters = new Map<string, Intl.DateTimeFormat>()

/** The instant as the tenant's own wall clock with its offset: `2026-11-22T10:24:00+08:00`. */
export function instantIn(zone: string, at: Date): Instant {
  const p = partsIn(zone, at)
  const offset = p.timeZoneName === 'GMT' ? '+00:00' : (p.timeZoneName ?? '').replace('GMT', '')
  return `${p.year}-${p.month}-${p.day}T${p.hour}:${p.minute}:${p.second}${offset}`
}

/** The calendar day that it is in the tenant's zone at that instant. */
export function dayIn(zone: string, at: Date): Day {
  const p = partsIn(zone, at)
  return `${p.year}-${p.month}-${p.day}`
}

/** The instant at which a day begins in the zone. */
export function startOfDay(zone: string, day: Day): Date {
  const guess = new Date(`${day}T00:00:00Z`)
  const offset = instantIn(zone, guess).slice(19)
  return new Date(`${day}T00:00:00${offset}`)
}

function partsIn(zone: string, at: Date): Partial<Record<Intl.DateTimeFormatPartTypes, string>> {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {}
  for (const part of formatterOf(zone).formatToParts(at)) parts[part.type] = part.value
  return parts
}

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'longOffset',
  })
  formatters.set(zone, made)
  return made
}
