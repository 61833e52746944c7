import { createHash } from 'node:crypto'
import { RatingsDefinition } from '@minyi/shared/indicators/catalogue/schema.ts'
import { intervalMethods } from '@minyi/shared/indicators/definitions/contract.ts'
import { inFull } from '@minyi/shared/indicators/definitions/rules.ts'
import { canonicalJson, differencesBetween } from '@minyi/shared/indicators/published/comparison.ts'
import { areaCells, openRows, pooledArea, toldBy } from '@minyi/shared/indicators/published/protection.ts'
import { remarksOn } from '@minyi/shared/indicators/published/remarks.ts'
import {
  addRow,
  emptyRow,
  type FigureRow,
  lineOf,
  noSums,
  readRow,
  rowsHeading,
} from '@minyi/shared/indicators/published/rows.ts'
import { boundsOf, certify } from '@minyi/shared/indicators/published/rules.ts'
import { addTallies, type Frame, figureOf, grades, type Tally } from '@minyi/shared/indicators/rules.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const ratings = RatingsDefinition.parse({
  source: 'ratings',
  id: 'ind-002-01',
  version: 1,
  name: '行政执法社会满意度',
  target: { comparison: 'at-least', value: 0.9, unit: 'share' },
  targetBasis: 'tenant',
  denominator: '90 天内办结事项的评价',
  grades: [3, 4, 5],
  minN: 30,
  method: 'wilson',
  level: 0.95,
  kinds: ['enforcement'],
  channels: ['link', 'counter', 'assisted'],
  windowDays: 90,
})
const definition = inFull(ratings)
const frame: Frame = {
  indicatorId: 'IND-002-01',
  scope: { dimension: 'all', id: null, name: '东城' },
  period: { from: '2026-03-01', to: '2026-05-29' },
  basis: 'closed',
  asOf: null,
  demo: false,
}

const key = fc.uuid().map((id) => id.replaceAll('-', ''))
const rating = fc.record({
  ...{ key, what: fc.constant('rating' as const), count: fc.constant(1) },
  area: fc.constantFrom('北镇', '中,镇', '南"镇"'),
  unit: fc.constantFrom('大局', '小局'),
  month: fc.constantFrom('2026-04', '2026-05'),
  channel: fc.constantFrom('link', 'counter', 'assisted', 'standing'),
  grade: fc.constantFrom('1', '2', '3', '4', '5'),
  excluded: fc.constantFrom('', '', '', '', 'duplicate', 'malicious'),
})
const funnel = fc.record({
  what: fc.constantFrom('eligible', 'invited', 'counter', 'defaulted'),
  area: fc.constantFrom('北镇', '南"镇"'),
  count: fc.integer({ min: 1, max: 300 }),
})
const rowsOf = fc
  .tuple(fc.array(funnel, { maxLength: 8 }), fc.array(rating, { minLength: 1, maxLength: 120 }))
  .map(([steps, given]): FigureRow[] => [
    ...steps.map((step) => ({ ...emptyRow, ...step, what: step.what as FigureRow['what'] })),
    ...given,
  ])

function figureFrom(rows: readonly FigureRow[]) {
  const sums = noSums()
  for (const row of rows) addRow(sums, row)
  return certify(sums, definition)
}

const fileOf = (rows: readonly FigureRow[]) => rowsHeading + rows.map(lineOf).join('')
/** The cells of a line that holds no line break. */
const cellsOf = (line: string) =>
  [...`${line},`.matchAll(/("(?:[^"]|"")*"|[^,]*),/g)].map(([, cell = '']) =>
    cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell,
  )
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')

