import { figureRows } from '@minyi/shared/estimates/figure-columns.ts'
import { readFigureSpec } from '@minyi/shared/estimates/figure-spec.ts'
import { computeFigures } from '@minyi/shared/estimates/figures.ts'
import type { SampleFigure } from '@minyi/shared/indicators/answers/contract.ts'
import {
  certifySample,
  columnsOf,
  definitionOf,
  looksPersonal,
  specOf,
} from '@minyi/shared/indicators/answers/rules.ts'
import { remarksOn } from '@minyi/shared/indicators/published/remarks.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const head = ['村', '镇', '权数', '知晓', '首选', '得分']
const frame = { eligible: 5_000, invited: 400, reached: null }
const design = { ids: ['村'], strata: ['镇'], weights: '权数', fpc: [], nest: true, lonely: 'fail' as const }
const part = (column: string, weight: number) => ({ name: `${column}率`, column, in: ['是'], of: ['是', '否'], weight })

const chosen = (parts: SampleFigure['parts'], given: Partial<SampleFigure> = {}): SampleFigure => ({
  setId: '00000000-0000-4000-8000-000000000000',
  promiseId: 'IND-000-14',
  audience: 'office',
  name: '公共法律服务',
  design,
  parts,
  combine: 'delta',
  method: 'xlogit',
  level: 0.95,
  minN: 5,
  target: 0.5,
  ...given,
})

function certify(rows: readonly string[][], choice: SampleFigure) {
  const definition = definitionOf(choice, frame, 1)
  const reading = figureRows(specOf(definition), head)
  for (const row of rows) reading.add(row)
  return certifySample(reading.columns(), definition)
}

/** Interviews in 3 townships of 4 villages, everybody answers both questions; the last column is the weighted sum of the two. */
const sample = fc
  .array(
    fc.record({
      weight: fc.integer({ min: 1, max: 9 }),
      knows: fc.boolean(),
      first: fc.boolean(),
    }),
    { minLength: 60, maxLength: 120 },
  )
  .map((people) =>
    people.map(({ weight, knows, first }, i) => [
      `村${i % 4}`,
      `镇${i % 3}`,
      String(weight),
      knows ? '是' : '否',
      first ? '是' : '否',
      String((knows ? 0.6 : 0) + (first ? 0.4 : 0)),
    ]),
  )
  .filter((rows) => [3, 4].every((c) => new Set(rows.map((row) => row[c])).size === 2))

describe('a composite of a sample', () => {
  it('has the point and the standard error of the mean of each person’s own weighted sum, when all answered all', () => {
    fc.assert(
      fc.property(sample, (rows) => {
        const { estimate } = certify(rows, chosen([part('知晓', 0.6), part('首选', 0.4)]))
        const spec = readFigureSpec({ ...design, variables: [{ name: '得分', kind: 'mean', column: '得分' }] })
        const reading = figureRows(spec, head)
        for (const row of rows) reading.add(row)
        const mean = computeFigures(spec, reading.columns()).estimates[0]
        expect(estimate?.point).toBeCloseTo(mean?.est ?? Number.NaN, 12)
        expect(estimate?.se).toBeCloseTo(mean?.se ?? Number.NaN, 12)
        expect(estimate).toMatchObject({ kind: 'design', method: 'delta', satisfied: null, n: rows.length })
      }),
      { numRuns: 60 },
    )
  })

  it('has a wider interval when the parts may have anything to do with each other, and each holds its point', () => {
    fc.assert(
      fc.property(sample, (rows) => {
        const parts = [part('知晓', 0.6), part('首选', 0.4)]
        const [delta, safe] = [certify(rows, chosen(parts)), certify(rows, chosen(parts, { combine: 'conservative' }))]
        for (const { estimate } of [delta, safe]) {
          const [low, high] = estimate?.interval ?? [1, 0]
          expect(low).toBeGreaterThanOrEqual(0)
          expect(high).toBeLessThanOrEqual(1)
          expect(low).toBeLessThanOrEqual(estimate?.point ?? -1)
          expect(high).toBeGreaterThanOrEqual(estimate?.point ?? 2)
        }
      }),
      { numRuns: 40 },
    )
  })
})

describe('a rate of a sample', () => {
  const rows = Array.from({ length: 60 }, (_, i) => [
    `村${i % 4}`,
    `镇${i % 3}`,
    '2',
    i % 10 === 0 ? '不清楚' : i % 5 === 1 ? '否' : '是',
    '是',
    '',
  ])

  it('is of those who gave a valid answer, with the interval that the engine gives', () => {
    const { estimate, parts, counts, bounds } = certify(rows, chosen([part('知晓', 1)]))
    expect(estimate).toMatchObject({ n: 54, method: 'xlogit' })
    expect(parts).toEqual([])
    expect(counts).toMatchObject({ eligible: 5_000, invited: 400, answered: 60, byGrade: null })
    expect(bounds.ofInvited.missing).toBe(340)
    expect(bounds.ofInvited.low).toBeLessThan(estimate?.point ?? 0)
  })

  it('comes with a warning to whoever publishes it, where those who were drawn and said nothing could turn the verdict', () => {
    const figure = certify(rows, chosen([part('知晓', 1)]))
    expect(figure.verdict).toBe('met')
    const remarks = remarksOn(figure, { demo: false, earlier: 0 }).join('')
    expect(remarks).toContain('只有 15% 的人回答了')
    expect(remarks).toContain('抽中而没有回答的若都算“否”，就达不到目标')
    expect(remarks).not.toContain('评价')
  })

  it('that everybody shares has the interval of the boundary', () => {
    const { estimate } = certify(rows, chosen([part('首选', 1)]))
    expect(estimate?.point).toBe(1)
    expect(estimate?.interval[1]).toBe(1)
    expect(estimate?.interval[0]).toBeGreaterThan(0.8)
  })

  it('of too few has none, and then neither has what it is a part of', () => {
    expect(certify(rows, chosen([part('知晓', 1)], { minN: 55 })).estimate).toBeNull()
    const mixed = certify(rows, chosen([part('知晓', 0.5), part('首选', 0.5)], { minN: 55 }))
    expect(mixed.estimate).toBeNull()
    expect(mixed.verdict).toBe('insufficient')
  })

  it('reads each column once', () => {
    const definition = definitionOf(chosen([part('知晓', 0.5), part('知晓', 0.5)]), frame, 1)
    expect(columnsOf(definition.sample ?? { frame, design, questions: [] })).toEqual(['权数', '镇', '村', '知晓'])
  })
})

it('telephones and identity numbers are noticed, answers are not', () => {
  for (const cell of ['13812345678', '电话13812345678。', '320585199001011234', '32058519900101123X'])
    expect(looksPersonal(cell)).toBe(true)
  for (const cell of ['满意', '2026-03-01', '320585', '12345678901', '2013812345678'])
    expect(looksPersonal(cell)).toBe(false)
})
