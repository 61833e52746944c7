/**
 * What a row of a figure counts: a step of the funnel or ratings; where the ratings are protected cells, beside them the ratings of one
 * channel and the exclusions of one reason; or that something is kept back.
 */
export const rowKinds = [
  'eligible',
  'invited',
  'counter',
  'defaulted',
  'rating',
  'channel',
  'reason',
  'withheld',
] as const
export type RowKind = (typeof rowKinds)[number]

/**
 * One row of the file that a figure is computed from. A rating of its own has a `key` (a hash that leads back to no matter) and
 * counts one; everything else is a cell of several. `grade` is one grade, or grades joined by `|` where a small cell was merged;
 * `excluded` is empty, a reason, or `*` where the reasons stand in rows of their own or nowhere. `withheld` says that exclusions are too few to be told.
 */
export type FigureRow = {
  key: string
  what: RowKind
  area: string
  unit: string
  month: string
  channel: string
  grade: string
  excluded: string
  count: number
}

export const rowColumns = ['key', 'what', 'area', 'unit', 'month', 'channel', 'grade', 'excluded', 'count'] as const

/** The name of the canonical form: UTF-8 without mark, this heading, LF after every line, cells quoted only where they must be. */
export const rowsFormat = 'minyi-rows-1'

export const rowsHeading = `${rowColumns.join(',')}\n`

/** A row as its line of the canonical file. */
export const lineOf = (row: FigureRow): string => canonicalLine(rowColumns.map((column) => row[column]))

/** Cells as a line of a canonical file. */
export const canonicalLine = (cells: readonly (string | number)[]): string =>
  `${cells.map((cell) => quoted(String(cell))).join(',')}\n`

const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

export const emptyRow: FigureRow = {
  key: '',
  what: 'rating',
  area: '',
  unit: '',
  month: '',
  channel: '',
  grade: '',
  excluded: '',
  count: 0,
}

/** The row of a line's cells; undefined where a cell is none that a row may hold. */
export function readRow(cells: readonly string[]): FigureRow | undefined {
  const [key = '', kind = '', area = '', unit = '', month = '', channel = '', grade = '', excluded = '', count] = cells
  const what = rowKinds.find((known) => known === kind)
  const counted = Number(count)
  const sound = /^([1-5](\|[1-5])*)?$/.test(grade) && /^\d+$/.test(count ?? '') && Number.isSafeInteger(counted)
  if (cells.length !== rowColumns.length || !what || !sound) return undefined
  return { key, what, area, unit, month, channel, grade, excluded, count: counted }
}

/** What rows add up to: the funnel, ratings by channel, grade and exclusion, what stands beside them, and whether something is kept back. */
export type RowSums = {
  funnel: Record<'eligible' | 'invited' | 'counter' | 'defaulted', number>
  ratings: Map<string, RatingSum>
  channels: Map<string, number>
  reasons: Map<string, number>
  withheld: boolean
  rows: number
}
export type RatingSum = { channel: string; grades: readonly number[]; excluded: string; count: number }

export const noSums = (): RowSums => ({
  funnel: { eligible: 0, invited: 0, counter: 0, defaulted: 0 },
  ratings: new Map(),
  channels: new Map(),
  reasons: new Map(),
  withheld: false,
  rows: 0,
})

/** Adds one row, in place; order does not matter. */
export function addRow(sums: RowSums, row: FigureRow): void {
  sums.rows += 1
  if (row.what === 'withheld') sums.withheld = true
  else if (row.what === 'channel') addTo(sums.channels, row.channel, row.count)
  else if (row.what === 'reason') addTo(sums.reasons, row.excluded, row.count)
  else if (row.what === 'rating') addRating(sums.ratings, row)
  else sums.funnel[row.what] += row.count
}

const addTo = (into: Map<string, number>, key: string, count: number) => into.set(key, (into.get(key) ?? 0) + count)

function addRating(ratings: RowSums['ratings'], { channel, grade, excluded, count }: FigureRow): void {
  const key = `${channel}/${grade}/${excluded}`
  const known = ratings.get(key)
  if (known) known.count += count
  else ratings.set(key, { channel, grades: grade === '' ? [] : grade.split('|').map(Number), excluded, count })
}
