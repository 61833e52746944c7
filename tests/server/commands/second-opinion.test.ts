import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { estimateFiles } from '@minyi/server/commands/estimate.ts'
import { afterAll, describe, expect, it } from 'vitest'
import {
  type Case,
  disagreements,
  type PrintedFigures,
  readCases,
  secondOpinions,
} from '../../shared/estimates/second-opinion.ts'

const folder = mkdtempSync(join(tmpdir(), 'minyi-opinion-'))
afterAll(() => rmSync(folder, { recursive: true }))

const cases = readCases()

async function figuresOf({ data, spec }: Case): Promise<PrintedFigures> {
  const specPath = join(folder, 'spec.json')
  writeFileSync(specPath, JSON.stringify(spec))
  const { figures } = await estimateFiles(join(secondOpinions, `${data}.csv`), specPath)
  return JSON.parse(JSON.stringify(figures))
}

describe('a second opinion: figures of another district by R', () => {
  it.each(cases.map((one, index) => [index, titleOf(one), one] as const))('%i %s', async (_, __, one) => {
    if ('refused' in one.expect) await expect(figuresOf(one)).rejects.toThrow(/只抽中一个单位/)
    else expect(disagreements(await figuresOf(one), one.expect)).toEqual([])
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
