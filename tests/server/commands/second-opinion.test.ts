import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { estimateFiles } from '@minyi/server/commands/estimate.ts'
import { afterAll, describe, expect, it } from 'vitest'
import { relativeError } from '../../shared/estimates/reference.ts'

const fixtures = fileURLToPath(new URL('../../fixtures/stats/second-opinion/', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'minyi-opinion-'))
afterAll(() => rmSync(folder, { recursive: true }))

type Figure = {
  variable: string
  by: Record<string, string>
  se: number | null
  ci: Record<string, [number | null, number | null]>
  [field: string]: unknown
}
type Figures = { df: number; sum_w: number; rows: number; estimates: Figure[] }
type Spec = { ids?: string | string[] | null; calibrate?: { method: string }; lonely?: string; by?: string | string[] }
type Case = { data: string; spec: Spec; expect: Figures | { refused: true; why: string } }

const { cases }: { cases: Case[] } = JSON.parse(readFileSync(join(fixtures, 'cases.json'), 'utf8'))

/** What the command prints for a case: as JSON, so that what is not defined is null. */
async function figuresOf({ data, spec }: Case): Promise<Figures> {
  const specPath = join(folder, 'spec.json')
  writeFileSync(specPath, JSON.stringify(spec))
  const { figures } = await estimateFiles(join(fixtures, `${data}.csv`), specPath)
  return JSON.parse(JSON.stringify(figures))
}

/** Every number of a figure that is further from R's than rounding; an error that is only rounding in R must be 0 to rounding here. */
function differences(found: Figure | undefined, expected: Figure): string[] {
  const name = `${expected.variable} ${JSON.stringify(expected.by)}`
  if (!found) return [`${name} is missing`]
  const noError = expected.se !== null && expected.se < 1e-9
  const numbers = ['n', 'est', 'df', ...(noError ? [] : ['se', 'deff', 'deff_replace', 'p_ge_target'])]
  const apart = numbers.filter((number) => relativeError(found[number] ?? null, expected[number] ?? null) > 1e-10)
  const methods = noError ? [] : Object.keys(expected.ci)
  const wrong = methods.filter((method) => relativeError(found.ci[method], expected.ci[method]) > 1e-10)
  const spread = noError && !((found.se ?? 0) < 1e-9) ? ['se'] : []
  return [...apart, ...wrong, ...spread].map((what) => `${name} ${what}: ${JSON.stringify(found)}`)
}

describe('a second opinion: figures of another district by R', () => {
  it.each(cases.map((one, index) => [index, titleOf(one), one] as const))('%i %s', async (_, __, one) => {
    const { expect: expected } = one
    if ('refused' in expected) {
      await expect(figuresOf(one)).rejects.toThrow(/只抽中一个单位/)
      return
    }
    const found = await figuresOf(one)
    for (const field of ['df', 'sum_w', 'rows'] as const)
      expect(relativeError(found[field], expected[field]), field).toBeLessThan(1e-10)
    const key = ({ variable, by }: Figure) => JSON.stringify([variable, by])
    const ours = new Map(found.estimates.map((figure) => [key(figure), figure]))
    expect(expected.estimates.flatMap((figure) => differences(ours.get(key(figure)), figure))).toEqual([])
    expect(found.estimates.filter(({ n }) => n !== 0).length).toBeLessThanOrEqual(expected.estimates.length)
  })

  it('covers every kind of design, calibration, rule for lonely units and interval', () => {
    const specs = cases.map(({ spec }) => spec)
    const seen = (values: (string | undefined)[]) => [...new Set(values.filter((value) => value !== undefined))].sort()
    expect(cases.length).toBeGreaterThanOrEqual(40)
    expect(seen(specs.map(({ calibrate }) => calibrate?.method))).toEqual(['linear', 'logit', 'poststratify', 'raking'])
    expect(seen(specs.map(({ lonely }) => lonely))).toEqual(['adjust', 'average', 'certainty', 'remove'])
    expect(new Set(specs.map(({ ids }) => (Array.isArray(ids) ? ids.length : 0)))).toEqual(new Set([0, 1, 2, 3]))
    expect(specs.some(({ by }) => Array.isArray(by) && by.length === 2)).toBe(true)
  })
})

function titleOf({ data, spec }: Case): string {
  const words = Object.entries(spec).filter(
    ([field]) => !['variables', 'methods', 'target', 'calibrate'].includes(field),
  )
  const said = words.map(([field, value]) => `${field} ${JSON.stringify(value)}`).join(', ')
  return `${data}: ${said}${spec.calibrate ? `, ${spec.calibrate.method}` : ''}`
}
