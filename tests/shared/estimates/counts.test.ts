import { negativeBinomialUpper } from '@minyi/shared/estimates/negative-binomial.ts'
import { quasiPoisson } from '@minyi/shared/estimates/quasi-poisson.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

/** P(X ≥ x) by adding up the probabilities of 0 … x − 1, each from the one before: p(k+1) = p(k)·(k + r)/(k + 1)·m/(r + m). */
function slowly(x: number, mean: number, variance: number): number {
  const size = mean ** 2 / (variance - mean)
  let [p, below] = [(size / (size + mean)) ** size, 0]
  for (let k = 0; k < x; k += 1) {
    below += p
    p *= ((k + size) / (k + 1)) * (mean / (size + mean))
  }
  return 1 - below
}

describe('the upper tail of a negative binomial', () => {
  it('is what adding up says', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 80 }),
        fc.double({ min: 0.5, max: 40, noNaN: true }),
        fc.double({ min: 1.05, max: 4, noNaN: true }),
        (x, mean, times) => {
          expect(negativeBinomialUpper(x, mean, mean * times)).toBeCloseTo(slowly(x, mean, mean * times), 9)
        },
      ),
    )
  })

  it('is Poisson where the variance is the mean, certain from 0 on, and falls with x', () => {
    // ppois(14, 10, lower.tail = FALSE) in R is 0.08345847.
    expect(negativeBinomialUpper(15, 10, 10)).toBeCloseTo(0.08345847, 4)
    expect(negativeBinomialUpper(0, 3, 5)).toBe(1)
    expect(negativeBinomialUpper(3, 0, 0)).toBe(0)
    for (let x = 1; x < 60; x += 1) {
      expect(negativeBinomialUpper(x, 20, 30)).toBeLessThan(negativeBinomialUpper(x - 1, 20, 30))
    }
  })
})

describe('a quasi-Poisson regression', () => {
  const counts = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 12, maxLength: 40 })

  it('solves its equations: what is left over is orthogonal to every column', () => {
    fc.assert(
      fc.property(counts, (y) => {
        fc.pre(y.some((count) => count > 0))
        const rows = y.map((_, i) => [1, i % 2, (i - y.length / 2) / y.length])
        const fit = quasiPoisson(rows, y)
        fc.pre(fit !== null && Math.min(...fit.fitted) > 1e-4)
        for (const column of [0, 1, 2]) {
          const left = y.reduce((sum, count, i) => sum + (rows[i]?.[column] ?? 0) * (count - (fit?.fitted[i] ?? 0)), 0)
          expect(Math.abs(left)).toBeLessThan(1e-3)
        }
      }),
    )
  })

  it('gives the mean and its error where there is a level alone', () => {
    const y = [3, 7, 5, 9, 6, 4, 8, 6]
    const fit = quasiPoisson(
      y.map(() => [1]),
      y,
    )
    const mean = 6
    const dispersion = Math.max(1, y.reduce((sum, count) => sum + (count - mean) ** 2 / mean, 0) / 7)
    expect(fit?.coefficients[0]).toBeCloseTo(Math.log(mean), 9)
    expect(fit?.covariance[0]?.[0]).toBeCloseTo(dispersion / 48, 9)
  })

  it('counts a row of weight 2 as two rows, and refuses columns that say the same', () => {
    const y = [2, 5, 9, 4]
    const rows = [
      [1, 0],
      [1, 1],
      [1, 1],
      [1, 0],
    ]
    const doubled = quasiPoisson([...rows, [1, 1]], [...y, 9])
    const weighted = quasiPoisson(rows, y, { weights: [1, 1, 2, 1] })
    doubled?.coefficients.forEach((b, j) => {
      expect(weighted?.coefficients[j]).toBeCloseTo(b, 9)
    })
    expect(
      quasiPoisson(
        y.map(() => [1, 1]),
        y,
      ),
    ).toBeNull()
    expect(quasiPoisson([[1]], [3])).toBeNull()
  })
})