describe('a figure made from rows', () => {
  it('is the figure that the counts give', () => {
    fc.assert(
      fc.property(rowsOf, (rows) => {
        const { counts, estimate, verdict } = figureFrom(rows)
        const exact = figureOf(tallyOf(rows), ratings, { ...frame, basis: 'exact' })
        if (exact.estimate === null) {
          expect(estimate).toBeNull()
          return
        }
        expect(estimate).toMatchObject(exact.estimate)
        expect(verdict).toBe(exact.verdict)
        expect(canonicalJson(counts)).toBe(canonicalJson(exact.counts))
      }),
    )
  })

  it('does not depend on the order of the rows, nor on how ratings are put together into cells', () => {
    fc.assert(
      fc.property(rowsOf, fc.infiniteStream(fc.nat()), (rows, chance) => {
        const shuffled = rows.map((row) => ({ row, at: chance.next().value })).sort((a, b) => a.at - b.at)
        const merged = new Map<string, FigureRow>()
        for (const { row } of shuffled) {
          const cell = { ...row, key: '', area: '', unit: '', month: '', count: 0 }
          const name = lineOf(cell)
          merged.set(name, { ...cell, count: (merged.get(name)?.count ?? 0) + row.count })
        }
        expect(figureFrom(shuffled.map(({ row }) => row))).toEqual(figureFrom(rows))
        expect(figureFrom([...merged.values()])).toEqual(figureFrom(rows))
      }),
    )
  })

  it('survives being written and read again, whatever is in the names', () => {
    fc.assert(
      fc.property(rowsOf, (rows) => {
        const [heading, ...lines] = fileOf(rows).trimEnd().split('\n').map(cellsOf)
        expect(`${heading?.join(',')}\n`).toBe(rowsHeading)
        expect(lines.map((line) => readRow(line))).toEqual(rows)
      }),
    )
  })

  it('differs when any single row is changed, left out or added: always by its hash, by the figure where it counts', () => {
    fc.assert(
      fc.property(rowsOf, rating, fc.nat(), (rows, other, at) => {
        const i = at % rows.length
        const changed = rows.map((row, j) => (j === i ? { ...other, key: row.key } : row))
        const left = rows.filter((_, j) => j !== i)
        for (const tampered of [changed, left, [...rows, other]]) {
          if (fileOf(tampered) === fileOf(rows)) continue
          expect(hashOf(fileOf(tampered))).not.toBe(hashOf(fileOf(rows)))
        }
        const wasIt = rows[i]
        if (wasIt?.what !== 'rating' || wasIt.channel === 'standing' || wasIt.excluded !== '') return
        const graded = rows.map((row, j) => (j === i ? { ...row, grade: row.grade === '1' ? '5' : '1' } : row))
        expect(differencesBetween(figureFrom(rows), figureFrom(graded))).not.toEqual([])
      }),
    )
  })

  it('refuses a line that no figure has', () => {
    const good = ['', 'rating', '', '', '', 'link', '5', '', '1']
    expect(readRow(good)).toMatchObject({ count: 1, grade: '5' })
    for (const [place, bad] of [
      [1, 'guess'],
      [6, '6'],
      [6, '5|'],
      [8, '-1'],
      [8, '1.5'],
      [8, ''],
    ] as const) {
      expect(readRow(good.map((cell, i) => (i === place ? bad : cell)))).toBeUndefined()
    }
    expect(readRow(good.slice(1))).toBeUndefined()
  })
})

describe('what stands beside the rate', () => {
  const rows = (good: number, poor: number, more: FigureRow[] = []): FigureRow[] => [
    { ...emptyRow, channel: 'link', grade: '5', count: good },
    { ...emptyRow, channel: 'link', grade: '1', count: poor },
    ...more,
  ]
  const excluded = (grade: string, count: number) => ({
    ...emptyRow,
    channel: 'link',
    grade,
    excluded: 'malicious',
    count,
  })

  it('the verdict with exclusions, flagged when it flips: dropping 30 of 400 poor ones turns the verdict', () => {
    const flipped = figureFrom(rows(400, 20, [excluded('1', 40)]))
    expect(flipped.verdict).toBe('met')
    expect(flipped.withExclusions).toMatchObject({
      verdict: 'missed',
      flips: 'yes',
      estimate: { n: 460, satisfied: 400 },
    })
    expect(figureFrom(rows(400, 20, [excluded('5', 3)])).withExclusions.flips).toBe('no')
    expect(figureFrom(rows(400, 20)).withExclusions).toMatchObject({ flips: 'no', estimate: { n: 420 } })
  })

  it('only what is possible where the grades of the excluded are not told', () => {
    const untold = figureFrom(rows(400, 20, [{ ...emptyRow, channel: 'link', excluded: '*', count: 40 }]))
    expect(untold.withExclusions).toEqual({
      ...{ estimate: null, verdict: null, flips: 'possible' },
      range: [400 / 460, 440 / 460],
    })
    const few = figureFrom(rows(4000, 20, [{ ...emptyRow, what: 'withheld' }]))
    expect(few.counts).toMatchObject({ answered: null, excluded: null })
    expect(few.withExclusions).toMatchObject({ flips: 'no', range: [4000 / 4024, 4004 / 4024] })
  })

  it('silence by order is a second figure and never moves the first', () => {
    const silent: FigureRow = { ...emptyRow, what: 'defaulted', count: 200 }
    const sums = noSums()
    for (const row of rows(60, 40, [silent])) addRow(sums, row)
    const ordered = certify(sums, { ...definition, silence: { order: '某办法第九条', issuer: '某办' } })
    expect(ordered.estimate).toEqual(certify(sums, definition).estimate)
    expect(ordered.estimate).toMatchObject({ satisfied: 60, n: 100 })
    expect(ordered.ordered).toMatchObject({ silent: 200, estimate: { satisfied: 260, n: 300 } })
    expect(certify(sums, definition).ordered).toBeNull()
  })

  it('the bounds hold whatever the missing think, and meet in the rate when nobody is missing', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), fc.nat(500), fc.nat(500), (good, poor, silentGood, silentPoor) => {
        fc.pre(good + poor > 0)
        const { low, high } = boundsOf(good, good + poor, silentGood + silentPoor)
        const truth = (good + silentGood) / (good + poor + silentGood + silentPoor)
        expect(low).toBeLessThanOrEqual(truth + 1e-12)
        expect(high).toBeGreaterThanOrEqual(truth - 1e-12)
        expect(boundsOf(good, good + poor, 0)).toEqual({
          missing: 0,
          low: good / (good + poor),
          high: good / (good + poor),
        })
      }),
    )
  })

  it('every interval method lies in 0 to 1 and holds the point', () => {
    const sums = noSums()
    for (const row of rows(97, 3)) addRow(sums, row)
    for (const method of intervalMethods) {
      const { estimate } = certify(sums, { ...definition, method })
      const [low, high] = estimate?.interval ?? [1, 0]
      expect(low).toBeGreaterThan(0.85)
      expect([low < 0.97, high > 0.97, high <= 1, estimate?.method]).toEqual([true, true, true, method])
    }
    expect(() => certify(sums, { ...definition, method: 'guess' })).toThrow('guess')
  })

  it('a publisher is told of what weakens the figure', () => {
    const figure = figureFrom(rows(400, 20, [excluded('1', 40), { ...emptyRow, what: 'eligible', count: 5_000 }]))
    const remarks = remarksOn(figure, { demo: true, earlier: 1 }).join('\n')
    for (const word of ['演示数据', '加回来', '没有回应的若都不满意', '更正']) expect(remarks).toContain(word)
    expect(remarksOn(figureFrom(rows(400, 20)), { demo: false, earlier: 0 })).toEqual([])
  })
})

