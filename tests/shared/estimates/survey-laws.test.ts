import { calibrateDesign } from '@minyi/shared/estimates/calibrate.ts'
import { clopperPearson } from '@minyi/shared/estimates/clopper-pearson.ts'
import { codeLabels } from '@minyi/shared/estimates/codes.ts'
import { surveyDesign } from '@minyi/shared/estimates/design.ts'
import { surveyMean, surveyTotal } from '@minyi/shared/estimates/estimate.ts'
import { figureRows } from '@minyi/shared/estimates/figure-columns.ts'
import type { FigureSpec } from '@minyi/shared/estimates/figure-spec.ts'
import { readFigureSpec } from '@minyi/shared/estimates/figure-spec.ts'
import { computeFigures, type Figures } from '@minyi/shared/estimates/figures.ts'
import { cellSums, marginError } from '@minyi/shared/estimates/margins.ts'
import { capWeights } from '@minyi/shared/estimates/nonresponse.ts'
import { bootstrap, replicateEstimate } from '@minyi/shared/estimates/replicates.ts'
import { seededRandom } from '@minyi/shared/estimates/seeded-random.ts'
import { boundaryInterval } from '@minyi/shared/estimates/survey-proportion.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { domainOf } from './reference.ts'
import { isValid, mainDesign, variables } from './synth-survey.ts'

type Row = { stratum: string; cluster: string; weight: number; answer: string; group: string }
const header = ['stratum', 'cluster', 'weight', 'answer', 'group']

/** A sample of two or three strata, each of two to four clusters with answers on five grades, some of them "don't know". */
const sample = fc
  .array(
    fc.array(
      fc.array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 6 }), fc.boolean()), {
        minLength: 1,
        maxLength: 5,
      }),
      { minLength: 2, maxLength: 4 },
    ),
    { minLength: 2, maxLength: 3 },
  )
  .map((strata) =>
    strata.flatMap((clusters, h) =>
      clusters.flatMap((rows, c) =>
        rows.map(
          ([weight, grade, first]): Row => ({
            stratum: `S${h}`,
            cluster: `C${c}`,
            weight,
            answer: String(grade),
            group: first ? 'A' : 'B',
          }),
        ),
      ),
    ),
  )

const spec = readFigureSpec({
  ids: ['cluster'],
  strata: 'stratum',
  weights: 'weight',
  nest: true,
  variables: [
    { name: 'top3', kind: 'proportion', column: 'answer', in: ['3', '4', '5'], of: ['1', '2', '3', '4', '5'] },
    { name: 'grade', kind: 'mean', column: 'answer' },
    { name: 'sum', kind: 'total', column: 'answer' },
  ],
  methods: ['logit', 'xlogit', 'beta', 'kg_truncated', 'asin', 'wilson'],
  target: 0.9,
})

function figuresOf(rows: readonly Row[], changed: Partial<FigureSpec> = {}): Figures {
  const used = { ...spec, ...changed }
  const reading = figureRows(used, header)
  for (const row of rows) reading.add([row.stratum, row.cluster, String(row.weight), row.answer, row.group])
  return computeFigures(used, reading.columns())
}

/** Fails unless both have the same figures and each number agrees but for rounding. */
function expectClose(found: Figures, expected: Figures): void {
  const numbersOf = (figures: Figures) => {
    const numbers: number[] = []
    const shape = JSON.stringify(figures, (_, value) => {
      if (typeof value !== 'number' || !Number.isFinite(value)) return value
      numbers.push(value)
      return 0
    })
    return { numbers, shape }
  }
  const [ours, theirs] = [numbersOf(found), numbersOf(expected)]
  expect(ours.shape).toBe(theirs.shape)
  const apart = ours.numbers.filter((value, k) => {
    const other = theirs.numbers[k] ?? Number.NaN
    return !(Math.abs(value - other) <= 1e-9 * Math.max(Math.abs(value), Math.abs(other)) + 1e-13)
  })
  expect(apart).toEqual([])
}

