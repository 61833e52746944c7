import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { EstimateRefused, estimateFiles } from '@minyi/server/commands/estimate.ts'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { agree, referenceCases, relativeError } from '../../shared/estimates/reference.ts'

const command = fileURLToPath(new URL('../../../server/commands/estimate.ts', import.meta.url))
const fixtures = fileURLToPath(new URL('../../fixtures/stats/', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'minyi-estimate-'))
afterAll(() => rmSync(folder, { recursive: true }))

const [header = '', ...lines] = readFileSync(join(fixtures, 'synth_sample.csv'), 'utf8').trimEnd().split('\n')
const names = header.split(',')
const respondents = lines.filter((line) => line.split(',')[names.indexOf('responded')] === '1')
const district = [header, ...respondents].join('\n')

/** The bounds that an answer prints; what cannot be computed is printed as null, never as half an interval. */
function boundsIn({ figures }: { figures: { estimates: { ci: object }[] } }): unknown[][] {
  const printed: typeof figures = JSON.parse(JSON.stringify(figures))
  return printed.estimates.flatMap(({ ci }) => Object.values(ci))
}

const areBounds = ([low, high]: unknown[]) =>
  (low === null && high === null) || (typeof low === 'number' && typeof high === 'number' && low <= high)

type Answer = { code: number | null; out: string; said: string }

function filesOf(data: string, spec: unknown): [string, string] {
  const [dataPath, specPath] = [join(folder, `${randomUUID()}.csv`), join(folder, `${randomUUID()}.json`)]
  writeFileSync(dataPath, data)
  writeFileSync(specPath, typeof spec === 'string' ? spec : JSON.stringify(spec))
  return [dataPath, specPath]
}

function estimate(data: string, spec: unknown): Promise<Answer> {
  const [dataPath, specPath] = filesOf(data, spec)
  return run(['--data', dataPath, '--spec', specPath])
}

function run(args: string[]): Promise<Answer> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [command, ...args])
    const answer = { out: '', said: '' }
    child.stdout.on('data', (chunk) => {
      answer.out += chunk
    })
    child.stderr.on('data', (chunk) => {
      answer.said += chunk
    })
    child.on('close', (code) => resolve({ code, ...answer }))
  })
}

// biome-ignore lint/suspicious/noExplicitAny: the command's JSON, compared field by field
async function figures(spec: unknown, data = district): Promise<any> {
  const { code, out, said } = await estimate(data, spec)
  expect([code, said]).toEqual([0, ''])
  return JSON.parse(out)
}

const grades = ['1', '2', '3', '4', '5']
const top3 = { name: 'top3', kind: 'proportion', column: 'q_overall', in: ['3', '4', '5'], of: grades }
const main = { ids: ['village'], strata: 'township', weights: 'w', fpc: null, nest: true, level: 0.95, lonely: 'fail' }
const reference = referenceCases('synth')

function populationTotals(columns: string[]) {
  const [head = '', ...rows] = readFileSync(join(fixtures, 'synth_population.csv'), 'utf8').trimEnd().split('\n')
  const places = columns.map((column) => head.split(',').indexOf(column))
  const totals: Record<string, number> = {}
  for (const cells of rows.map((row) => row.split(','))) {
    const key = places.map((place) => cells[place]).join('|')
    totals[key] = (totals[key] ?? 0) + Number(cells.at(-1))
  }
  return { columns, totals }
}

