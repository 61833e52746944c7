import { allocate, wholeShares } from '@minyi/shared/estimates/allocation.ts'
import { sampleSizeForGoal, sampleSizeForMargin } from '@minyi/shared/estimates/sample-size.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { agree, referenceCases } from './reference.ts'

const reference = referenceCases('planning')

describe('planning a survey', () => {
  it('for a margin agrees with R in every size and rounding', () => {
    for (const one of reference.sample_size) {
      const found = sampleSizeForMargin({
        p: one.p,
        margin: one.margin,
        level: one.level,
        deff: one.deff,
        population: one.N ?? Number.POSITIVE_INFINITY,
        responseRate: one.response_rate,
      })
      agree([found.n0, found.nDeff, found.nFpc], [one.n0, one.n_deff, one.n_fpc])
      expect([found.complete, found.issue]).toEqual([one.n_complete, one.n_issue])
    }
  })

  it('for proving a target agrees with R in the exact test', () => {
    for (const one of reference.goal) {
      const found = sampleSizeForGoal(one)
      agree(found.nNormal, one.n_normal)
      expect([found.nFirst, found.nAlways, found.atFirst.criticalX]).toEqual([
        one.n_exact_first,
        one.n_exact_always_from,
        one.critical_x_at_first,
      ])
      agree([found.atFirst.size, found.atFirst.power], [one.size_at_first, one.power_at_first])
    }
  })

  it('over strata agrees with R, proportional and Neyman', () => {
    for (const one of reference.allocation) {
      const found = allocate(one.n, one.N, one.S)
      agree([found.proportional, found.neyman], [one.proportional, one.neyman])
      expect([found.proportionalWhole, found.neymanWhole]).toEqual([one.proportional_int, one.neyman_int])
      agree([found.seProportional, found.seNeyman], [one.se_mean_proportional, one.se_mean_neyman])
    }
  })

  it('always hands out exactly the interviews there are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 0, max: 3000 }),
        (sizes, n) => {
          const total = sizes.reduce((sum, size) => sum + size, 0)
          const whole = wholeShares(
            sizes.map((size) => (n * size) / total),
            n,
          )
          expect(whole.reduce((sum, share) => sum + share, 0)).toBe(n)
        },
      ),
    )
  })
})
