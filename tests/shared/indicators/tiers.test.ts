import { caseKinds, caseStates, tiers as names } from '@minyi/shared/cases/contract.ts'
import { nextState } from '@minyi/shared/cases/rules.ts'
import { firstTier, isTiered, riseAct, tierAbove, tierClockFor } from '@minyi/shared/cases/tiers/rules.ts'
import { findHandling } from '@minyi/shared/indicators/handling/certified/catalogue.ts'
import { handlingIdOf } from '@minyi/shared/indicators/handling/certified/contract.ts'
import { pausedTime, tierShares } from '@minyi/shared/indicators/handling/tiers/rules.ts'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const definitionOf = (group: 'tiers' | 'items', measure: string) => {
  const found = findHandling(handlingIdOf(group, measure))
  if (!found) throw new Error(`no indicator ${measure}`)
  return found.definition
}
const inForce = {
  grid: definitionOf('tiers', 'grid'),
  village: definitionOf('tiers', 'village'),
  township: definitionOf('tiers', 'township'),
  district: definitionOf('tiers', 'district'),
  city: definitionOf('tiers', 'district'),
}
const paused = definitionOf('items', 'paused')

const small = fc.nat({ max: 300 })
const anyCounts = fc.tuple(
  ...names.map((tier) =>
    fc.record({
      tier: fc.constant(tier),
      settled: small,
      notSettled: small,
      silent: small,
      open: small,
      outside: small,
    }),
  ),
)

describe('shares of tiers', () => {
  it('add up with what is not settled to the whole, and grow from tier to tier', () => {
    fc.assert(
      fc.property(anyCounts, (counts) => {
        const { n, tiers, suppressed } = tierShares(counts, inForce)
        expect(tiers.map(({ tier }) => tier)).toEqual([...names])
        if (n < 30) {
          expect(suppressed).toBe('under-minimum')
          expect(tiers.every(({ share, upToHere }) => share === null && upToHere === null)).toBe(true)
          return
        }
        const sum = tiers.reduce((all, { share }) => all + (share?.point ?? 0), 0)
        const not = counts.reduce((all, { notSettled }) => all + notSettled, 0) / n
        expect(sum + not).toBeCloseTo(1)
        const steps = tiers.map(({ upToHere }) => upToHere?.point ?? 0)
        expect([...steps].sort((a, b) => a - b)).toEqual(steps)
        for (const { share } of tiers) {
          expect((share?.interval[0] ?? 0) <= (share?.point ?? 0)).toBe(true)
          expect((share?.interval[1] ?? 1) >= (share?.point ?? 0)).toBe(true)
        }
      }),
    )
  })

  it('go each by its own minimum: a stricter one keeps back its own tier alone', () => {
    const counts = [{ tier: 'grid' as const, settled: 40, notSettled: 10, silent: 3, open: 2, outside: 1 }]
    const { tiers, suppressed } = tierShares(counts, { ...inForce, grid: { ...inForce.grid, minN: 51 } })
    expect(suppressed).toBeNull()
    expect(tiers[0]).toMatchObject({ tier: 'grid', settled: 40, share: null, upToHere: null, minN: 51 })
    expect(tiers[1]).toMatchObject({ tier: 'village', minN: 30, upToHere: { satisfied: 40, n: 50 } })
  })

  it('of paused time say the items, and only from thirty on a rate', () => {
    expect(pausedTime({ items: 29, paused: 3, seconds: 86_400, ofSeconds: 864_000 }, paused)).toMatchObject({
      share: null,
      days: 1,
      ofDays: 10,
    })
    expect(pausedTime({ items: 30, paused: 3, seconds: 0, ofSeconds: 0 }, paused).share).toMatchObject({ point: 0.1 })
  })
})

describe('tiers', () => {
  it('go up one by one, and nothing is above the city', () => {
    expect(names.map(tierAbove)).toEqual(['village', 'township', 'district', 'city', null])
  })

  it('have a clock exactly where an item is at work in a tier that has one above', () => {
    for (const kind of caseKinds) {
      for (const state of caseStates) {
        for (const tier of names) {
          const atWork = ['received', 'accepted', 'handling', 'returned'].includes(state)
          expect(tierClockFor(tier, { kind, state }) !== null).toBe(isTiered(kind) && atWork && tier !== 'city')
        }
      }
    }
  })

  it('send an item only where the procedure lets it go', () => {
    for (const state of ['received', 'accepted', 'handling', 'returned'] as const) {
      for (const hasUnit of [true, false])
        expect(nextState(riseAct(state, hasUnit), { state, round: 2 })).not.toBeNull()
    }
  })

  it('begin as low as the place allows, and with the district for what accuses somebody', () => {
    expect(firstTier({ kind: 'opinion', channel: 'mini-app', level: 'grid' })).toBe('grid')
    expect(firstTier({ kind: 'opinion', channel: 'grid', level: 'village' })).toBe('grid')
    expect(firstTier({ kind: 'help', channel: 'hotline', level: 'township' })).toBe('township')
    expect(firstTier({ kind: 'enquiry', channel: 'web', level: null })).toBe('district')
    expect(firstTier({ kind: 'opinion', channel: 'web', level: 'city' })).toBe('district')
    expect(firstTier({ kind: 'complaint', channel: 'grid', level: 'grid' })).toBe('district')
  })
})
