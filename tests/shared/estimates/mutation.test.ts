import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { coded, numbers, referenceCases, referenceTable, relativeError } from './reference.ts'

const engine = fileURLToPath(new URL('../../../shared/estimates/', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'minyi-mutation-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** The largest relative distance from R, over two samples and a raking, of a copy of the engine with one piece of text replaced. */
async function distanceFromR(name: string, file?: string, from = '', to = ''): Promise<number> {
  const copy = join(folder, name)
  cpSync(engine, copy, { recursive: true })
  if (file) {
    const source = readFileSync(join(copy, file), 'utf8')
    expect(source, `${file} no longer contains what this mutation replaces`).toContain(from)
    writeFileSync(join(copy, file), source.replaceAll(from, to))
  }
  const load = (part: string) => import(/* @vite-ignore */ pathToFileURL(join(copy, part)).href)
  const [{ surveyDesign, degreesOfFreedom }, { surveyMean, studentInterval }, { calibrateDesign }] = await Promise.all(
    ['design.ts', 'estimate.ts', 'calibrate.ts'].map(load),
  )
  const table = referenceTable('apiclus1')
  const ids = coded(table, 'dnum')
  const rows = ids.codes.map((_, row) => row)
  const domain = { rows, y: numbers(table, 'api00') }
  const columns = {
    rows: table.rows,
    weights: numbers(table, 'pw'),
    ids: [ids],
    strata: [],
    nest: false,
    lonely: 'fail',
  }
  const design = surveyDesign({ ...columns, fpc: [numbers(table, 'fpc')] })
  const cases = referenceCases('calibration')
  const [[reference], [adjusted]] = [cases.unadjusted.means, cases.postStratify_stype.means]
  const mean = surveyMean(design, domain)
  const uneven = surveyDesign({
    ...columns,
    fpc: [],
    weights: numbers(referenceTable('apiclus1'), 'pw').map((w, row) => w * (1 + (row % 3))),
  })
  const stype = coded(table, 'stype')
  const margin = {
    cellOfRow: stype.codes,
    totals: Float64Array.from(stype.labels, (label) => ({ E: 4421, H: 755, M: 1018 })[label] ?? 0),
  }
  const raked = surveyMean(calibrateDesign(uneven, [margin], { method: 'raking' }).design, domain)
  const whole = surveyMean(calibrateDesign(uneven, [margin], { method: 'linear' }).design, domain)
  const stratified = surveyMean(calibrateDesign(design, [margin], { method: 'poststratify' }).design, domain)
  return Math.max(
    relativeError([stratified.est, stratified.se], [adjusted.est, adjusted.se]),
    relativeError([mean.est, mean.se, degreesOfFreedom(design)], [reference.est, reference.se, reference.df]),
    relativeError([...studentInterval(mean.est, mean.se, mean.df)], reference.ci_t),
    relativeError([raked.est, raked.se], [whole.est, whole.se]),
  )
}

describe('the reference cases notice', () => {
  it('nothing in the engine as it is', async () => {
    expect(await distanceFromR('untouched')).toBeLessThan(1e-10)
  })

  it.each([
    ['a wrong number of degrees of freedom', 'design.ts', '    count -= 1\n', ''],
    [
      'a dropped finite population correction',
      'linearization.ts',
      '(left * count) / (count - 1)',
      'count / (count - 1)',
    ],
    [
      'an ignored base weight',
      'raking.ts',
      'const weights = Float64Array.from(baseWeights)',
      'const weights = new Float64Array(baseWeights.length).fill(1)',
    ],
    [
      'a variance that forgets calibration',
      'linearization.ts',
      'design.calibration ? values.map',
      'false ? values.map',
    ],
    ['a forgotten n/(n−1)', 'linearization.ts', '(left * count) / (count - 1)', 'left'],
  ])('%s', async (name, file, from, to) => {
    expect(await distanceFromR(name.replaceAll(/\W+/g, '-'), file, from, to)).toBeGreaterThan(1e-6)
  })
})
