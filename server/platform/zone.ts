import type { Day, Instant } from '@minyi/shared/platform/time.ts'

const formatters = new Map<string, Intl.DateTimeFormat>()

/** The instant as the tenant's own wall clock with its offset: `2026-11-22T10:24:00+08:00`. */
export function instantIn(zone: string, at: Date): Instant {
  const offset = offsetIn(zone, at)
  return wallClock(at, offset).slice(0, 19) + offset.text
}

/** The calendar day that it is in the tenant's zone at that instant. */
export const dayIn = (zone: string, at: Date): Day => wallClock(at, offsetIn(zone, at)).slice(0, 10)

/** The instant at which a day begins in the zone. */
export function startOfDay(zone: string, day: Day): Date {
  const guess = new Date(`${day}T00:00:00Z`)
  const offset = instantIn(zone, guess).slice(19)
  return new Date(`${day}T00:00:00${offset}`)
}

type Offset = { ms: number; text: string }

const quarterMs = 900_000
const mostKept = 1_000
const known = new Map<string, Offset>()

const wallClock = (at: Date, offset: Offset) => new Date(at.getTime() + offset.ms).toISOString()

/** How far the zone is ahead. Zones change on full quarters of an hour, so each quarter is asked once. */
function offsetIn(zone: string, at: Date): Offset {
  const key = `${zone}/${Math.floor(at.getTime() / quarterMs)}`
  const earlier = known.get(key)
  if (earlier) return earlier
  const parts = formatterOf(zone).formatToParts(at)
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? ''
  const text = name === 'GMT' ? '+00:00' : name.replace('GMT', '')
  const [hours = 0, minutes = 0, seconds = 0] = text.slice(1).split(':').map(Number)
  const ms = ((hours * 60 + minutes) * 60 + seconds) * (text.startsWith('-') ? -1000 : 1000)
  if (known.size >= mostKept) known.clear()
  known.set(key, { ms, text })
  return { ms, text }
}

function formatterOf(zone: string): Intl.DateTimeFormat {
  const earlier = formatters.get(zone)
  if (earlier) return earlier
  const made = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    timeZoneName: 'longOffset',
  })
  formatters.set(zone, made)
  return made
}
