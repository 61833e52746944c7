import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { relativeError } from './reference.ts'

/** Where the cases lie that R made for another district; `make-cases.R` there says how. */
export const secondOpinions = fileURLToPath(new URL('../../fixtures/stats/second-opinion/', import.meta.url))

type Figure = {
  variable: string
  by: Record<string, string>
  se: number | null
  ci: Record<string, [number | null, number | null]>
  [field: string]: unknown
}
/** What the command prints, as JSON: what is not defined is null. */
export type PrintedFigures = { df: number; sum_w: number; rows: number; estimates: Figure[] }
type Spec = {
  ids?: string | string[] | null
  calibrate?: { method: string }
  lonely?: string
  by?: string | string[]
  [field: string]: unknown
}
export type Case = { data: string; spec: Spec; expect: PrintedFigures | { refused: true; why: string } }

export function readCases(): Case[] {
  const { cases }: { cases: Case[] } = JSON.parse(readFileSync(`${secondOpinions}cases.json`, 'utf8'))
  return cases
}

/** The cells of a data file, header first; every cell there is quoted. */
export function readCells(data: string): string[][] {
  const lines = readFileSync(`${secondOpinions}${data}.csv`, 'utf8').trimEnd().split('\r\n')
  return lines.map((line) => [...line.matchAll(/"((?:[^"]|"")*)"/g)].map(([, cell = '']) => cell.replaceAll('""', '"')))
}

/** Every number that is further from R's than rounding, as a sentence; none when all agree. */
export function disagreements(found: PrintedFigures, expected: PrintedFigures): string[] {
  const whole = (['df', 'sum_w', 'rows'] as const).filter((field) => apart(found[field], expected[field]))
  const key = ({ variable, by }: Figure) => JSON.stringify([variable, by])
  const ours = new Map(found.estimates.map((figure) => [key(figure), figure]))
  const strange = found.estimates.filter(({ n }) => n !== 0).length > expected.estimates.length
  return [
    ...whole.map((field) => `${field}: ${found[field]}, R ${expected[field]}`),
    ...expected.estimates.flatMap((figure) => differences(ours.get(key(figure)), figure)),
    ...(strange ? ['more figures than R has'] : []),
  ]
}

/** An error that is nothing but rounding in R must be nothing but rounding here; what rests on it is not compared. */
function differences(found: Figure | undefined, expected: Figure): string[] {
  const name = `${expected.variable} ${JSON.stringify(expected.by)}`
  if (!found) return [`${name} is missing`]
  const noError = expected.se !== null && expected.se < 1e-9
  const numbers = ['n', 'est', 'df', ...(noError ? [] : ['se', 'deff', 'deff_replace', 'p_ge_target'])]
  const methods = noError ? [] : Object.keys(expected.ci)
  const wrong = [
    ...numbers.filter((number) => apart(found[number] ?? null, expected[number] ?? null)),
    ...methods.filter((method) => apart(found.ci[method], expected.ci[method])),
    ...(noError && !((found.se ?? 0) < 1e-9) ? ['se'] : []),
  ]
  return wrong.map((what) => `${name} ${what}: ${JSON.stringify(found)}, R ${JSON.stringify(expected)}`)
}

function apart(found: unknown, expected: unknown): boolean {
  return relativeError(found, expected) > 1e-10
}