describe('figures of a survey', () => {
  it('do not depend on the order in which rows are read or files are merged', () => {
    fc.assert(
      fc.property(sample, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (rows, order) => {
        const shuffled = rows
          .map((row) => ({ row, key: order.next().value }))
          .sort((a, b) => a.key - b.key)
          .map(({ row }) => row)
        expectClose(figuresOf(shuffled), figuresOf(rows))
        expectClose(figuresOf(shuffled, { by: ['group'] }), figuresOf(rows, { by: ['group'] }))
      }),
      { numRuns: 60 },
    )
  })

  it('do not change when all weights are multiplied by a constant, but for totals and the population', () => {
    fc.assert(
      fc.property(sample, fc.integer({ min: 2, max: 1000 }), (rows, factor) => {
        const scaled = figuresOf(rows.map((row) => ({ ...row, weight: row.weight * factor })))
        for (const [i, before] of figuresOf(rows).estimates.entries()) {
          const after = scaled.estimates[i]
          const times = before.variable === 'sum' ? factor : 1
          expect(after?.est).toBeCloseTo(before.est * times, 6)
          expect((after?.se ?? 0) / times).toBeCloseTo(before.se, 6)
          expect([after?.df, after?.n]).toEqual([before.df, before.n])
        }
      }),
      { numRuns: 60 },
    )
  })

  it('of a domain and its complement add up to the whole', () => {
    fc.assert(
      fc.property(sample, (rows) => {
        const whole = figuresOf(rows).estimates[2]
        const parts = figuresOf(rows, { by: ['group'] }).estimates.filter(({ variable }) => variable === 'sum')
        expect(parts.reduce((sum, part) => sum + part.est, 0)).toBeCloseTo(whole?.est ?? Number.NaN, 6)
        expect(parts.reduce((sum, part) => sum + part.n, 0)).toBe(whole?.n)
      }),
      { numRuns: 60 },
    )
  })

  it('have intervals within 0..1 that contain the point, or none where no error can be known', () => {
    fc.assert(
      fc.property(sample, (rows) => {
        for (const { est, se, df, ci } of figuresOf(rows).estimates.slice(0, 1)) {
          for (const [lower, upper] of Object.values(ci)) {
            if (!(se > 1e-9 && df > 0)) expect([lower, upper]).toEqual([Number.NaN, Number.NaN])
            else expect(0 <= lower && lower <= est + 1e-12 && est - 1e-12 <= upper && upper <= 1).toBe(true)
          }
        }
      }),
      { numRuns: 200 },
    )
  })

  it('have no error left when every unit of the population was asked', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 30 }), (grades) => {
        const rows = grades.length
        const fpc = [new Float64Array(rows).fill(rows)]
        const design = surveyDesign({ rows, weights: null, ids: [], strata: [], fpc, nest: false, lonely: 'fail' })
        expect(surveyMean(design, domainOf(grades)).se).toBe(0)
        expect(surveyTotal(design, domainOf(grades)).est).toBe(grades.reduce((sum, grade) => sum + grade, 0))
      }),
    )
  })
})

describe('a rate seen as exactly 0 or 1', () => {
  it('has an interval from its number of rows, wider with fewer degrees of freedom', () => {
    const [lower, upper] = boundaryInterval({ p: 1, se: 0, df: 30, n: 100 })
    expect([upper, lower > 0.9 && lower < 1]).toEqual([1, true])
    expect(boundaryInterval({ p: 1, se: 0, df: 5, n: 100 })[0]).toBeLessThan(lower)
    expect(boundaryInterval({ p: 0, se: 0, df: 30, n: 100 })[1]).toBeCloseTo(1 - lower, 12)
    const simple = boundaryInterval({ p: 1, se: 0, df: 99, n: 100 })
    expect(simple[0]).toBeCloseTo(clopperPearson(100, 100)[0], 12)
  })
})

describe('weighting', () => {
  const labels = fc.constantFrom('a', 'b', 'c')
  const crossed = fc.array(
    fc.record({
      first: labels,
      second: labels,
      weight: fc.integer({ min: 1, max: 20 }),
      true: fc.integer({ min: 1, max: 20 }),
    }),
    { minLength: 8, maxLength: 40 },
  )

  it('hits its margins by raking, or linear calibration, and starts from the design weights', () => {
    fc.assert(
      fc.property(crossed, fc.constantFrom('raking' as const, 'linear' as const), (rows, method) => {
        const [first, second] = [codeLabels(rows.map((row) => row.first)), codeLabels(rows.map((row) => row.second))]
        const known = Float64Array.from(rows, (row) => row.true)
        const margins = [first, second].map(({ codes, count }) => {
          const margin = { cellOfRow: codes, totals: new Float64Array(count) }
          return { ...margin, totals: cellSums(margin, known) }
        })
        const columns = { rows: rows.length, ids: [], strata: [], fpc: [], nest: false, lonely: 'fail' as const }
        const base = surveyDesign({ ...columns, weights: Float64Array.from(rows, (row) => row.weight) })
        const { design, report } = calibrateDesign(base, margins, { method, maxIterations: 100_000, tolerance: 1e-10 })
        expect(marginError(margins, design.weights)).toBeLessThan(1e-10)
        expect(report.neff).toBeLessThanOrEqual(rows.length + 1e-9)
        const again = calibrateDesign({ ...base, weights: known }, margins, { method })
        expect([...again.design.weights]).toEqual([...known])
      }),
      { numRuns: 50 },
    )
  })

  it('caps weights without losing anybody', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 2, maxLength: 50 }),
        fc.double({ min: 1.1, max: 5, noNaN: true }),
        (list, times) => {
          const weights = Float64Array.from(list)
          const sum = weights.reduce((total, weight) => total + weight, 0)
          const largest = (times * sum) / weights.length
          const capped = capWeights(weights, largest)
          expect(Math.max(...capped)).toBeLessThanOrEqual(largest * (1 + 1e-12))
          expect(capped.reduce((total, weight) => total + weight, 0) / sum).toBeCloseTo(1, 9)
        },
      ),
    )
  })
})

describe('bootstrap replicate weights', () => {
  it('agree with linearisation up to their own noise, and a seed fixes them', () => {
    const { rows, y } = domainOf(variables.top3, isValid)
    const mean = (weights: Float64Array) => {
      let [above, below] = [0, 0]
      rows.forEach((row, k) => {
        above += (weights[row] ?? 0) * (y[k] ?? 0)
        below += weights[row] ?? 0
      })
      return above / below
    }
    const run = () => replicateEstimate(mainDesign, bootstrap(mainDesign, 400, seededRandom(3)), mean)
    const found = run()
    const exact = surveyMean(mainDesign, { rows, y })
    expect(found.est).toBeCloseTo(exact.est, 12)
    expect(found.se / exact.se).toBeGreaterThan(0.85)
    expect(found.se / exact.se).toBeLessThan(1.15)
    expect(run()).toEqual(found)
  })
})
