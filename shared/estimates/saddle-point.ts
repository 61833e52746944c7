import { stirlingError } from './gamma.ts'

/**
 * Γ(n+1)/(Γ(x+1)Γ(n−x+1)) p^x q^(n−x) for real 0 ≤ x ≤ n and q = 1 − p given apart. Loader (2000), saddle-point form: full precision
 * for any n, R's internal `dbinom_raw`.
 */
export function binomialDensity(x: number, n: number, p: number, q: number): number {
  if (p <= 0) return x === 0 ? 1 : 0
  if (q <= 0) return x === n ? 1 : 0
  if (x === 0) return n === 0 ? 1 : Math.exp(p < 0.1 ? -deviance(n, n * q) - n * p : n * Math.log(q))
  if (x === n) return Math.exp(q < 0.1 ? -deviance(n, n * p) - n * q : n * Math.log(p))
  const errors = stirlingError(n) - stirlingError(x) - stirlingError(n - x)
  const exponent = errors - deviance(x, n * p) - deviance(n - x, n * q)
  return Math.exp(exponent) * Math.sqrt(n / (2 * Math.PI * x * (n - x)))
}

/**
 * x ln(x/m) + m − x without cancellation near x = m, for x > 0 and m > 0: half the deviance of one count. Loader (2000), R's internal
 * `bd0`.
 */
export function deviance(x: number, m: number): number {
  const gap = x - m
  if (Math.abs(gap) >= 0.1 * (x + m)) return x * Math.log(x / m) + m - x
  const ratio = gap / (x + m)
  let sum = gap * ratio
  let term = 2 * x * ratio
  for (let k = 3; ; k += 2) {
    term *= ratio * ratio
    const next = sum + term / k
    if (next === sum) return sum
    sum = next
  }
}
