import { figureRows } from '@minyi/shared/estimates/figure-columns.ts'
import type { AnswerColumn, SampleFigure } from '@minyi/shared/indicators/answers/contract.ts'
import { sampleInWords } from '@minyi/shared/indicators/answers/labels.ts'
import { cellsOf, openFault, readSums, type SampleSums } from '@minyi/shared/indicators/answers/open/rules.ts'
import { certifySample, certifySums, definitionOf, specOf, sumsOf } from '@minyi/shared/indicators/answers/rules.ts'
import type { SampleQuestion } from '@minyi/shared/indicators/definitions/contract.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const head = ['村', '镇', '权数', '知晓', '首选']
const frame = { eligible: 5_000, invited: 400, reached: null }
const chosen = (given: Partial<SampleFigure> = {}): SampleFigure => ({
  setId: '00000000-0000-4000-8000-000000000000',
  promiseId: 'IND-000-14',
  audience: 'public',
  name: '公共法律服务',
  design: { ids: ['村'], strata: ['镇'], weights: '权数', fpc: [], nest: true, lonely: 'fail' },
  parts: ['知晓', '首选'].map((column) => ({ name: `${column}率`, column, in: ['是'], of: ['是', '否'], weight: 0.5 })),
  combine: 'delta',
  method: 'xlogit',
  level: 0.95,
  minN: 5,
  target: 0.5,
  ...given,
})

/** People in 3 townships of 4 villages, with weights that are no round numbers. */
const sample = fc
  .array(
    fc.record({ weight: fc.double({ min: 0.1, max: 9, noNaN: true }), first: fc.boolean(), second: fc.boolean() }),
    {
      minLength: 60,
      maxLength: 100,
    },
  )
  .map((people) =>
    people.map(({ weight, first, second }, i) => [
      `村${i % 4}`,
      `镇${i % 3}`,
      String(weight),
      first ? '是' : '否',
      i % 7 === 0 ? '没有遇到' : second ? '是' : '否',
    ]),
  )

function columnsFrom(rows: readonly string[][], choice: SampleFigure) {
  const definition = definitionOf(choice, frame, 1)
  const reading = figureRows(specOf(definition), head)
  for (const row of rows) reading.add(row)
  return { columns: reading.columns(), definition }
}

describe('the sums that everybody may have', () => {
  it('give the figure of the answers to the last digit, also after they were written and read', () => {
    fc.assert(
      fc.property(sample, fc.constantFrom('delta', 'conservative'), (rows, combine) => {
        const { columns, definition } = columnsFrom(rows, chosen({ combine }))
        const sums = readSums(cellsOf(sumsOf(columns, definition)))
        expect(sums).toEqual(sumsOf(columns, definition))
        expect(sums && certifySums(sums, definition)).toEqual(certifySample(columns, definition))
      }),
      { numRuns: 60 },
    )
  })

  it('hold no village, no township and nobody’s weight, and are read from nothing but such lines', () => {
    const rows = Array.from({ length: 60 }, (_, i) => [`村${i % 4}`, `镇${i % 3}`, '1.25', i % 3 ? '是' : '否', '是'])
    const { columns, definition } = columnsFrom(rows, chosen())
    const cells = cellsOf(sumsOf(columns, definition))
    expect(cells.map(([name]) => name)).toEqual(['题', '全部受访人', '知晓率', '首选率'])
    expect(cells[1]?.slice(0, 3)).toEqual(['全部受访人', '60', ''])
    expect(cells[2]?.slice(0, 5)).toEqual(['知晓率', '60', '40', '75', '50'])
    expect(readSums([])).toBeUndefined()
    expect(readSums(cells.slice(1))).toBeUndefined()
    expect(readSums(cells.slice(0, 2))).toBeUndefined()
    expect(readSums(cells.map((line) => line.slice(1)))).toBeUndefined()
  })
})

