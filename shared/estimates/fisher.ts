import { betaLogitQuantile, incompleteBeta } from './beta.ts'

/**
 * Fisher's F distribution function with (df1, df2) degrees, not only whole ones: I_y(df1/2, df2/2) at y = df1·f/(df1·f + df2);
 * `upper` gives 1 − F. Equals R `pf`.
 */
export function pf(f: number, df1: number, df2: number, upper = false): number {
  if (!(f > 0)) return Number.isNaN(f) ? Number.NaN : upper ? 1 : 0
  const total = df1 * f + df2
  const [x, y] = [(df1 * f) / total, df2 / total]
  return upper ? incompleteBeta(y, x, df2 / 2, df1 / 2) : incompleteBeta(x, y, df1 / 2, df2 / 2)
}

/** Quantile of Fisher's F with (df1, df2) degrees. Equals R `qf`. */
export function qf(p: number, df1: number, df2: number): number {
  return (df2 / df1) * Math.exp(betaLogitQuantile(p, df1 / 2, df2 / 2))
}
