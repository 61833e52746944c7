import {
  compositeByDelta,
  compositeConservatively,
  compositeFault,
  type PartEstimate,
} from '@minyi/shared/indicators/composites.ts'
import { intervalOf } from '@minyi/shared/indicators/intervals.ts'
import type { CertifiedEstimate } from '@minyi/shared/indicators/published/contract.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const counted = (satisfied: number, n: number): CertifiedEstimate => ({
  ...{
    kind: 'count',
    satisfied,
    n,
    point: satisfied / n,
    level: 0.95,
    method: 'wilson',
    se: null,
    df: null,
    deff: null,
  },
  interval: intervalOf('wilson', satisfied, n, 0.95),
})
const sampled = (point: number, se: number, df: number): CertifiedEstimate => ({
  ...{ kind: 'design', satisfied: null, n: 400, point, level: 0.95, method: 'xlogit', se, df, deff: 1.5 },
  interval: [point - 2 * se, point + 2 * se],
})
const parted = (weights: readonly number[], estimates: readonly (CertifiedEstimate | null)[]): PartEstimate[] =>
  estimates.map((estimate, i) => ({
    part: { definitionId: `d${i}`, name: `部分${i}`, weight: weights[i] ?? 0 },
    estimate,
  }))
const wilsonAt = ({ satisfied, n }: CertifiedEstimate, level: number) => intervalOf('wilson', satisfied ?? 0, n, level)

/** Weights that add up to 1, with as many counted parts. */
const composite = fc
  .array(
    fc.record({
      raw: fc.integer({ min: 1, max: 9 }),
      n: fc.integer({ min: 30, max: 900 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    {
      minLength: 2,
      maxLength: 4,
    },
  )
  .map((given) => {
    const sum = given.reduce((total, { raw }) => total + raw, 0)
    return parted(
      given.map(({ raw }) => raw / sum),
      given.map(({ n, share }) => counted(Math.round(n * share), n)),
    )
  })

describe('a composite', () => {
  it('equals the textbook: 0.3·0.8 + 0.3·0.6 + 0.4·0.9 with independent parts of 400', () => {
    const parts = parted([0.3, 0.3, 0.4], [counted(320, 400), counted(240, 400), counted(360, 400)])
    const made = compositeByDelta(parts, 0.95)
    const variance = 0.09 * (0.16 / 400) + 0.09 * (0.24 / 400) + 0.16 * (0.09 / 400)
    expect(made?.point).toBeCloseTo(0.78, 12)
    expect(made?.se).toBeCloseTo(Math.sqrt(variance), 12)
    expect(made?.interval[0]).toBeCloseTo(0.78 - 1.959963984540054 * Math.sqrt(variance), 12)
    expect(made).toMatchObject({ kind: 'design', satisfied: null, n: 400, method: 'delta', df: null })
  })

  it('of sampled parts takes their standard errors and covariances, and the smallest df', () => {
    const parts = parted([0.5, 0.5], [sampled(0.7, 0.02, 40), sampled(0.8, 0.03, 12)])
    const apart = compositeByDelta(parts, 0.95)
    expect(apart).toMatchObject({ df: 12 })
    expect(apart?.se).toBeCloseTo(0.5 * Math.hypot(0.02, 0.03), 12)
    const together = compositeByDelta(parts, 0.95, () => 0.02 * 0.03)
    expect(together?.se).toBeCloseTo(0.5 * (0.02 + 0.03), 12)
    expect(apart?.interval[1]).toBeCloseTo(0.75 + 2.178812829667229 * (apart?.se ?? 0), 9)
  })

  it('lies between its parts, holds its point, and does not depend on their order', () => {
    fc.assert(
      fc.property(composite, (parts) => {
        const points = parts.map(({ estimate }) => estimate?.point ?? Number.NaN)
        const [a, b] = [compositeByDelta(parts, 0.95), compositeByDelta(parts.toReversed(), 0.95)]
        for (const made of [a, compositeConservatively(parts, 0.95, wilsonAt)]) {
          expect(made?.point).toBeGreaterThanOrEqual(Math.min(...points) - 1e-12)
          expect(made?.point).toBeLessThanOrEqual(Math.max(...points) + 1e-12)
          const [low = 1, high = 0] = made?.interval ?? []
          expect([low >= 0, high <= 1, low <= (made?.point ?? 2) + 1e-12, high >= (made?.point ?? -1) - 1e-12]).toEqual(
            [true, true, true, true],
          )
        }
        expect(b?.point).toBeCloseTo(a?.point ?? Number.NaN, 12)
        expect(b?.se).toBeCloseTo(a?.se ?? Number.NaN, 12)
      }),
    )
  })

  it('is wider where nothing is assumed, however the parts hang together', () => {
    fc.assert(
      fc.property(composite, (parts) => {
        const worst = (i: number, j: number) => errorOf(parts[i]) * errorOf(parts[j])
        const delta = compositeByDelta(parts, 0.95, worst)
        const safe = compositeConservatively(parts, 0.95, (estimate, level) => {
          const q = intervalOf('agresti-coull', estimate.satisfied ?? 0, estimate.n, level)
          return [Math.min(q[0], estimate.point), Math.max(q[1], estimate.point)]
        })
        const width = (made: CertifiedEstimate | null) => (made ? made.interval[1] - made.interval[0] : Number.NaN)
        expect(width(safe)).toBeGreaterThan(0.9 * width(delta))
      }),
    )
  })

  it('has no figure while a part has none, and no definition with wrong weights', () => {
    expect(compositeByDelta(parted([0.5, 0.5], [counted(30, 40), null]), 0.95)).toBeNull()
    expect(compositeConservatively(parted([0.5, 0.5], [null, null]), 0.95, wilsonAt)).toBeNull()
    const parts = (...weights: number[]) => weights.map((weight, i) => ({ definitionId: `d${i}`, name: '', weight }))
    expect(compositeFault(parts(0.3, 0.3, 0.4))).toBeNull()
    expect(compositeFault(parts(1))).toContain('至少')
    expect(compositeFault(parts(0.5, 0.6))).toContain('等于 1')
    expect(compositeFault(parts(1.5, -0.5))).toContain('大于 0')
    expect(compositeFault(parts(0.5, 0.5).map((part) => ({ ...part, definitionId: 'same' })))).toContain('两次')
  })
})

const errorOf = (part: PartEstimate | undefined) => {
  const { point = 0, n = 1 } = part?.estimate ?? {}
  return Math.sqrt((point * (1 - point)) / n)
}
