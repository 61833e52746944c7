const halfLogTwoPi = 0.9189385332046728

/**
 * Error of Stirling's formula: S(x) = ln Γ(x+1) − (x + ½) ln x + x − ½ ln 2π, for x > 0. Equals R's internal `stirlerr`
 * (Loader 2000): asymptotic series from 15 on, below it the recurrence S(x) = S(x+1) + (x + ½) ln(1 + 1/x) − 1.
 */
export function stirlingError(x: number): number {
  let at = x
  let sum = 0
  while (at < 15) {
    sum += (at + 0.5) * Math.log1p(1 / at) - 1
    at += 1
  }
  const r = 1 / (at * at)
  return (
    sum +
    (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - (1 / 1188 - (691 / 360360 - r / 156) * r) * r) * r) * r) * r) / at
  )
}

/** ln Γ(x) for x > 0. Equals R `lgamma` there; NaN elsewhere. */
export function lgamma(x: number): number {
  if (!(x > 0)) return Number.NaN
  return (x - 0.5) * Math.log(x) - x + halfLogTwoPi + stirlingError(x)
}

/** ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a+b), written without the cancellation of the large parts. Equals R `lbeta`. */
export function lbeta(a: number, b: number): number {
  const sum = a + b
  const parts = stirlingError(a) + stirlingError(b) - stirlingError(sum)
  return halfLogTwoPi + parts - 0.5 * Math.log((a * b) / sum) - a * Math.log1p(b / a) - b * Math.log1p(a / b)
}

/** ψ(x) = d ln Γ / dx for x > 0. Equals R `digamma`: recurrence up to 12, then the asymptotic series. */
export function digamma(x: number): number {
  let at = x
  let sum = 0
  while (at < 12) {
    sum -= 1 / at
    at += 1
  }
  const r = 1 / (at * at)
  const series = r * (1 / 12 - r * (1 / 120 - r * (1 / 252 - r * (1 / 240 - r * (1 / 132 - (r * 691) / 32760)))))
  return sum + Math.log(at) - 0.5 / at - series
}

/** ψ′(x) for x > 0. Equals R `trigamma`: recurrence up to 12, then the asymptotic series. */
export function trigamma(x: number): number {
  let at = x
  let sum = 0
  while (at < 12) {
    sum += 1 / (at * at)
    at += 1
  }
  const r = 1 / (at * at)
  const series = 1 / 6 - r * (1 / 30 - r * (1 / 42 - r * (1 / 30 - r * (5 / 66 - (r * 691) / 2730))))
  return sum + 1 / at + r / 2 + (r * series) / at
}
