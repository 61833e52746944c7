import { pbeta } from './beta.ts'

/**
 * P(X ≥ x) of a count with this mean and variance: negative binomial with size r = m²/(v − m), for which it is I_{m/(r+m)}(x, r)
 * (DLMF 8.17). A variance that hardly exceeds the mean is taken as 1.0001 × mean, which is Poisson to 4 digits. Equals R
 * `pnbinom(x - 1, size = r, mu = m, lower = FALSE)`.
 */
export function negativeBinomialUpper(x: number, mean: number, variance: number): number {
  if (x <= 0) return 1
  if (!(mean > 0)) return 0
  const size = mean ** 2 / Math.max(variance - mean, mean * 1e-4)
  return pbeta(mean / (size + mean), x, size)
}