describe('npm run estimate', () => {
  it('gives the figures of the synthetic district as R does, with every interval', async () => {
    const one = reference.weighted
    const methods = ['logit', 'xlogit', 'beta', 'kg_truncated', 'mean', 'asin', 'wilson']
    const found = await figures({ ...main, variables: [top3], methods, target: 0.9 })
    agree([found.df, found.sum_w, found.rows], [108, one.sum_w, one.rows])
    const [{ variable, by, n, est, se, df, deff, deff_replace, ci, p_ge_target }] = found.estimates
    expect([variable, by]).toEqual(['top3', {}])
    agree([n, est, se, df], [one.valid_rows, one.top3.est, one.top3.se, one.top3.df])
    agree([deff, deff_replace], [one.top3.deff, one.top3.deff_replace])
    for (const method of methods) {
      const expected = one.top3_ciprop[method === 'wilson' ? 'wilson_survey45' : method]
      agree(ci[method], expected, method === 'logit' ? 1e-8 : 1e-10, method)
    }
    agree(p_ge_target, one.top3_goal.prob_ge_jeffreys_neff)
    expect(found.calibration).toBeUndefined()
  })

  it.each([
    ['unit', 'by_unit_top3'],
    ['township', 'by_township_top3'],
  ])('gives figures by %s, which keep the full design', async (column, section) => {
    const found = await figures({ ...main, variables: [top3], by: [column] })
    expect(found.estimates.length).toBe(reference.weighted[section].length)
    for (const [i, row] of reference.weighted[section].entries()) {
      const one = found.estimates[i]
      expect(one.by).toEqual({ [column]: row.domain })
      agree([one.est, one.se, one.n, one.df], [row.est, row.se, row.rows, row.df_domain])
    }
  })

  it.each([
    [
      'calibrated_raking',
      { method: 'raking', margins: [['township'], ['age_group'], ['gender']].map(populationTotals) },
    ],
    [
      'calibrated_linear',
      { method: 'linear', margins: [['township'], ['age_group'], ['gender']].map(populationTotals) },
    ],
    ['poststratified_township.gender', { method: 'poststratify', margins: [populationTotals(['township', 'gender'])] }],
  ])('calibrates: %s', async (section, calibrate) => {
    const one = reference[section]
    const found = await figures({ ...main, variables: [top3], methods: ['xlogit', 'beta'], target: 0.9, calibrate })
    const [{ est, se, df, n, deff, ci, p_ge_target }] = found.estimates
    agree([est, se, df, n, deff], [one.top3.est, one.top3.se, one.top3.df, one.top3_ciprop.rows_nonzero, one.top3.deff])
    agree([ci.xlogit, ci.beta], [one.top3_ciprop.xlogit, one.top3_ciprop.beta])
    agree(p_ge_target, one.top3_goal.prob_ge_jeffreys_neff)
    agree([found.sum_w, found.calibration.neff], [one.sum_w, one.kish_neff])
    expect(found.calibration.iterations).toBeGreaterThanOrEqual(1)
    expect(found.calibration.max_margin_error).toBeLessThan(1e-11)
  })

  it('takes two stages with population counts, and weights from them where none are given', async () => {
    const stages = { ids: ['village', 'hh_id'], strata: 'township', fpc: ['fpc1', 'fpc2'], nest: true }
    const one = reference.two_stage_fpc.top3
    const [given] = (await figures({ ...stages, weights: 'w', variables: [top3] })).estimates
    agree([given.est, given.se, given.df, given.deff], [one.est, one.se, one.df, one.deff])
    const api = referenceCases('api').designs.find(({ design }: { design: string }) => design === 'clus2')
    const schools = readFileSync(join(fixtures, 'apiclus2.csv'), 'utf8')
    const found = await figures(
      {
        ids: ['dnum', 'snum'],
        fpc: ['fpc1', 'fpc2'],
        variables: [
          { name: 'api00', kind: 'mean', column: 'api00' },
          { name: 'meals', kind: 'total', column: 'meals' },
          { name: 'r', kind: 'ratio', num: 'api00', den: 'api99' },
        ],
      },
      schools,
    )
    const [mean, total, ratio] = found.estimates
    agree([found.df, found.sum_w], [api.df, api.sum_w])
    for (const [figure, r] of [
      [mean, api.means[0]],
      [total, api.totals[0]],
      [ratio, api.ratio],
    ]) {
      agree([figure.est, figure.se, figure.ci.mean, figure.deff], [r.est, r.se, r.ci_t, r.deff])
    }
  })

  it('keeps a domain, joins several by columns, and reads numbers of the definition as labels', async () => {
    const women = { column: 'gender', in: ['F'] }
    const found = await figures({
      ...main,
      variables: [{ ...top3, in: [3, 4, 5], of: [1, 2, 3, 4, 5] }],
      by: ['age_group', 'unit'],
      domain: women,
    })
    const all = await figures({ ...main, variables: [top3], domain: women })
    expect(Object.keys(found.estimates[0].by)).toEqual(['age_group', 'unit'])
    expect(found.estimates.reduce((sum: number, { n }: { n: number }) => sum + n, 0)).toBe(all.estimates[0].n)
  })

  it('reads quotes, spaces around cells, a byte order mark, Windows line ends, blank lines, and nulls of the definition', async () => {
    const small = 'g, w ,y\r\n"a, b",1,1\r\n\r\n"c\nd", 2 ,0\r\n"a, b",3,1\r\n'
    const found = await figures(
      { weights: 'w', variables: [{ name: 'y', kind: 'mean', column: 'y' }], by: ['g'] },
      `\uFEFF${small}`,
    )
    expect(found.estimates.map(({ by, n }: { by: unknown; n: number }) => [by, n])).toEqual([
      [{ g: 'a, b' }, 2],
      [{ g: 'c\nd' }, 1],
    ])
  })

  it('takes one value for a list of one, and a null anywhere for a field left out', async () => {
    const lists = {
      ...main,
      variables: [{ ...top3, in: ['5'] }],
      methods: ['beta'],
      domain: { column: 'unit', in: ['U01'] },
    }
    const alone = {
      ...lists,
      variables: [{ ...top3, in: 5, of: grades }],
      methods: 'beta',
      domain: [{ column: 'unit', in: 'U01' }],
      calibrate: null,
    }
    expect(await figures(alone)).toEqual(await figures(lists))
    const everyGrade = { ...main, variables: [{ name: 'top', kind: 'proportion', column: 'q_overall', in: ['5'] }] }
    const variables = everyGrade.variables.map((variable) => ({ ...variable, of: null }))
    expect(await figures({ ...everyGrade, variables })).toEqual(await figures(everyGrade))
  })
})

