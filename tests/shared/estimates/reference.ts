import { readFileSync } from 'node:fs'
import { codeLabels, type Labelled, rowCodes } from '@minyi/shared/estimates/codes.ts'
import { type Design, type LonelyRule, surveyDesign } from '@minyi/shared/estimates/design.ts'
import type { Domain } from '@minyi/shared/estimates/estimate.ts'
import { expect } from 'vitest'

const folder = new URL('../../fixtures/stats/', import.meta.url)

/** A reference file computed in R. Its shape is that file's; what a test reads from it is compared with numbers, so a miss fails there. */
// biome-ignore lint/suspicious/noExplicitAny: reference files have one shape each, written in their README, and a missing field fails the comparison
export function referenceCases(name: string): any {
  return JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'))
}

/** The case of a list whose field has this value; the list is one of a reference file. */
// biome-ignore lint/suspicious/noExplicitAny: as above
export function byName(cases: any, field: string, name: string): any {
  return cases.find((one: { [field: string]: unknown }) => one[field] === name)
}

/** A table of text columns. */
export type Table = {
  rows: number
  column: (name: string) => string[]
  where: (keep: (row: number) => boolean) => Table
}

export function referenceTable(name: string): Table {
  const [header = '', ...lines] = readFileSync(new URL(`${name}.csv`, folder), 'utf8')
    .trimEnd()
    .split('\n')
  const cells = lines.map((line) => line.split(','))
  return tableOf(header.split(','), cells)
}

function tableOf(names: readonly string[], cells: readonly string[][]): Table {
  return {
    rows: cells.length,
    column: (name) => {
      const index = names.indexOf(name)
      if (index < 0) throw new Error(`no column ${name}`)
      return cells.map((row) => row[index] ?? '')
    },
    where: (keep) =>
      tableOf(
        names,
        cells.filter((_, row) => keep(row)),
      ),
  }
}

export function coded(table: Table, name: string): Labelled {
  return codeLabels(table.column(name))
}

/** Numbers of a column; an empty cell is NaN. */
export function numbers(table: Table, name: string): Float64Array {
  return Float64Array.from(table.column(name), (text) => (text === '' ? Number.NaN : Number(text)))
}

export type DesignSpec = {
  ids?: string[]
  strata?: string
  weights?: string
  fpc?: string[]
  nest?: boolean
  lonely?: LonelyRule
}

export function designOf(table: Table, spec: DesignSpec): Design {
  return surveyDesign({
    rows: table.rows,
    weights: spec.weights ? numbers(table, spec.weights) : null,
    ids: (spec.ids ?? []).map((name) => coded(table, name)),
    strata: spec.strata ? [coded(table, spec.strata)] : [],
    fpc: (spec.fpc ?? []).map((name) => numbers(table, name)),
    nest: spec.nest ?? false,
    lonely: spec.lonely ?? 'fail',
  })
}

/** The rows a predicate keeps and whose value is a number. */
export function domainOf(values: ArrayLike<number>, keep: (row: number) => boolean = () => true): Domain {
  const all = rowCodes(values.length).codes
  const rows = all.filter((row) => keep(row) && !Number.isNaN(values[row]))
  return { rows, y: Float64Array.from(rows, (row) => values[row] ?? Number.NaN) }
}

/** Fails unless the numbers agree to the relative tolerance; `null` in a reference means not defined (NaN or infinite here). */
export function agree(actual: unknown, expected: unknown, tolerance = 1e-10, what = ''): void {
  const found = relativeError(actual, expected)
  expect(found, `${what}: ${JSON.stringify(actual)} should be ${JSON.stringify(expected)}`).toBeLessThanOrEqual(
    tolerance,
  )
}

export function relativeError(actual: unknown, expected: unknown): number {
  if (Array.isArray(expected)) {
    const found = Array.isArray(actual) || actual instanceof Float64Array ? [...actual] : []
    if (found.length !== expected.length) return Number.POSITIVE_INFINITY
    return expected.reduce((worst, value, index) => Math.max(worst, relativeError(found[index], value)), 0)
  }
  if (expected === null) return Number.isFinite(actual) ? Number.POSITIVE_INFINITY : 0
  if (typeof actual !== 'number' || typeof expected !== 'number') return Number.POSITIVE_INFINITY
  if (actual === expected) return 0
  const error = Math.abs(actual - expected) / Math.max(Math.abs(expected), 1e-300)
  return Number.isNaN(error) ? Number.POSITIVE_INFINITY : error
}
