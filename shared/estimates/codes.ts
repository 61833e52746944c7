/** A column of labels as whole-number codes: `codes[row]` indexes the distinct labels, counted from 0. */
export type Coded = { codes: Int32Array; count: number }

/** A coded column with the labels themselves. */
export type Labelled = Coded & { labels: readonly string[] }

/** Codes the labels of a column in order of first appearance. */
export function codeLabels(values: readonly string[]): Labelled {
  const known = new Map<string, number>()
  const codes = new Int32Array(values.length)
  values.forEach((value, row) => {
    const code = known.get(value) ?? known.size
    known.set(value, code)
    codes[row] = code
  })
  return { codes, count: known.size, labels: [...known.keys()] }
}

/** One code for each pair of labels that occurs: the interaction of two coded columns of the same length. */
export function pairCodes(first: Coded, second: Coded): Coded {
  const known = new Map<number, number>()
  const codes = new Int32Array(first.codes.length)
  for (let row = 0; row < codes.length; row += 1) {
    const pair = at(first.codes, row) * second.count + at(second.codes, row)
    let code = known.get(pair)
    if (code === undefined) {
      code = known.size
      known.set(pair, code)
    }
    codes[row] = code
  }
  return { codes, count: known.size }
}

/** Every row its own label. */
export function rowCodes(rows: number): Coded {
  return {
    codes: Int32Array.from({ length: rows }, (_, row) => row),
    count: rows,
  }
}

/** Every row the same label. */
export function oneCode(rows: number): Coded {
  return { codes: new Int32Array(rows), count: rows > 0 ? 1 : 0 }
}

/** The number at a place that exists; the caller guarantees 0 ≤ index < length. */
export function at(values: { readonly [index: number]: number; readonly length: number }, index: number): number {
  const value = values[index]
  if (value === undefined) throw new RangeError(`no value at ${index} of ${values.length}`)
  return value
}
