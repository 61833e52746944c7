import { canonicalLine } from '../../published/rows.ts'

/**
 * One row of the file that a rate of handling is computed from: an item or call of its own (`one`, with a key that leads back to
 * nothing), a cell of several (`cell`), or that something is kept back (`withheld`). `state` is one state of the definition, or states
 * joined by `|` where a small cell was merged.
 */
export const handlingRowKinds = ['one', 'cell', 'withheld'] as const
export type HandlingRowKind = (typeof handlingRowKinds)[number]

export type HandlingRow = {
  key: string
  what: HandlingRowKind
  area: string
  unit: string
  month: string
  kind: string
  state: string
  count: number
}

export const handlingColumns = ['key', 'what', 'area', 'unit', 'month', 'kind', 'state', 'count'] as const

/** The name of the canonical form: UTF-8 without mark, this heading, LF after every line, cells quoted only where they must be. */
export const handlingFormat = 'minyi-handling-rows-1'
export const handlingHeading = `${handlingColumns.join(',')}\n`

/** A row as its line of the canonical file. */
export const handlingLineOf = (row: HandlingRow): string => canonicalLine(handlingColumns.map((column) => row[column]))

export const emptyHandlingRow: HandlingRow = {
  ...{ key: '', what: 'cell', area: '', unit: '', month: '', kind: '', state: '', count: 0 },
}

/** The row of a line's cells; undefined where a cell is none that a row may hold. */
export function readHandlingRow(cells: readonly string[]): HandlingRow | undefined {
  const [key = '', is = '', area = '', unit = '', month = '', kind = '', state = '', counted = ''] = cells
  const what = handlingRowKinds.find((known) => known === is)
  const count = Number(counted)
  const sound = /^[a-z0-9-]+(\|[a-z0-9-]+)*$/.test(state) && /^\d+$/.test(counted) && Number.isSafeInteger(count)
  if (cells.length !== handlingColumns.length || !what || !sound) return undefined
  return { key, what, area, unit, month, kind, state, count }
}

/** What rows add up to: counts by state, or by states that were merged; and the states of which something is kept back. */
export type HandlingSums = { states: Map<string, number>; withheld: string[]; rows: number }

export const noHandlingSums = (): HandlingSums => ({ states: new Map(), withheld: [], rows: 0 })

/** Adds one row, in place; order does not matter. */
export function addHandlingRow(sums: HandlingSums, { what, state, count }: HandlingRow): void {
  sums.rows += 1
  if (what === 'withheld') sums.withheld = [...new Set([...sums.withheld, ...state.split('|')])].sort()
  else sums.states.set(state, (sums.states.get(state) ?? 0) + count)
}
