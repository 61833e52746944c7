import { benchEstimate } from '@minyi/server/commands/bench/estimate.ts'
import { expect, it } from 'vitest'

it('the estimate measurement times the command on a survey of its own, and finds the figures of R where R is there', async () => {
  const found = await benchEstimate({ rows: 20_000, rounds: 1, install: false })
  expect(found).toMatchObject({ name: 'estimate', rows: 20_000 })
  expect(found.seconds).toBeGreaterThan(0)
  expect(found.peak_mb).toBeGreaterThan(10)
  expect(found.difference ?? 0).toBeLessThan(1e-9)
  expect(found.r_seconds === null).toBe(found.difference === null)
})
