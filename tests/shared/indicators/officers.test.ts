import type { ShrunkenRate } from '@minyi/shared/indicators/officers/contract.ts'
import { reachInWords, shrunkenInWords } from '@minyi/shared/indicators/officers/labels.ts'
import {
  estimateOfficer,
  fewestRatings,
  groupOf,
  leastOfficers,
  type OwnCounts,
} from '@minyi/shared/indicators/officers/rules.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const judged = { target: 0.9, level: 0.95 }
const counts = fc
  .integer({ min: 1, max: 80 })
  .chain((n) => fc.record({ x: fc.integer({ min: 0, max: n }), n: fc.constant(n) }))
const officers = fc.array(counts, { minLength: leastOfficers + 4, maxLength: 30 })

function must(found: ReturnType<typeof estimateOfficer>): ShrunkenRate {
  if (typeof found === 'string') throw new Error(found)
  return found
}

const even = (count: number, x: number, n: number): OwnCounts[] => Array.from({ length: count }, () => ({ x, n }))

describe('an officer is estimated', () => {
  it('from a group that is large enough, and from nothing else', () => {
    expect(groupOf('城管', even(leastOfficers - 1, 9, 10))).toBeNull()
    expect(
      groupOf('城管', [...even(leastOfficers - 1, 9, 10), { x: fewestRatings - 1, n: fewestRatings - 1 }]),
    ).toBeNull()
    expect(groupOf('城管', even(leastOfficers, 9, 10))).not.toBeNull()
    expect(estimateOfficer({ x: 9, n: 10 }, null, judged)).toBe('few-officers')
    expect(estimateOfficer({ x: 4, n: 4 }, groupOf('城管', even(12, 9, 10)), judged)).toBe('few-ratings')
  })

  it('between the own rate and the group’s, nearer to the own one the more ratings there are', () => {
    const spread = [8, 9, 10, 9, 8, 10, 9, 7, 9, 10, 8, 9].map((x) => ({ x: x * 3, n: 30 }))
    const group = groupOf('城管', spread)
    const few = must(estimateOfficer({ x: 6, n: 6 }, group, judged))
    const many = must(estimateOfficer({ x: 120, n: 120 }, group, judged))
    expect(few.point).toBeLessThan(many.point)
    expect(few.own).not.toBe('mostly-own')
    expect(many.own).toBe('mostly-own')
    expect(few.point).toBeGreaterThan(few.group.point)
  })

  it('is never more certain than the group where officers do not differ, not even when everybody is satisfied', () => {
    const same = must(estimateOfficer({ x: 9, n: 10 }, groupOf('城管', even(12, 9, 10)), judged))
    expect(same.point).toBe(90)
    expect(same.interval[0]).toBeLessThan(87)
    expect(same.interval[1]).toBeGreaterThan(92)
    const all = must(estimateOfficer({ x: 10, n: 10 }, groupOf('城管', even(12, 10, 10)), judged))
    expect(all.interval).toEqual([97, 100])
  })

  it('in whole percents, with the point inside the interval and everything within 0 and 100', () => {
    fc.assert(
      fc.property(officers, counts, (all, own) => {
        const found = estimateOfficer(own, groupOf('城管', [...all, own]), judged)
        if (typeof found === 'string') return
        const [low, high] = found.interval
        for (const value of [found.point, low, high, found.reaches]) expect(Number.isInteger(value)).toBe(true)
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(100)
        expect(low).toBeLessThanOrEqual(found.point)
        expect(high).toBeGreaterThanOrEqual(found.point)
      }),
    )
  })

  it('whatever the order of the officers', () => {
    fc.assert(
      fc.property(officers, counts, (all, own) => {
        const forward = estimateOfficer(own, groupOf('城管', all), judged)
        const backward = estimateOfficer(own, groupOf('城管', [...all].reverse()), judged)
        if (typeof forward === 'string' || typeof backward === 'string') {
          expect(backward).toEqual(forward)
          return
        }
        expect(Math.abs(forward.point - backward.point)).toBeLessThanOrEqual(1)
        expect(backward.group).toEqual(forward.group)
      }),
    )
  })

  it('in plain words, and never certain in words', () => {
    const group = groupOf('城管', even(12, 9, 10))
    const found = must(estimateOfficer({ x: 9, n: 10 }, group, judged))
    expect(shrunkenInWords(found)).toMatch(/^每 100 位当事人中约 90 位满意，真实值很可能在 \d+ 到 \d+ 之间$/)
    expect(reachInWords({ ...found, reaches: 100 })).toBe('达到 90% 目标的可能性超过 99%')
    expect(reachInWords({ ...found, reaches: 0 })).toBe('达到 90% 目标的可能性不到 1%')
    expect(reachInWords({ ...found, reaches: null, target: null })).toBeNull()
  })
})
