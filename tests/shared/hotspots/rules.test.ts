import { proveHotspots } from '@minyi/server/commands/prove/hotspots.ts'
import { rateChange, stretchesOf } from '@minyi/shared/campaigns/rules.ts'
import { alphaFor, assessRise, expectedCourse, isAlarm } from '@minyi/shared/hotspots/rules.ts'
import { type SentimentStage, sentimentActs } from '@minyi/shared/sentiment/contract.ts'
import { actsAt, nextStage } from '@minyi/shared/sentiment/rules.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const alpha = alphaFor(100, 0.3)
const steady = (days: number, level = 30) => Array.from({ length: days }, (_, i) => level + ((i * 7) % 5) - 2)
const courseOf = (counts: number[]) => ({ counts, kinds: counts.map((_, i) => i % 7) })
const from = (counts: number[], days: number, factor: number) =>
  counts.map((count, i) => (i >= counts.length - days ? Math.round(count * factor) : count))

describe('the watch', () => {
  it('says nothing without enough past, and nothing of a steady course', () => {
    expect(assessRise(courseOf(steady(60)), alpha)).toBeNull()
    const assessed = assessRise(courseOf(steady(200)), alpha)
    expect(assessed && isAlarm(assessed, alpha)).toBe(false)
    expect(assessed?.ratio).toBeCloseTo(1, 1)
  })

  it('calls out a rise of a half in a topic of that size, and what is usual stays as it was before', () => {
    const course = courseOf(from(steady(200), 8, 1.5))
    const assessed = assessRise(course, alpha)
    expect(assessed && isAlarm(assessed, alpha)).toBe(true)
    expect((assessed?.expected ?? 0) / (assessed?.days ?? 1)).toBeCloseTo(30, 0)
    const chart = expectedCourse(course, 20, 192)
    expect(chart?.at(-1)?.expected).toBeCloseTo(30, 0)
  })

  it('is the surer the higher the rise, and needs a larger rise the smaller the topic', () => {
    const sure = [1, 1.3, 1.6, 2].map((factor) => assessRise(courseOf(from(steady(200), 7, factor)), alpha))
    const chances = sure.map((assessed) => assessed?.probability ?? 1)
    expect(chances).toEqual([...chances].sort((a, b) => b - a))
    const least = [3, 10, 30, 100].map((level) => assessRise(courseOf(steady(200, level)), alpha)?.detectable ?? 0)
    expect(least).toEqual([...least].sort((a, b) => b - a))
  })

  it('finds planted rises and cries wolf rarely, on a small scale (`npm run prove -- hotspots` is the large one)', async () => {
    const proof = await proveHotspots({ n: 4, seed: 7, quietDays: 1 })
    expect(proof).toMatchObject({ name: 'hotspots', planted: 4, missed: 0 })
    expect(proof.found_days_median).toBeLessThanOrEqual(14)
    expect(proof.false_alarms).toBeLessThanOrEqual(1)
  }, 60_000)
})

describe('before and after', () => {
  const kinds = (days: number) => Array.from({ length: days }, (_, i) => i % 7)

  it('is a ratio whose interval holds 1 where nothing changed, and lies below where it halved', () => {
    const before = { counts: steady(28), kinds: kinds(28) }
    const same = rateChange(before, { counts: steady(14), kinds: kinds(14) })
    expect(same?.low).toBeLessThan(1)
    expect(same?.high).toBeGreaterThan(1)
    const half = rateChange(before, { counts: steady(14, 15), kinds: kinds(14) })
    expect(half?.ratio).toBeCloseTo(0.5, 1)
    expect(half?.high).toBeLessThan(1)
    expect(rateChange(before, { counts: [1, 2], kinds: [0, 1] })).toBeNull()
  })

  it('turns round when before and after are exchanged', () => {
    const counts = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 14, maxLength: 14 })
    fc.assert(
      fc.property(counts, counts, (a, b) => {
        const there = rateChange({ counts: a, kinds: kinds(14) }, { counts: b, kinds: kinds(14) })
        const back = rateChange({ counts: b, kinds: kinds(14) }, { counts: a, kinds: kinds(14) })
        expect((there?.ratio ?? 0) * (back?.ratio ?? 0)).toBeCloseTo(1, 6)
        expect((there?.low ?? 0) * (back?.high ?? 0)).toBeCloseTo(1, 6)
      }),
    )
  })

  it('covers whole stretches that touch and never overlap', () => {
    const campaign = { fromDay: '2026-05-01', toDay: '2026-05-20' }
    expect(stretchesOf(campaign, '2026-04-30')).toMatchObject({ during: null, after: null })
    expect(stretchesOf(campaign, '2026-05-10').during).toEqual({ from: '2026-05-01', to: '2026-05-10' })
    expect(stretchesOf(campaign, '2026-08-01')).toEqual({
      before: { from: '2026-04-03', to: '2026-04-30' },
      during: { from: '2026-05-01', to: '2026-05-20' },
      after: { from: '2026-05-21', to: '2026-06-17' },
    })
  })
})

describe('public opinion', () => {
  it('reaches a response from every stage, never skips one, and is published only when it is answered', () => {
    const acts = fc.array(fc.constantFrom(...sentimentActs), { maxLength: 30 })
    fc.assert(
      fc.property(acts, (tried) => {
        let at: { stage: SentimentStage; published: boolean } = { stage: 'collected', published: false }
        for (const act of tried) {
          const stage = nextStage(act, at)
          expect(actsAt(at).includes(act)).toBe(stage !== null)
          if (stage === null) continue
          at = { stage, published: act === 'publish' ? true : act === 'withdraw' ? false : at.published }
          if (at.published) expect(at.stage).toBe('responded')
        }
        for (let guard = 0; at.stage !== 'responded' && guard < 6; guard += 1) {
          const act = (['judge', 'handle', 'respond', 'reopen'] as const).find((one) => nextStage(one, at) !== null)
          if (act) at = { ...at, stage: nextStage(act, at) ?? at.stage }
        }
        expect(at.stage).toBe('responded')
      }),
    )
  })
})
