import type { Labelled } from './codes.ts'
import { EstimateFault } from './fault.ts'
import type { FigureSpec, FigureVariable } from './figure-spec.ts'

/** The columns that a definition needs, filled row by row and kept as numbers, so that a million rows fit in little memory. */
export type FigureColumns = {
  rows: number
  /** Numbers of a column; NaN where the cell was empty. */
  numbers: (name: string) => Float64Array
  /** Labels of a column; an empty cell is the label ''. */
  labels: (name: string) => Labelled
}

/** Takes rows of text cells, in the order of the header, and gives the columns once all are in. */
export type FigureRows = { add: (cells: readonly string[]) => void; columns: () => FigureColumns }

/** What stands in a text where its bytes were no UTF-8. */
const replaced = '\uFFFD'
const decimal = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i

/**
 * Starts reading rows for a definition. Faults: a column that the header lacks or names twice, a cell that should be a number and is not, an
 * empty weight, fpc, stratum, unit or calibration cell, a label that was not written in UTF-8; each names the column and the row (for a
 * fault of the header, row 0 of the header alone).
 */
export function figureRows(spec: FigureSpec, header: readonly string[]): FigureRows {
  const needs = columnNeeds(spec)
  const readers = needs.map((need) => readerOf(need, placeOf(header, need.name)))
  let rows = 0
  return {
    add: (cells) => {
      for (const reader of readers) reader.read(cells[reader.place] ?? '', rows)
      rows += 1
    },
    columns: () => {
      const numbers = new Map(
        readers.flatMap((reader) => (reader.kind === 'number' ? [[reader.name, reader.values()]] : [])),
      )
      const labels = new Map(
        readers.flatMap((reader) => (reader.kind === 'label' ? [[reader.name, reader.values()]] : [])),
      )
      return { rows, numbers: (name) => present(numbers, name), labels: (name) => present(labels, name) }
    },
  }
}

type Need = { name: string; kind: 'number' | 'label'; required: string | null }

type Reader = { name: string; place: number; read: (cell: string, row: number) => void } & (
  | { kind: 'number'; values: () => Float64Array }
  | { kind: 'label'; values: () => Labelled }
)

/** Each column once for each way it is read; where two uses differ in whether a cell may be empty, it may not. */
function columnNeeds(spec: FigureSpec): Need[] {
  const label = (names: readonly string[], required: string | null): Need[] =>
    names.map((name) => ({ name, kind: 'label', required }))
  const number = (names: readonly string[], required: string | null): Need[] =>
    names.map((name) => ({ name, kind: 'number', required }))
  const all = [
    ...label(spec.ids, '抽样单位'),
    ...label(spec.strata, '层'),
    ...number(spec.weights ? [spec.weights] : [], '权数'),
    ...number(spec.fpc, '总体数'),
    ...label(spec.calibrate?.margins.flatMap(({ columns }) => columns) ?? [], '加权变量'),
    ...label([...spec.by, ...spec.domain.map(({ column }) => column)], null),
    ...spec.variables.flatMap((variable) => {
      const read = variable.kind === 'proportion' ? label : number
      return read(variableColumns(variable), null)
    }),
  ]
  const first = new Map<string, Need>()
  for (const need of all) {
    const key = `${need.kind} ${need.name}`
    if (!first.has(key)) first.set(key, need)
  }
  return [...first.values()]
}

function variableColumns(variable: FigureVariable): string[] {
  return variable.kind === 'ratio' ? [variable.num, variable.den] : [variable.column]
}

function placeOf(header: readonly string[], name: string): number {
  const place = header.indexOf(name)
  if (place < 0) throw new EstimateFault(`数据里没有“${name}”这一列，现有的列是 ${header.join('、')}`, 0)
  if (header.indexOf(name, place + 1) >= 0) throw new EstimateFault(`表头里有两列都叫“${name}”`, 0)
  return place
}

function readerOf({ name, kind, required }: Need, place: number): Reader {
  const refuseEmpty = (cell: string, row: number) => {
    if (required && cell.trim() === '') throw new EstimateFault(`“${name}”是空的，缺少${required}`, row)
  }
  if (kind === 'number') {
    const { push, values } = growingNumbers()
    const read = (cell: string, row: number) => {
      refuseEmpty(cell, row)
      push(cell.trim() === '' ? Number.NaN : numberIn(cell, name, row))
    }
    return { name, kind, place, read, values }
  }
  const { push, values } = growingLabels((label, row) => {
    if (label.includes(replaced)) throw new EstimateFault(`“${name}”的值里有认不出的字，文件须用 UTF-8 编码`, row)
  })
  const read = (cell: string, row: number) => {
    refuseEmpty(cell, row)
    push(cell)
  }
  return { name, kind, place, read, values }
}

function numberIn(cell: string, name: string, row: number): number {
  const value = Number(cell)
  if (!decimal.test(cell) || !Number.isFinite(value)) throw new EstimateFault(`“${name}”的值“${cell}”不是数字`, row)
  return value
}

function growingNumbers(): { push: (value: number) => void; values: () => Float64Array } {
  let buffer = new Float64Array(1024)
  let length = 0
  const push = (value: number) => {
    if (length === buffer.length) {
      const wider = new Float64Array(length * 2)
      wider.set(buffer)
      buffer = wider
    }
    buffer[length] = value
    length += 1
  }
  return { push, values: () => buffer.subarray(0, length) }
}

/** Calls `meet` with each label that is new, and the row in which it stands. */
function growingLabels(meet: (label: string, row: number) => void): {
  push: (label: string) => void
  values: () => Labelled
} {
  const known = new Map<string, number>()
  let buffer = new Int32Array(1024)
  let length = 0
  const push = (label: string) => {
    let code = known.get(label)
    if (code === undefined) {
      meet(label, length)
      code = known.size
      known.set(label, code)
    }
    if (length === buffer.length) {
      const wider = new Int32Array(length * 2)
      wider.set(buffer)
      buffer = wider
    }
    buffer[length] = code
    length += 1
  }
  return { push, values: () => ({ codes: buffer.subarray(0, length), count: known.size, labels: [...known.keys()] }) }
}

function present<T>(columns: ReadonlyMap<string, T>, name: string): T {
  const column = columns.get(name)
  if (column === undefined) throw new RangeError(`column ${name} was not read`)
  return column
}
