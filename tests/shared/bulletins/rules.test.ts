import { bulletinStates } from '@minyi/shared/bulletins/contract.ts'
import type { PlaceCounts, PlacePair } from '@minyi/shared/bulletins/counting/rules.ts'
import {
  changeWords,
  differenceOf,
  mergeSmall,
  protectParts,
  untoldShares,
} from '@minyi/shared/bulletins/counting/rules.ts'
import {
  bulletinActsOf,
  bulletinSteps,
  comparedPeriods,
  paragraphFault,
  paragraphOf,
  periodFault,
  smallest,
  stretchesOf,
} from '@minyi/shared/bulletins/rules.ts'
import { periodName } from '@minyi/shared/bulletins/writing/rules.ts'
import { addDays } from '@minyi/shared/platform/time.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const share = { of: 0, good: 0 }
const place = (name: string, received: number, replied: number): PlaceCounts => ({
  id: name,
  name,
  received,
  replied,
  solved: share,
  satisfied: share,
})
const pairs = fc.array(fc.tuple(fc.nat(20), fc.nat(20), fc.nat(20), fc.nat(20)), { maxLength: 12 }).map((rows) =>
  rows.map(
    ([a, b, c, d], i): PlacePair => ({
      now: place(`单位${i}`, a, Math.min(a, b)),
      before: place(`单位${i}`, c, Math.min(c, d)),
      merged: 1,
    }),
  ),
)
const cells = ({ now, before }: PlacePair) => [now, before].flatMap((one) => (one ? [one.received, one.replied] : []))

describe('a table by place', () => {
  it('shows no count of 1 to 4, and no single place under another name', () => {
    fc.assert(
      fc.property(pairs, (places) => {
        const { alone, rest } = mergeSmall(places)
        const shown = [...alone, ...(rest ? [rest] : [])].flatMap(cells)
        return shown.every((count) => count === 0 || count >= smallest) && (rest === null || rest.merged >= 2)
      }),
    )
  })

  it('adds up to the whole, or tells nothing by place', () => {
    fc.assert(
      fc.property(pairs, (places) => {
        const { alone, rest } = mergeSmall(places)
        const told = [...alone, ...(rest ? [rest] : [])]
        const sum = (of: readonly PlacePair[]) => of.reduce((all, { now }) => all + now.received, 0)
        return told.length === 0 || sum(told) === sum(places)
      }),
    )
  })
})

describe('parts of a known whole', () => {
  it('hide every small count, and never one alone that others would give away', () => {
    const parts = fc.record({ a: fc.nat(12), b: fc.nat(12), c: fc.nat(12), d: fc.nat(12) })
    fc.assert(
      fc.property(parts, (counts) => {
        const keys = ['a', 'b', 'c', 'd'] as const
        const shown = protectParts(counts, keys)
        const hidden = keys.filter((key) => shown[key] === null)
        const small = keys.filter((key) => counts[key] > 0 && counts[key] < smallest)
        const others = keys.filter((key) => counts[key] > 0).length
        return small.every((key) => hidden.includes(key)) && (hidden.length !== 1 || others === 1)
      }),
    )
  })
})

describe('shares of a known whole', () => {
  it('stay untold where they, or all that is untold together, show a side of 1 to 4 or too few', () => {
    const shares = fc.array(
      fc.tuple(fc.nat(90), fc.nat(90)).map(([good, other]) => ({ good, of: good + other })),
      { maxLength: 9 },
    )
    fc.assert(
      fc.property(shares, (all) => {
        const untold = untoldShares(all, 30)
        const few = ({ good, of }: { good: number; of: number }) =>
          of > 0 && (of < 30 || [good, of - good].some((side) => side > 0 && side < smallest))
        const sum = (of: (one: (typeof all)[number]) => number) =>
          all.reduce((whole, one, i) => whole + (untold.has(i) ? of(one) : 0), 0)
        const together = { good: sum(({ good }) => good), of: sum(({ of }) => of) }
        const told = all.filter((one, i) => !untold.has(i) && one.of > 0)
        return !told.some(few) && (told.length === 0 || !few(together))
      }),
    )
  })
})

describe('the text of a bulletin', () => {
  const stretch = fc.oneof(
    fc.stringMatching(/^[一-龥，。]{1,8}$/).map((words) => ({ kind: 'words' as const, words })),
    fc.stringMatching(/^[a-z]{1,6}(\.[a-z]{1,4})?$/).map((key) => ({ kind: 'number' as const, key })),
  )

  it('is taken apart and put together without loss', () => {
    fc.assert(fc.property(fc.array(stretch), (all) => paragraphOf(stretchesOf(paragraphOf(all))) === paragraphOf(all)))
  })

  it.each([
    ['2026年5月共收到{{received}}。', null],
    ['12345热线和“13710”按〔2026〕5号办理，见第3条，5月4日。', null],
    ['共收到300件。', '300'],
    ['办结八成。', '八成'],
    ['约百分之九十满意。', '百分之九'],
    ['共９件。', '９'],
    ['比上期多十二件。', '十二件'],
  ])('%s', (text, typed) => {
    const fault = paragraphFault(text, new Set(['received']))
    if (typed === null) expect(fault).toBeNull()
    else expect(fault).toMatch(/手写了数字/)
  })

  it('refuses a number that is not known and braces that are none', () => {
    expect(paragraphFault('{{lost}}', new Set())).toContain('lost')
    expect(paragraphFault('{{received}', new Set(['received']))).toContain('花括号')
  })
})

