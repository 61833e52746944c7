import { betaLogitQuantile, incompleteBeta } from './beta.ts'
import { pnorm, qnorm } from './normal.ts'

/** Student's t distribution function with df > 0 degrees (Infinity is the normal); `upper` gives 1 − F. Equals R `pt`. */
export function pt(t: number, df: number, upper = false): number {
  if (df === Number.POSITIVE_INFINITY) return pnorm(t, upper)
  const square = t * t
  const outside = incompleteBeta(df / (df + square), square / (df + square), df / 2, 0.5) / 2
  return t > 0 === upper ? outside : 1 - outside
}

/** Quantile of Student's t with df > 0 degrees of freedom (Infinity is the normal). Equals R `qt`. NaN when df is not positive. */
export function qt(p: number, df: number): number {
  if (!(df > 0)) return Number.NaN
  if (df === Number.POSITIVE_INFINITY) return qnorm(p)
  if (p === 0.5) return 0
  const logit = betaLogitQuantile(2 * Math.min(p, 1 - p), df / 2, 0.5)
  const size = Math.sqrt(df) * Math.exp(-logit / 2)
  return p < 0.5 ? -size : size
}
