import { at } from './codes.ts'

/** A matrix as an array of rows of equal length. */
export type Matrix = readonly (readonly number[])[]

/** Entry (i, j) of a matrix that has it. */
export function entry(matrix: Matrix, i: number, j: number): number {
  const row = matrix[i]
  if (!row) throw new RangeError(`no row ${i}`)
  return at(row, j)
}

/** Product A·B. */
export function multiply(a: Matrix, b: Matrix): number[][] {
  const width = b[0]?.length ?? 0
  return a.map((row) => {
    const sums = new Array<number>(width).fill(0)
    row.forEach((value, k) => {
      if (value !== 0) for (let j = 0; j < width; j += 1) sums[j] = at(sums, j) + value * entry(b, k, j)
    })
    return sums
  })
}

/** Transpose of A. */
export function transpose(a: Matrix): number[][] {
  return (a[0] ?? []).map((_, j) => a.map((row) => at(row, j)))
}

/** Sum of the diagonal. */
export function trace(a: Matrix): number {
  return a.reduce((sum, row, i) => sum + at(row, i), 0)
}

/** Solution X of A·X = B by Gaussian elimination with row pivots; null when A is singular to rounding. Equals R `solve(A, B)`. */
export function solve(a: Matrix, b: Matrix): number[][] | null {
  const size = a.length
  const work = a.map((row, i) => [...row, ...(b[i] ?? [])])
  const scale = Math.max(...a.flat().map(Math.abs), 0)
  for (let k = 0; k < size; k += 1) {
    let pivot = k
    for (let i = k + 1; i < size; i += 1) if (Math.abs(entry(work, i, k)) > Math.abs(entry(work, pivot, k))) pivot = i
    const top = work[pivot]
    const here = work[k]
    if (!top || !here || !(Math.abs(at(top, k)) > 1e-14 * scale)) return null
    work[pivot] = here
    work[k] = top
    for (const [i, row] of work.entries()) {
      const factor = i === k ? 0 : at(row, k) / at(top, k)
      if (factor !== 0) for (let j = k; j < row.length; j += 1) row[j] = at(row, j) - factor * at(top, j)
    }
  }
  return work.map((row, i) => row.slice(size).map((value) => value / at(row, i)))
}

/**
 * Solver of S·x = b for a symmetric matrix S without negative directions (a Gram matrix): Cholesky, leaving out columns that depend on
 * earlier ones (their x is 0), so that any least-squares solution comes back. Used by calibration, where margins overlap.
 */
export function gramSolver(gram: readonly Float64Array[]): (b: Float64Array) => Float64Array {
  const size = gram.length
  const factor = gram.map((row) => Float64Array.from(row))
  const kept = factor.map((row, j) => eliminate(factor, row, j))
  return (b) => {
    const x = Float64Array.from(b)
    for (let i = 0; i < size; i += 1) {
      const row = factor[i]
      if (!row || !kept[i]) x[i] = 0
      else x[i] = (at(x, i) - dot(row, x, i)) / at(row, i)
    }
    for (let i = size - 1; i >= 0; i -= 1) {
      if (!kept[i]) continue
      let sum = at(x, i)
      for (let k = i + 1; k < size; k += 1) if (kept[k]) sum -= at(factor[k] ?? x, i) * at(x, k)
      x[i] = sum / at(factor[i] ?? x, i)
    }
    return x
  }
}

/** Turns row j of a symmetric matrix into row j of its Cholesky factor; false when the row depends on those above. */
function eliminate(factor: readonly Float64Array[], row: Float64Array, j: number): boolean {
  const before = at(row, j)
  for (let k = 0; k < j; k += 1) {
    const above = factor[k]
    if (!above) continue
    const diagonal = at(above, k)
    row[k] = diagonal === 0 ? 0 : (at(row, k) - dot(row, above, k)) / diagonal
  }
  const left = before - dot(row, row, j)
  const independent = left > 1e-11 * before
  row[j] = independent ? Math.sqrt(left) : 0
  return independent
}

function dot(a: Float64Array, b: Float64Array, length: number): number {
  let sum = 0
  for (let k = 0; k < length; k += 1) sum += at(a, k) * at(b, k)
  return sum
}
