/** A source of numbers in [0, 1). */
export type Random = () => number

/** Random numbers in [0, 1) that a seed fixes for ever: sfc32 (Doty-Humphrey), 32 bits a draw. For replicate weights and simulations. */
export function seededRandom(seed: number): Random {
  let [a, b, c, counter] = [seed | 0, (seed / 2 ** 32) | 0, 0x9e3779b9 | 0, 1]
  const next = () => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return (sum >>> 0) / 2 ** 32
  }
  for (let warm = 0; warm < 20; warm += 1) next()
  return next
}
