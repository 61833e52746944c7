import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { type Case, disagreements, readCases, readCells } from './second-opinion.ts'

const shared = fileURLToPath(new URL('../../../shared/', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'minyi-mutation-'))
afterAll(() => rmSync(folder, { recursive: true }))
symlinkSync(join(shared, 'node_modules'), join(folder, 'node_modules'))

const cases = readCases()
const tables = new Map(['district', 'lonely'].map((data) => [data, readCells(data)]))

/** A copy of the engine's source with one piece of text replaced, loaded: what it makes of a case. */
async function mutated(name: string, file = '', from = '', to = ''): Promise<(one: Case) => unknown> {
  const copy = join(folder, name)
  cpSync(join(shared, 'estimates'), copy, { recursive: true })
  if (file) {
    const source = readFileSync(join(copy, file), 'utf8')
    expect(source, `${file} no longer contains what this mutation replaces`).toContain(from)
    writeFileSync(join(copy, file), source.replaceAll(from, to))
  }
  const load = (part: string) => import(/* @vite-ignore */ pathToFileURL(join(copy, part)).href)
  const [{ readFigureSpec }, { figureRows }, { computeFigures }] = await Promise.all(
    ['figure-spec.ts', 'figure-columns.ts', 'figures.ts'].map(load),
  )
  return ({ data, spec }) => {
    const [header, ...rows] = tables.get(data) ?? []
    const read = readFigureSpec(spec)
    const reading = figureRows(read, header)
    for (const row of rows) reading.add(row)
    return JSON.parse(JSON.stringify(computeFigures(read, reading.columns())))
  }
}

/** What shows that an engine is not R's equal: numbers that differ, or a case that one of the two refuses; for each case that shows it. */
function noticedBy(figuresOf: (one: Case) => unknown): ('numbers' | 'refusal')[] {
  return cases.flatMap((one) => {
    const refusedByR = 'refused' in one.expect
    try {
      const found = figuresOf(one)
      if (refusedByR) return ['refusal' as const]
      return disagreements(printed(found), expectedOf(one)).length > 0 ? ['numbers' as const] : []
    } catch {
      return refusedByR ? [] : ['refusal' as const]
    }
  })
}

/** Guarantee: the engine's figures went through JSON, and its mutations change numbers, not shapes. */
function printed(found: unknown) {
  return found as Parameters<typeof disagreements>[0]
}

function expectedOf({ expect: expected }: Case) {
  if ('refused' in expected) throw new Error('R refused this case')
  return expected
}

describe('the cases of R notice', () => {
  it('nothing in the engine as it is', async () => {
    expect(noticedBy(await mutated('untouched'))).toEqual([])
  })

  it.each([
    ['degrees of freedom without the strata', 'design.ts', '    count -= 1\n', ''],
    [
      'degrees of freedom of all rows for a domain',
      'estimate.ts',
      'degreesOfFreedom(design, rows)',
      'degreesOfFreedom(design)',
    ],
    [
      'degrees of freedom that count rows of weight 0',
      'design.ts',
      'units[unit] || design.weights[row] === 0',
      'units[unit]',
    ],
    [
      'a normal quantile instead of t',
      'student.ts',
      'if (df === Number.POSITIVE_INFINITY) return qnorm(p)',
      'return qnorm(p)',
    ],
    ['a dropped fpc', 'linearization.ts', 'const left = 1 - count / at(stage.population, stratum)', 'const left = 1'],
    ['a dropped later stage', 'design.ts', 'fpc.length === 0 ? 1 : units.length', '1'],
    ['a later stage at full weight', 'linearization.ts', 'at(stage.shareBefore, stratum) * (count', '(count'],
    ['a forgotten n/(n−1)', 'linearization.ts', '(left * count) / (count - 1)', 'left'],
    ['strata that are ignored', 'linearization.ts', 'total - at(sums, stratum) / count', 'total'],
    [
      'sample weights that are ignored',
      'design.ts',
      'weights: columns.weights ??',
      'weights: columns.weights?.map(() => 1) ??',
    ],
    [
      'a base weight ignored by raking',
      'raking.ts',
      'const weights = Float64Array.from(baseWeights)\n  for',
      'const weights = baseWeights.map(() => 1)\n  for',
    ],
    [
      'a base weight ignored by post-stratification',
      'raking.ts',
      'const weights = Float64Array.from(baseWeights)\n  postS',
      'const weights = baseWeights.map(() => 1)\n  postS',
    ],
    [
      'a base weight ignored by calibration',
      'calibrate.ts',
      'const curve = curveOf(method',
      'baseWeights = baseWeights.map(() => 1)\n  const curve = curveOf(method',
    ],
    [
      'residuals fitted with new weights',
      'calibrate.ts',
      'marginGram(baseWeights, margins))\n  return',
      'marginGram(weights, margins))\n  return',
    ],
    [
      'a variance that forgets calibration',
      'linearization.ts',
      'design.calibration ? values.map',
      'false ? values.map',
    ],
    [
      'a domain that forgets the rest of the sample',
      'linearization.ts',
      'const count = at(stage.sampled, stratum)\n    return',
      'const count = totals.filter((t, u) => t !== 0 && stage.stratumOfUnit[u] === stratum).length\n    return',
    ],
    [
      'a mean without its denominator in the variance',
      'estimate.ts',
      '(value - est * at(x, k)) / below',
      'value / below',
    ],
    ['a lonely stratum that counts for nothing', 'linearization.ts', "design.lonely === 'adjust' ? left : 0", '0'],
    [
      'lonely strata averaged over the whole stage',
      'linearization.ts',
      'strata.get(at(stage.unitAbove, stratum))',
      'strata.get(-1)',
    ],
    [
      'a logit interval with the error of the rate',
      'survey-proportion.ts',
      '* se) / (p * (1 - p))\n  return [expit',
      '* se)\n  return [expit',
    ],
    [
      'Korn-Graubard without its correction',
      'survey-proportion.ts',
      '(qt(tail, rate.n - 1) / qt(tail, rate.df)) ** 2',
      '1',
    ],
    ['a one-sided level', 'survey-proportion.ts', '(1 + level) / 2', 'level'],
    [
      'a probability of being under the target',
      'survey-proportion.ts',
      'size * (1 - p) + 0.5, true)',
      'size * (1 - p) + 0.5)',
    ],
    [
      'a design effect against the other kind of sample',
      'estimate.ts',
      'deff: spread / drawn',
      'deff: spread / replaced',
    ],
    ['values that should be left out of a rate', 'figures.ts', '!variable.of.includes(label)', 'false'],
  ])('%s', async (name, file, from, to) => {
    expect(noticedBy(await mutated(name.replaceAll(/\W+/g, '-'), file, from, to))).toContain('numbers')
  })
})
