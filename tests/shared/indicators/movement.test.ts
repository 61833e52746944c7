import { wilson } from '@minyi/shared/estimates/wilson.ts'
import type { Figure } from '@minyi/shared/indicators/contract.ts'
import { movementWords, verdictChangeWords } from '@minyi/shared/indicators/movement/labels.ts'
import { movementOf, type PartOfBoth, verdictCauseOf } from '@minyi/shared/indicators/movement/rules.ts'
import { verdictOf } from '@minyi/shared/indicators/rules.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const share = fc.nat(400).chain((n) => fc.nat(n).map((x) => ({ x, n })))
const parts = fc
  .array(fc.record({ before: share, now: share }), { minLength: 1, maxLength: 12 })
  .map((list) =>
    list.map((both, i): PartOfBoth => ({ ...both, scope: { dimension: 'unit', id: null, name: `第${i}局` } })),
  )
const sumOf = (list: readonly PartOfBoth[], time: 'before' | 'now') => ({
  x: list.reduce((x, part) => x + part[time].x, 0),
  n: list.reduce((n, part) => n + part[time].n, 0),
})
const wholeOf = (list: readonly PartOfBoth[]) => ({ before: sumOf(list, 'before'), now: sumOf(list, 'now') })

describe('what moved a rate', () => {
  test('the effects of all parts and of the rest add up to the change', () => {
    fc.assert(
      fc.property(parts, share, (list, elsewhere) => {
        const inside = wholeOf(list)
        const add = (time: 'before' | 'now') => ({
          x: inside[time].x + elsewhere.x,
          n: inside[time].n + elsewhere.n,
        })
        const whole = { before: add('before'), now: add('now') }
        const moved = movementOf(whole, list, 30)
        if (whole.before.n === 0 || whole.now.n === 0) return expect(moved).toBeNull()
        const all = [...(moved?.parts ?? []), ...(moved?.rest ? [moved.rest] : [])]
        const effects = all.reduce((sum, { rateEffect, mixEffect }) => sum + rateEffect + mixEffect, 0)
        const change = whole.now.x / whole.now.n - whole.before.x / whole.before.n
        expect(effects).toBeCloseTo(change, 10)
        expect(moved?.change.points).toBeCloseTo(change, 10)
      }),
    )
  })

  test('no part under the minimum stands alone, and what is taken together never gives a small one away', () => {
    fc.assert(
      fc.property(parts, (list) => {
        const moved = movementOf(wholeOf(list), list, 30)
        for (const { before, now } of moved?.parts ?? []) {
          for (const { n } of [before, now]) expect(n === 0 || n >= 30).toBe(true)
        }
        const anyShown = (moved?.parts.length ?? 0) > 0
        for (const side of moved?.rest && anyShown ? [moved.rest.before, moved.rest.now] : []) {
          expect(side.n === 0 || side.n >= 30).toBe(true)
        }
      }),
    )
  })

  test('the same rates in another mix move the whole by mix alone', () => {
    const scope = (name: string) => ({ dimension: 'unit' as const, id: null, name })
    const list: PartOfBoth[] = [
      { scope: scope('甲局'), before: { x: 95, n: 100 }, now: { x: 190, n: 200 } },
      { scope: scope('乙局'), before: { x: 80, n: 100 }, now: { x: 40, n: 50 } },
    ]
    const moved = movementOf(wholeOf(list), list, 30)
    expect(moved?.change.rateEffect).toBeCloseTo(0, 12)
    expect(moved?.change.mixEffect).toBeCloseTo(230 / 250 - 175 / 200, 12)
  })
})

const figure = (satisfied: number, n: number): Figure => {
  const interval = wilson(satisfied, n)
  return {
    indicatorId: 'IND-002-01',
    definition: { id: 'ind-002-01', version: 1 },
    scope: { dimension: 'all', id: null, name: '全市' },
    period: { from: '2026-01-01', to: '2026-03-31' },
    basis: 'exact',
    asOf: null,
    demo: false,
    target: 0.9,
    verdict: verdictOf(interval, 0.9),
    n,
    suppressed: null,
    estimate: { satisfied, n, point: satisfied / n, interval, level: 0.95, method: 'wilson' },
    counts: null,
    withExcluded: null,
    verdictFlips: false,
  }
}

describe('why a verdict changed', () => {
  test('by the rate, by the number of ratings, or only by both', () => {
    expect(verdictCauseOf(figure(950, 1000), figure(850, 1000))).toBe('rate')
    expect(verdictCauseOf(figure(930, 1000), figure(93, 100))).toBe('size')
    expect(verdictCauseOf(figure(930, 1000), figure(935, 1000))).toBeNull()
    expect(verdictCauseOf(figure(950, 1000), figure(276, 300))).toBe('both')
  })

  test('is said in a sentence', () => {
    const [before, now] = [figure(930, 1000), figure(93, 100)]
    expect(verdictChangeWords(before, now, verdictCauseOf(before, now))).toBe(
      '结论由“达标”变为“数据不足”：是份数变了，区间跟着变；满意率若和以前一样，结论也会变。',
    )
  })
})

test('a change is said with its direction, its two effects and the part that did most', () => {
  const scope = { dimension: 'unit' as const, id: null, name: '市交通局' }
  const part = {
    scope,
    before: { n: 90, point: 0.95 },
    now: { n: 90, point: 0.9 },
    rateEffect: -0.011,
    mixEffect: 0.001,
  }
  const change = { points: -0.018, rateEffect: -0.012, mixEffect: -0.006 }
  expect(movementWords({ by: 'unit', change, parts: [part] }, '上一期')).toBe(
    '比上一期低 1.8 个百分点：各单位自身变化合计 −1.2，占比变化合计 −0.6；影响最大的是市交通局（−1.0）。',
  )
  expect(movementWords({ by: 'area', change: null, parts: [] }, '去年同期')).toContain('比不了')
})
