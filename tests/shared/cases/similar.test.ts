import { caseStates } from '@minyi/shared/cases/contract.ts'
import { type Mergeable, mergeFault } from '@minyi/shared/cases/merging/rules.ts'
import { type Comparable, jaccard, likenessOf, pairsOf, toldCount } from '@minyi/shared/cases/similar/rules.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const item = (text: string, given: Partial<Comparable> = {}): Comparable => ({
  text,
  areaId: null,
  townId: null,
  topicId: null,
  unitId: null,
  accusedUnitId: null,
  day: '2026-06-11',
  ...given,
})
const ids = fc.constantFrom(null, 'a', 'b')
const anyItem = fc.record<Comparable>({
  text: fc.stringMatching(/^[城管摊位油烟噪声，。]{0,20}$/),
  areaId: ids,
  townId: ids,
  topicId: ids,
  unitId: ids,
  accusedUnitId: ids,
  day: fc.constantFrom('2026-01-01', '2026-03-01', '2026-06-11'),
})

describe('how alike two items are', () => {
  it('is the same both ways, lies in 0..1, and nothing is more alike than itself', () => {
    fc.assert(
      fc.property(anyItem, anyItem, (a, b) => {
        const { score } = likenessOf(a, b)
        expect(likenessOf(b, a).score).toBe(score)
        expect(score).toBeGreaterThanOrEqual(0)
        expect(score).toBeLessThanOrEqual(1)
        expect(jaccard(pairsOf(a.text), pairsOf(a.text))).toBe(pairsOf(a.text).size > 0 ? 1 : 0)
        expect(score).toBeLessThanOrEqual(Math.max(likenessOf(a, a).score, score))
      }),
    )
  })

  it('never falls when the place comes nearer or the days closer', () => {
    const a = item('楼下烧烤店油烟直排窗户', { areaId: 'a', townId: 't' })
    const words = '烧烤店的油烟排到窗户'
    const far = likenessOf(a, item(words, { areaId: 'x', townId: 'y' })).score
    const town = likenessOf(a, item(words, { areaId: 'x', townId: 't' })).score
    const village = likenessOf(a, item(words, { areaId: 'a', townId: 't' })).score
    expect(far).toBeLessThan(town)
    expect(town).toBeLessThan(village)
    expect(likenessOf(a, item(words, { day: '2026-05-01' })).score).toBeLessThan(likenessOf(a, item(words)).score)
  })

  it('is nothing without shared words, whatever the place', () => {
    const here = { areaId: 'a', townId: 't', topicId: 'x' }
    expect(likenessOf(item('路灯不亮', here), item('电梯困人', here)).score).toBe(0)
  })
})

describe('the number that a resident is told', () => {
  it('never tells of fewer than three, never more than there are, and moves in steps', () => {
    expect([0, 1, 2].map(toldCount)).toEqual([null, null, null])
    expect([3, 4, 5, 9, 10, 19, 20, 1000].map(toldCount)).toEqual([3, 3, 5, 5, 10, 10, 20, 100])
    fc.assert(fc.property(fc.nat(500), (count) => (toldCount(count) ?? 0) <= count))
  })
})

describe('what may be merged', () => {
  const lead: Mergeable = {
    id: 'lead',
    kind: 'complaint',
    entry: 'general',
    state: 'handling',
    accusedUnitId: 'u',
    followers: 2,
  }
  const other: Mergeable = { ...lead, id: 'other', state: 'received', followers: 0 }

  it('is of one kind, entry and accused unit, unanswered, and followed by nobody', () => {
    expect(mergeFault(lead, other)).toBeNull()
    expect(mergeFault(lead, { ...other, id: 'lead' })).toBe('same')
    expect(mergeFault(lead, { ...other, kind: 'report' })).toBe('kind')
    expect(mergeFault(lead, { ...other, entry: 'stuck' })).toBe('entry')
    expect(mergeFault(lead, { ...other, accusedUnitId: null })).toBe('accused')
    expect(mergeFault(lead, { ...other, followers: 1 })).toBe('has-followers')
    for (const state of caseStates) {
      const open = ['received', 'accepted', 'handling', 'returned'].includes(state)
      expect(mergeFault(lead, { ...other, state }) === null).toBe(open)
      const leads = ['accepted', 'handling', 'returned'].includes(state)
      expect(mergeFault({ ...lead, state }, other) === null).toBe(leads)
    }
  })
})
