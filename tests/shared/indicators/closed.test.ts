import { wilson } from '@minyi/shared/estimates/wilson.ts'
import {
  becauseInWords,
  inPlainWords,
  insteadInWords,
  ofHundred,
  placeInWords,
} from '@minyi/shared/indicators/closed/labels.ts'
import { verdictOf } from '@minyi/shared/indicators/rules.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const of = (x: number, n: number, target: number | null = 0.9) => {
  const interval = wilson(x, n)
  const verdict = target === null ? null : verdictOf(interval, target)
  return { estimate: { point: x / n, interval, level: 0.95, n, satisfied: x }, target, verdict }
}

describe('a figure in plain words', () => {
  it('speaks of a hundred ratings', () => {
    expect(inPlainWords(of(460, 500))).toBe('每 100 份评价里约 92 份满意，真实值很可能在 89 到 94 之间')
    expect(becauseInWords(of(460, 500))).toBe('目标的 90 落在这中间，可能到了，也可能没到，所以判为数据不足')
    expect(becauseInWords(of(980, 1000))).toBe('最低也到了目标的 90，判为达标')
    expect(becauseInWords(of(600, 1000))).toBe('最高也不到目标的 90，判为未达标')
  })

  it('says nothing of a rate that is not there, and nothing of a target that is not set', () => {
    expect(inPlainWords({ estimate: null, target: 0.9 })).toBeNull()
    expect(becauseInWords({ estimate: null, target: 0.9, verdict: 'insufficient' })).toBeNull()
    expect(becauseInWords(of(90, 100, null))).toBeNull()
    expect(insteadInWords('not-closed', 30)).toContain('还没有公布')
    expect(insteadInWords('under-minimum', 30)).toContain('不到 30 份')
    expect(insteadInWords('under-minimum', 30)).toContain('不等于不好')
    expect(insteadInWords(null, 50)).toContain('不到 50 份')
    expect(insteadInWords('complementary', 30)).not.toContain('。。')
  })

  it('never rounds a bound to the other side of the target, so that the sentence and the verdict agree', () => {
    const some = fc
      .integer({ min: 30, max: 5000 })
      .chain((n) => fc.tuple(fc.integer({ min: 1, max: n }), fc.constant(n)))
    fc.assert(
      fc.property(some, ([x, n]) => {
        const figure = of(x, n)
        const [, low = '', high = ''] = /在 ([\d.]+) 到 ([\d.]+) 之间/.exec(inPlainWords(figure) ?? '') ?? []
        if (figure.verdict === 'met') expect(Number(low)).toBeGreaterThanOrEqual(90)
        if (figure.verdict === 'missed') expect(Number(high)).toBeLessThan(90)
        if (figure.verdict === 'insufficient') expect(Number(low)).toBeLessThan(90)
        expect(Number(low)).toBeLessThanOrEqual(Number(high))
      }),
    )
  })

  it('draws a hundred of which no more lie on either side of the target than the sentence says', () => {
    expect(ofHundred(of(460, 500))).toEqual({ atLeast: 89, atMost: 94 })
    const some = fc
      .integer({ min: 30, max: 5000 })
      .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)))
    fc.assert(
      fc.property(some, ([x, n]) => {
        const figure = of(x, n)
        const { atLeast, atMost } = ofHundred(figure)
        if (figure.verdict === 'met') expect(atLeast).toBeGreaterThanOrEqual(90)
        if (figure.verdict === 'insufficient') expect(atLeast).toBeLessThan(90)
        expect(atLeast).toBeGreaterThanOrEqual(0)
        expect(atMost).toBeLessThanOrEqual(100)
        expect(atLeast).toBeLessThanOrEqual(atMost)
      }),
    )
  })

  it('places a unit by what chance does, without another unit in the sentence', () => {
    const words = placeInWords({ all: 0.92, limits95: [0.871, 0.957], limits998: [0.83, 0.98], standing: 'within' })
    expect(words).toContain('全市公布的满意度是 92%')
    expect(words).toContain('87.1% 到 95.7%')
    expect(words).toContain('没有超出偶然范围')
  })
})
