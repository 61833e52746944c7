import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Choice, choiceFrom, queryFrom } from '@/features/indicators/leader/store'

const day = fc.integer({ min: 0, max: 700 }).map((n) => new Date(Date.UTC(2025, 0, 1 + n)).toISOString().slice(0, 10))
const place = fc.oneof(
  fc.constant({}),
  fc.uuid().map((areaId) => ({ areaId })),
  fc.uuid().map((unitId) => ({ unitId })),
  fc.constantFrom('道路运输', '食品安全').map((field) => ({ field })),
)
const days = fc.oneof(
  fc.constant({ period: 'window' as const }),
  fc.record({ period: fc.constantFrom('month' as const, 'quarter' as const, 'year' as const), at: day }),
  fc.tuple(day, day).map((both) => {
    const [from = '', to = ''] = [...both].sort()
    return { period: 'custom' as const, from, to }
  }),
)
const choice = fc
  .tuple(
    place,
    days,
    fc.constantFrom('link' as const, 'counter' as const, undefined),
    fc.constantFrom('before', 'year'),
  )
  .map(
    ([where, when, channel, against]): Choice => ({
      ...where,
      ...when,
      channel,
      against: against === 'year' ? 'year' : 'before',
      by: undefined,
    }),
  )

const asTexts = (query: object) =>
  Object.fromEntries(
    Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
  )

describe('what a leader chose', () => {
  test('comes back from the address as it was', () => {
    fc.assert(
      fc.property(choice, (chosen) => {
        expect(choiceFrom(asTexts(queryFrom(chosen)))).toEqual(chosen)
      }),
    )
  })

  test('names at most one place, and falls back to the usual where an address makes no sense', () => {
    expect(choiceFrom({ unit: 'u', area: 'a', field: 'f' })).toMatchObject({ unitId: 'u' })
    expect(choiceFrom({ unit: 'u', area: 'a' }).areaId).toBeUndefined()
    expect(choiceFrom({ period: 'custom', from: '2026-02-01', to: '2026-01-01' }).period).toBe('window')
    expect(choiceFrom({ period: 'week', channel: 'standing', at: 'today' })).toEqual({
      period: 'window',
      channel: undefined,
      against: 'before',
      by: undefined,
    })
  })
})
