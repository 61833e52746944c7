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
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
  33430.57558358813, 2509.0809287301227,
]
const centreBottom = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943,
  5226.495278852854,
]
const middleTop = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
  0.022723844989269184, 0.0007745450142783414,
]
const middleBottom = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
]
const farTop = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
]
const farBottom = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-5,
  1.421511758316446e-7, 2.0442631033899397e-15,
]
