/** A tail probability and its density at one point, both as non-negative numbers. */
export type Tail = { probability: number; density: number }

/**
 * The point u where a tail probability equals `target`: Newton's method on its logarithm (quadratic for log-concave tails), kept
 * inside the bracket that the visited points give and halving it where a step would leave it. `side` 1 is a lower tail (growing in
 * u), −1 an upper one. Accurate to a few units of the last place of u.
 */
export function tailQuantile(target: number, tail: (u: number) => Tail, start: number, side: 1 | -1): number {
  let low = Number.NEGATIVE_INFINITY
  let high = Number.POSITIVE_INFINITY
  let u = start
  for (let round = 0; round < 500; round += 1) {
    const { probability, density } = tail(u)
    if (probability > target === side > 0) high = u
    else low = u
    const newton = u - (side * Math.log(probability / target) * probability) / density
    const next = newton >= low && newton <= high ? newton : between(low, high, u)
    if (Math.abs(next - u) <= 4e-16 * Math.max(1, Math.abs(u))) return next
    u = next
  }
  return u
}

function between(low: number, high: number, from: number): number {
  if (low === Number.NEGATIVE_INFINITY) return from - 10
  if (high === Number.POSITIVE_INFINITY) return from + 10
  return (low + high) / 2
}
