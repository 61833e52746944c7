import { coverageHolds, proveCoverage } from '@minyi/server/commands/prove/coverage.ts'
import { describe, expect, it } from 'vitest'

describe('95% intervals', () => {
  it('hold the rate of a known population about as often as they promise', async () => {
    const found = await proveCoverage({ n: 300, seeds: [1, 2] })
    expect(coverageHolds(found), JSON.stringify(found)).toBe(true)
    for (const { p, icc } of found.by_seed) {
      expect(p).toBeCloseTo(0.9, 12)
      expect(icc).toBeGreaterThan(0.04)
      expect(icc).toBeLessThan(0.06)
    }
  })

  it('that hold it too seldom, or nearly always, fail the proof', async () => {
    const [one] = (await proveCoverage({ n: 2, seeds: [1] })).by_seed
    if (!one) throw new Error('no seed')
    const shares = { srs_wilson: 0.95, cluster_xlogit: 0.95, cluster_beta: 0.95 }
    const proof = { name: 'coverage' as const, ...shares, n: 2, seconds: 0 }
    expect(coverageHolds({ ...proof, by_seed: [{ ...one, ...shares }] })).toBe(true)
    expect(coverageHolds({ ...proof, by_seed: [{ ...one, ...shares, cluster_beta: 0.92 }] })).toBe(false)
    expect(coverageHolds({ ...proof, by_seed: [{ ...one, ...shares, srs_wilson: 0.99 }] })).toBe(false)
  })

  it('come out the same for the same seed', async () => {
    const [first, second] = [await proveCoverage({ n: 20, seeds: [7] }), await proveCoverage({ n: 20, seeds: [7] })]
    expect(second.by_seed).toEqual(first.by_seed)
  })
})
