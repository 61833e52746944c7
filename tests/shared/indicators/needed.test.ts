import { intervalOf } from '@minyi/shared/indicators/intervals.ts'
import { neededFor } from '@minyi/shared/indicators/needed/rules.ts'
import { describe, expect, it } from 'vitest'

describe('how many ratings prove a target', () => {
  it('by Wilson at 95%: the numbers of the field for 90%', () => {
    expect(neededFor(0.9, { method: 'wilson', level: 0.95 })).toEqual([
      { share: 1, n: 35 },
      { share: 0.98, n: 55 },
      { share: 0.95, n: 139 },
      { share: 0.93, n: 385 },
    ])
  })

  it('is the fewest by every method, and nothing where no number of ratings is enough', () => {
    for (const method of ['wilson', 'clopper-pearson', 'jeffreys', 'agresti-coull'] as const) {
      for (const { share, n } of neededFor(0.9, { method, level: 0.95 })) {
        const lower = (n: number) => intervalOf(method, share * n, n, 0.95)[0]
        if (n === null) throw new Error('90% can be proved from 93% on')
        expect(lower(n)).toBeGreaterThanOrEqual(0.9)
        expect(lower(n - 1)).toBeLessThan(0.9)
      }
    }
    expect(neededFor(0.95, { method: 'wilson', level: 0.95 }).map(({ share }) => share)).toEqual([1, 0.98])
  })
})
