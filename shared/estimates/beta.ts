import { tailQuantile } from './quantile.ts'
import { binomialDensity } from './saddle-point.ts'

/**
 * Regularised incomplete beta function I_x(a, b), the Beta(a, b) distribution function; `upper` gives 1 − I without cancellation.
 * Equals R `pbeta`. Continued fraction (DLMF 8.17.22, Lentz's method) times Loader's saddle-point form of x^a (1−x)^b / B(a, b).
 */
export function pbeta(x: number, a: number, b: number, upper = false): number {
  return upper ? incompleteBeta(1 - x, x, b, a) : incompleteBeta(x, 1 - x, a, b)
}

/** I_x(a, b) with y = 1 − x given apart, so that neither loses digits near 0 or 1; a, b > 0. */
export function incompleteBeta(x: number, y: number, a: number, b: number): number {
  if (!(a > 0 && b > 0) || Number.isNaN(x)) return Number.NaN
  if (x <= 0) return 0
  if (y <= 0) return 1
  const power = (binomialDensity(a, a + b, x, y) * a * b) / (a + b)
  if (x <= (a + 1) / (a + b + 2)) return (power * betaFraction(x, a, b)) / a
  return 1 - (power * betaFraction(y, b, a)) / b
}

/**
 * Quantile of Beta(a, b): the x with I_x(a, b) = p. Equals R `qbeta`. `upper` reads p as the probability above x. Solved by Newton's
 * method on ln(x/(1−x)), where the distribution is log-concave. 0 where x is smaller than numbers are kept in full (2⁻¹⁰²²).
 */
export function qbeta(p: number, a: number, b: number, upper = false): number {
  const logit = upper ? -betaLogitQuantile(p, b, a) : betaLogitQuantile(p, a, b)
  const quantile = 1 / (1 + Math.exp(-logit))
  return quantile < 2 ** -1022 ? 0 : quantile
}

/** ln(x/(1−x)) of the Beta(a, b) quantile x at p; keeps full relative precision of both x and 1 − x. */
export function betaLogitQuantile(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1 && a > 0 && b > 0)) return Number.NaN
  if (p === 0) return Number.NEGATIVE_INFINITY
  if (p === 1) return Number.POSITIVE_INFINITY
  if (p > 0.5) return -lowerLogit(1 - p, b, a)
  return lowerLogit(p, a, b)
}

function lowerLogit(p: number, a: number, b: number): number {
  const tail = (u: number) => {
    const x = 1 / (1 + Math.exp(-u))
    const y = 1 / (1 + Math.exp(u))
    return {
      probability: incompleteBeta(x, y, a, b),
      density: (binomialDensity(a, a + b, x, y) * a * b) / (a + b),
    }
  }
  return tailQuantile(p, tail, Math.log(a / b), 1)
}

function betaFraction(x: number, a: number, b: number): number {
  let c = 1
  let d = 1 / (1 - ((a + b) * x) / (a + 1))
  let result = d
  for (let m = 1; m < 100_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / (1 + even * d)
    c = 1 + even / c
    result *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / (1 + odd * d)
    c = 1 + odd / c
    const change = d * c
    result *= change
    if (Math.abs(change - 1) < 1e-16) return result
  }
  return result
}
