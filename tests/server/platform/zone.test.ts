import { newRowId } from '@minyi/server/platform/ids.ts'
import { dayIn, instantIn, startOfDay } from '@minyi/server/platform/zone.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const zone = fc.constantFrom('Asia/Shanghai', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'UTC')
const at = fc.date({
  min: new Date('1970-01-01T00:00:00Z'),
  max: new Date('2090-01-01T00:00:00Z'),
  noInvalidDate: true,
})

describe('a wall clock', () => {
  it('shows the same instant, and the day that the zone’s own calendar says', () => {
    fc.assert(
      fc.property(zone, at, (name, date) => {
        const text = instantIn(name, date)
        expect(new Date(text).getTime()).toBe(Math.floor(date.getTime() / 1000) * 1000)
        const own = new Intl.DateTimeFormat('en-CA', { timeZone: name, dateStyle: 'short' }).format(date)
        expect(dayIn(name, date)).toBe(own)
        expect(text.slice(0, 10)).toBe(own)
      }),
      { numRuns: 500 },
    )
  })

  it('begins each day of the tenant at its own midnight', () => {
    fc.assert(
      fc.property(at, (date) => {
        const day = dayIn('Asia/Shanghai', date)
        const start = startOfDay('Asia/Shanghai', day)
        expect(dayIn('Asia/Shanghai', start)).toBe(day)
        expect(dayIn('Asia/Shanghai', new Date(start.getTime() - 1))).not.toBe(day)
      }),
    )
  })
})

describe('ids of rows', () => {
  it('are UUIDs of version 7 that sort by time', () => {
    fc.assert(
      fc.property(at, (date) => {
        const [id, later] = [newRowId(date.getTime()), newRowId(date.getTime() + 1)]
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
        expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(date.getTime())
        expect(id < later).toBe(true)
      }),
    )
  })
})