const cell = fc.record({
  g5: fc.nat(60),
  g4: fc.nat(40),
  g3: fc.constantFrom(0, 0, 2, 9),
  g2: fc.constantFrom(0, 1, 4, 7),
  g1: fc.constantFrom(0, 0, 3, 8),
  excluded_g1: fc.constantFrom(0, 3, 6),
  excluded_g5: fc.constantFrom(0, 0, 5),
})
const areasOf = fc.array(
  cell.map((counts): Tally => {
    const excluded = counts.excluded_g1 + counts.excluded_g5
    return {
      link: { ...counts, g5: counts.g5 + 30, 'excluded.malicious': excluded },
      none: { eligible: 300, invited: 200 },
    }
  }),
  { minLength: 1, maxLength: 6 },
)

describe('open rows', () => {
  it('give the identical rate, verdict and counts that the closing told, whatever the areas', () => {
    fc.assert(
      fc.property(areasOf, (areas) => {
        const whole = addTallies(areas)
        const told = toldBy(whole, ratings, frame)
        const closed = figureOf(whole, ratings, frame)
        if (!told) throw new Error('areas are never too small here')
        const figure = figureFrom(
          openRows(
            areas.map((tally, i) => areaCells(`镇${i}`, tally, ratings, frame)),
            told,
          ),
        )
        expect(figure.estimate).toMatchObject(closed.estimate ?? {})
        expect(figure.verdict).toBe(closed.verdict)
        expect(canonicalJson(figure.counts)).toBe(canonicalJson(closed.counts))
        const total = closed.counts?.excluded?.total
        expect(figure.withExclusions.estimate?.n ?? null).toBe(total === 0 ? closed.n : null)
        if (total) expect(figure.withExclusions).toMatchObject(closed.excludedRange ?? {})
      }),
    )
  })

  it('show an area alone only as its own closing does, and no count under five while there is anything to pool it with', () => {
    fc.assert(
      fc.property(areasOf, (areas) => {
        const told = toldBy(addTallies(areas), ratings, frame)
        if (!told) throw new Error('areas are never too small here')
        const rows = openRows(
          areas.map((tally, i) => areaCells(`镇${i}`, tally, ratings, frame)),
          told,
        )
        const cells = rows.filter((row) => row.what === 'rating' && row.excluded === '')
        for (const { area, grade, count } of cells.filter((row) => row.area !== pooledArea)) {
          const own = figureOf(areas[Number(area.slice(1))] ?? {}, ratings, frame).counts?.byGrade
          expect(own?.find((one) => String(one.grade) === grade)?.count).toBe(count)
        }
        const alone = cells.some((row) => row.area !== pooledArea)
        if (alone || told.counts.byGrade) expect(cells.filter(({ count }) => count < 5)).toEqual([])
        expect(rows.every(({ unit, month, key }) => `${unit}${month}${key}` === '')).toBe(true)
      }),
    )
  })
})

/** The counts of rows as the rollups hold them. */
function tallyOf(rows: readonly FigureRow[]): Tally {
  return addTallies(
    rows.map((row): Tally => {
      if (row.what !== 'rating') return { none: { [row.what]: row.count } }
      const grade = grades.find((one) => String(one) === row.grade) ?? 5
      if (row.excluded === '') return { [row.channel]: { [`g${grade}`]: row.count } }
      return { [row.channel]: { [`excluded.${row.excluded}`]: row.count, [`excluded_g${grade}`]: row.count } }
    }),
  )
}