describe('the periods that a bulletin is compared with', () => {
  it.each([
    ['2026-05-01', '2026-05-31', '2026-04-01', '2026-04-30', '2025-05-01', '2025-05-31'],
    ['2026-03-01', '2026-03-31', '2026-02-01', '2026-02-28', '2025-03-01', '2025-03-31'],
    ['2024-02-01', '2024-02-29', '2024-01-01', '2024-01-31', '2023-02-01', '2023-02-28'],
    ['2026-01-01', '2026-03-31', '2025-10-01', '2025-12-31', '2025-01-01', '2025-03-31'],
    ['2025-01-01', '2025-12-31', '2024-01-01', '2024-12-31', '2024-01-01', '2024-12-31'],
    ['2026-05-04', '2026-05-10', '2026-04-27', '2026-05-03', '2025-05-04', '2025-05-10'],
  ])('%s to %s', (from, to, beforeFrom, beforeTo, yearFrom, yearTo) => {
    expect(comparedPeriods({ from, to })).toEqual({
      before: { from: beforeFrom, to: beforeTo },
      yearBefore: { from: yearFrom, to: yearTo },
    })
  })

  it('end on the day before the period begins', () => {
    const days = fc.tuple(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 300 }))
    fc.assert(
      fc.property(days, ([start, length]) => {
        const from = addDays('2020-01-01', start)
        const { before } = comparedPeriods({ from, to: addDays(from, length) })
        return addDays(before.to, 1) === from && before.from <= before.to
      }),
    )
  })

  it('are named as papers name them', () => {
    expect(periodName({ from: '2026-05-01', to: '2026-05-31' })).toBe('2026年5月')
    expect(periodName({ from: '2025-01-01', to: '2025-12-31' })).toBe('2025年')
    expect(periodName({ from: '2026-07-01', to: '2026-09-30' })).toBe('2026年7月至9月')
    expect(periodName({ from: '2025-12-01', to: '2026-01-31' })).toBe('2025年12月1日至2026年1月31日')
    expect(periodName({ from: '2026-05-04', to: '2026-05-10' })).toBe('2026年5月4日至2026年5月10日')
  })

  it('are over, in order and a year at most', () => {
    expect(periodFault('period', { from: '2026-05-01', to: '2026-05-31' }, '2026-06-01')).toBeNull()
    expect(periodFault('period', { from: '2026-05-01', to: '2026-05-31' }, '2026-05-31')).not.toBeNull()
    expect(periodFault('annual', { from: '2025-01-01', to: '2025-12-31' }, '2026-01-01')).toBeNull()
    expect(periodFault('annual', { from: '2025-02-01', to: '2026-01-31' }, '2026-03-01')).not.toBeNull()
  })
})

describe('a change of a rate', () => {
  it('is told only outside of its error', () => {
    expect(changeWords({ good: 130, of: 147 }, { good: 102, of: 117 })).toBe('在误差之内，没有明显变化')
    expect(changeWords({ good: 95, of: 100 }, { good: 70, of: 100 })).toBe('提高25.0个百分点')
    expect(changeWords({ good: 70, of: 100 }, { good: 95, of: 100 })).toBe('下降25.0个百分点')
    expect(changeWords({ good: 20, of: 20 }, { good: 95, of: 100 })).toBe('件数不足，不作比较')
  })

  it('has Newcombe’s interval of the published example', () => {
    const { interval } = differenceOf({ good: 56, of: 70 }, { good: 48, of: 80 })
    expect(interval[0]).toBeCloseTo(0.0524, 4)
    expect(interval[1]).toBeCloseTo(0.3339, 4)
  })
})

describe('the way of a bulletin', () => {
  it('lets nobody review what they wrote, and nobody touch what is out but to correct it', () => {
    const who = fc.record({ writes: fc.boolean(), reviews: fc.boolean(), wrote: fc.boolean(), corrected: fc.boolean() })
    fc.assert(
      fc.property(fc.constantFrom(...bulletinStates), who, (state, one) => {
        const acts = bulletinActsOf(state, one)
        const reviewed = acts.some((act) => ['approve', 'return', 'publish'].includes(act))
        const legal = acts.every((act) => bulletinSteps[act].from.includes(state))
        return legal && !(reviewed && one.wrote) && (state !== 'published' || acts.every((act) => act === 'correct'))
      }),
    )
  })
})