const counts = (given: Record<string, number>): AnswerColumn => ({
  name: '评价',
  filled: Object.values(given).reduce((sum, count) => sum + count, 0),
  values: Object.entries(given).map(([value, count]) => ({ value, count })),
})
const asks = (counted: string[], of: string[]): SampleQuestion => ({ name: '满意率', column: '评价', in: counted, of })
const sumsFor = (given: Partial<SampleSums['questions'][number]> = {}): SampleSums => ({
  answered: 100,
  questions: [{ name: '满意率', n: 100, counted: 80, weight: 100, weighted: 80, se: 0.02, df: 20, deff: 1, ...given }],
  covariance: [[0.0004]],
})

describe('a figure of a survey is kept from everybody', () => {
  const column = counts({ 非常满意: 60, 满意: 20, 不满意: 17, 不了解: 3 })
  const question = asks(['非常满意', '满意'], ['非常满意', '满意', '不满意'])

  it('where answers, sampling units or one side of the question are few, with the reason', () => {
    expect(openFault(sumsFor(), [column], [question], [])).toBeNull()
    expect(openFault(sumsFor({ n: 29 }), [column], [question], [])).toMatch(/只有 29 份/)
    expect(openFault(sumsFor({ df: 7 }), [column], [question], [])).toMatch(/抽样单位太少/)
    const unanimous = counts({ 非常满意: 100, 不满意: 4 })
    expect(openFault(sumsFor(), [unanimous], [asks(['非常满意'], ['非常满意', '不满意'])], [])).toMatch(/不到 5 份/)
    expect(openFault(sumsFor(), [unanimous], [asks(['非常满意'], ['非常满意'])], [])).toMatch(/不到 5 份/)
  })

  it('where it could be subtracted from one that is out', () => {
    const wider = asks(['非常满意', '满意'], ['非常满意', '满意', '不满意', '不了解'])
    expect(openFault(sumsFor(), [column], [wider], [])).toBeNull()
    expect(openFault(sumsFor(), [column], [wider], [question])).toMatch(/相减/)
    expect(openFault(sumsFor(), [column], [question], [question])).toBeNull()
  })

  it('so that no two that are out differ by fewer than five people on either side', () => {
    const answers = ['甲', '乙', '丙', '丁', '戊']
    const anyQuestion = fc
      .tuple(fc.subarray(answers, { minLength: 1 }), fc.nat())
      .map(([of, cut]) => asks(of.slice(0, 1 + (cut % of.length)), of))
    const anyCounts = fc.array(fc.nat({ max: 12 }), { minLength: 5, maxLength: 5 })
    fc.assert(
      fc.property(anyCounts, fc.array(anyQuestion, { minLength: 2, maxLength: 4 }), (sizes, questions) => {
        const told: SampleQuestion[] = []
        const here = counts(Object.fromEntries(answers.map((answer, i) => [answer, sizes[i] ?? 0])))
        for (const one of questions) if (openFault(sumsFor(), [here], [one], told) === null) told.push(one)
        const size = (wanted: readonly string[]) =>
          (here.values ?? []).reduce((sum, { value, count }) => sum + (wanted.includes(value) ? count : 0), 0)
        for (const a of told)
          for (const b of told)
            for (const part of [
              a.in.filter((value) => !b.in.includes(value)),
              a.of.filter((value) => !b.of.includes(value)),
              a.in.filter((value) => b.in.includes(value)),
            ])
              expect([1, 2, 3, 4]).not.toContain(size(part))
      }),
    )
  })
})

it('a rate is told as people of a hundred, a composite as points of a hundred', () => {
  const estimate = { kind: 'design' as const, satisfied: null, n: 200, point: 0.92, interval: [0.89, 0.94] as const }
  const rest = { level: 0.95, method: 'xlogit' as const, se: 0.01, df: 20, deff: 1 }
  const whole = { ...estimate, ...rest, interval: [0.89, 0.94] as [number, number] }
  const rate = { estimate: whole, target: 0.9, parts: [] }
  expect(sampleInWords(rate)).toBe('按抽样推算，每 100 人里约 92 人是这样，真实值很可能在 89 到 94 之间')
  const composite = { ...rate, parts: [{ name: '知晓率', weight: 1, estimate: whole }] }
  expect(sampleInWords(composite)).toBe('满分 100，按抽样推算约为 92，真实值很可能在 89 到 94 之间')
  expect(sampleInWords({ ...rate, estimate: null })).toBeNull()
})