describe('npm run estimate refuses, in one sentence with the line and exit code 2,', () => {
  const small = ['town,village,w,q', 'A,1,1,5', 'A,2,2,4', 'B,1,x,3', 'B,2,1,']
  const spec = {
    ids: ['village'],
    strata: 'town',
    weights: 'w',
    nest: true,
    variables: [{ name: 'q', kind: 'mean', column: 'q' }],
  }
  const fixed = small.map((line) => line.replace('x', '1'))

  it.each([
    ['a weight that is no number', small, spec, /^第 4 行：“w”的值“x”不是数字$/],
    ['an empty weight', small.map((line) => line.replace('x', '')), spec, /^第 4 行：“w”是空的，缺少权数$/],
    ['a negative weight', small.map((line) => line.replace('x', '-1')), spec, /^第 4 行：.*负数$/],
    ['a missing stratum', fixed.map((line) => line.replace('A,2', ',2')), spec, /^第 3 行：“town”是空的，缺少层$/],
    [
      'a missing unit',
      fixed.map((line) => line.replace('A,2', 'A,')),
      spec,
      /^第 3 行：“village”是空的，缺少抽样单位$/,
    ],
    [
      'a column that is not there',
      fixed,
      { ...spec, weights: 'weight' },
      /^第 1 行：数据里没有“weight”这一列，现有的列是 town、village、w、q$/,
    ],
    ['a stratum with one unit', fixed.slice(0, 4), spec, /^第 4 行：.*只抽中一个单位.*$/],
    ['units across strata', fixed, { ...spec, nest: false }, /^第 4 行：.*nest 设为 true$/],
    ['a line with too few cells', [...fixed, 'B,3'], spec, /^第 6 行：列数与表头不一致$/],
    [
      'an answer that is no number',
      fixed.map((line) => line.replace('A,2,2,4', 'A,2,2,four')),
      spec,
      /^第 3 行：“q”的值“four”不是数字$/,
    ],
    [
      'a category without a total',
      fixed,
      { ...spec, calibrate: { method: 'raking', margins: [{ columns: ['town'], totals: { A: 5 } }] } },
      /^第 4 行：.*没有“B”这一类$/,
    ],
    [
      'a total for a category that nobody has',
      fixed,
      { ...spec, calibrate: { method: 'raking', margins: [{ columns: ['town'], totals: { A: 5, B: 6, C: 7 } }] } },
      /^“town”的总体总数里有“C”，样本中却没有这一类$/,
    ],
    ['weights that are all 0', fixed.map((line) => line.replace(/^(\w,\d),\d/, '$1,0')), spec, /权数合计是 0/],
    [
      'a text that is not UTF-8',
      fixed.map((line) => line.replace('A', '\uFFFD')),
      spec,
      /^第 2 行：“town”的值里有认不出的字/,
    ],
    ['a quote that is never closed', [...fixed, '"B,3,1,1'], spec, /^第 \d 行：引号没有成对，或格式不是 CSV$/],
    ['a column named twice', fixed.map((line) => `${line},${line.at(-1)}`), spec, /^第 1 行：表头里有两列都叫“q”$/],
    [
      'an fpc under the units drawn',
      fixed.map((line) => line.replace('A,2,2', 'A,2,1')),
      { ...spec, fpc: 'w' },
      /^第 2 行：第 1 阶段的 fpc（1）小于该层抽中的单位数（2）$/,
    ],
    [
      'an fpc that is a share',
      fixed.map((line) => line.replace(/^(\w,\d),\d/, '$1,0.2')),
      { ...spec, fpc: 'w' },
      /^第 2 行：.*不是抽样比例$/,
    ],
    [
      'bounds where they bind nothing',
      fixed,
      {
        ...spec,
        calibrate: { method: 'raking', bounds: [0.5, 2], margins: [{ columns: ['town'], totals: { A: 5, B: 6 } }] },
      },
      /^raking 不用 bounds/,
    ],
    ['a header alone', fixed.slice(0, 1), spec, /^没有可用的数据行$/],
    ['two variables of one name', fixed, { ...spec, variables: [...spec.variables, ...spec.variables] }, /都叫“q”$/],
    ['an empty file', [''], spec, /是空的$/],
    ['a method that does not exist', fixed, { ...spec, methods: ['magic'] }, /^说明里的“methods.0”取值不对$/],
    ['a definition without variables', fixed, { ...spec, variables: undefined }, /^说明里的“variables”缺少或类型不对$/],
    ['a definition that is not JSON', fixed, '{', /不是合法的 JSON$/],
  ])('%s', async (_, data, definition, sentence) => {
    const paths = filesOf(`${data.join('\n')}\n`, definition)
    const refusal = await estimateFiles(...paths).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(EstimateRefused)
    expect(refusal).toHaveProperty('message', expect.stringMatching(sentence))
  })

  it('and prints nothing else', async () => {
    const found = await estimate(`${small.join('\n')}\n`, spec)
    expect(found).toEqual({ code: 2, out: '', said: '第 4 行：“w”的值“x”不是数字\n' })
    const { code, said } = await run([])
    expect([code, said]).toEqual([2, '用法：npm run -s estimate -- --data 数据.csv --spec 说明.json\n'])
  })

  it('or gives whole intervals or none, whatever the cells hold', async () => {
    const cell = fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom('1', '2', '3', '0', '4.5') },
      fc.constantFrom('', ' ', '-1', '1e308', '1e999', '5e-324', 'NaN', 'NA', '"', '"a,b"', '１', '\uFEFF', '0x1', "'"),
    )
    const rows = fc.array(fc.tuple(cell, cell, cell, cell), { maxLength: 8 })
    const shape = fc.record({
      ids: fc.constantFrom(null, ['village'], 'village', ['village', 'q'], [], 7),
      strata: fc.constantFrom(null, 'town', ['town', 'q'], 'nowhere'),
      weights: fc.constantFrom(null, 'w'),
      fpc: fc.constantFrom(null, 'w', ['w', 'w']),
      nest: fc.boolean(),
      by: fc.constantFrom(null, 'q', ['town', 'q']),
      lonely: fc.constantFrom('fail', 'remove', 'certainty', 'adjust', 'average'),
    })
    const asked = [...spec.variables, { name: 'p', kind: 'proportion', column: 'q', in: ['1', '2'] }]
    await fc.assert(
      fc.asyncProperty(rows, shape, async (cells, design) => {
        const data = [small[0] ?? '', ...cells.map((row) => row.join(','))].join('\n')
        const definition = { ...design, variables: asked, methods: ['xlogit', 'beta', 'asin', 'wilson'], target: 0.9 }
        const answer = await estimateFiles(...filesOf(data, definition)).catch((error: Error) => error)
        if (answer instanceof EstimateRefused) return
        if (answer instanceof Error) throw answer
        expect(boundsIn(answer).filter((bounds) => !areBounds(bounds))).toEqual([])
      }),
      { numRuns: 120 },
    )
  })

  it('files that are not there', async () => {
    const [data, definition] = filesOf('w\n1\n', spec)
    await expect(estimateFiles(join(folder, 'none.csv'), definition)).rejects.toThrow(/^读不到数据文件/)
    await expect(estimateFiles(data, join(folder, 'none.json'))).rejects.toThrow(/^读不到说明文件/)
  })
})

describe('npm run estimate', () => {
  it('warns of a field that it does not read, and goes on', async () => {
    const data = 'w,y\n1,1\n2,0\n'
    const { code, out, said } = await estimate(data, {
      weight: 'w',
      variables: [{ name: 'y', kind: 'mean', column: 'y', off: ['0', '1'] }],
    })
    expect([code, said]).toEqual([0, '说明里有不认识的字段，已忽略：weight、variables.off\n'])
    expect(relativeError(JSON.parse(out).estimates[0].est, 0.5)).toBe(0)
  })
})
