/** `√(2π)`. */
const rootTwoPi = 2.5066282746310002

/**
 * Standard normal distribution function Φ(z); `upper` gives 1 − Φ(z) without cancellation. Equals R `pnorm`.
 * Central part: Marsaglia (2004), Φ(z) = ½ + φ(z)·Σ z^(2k+1)/(2k+1)!!; tails: Laplace's continued fraction of Mills' ratio.
 */
export function pnorm(z: number, upper = false): number {
  if (Number.isNaN(z)) return Number.NaN
  const signed = upper ? -z : z
  if (signed > -2.5 && signed < 2.5) return 0.5 + density(signed) * oddSeries(signed)
  const tail = tailBeyond(Math.abs(signed))
  return signed < 0 ? tail : 1 - tail
}

/** Standard normal quantile: the z with Φ(z) = p, for p in 0..1. Equals R `qnorm` (Wichura 1988, AS 241, PPND16). */
export function qnorm(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN
  const q = p - 0.5
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q
    return (q * polynomial(centreTop, r)) / polynomial(centreBottom, r)
  }
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p))
  if (r === Number.POSITIVE_INFINITY) return q < 0 ? Number.NEGATIVE_INFINITY : r
  const z =
    r <= 5
      ? polynomial(middleTop, r - 1.6) / polynomial(middleBottom, r - 1.6)
      : polynomial(farTop, r - 5) / polynomial(farBottom, r - 5)
  return q < 0 ? -z : z
}

function density(z: number): number {
  return Math.exp(-0.5 * z * z) / rootTwoPi
}

function oddSeries(z: number): number {
  let term = z
  let sum = z
  for (let odd = 3; Math.abs(term) > 1e-17 * Math.abs(sum); odd += 2) {
    term *= (z * z) / odd
    sum += term
  }
  return sum
}

function tailBeyond(z: number): number {
  if (z > 40) return 0
  let fraction = z
  for (let k = 200; k >= 1; k -= 1) fraction = z + k / fraction
  return density(z) / fraction
}

/** Value at x of the polynomial whose coefficients are listed from the constant upward. */
function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0)
}

const centreTop = [
  3.387132872796366608, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125, 45921.953931549871457,
  67265.770927008700853, 33430.575583588128105, 2509.0809287301226727,
]
const centreBottom = [
  1, 42.313330701600911252, 687.1870074920579083, 5394.1960214247511077, 21213.794301586595867, 39307.89580009271061,
  28729.085735721942674, 5226.495278852854561,
]
const middleTop = [
  1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504, 1.27045825245236838258,
  0.24178072517745061177, 0.0227238449892691845833, 7.7454501427834140764e-4,
]
const middleBottom = [
  1, 2.05319162663775882187, 1.6763848301838038494, 0.68976733498510000455, 0.14810397642748007459,
  0.0151986665636164571966, 5.475938084995344946e-4, 1.05075007164441684324e-9,
]
const farTop = [
  6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 0.29656057182850489123, 0.026532189526576123093,
  0.0012426609473880784386, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
]
const farBottom = [
  1, 0.59983220655588793769, 0.13692988092273580531, 0.0148753612908506148525, 7.868691311456132591e-4,
  1.8463183175100546818e-5, 1.4215117583164458887e-7, 2.04426310338993978564e-15,
]
