import { stirlingError } from './gamma.ts'
import { tailQuantile } from './quantile.ts'
import { deviance } from './saddle-point.ts'

/** Chi-square distribution function with df > 0 degrees, P(df/2, x/2); `upper` gives 1 − F. Equals R `pchisq`. */
export function pchisq(x: number, df: number, upper = false): number {
  if (!(x > 0)) return Number.isNaN(x) ? Number.NaN : upper ? 1 : 0
  return incompleteGamma(df / 2, x / 2, upper)
}

/** Quantile of the chi-square distribution with df > 0 degrees. Equals R `qchisq`; Newton's method on ln x. */
export function qchisq(p: number, df: number): number {
  if (p <= 0) return p === 0 ? 0 : Number.NaN
  if (p >= 1) return p === 1 ? Number.POSITIVE_INFINITY : Number.NaN
  const upper = p > 0.5
  const a = df / 2
  const tail = (u: number) => ({
    probability: incompleteGamma(a, Math.exp(u), upper),
    density: a * gammaPower(a, Math.exp(u)),
  })
  return 2 * Math.exp(tailQuantile(upper ? 1 - p : p, tail, Math.log(a), upper ? -1 : 1))
}

/** Regularised incomplete gamma function P(a, x), or Q = 1 − P: series below a + 1, continued fraction above. */
function incompleteGamma(a: number, x: number, upper: boolean): number {
  if (x < a + 1) {
    const lower = gammaPower(a, x) * gammaSeries(a, x)
    return upper ? 1 - lower : lower
  }
  const above = gammaPower(a, x) * a * gammaFraction(a, x)
  return upper ? above : 1 - above
}

/** x^a e^−x / Γ(a+1), in Loader's saddle-point form. */
function gammaPower(a: number, x: number): number {
  return Math.exp(-stirlingError(a) - deviance(a, x)) / Math.sqrt(2 * Math.PI * a)
}

function gammaSeries(a: number, x: number): number {
  let term = 1
  let sum = 1
  for (let k = 1; term > 1e-17 * sum; k += 1) {
    term *= x / (a + k)
    sum += term
  }
  return sum
}

function gammaFraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = 1e300
  let d = 1 / b
  let result = d
  for (let k = 1; k < 100_000; k += 1) {
    const term = -k * (k - a)
    b += 2
    d = 1 / (term * d + b)
    c = b + term / c
    result *= d * c
    if (Math.abs(d * c - 1) < 1e-16) return result
  }
  return result
}
