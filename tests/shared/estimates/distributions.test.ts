import { pbeta, qbeta } from '@minyi/shared/estimates/beta.ts'
import { pbinom, qbinom } from '@minyi/shared/estimates/binomial.ts'
import { pchisq, qchisq } from '@minyi/shared/estimates/chi-square.ts'
import { pf, qf } from '@minyi/shared/estimates/fisher.ts'
import { digamma, lbeta, lgamma, trigamma } from '@minyi/shared/estimates/gamma.ts'
import { pnorm, qnorm } from '@minyi/shared/estimates/normal.ts'
import { pt, qt } from '@minyi/shared/estimates/student.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { agree, referenceCases } from './reference.ts'

const functions: Record<string, (...args: number[]) => number> = {
  qnorm: (p = 0) => qnorm(p),
  qt: (p = 0, df = 1) => qt(p, df),
  qchisq: (p = 0, df = 1) => qchisq(p, df),
  qf: (p = 0, a = 1, b = 1) => qf(p, a, b),
  qbeta: (p = 0, a = 1, b = 1) => qbeta(p, a, b),
  pt: (t = 0, df = 1) => pt(t, df),
  pbeta: (x = 0, a = 1, b = 1) => pbeta(x, a, b),
  pchisq: (x = 0, df = 1) => pchisq(x, df),
  pf: (x = 0, a = 1, b = 1) => pf(x, a, b),
  pbinom: (x = 0, n = 1, p = 0) => pbinom(x, n, p),
  lgamma: (x = 1) => lgamma(x),
}
const level = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true })
const shape = fc.double({ min: 1, max: 3000, noNaN: true })

describe('distributions', () => {
  it.each(Object.keys(functions))('%s agrees with R over its grid', (name) => {
    for (const row of referenceCases('distributions')[name]) {
      agree(functions[name]?.(...row.slice(0, -1)), row.at(-1), 1e-10, `${name}(${row.slice(0, -1).join(', ')})`)
    }
  })

  it('a quantile too small for a number is 0, as in R', () => {
    expect(qbeta(5e-4, 0.001, 0.3)).toBe(0)
    expect(qbeta(5e-4, 0.3, 0.001, true)).toBe(1)
  })

  it('quantiles undo distribution functions', () => {
    fc.assert(
      fc.property(level, shape, shape, (p, a, b) => {
        expect(pbeta(qbeta(p, a, b), a, b) / p).toBeCloseTo(1, 8)
        expect(pf(qf(p, a, b), a, b) / p).toBeCloseTo(1, 8)
        expect(pchisq(qchisq(p, a), a) / p).toBeCloseTo(1, 8)
        expect(pt(qt(p, a), a) / p).toBeCloseTo(1, 8)
        expect(pnorm(qnorm(p)) / p).toBeCloseTo(1, 10)
      }),
    )
  })

  it('upper tails are the rest of lower ones', () => {
    fc.assert(
      fc.property(level, shape, shape, (x, a, b) => {
        expect(pbeta(x, a, b) + pbeta(x, a, b, true)).toBeCloseTo(1, 12)
        expect(pchisq(a * x * 2, a) + pchisq(a * x * 2, a, true)).toBeCloseTo(1, 12)
        expect(qbeta(x, a, b, true)).toBeCloseTo(qbeta(1 - x, a, b), 10)
      }),
    )
  })

  it('the binomial quantile is the first count that reaches the probability', () => {
    fc.assert(
      fc.property(level, fc.integer({ min: 1, max: 500 }), level, (q, n, p) => {
        const k = qbinom(q, n, p)
        expect(pbinom(k, n, p)).toBeGreaterThanOrEqual(q * (1 - 1e-12))
        expect(pbinom(k - 1, n, p)).toBeLessThan(q)
      }),
    )
  })

  it('gamma functions keep their recurrences', () => {
    fc.assert(
      fc.property(shape, shape, (x, y) => {
        expect(lgamma(x + 1) - lgamma(x)).toBeCloseTo(Math.log(x), 8)
        expect(digamma(x + 1) - digamma(x)).toBeCloseTo(1 / x, 10)
        expect(trigamma(x) - trigamma(x + 1)).toBeCloseTo(1 / (x * x), 10)
        expect(lbeta(x, y) - (lgamma(x) + lgamma(y) - lgamma(x + y))).toBeCloseTo(0, 8)
      }),
    )
  })

  it('are not defined outside their range', () => {
    for (const value of [qnorm(1.2), qt(0.5, 0), qbeta(0.5, 0, 1), pbeta(0.5, -1, 1), lgamma(0)])
      expect(value).toBeNaN()
    expect([qnorm(0), qnorm(1), pnorm(-50), pnorm(50)]).toEqual([
      Number.NEGATIVE_INFINITY,
      Number.POSITIVE_INFINITY,
      0,
      1,
    ])
  })
})
