import { wilson } from '@minyi/shared/estimates/wilson.ts'
import { alarmPartsWords, alarmWords, runLengthWords, watchRuleWords } from '@minyi/shared/indicators/alarms/labels.ts'
import { baselineOf, type DayShare, daysToLine, planWatch, signalOf } from '@minyi/shared/indicators/alarms/rules.ts'
import { addDays } from '@minyi/shared/platform/time.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const usual = { target: 0.9, falseAlarmDays: 1000, answeredShare: 1, perDay: 40 }
const plan = planWatch({ x: 6650, n: 7000 }, usual)
const course = (rates: readonly number[], n = 40): DayShare[] =>
  rates.map((rate, i) => ({ day: addDays('2026-04-01', i), x: Math.round(rate * n), n }))
const days = (count: number, rate: number) => new Array<number>(count).fill(rate)

describe('the watch of one series', () => {
  test('starts with the quarter, against the half-year before', () => {
    expect(baselineOf('2026-06-10')).toEqual({ from: '2025-10-03', to: '2026-03-31', chartFrom: '2026-04-01' })
    expect(baselineOf('2026-01-01').chartFrom).toBe('2026-01-01')
  })

  test('needs a usual rate, and keeps its promise of false alarms', () => {
    expect(planWatch({ x: 50, n: 59 }, usual)).toBeNull()
    expect(plan?.usual).toBeCloseTo(0.95, 3)
    expect(plan?.runLength.usual).toBeGreaterThanOrEqual(1000)
    expect(plan?.runLength.fallen).toBeLessThan(30)
  })

  test('is silent while nothing happens, and names the day on which a fall began', () => {
    if (!plan) throw new Error('a series of this size is watched')
    expect(signalOf(course(days(60, 0.95)), plan)).toBeNull()
    const fallen = signalOf(course([...days(40, 0.95), ...days(8, 0.8)]), plan)
    expect(fallen).toMatchObject({ since: addDays('2026-04-01', 40) })
    expect(signalOf(course([...days(40, 0.95), ...days(8, 0.8), ...days(40, 0.97)]), plan)).toBeNull()
    expect(signalOf([], plan)).toBeNull()
  })

  test('sees a slow drift that no single day shows', () => {
    if (!plan) throw new Error('a series of this size is watched')
    const drift = Array.from({ length: 80 }, (_, i) => 0.95 - 0.0012 * i)
    expect(
      signalOf(course(drift, 200), planWatch({ x: 34200, n: 36000 }, { ...usual, perDay: 200 }) ?? plan),
    ).not.toBeNull()
  })
})

describe('the days until the line is reached', () => {
  test('are those after which the lower bound lies under the target, and not before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 60 }), fc.double({ min: 0.5, max: 0.88, noNaN: true }), (n, point) => {
        const window = Array.from({ length: 90 }, () => ({ x: Math.round(0.96 * n), n }))
        const found = daysToLine(window, { n, point }, { target: 0.9, level: 0.95, method: 'wilson' })
        expect(found).not.toBeNull()
        const after = (day: number) => {
          const x = window.slice(day).reduce((sum, one) => sum + one.x, 0) + day * n * point
          return wilson(x, 90 * n, 0.95)[0]
        }
        expect(after(found ?? 0)).toBeLessThan(0.9)
        expect(after((found ?? 1) - 1)).toBeGreaterThanOrEqual(0.9)
      }),
    )
  })

  test('are not told where the line is crossed already, or not in sight', () => {
    const window = (x: number) => Array.from({ length: 90 }, () => ({ x, n: 20 }))
    const line = { target: 0.9, level: 0.95, method: 'wilson' as const }
    expect(daysToLine(window(17), { n: 20, point: 0.8 }, line)).toBeNull()
    expect(daysToLine(window(19), { n: 20, point: 0.95 }, line)).toBeNull()
  })
})

test('the case is said in plain words', () => {
  const interval: [number, number] = [0.907, 0.931]
  const words = {
    chart: 'cusum' as const,
    value: 5,
    limit: 4,
    target: 0.9,
    usual: { n: 2000, point: 0.935, interval, from: '2025-10-03', to: '2026-03-31' },
    recent: { n: 142, point: 0.866, interval, since: '2026-05-20', to: '2026-06-10' },
    figure: { n: 1882, point: 0.92, interval, verdict: 'met' as const },
    daysToLine: 18,
    runLength: { usual: 1204, fallen: 13.2 },
    parts: [],
  }
  expect(alarmWords(words)).toBe(
    '5月20日以来 142 份评价满意率 86.6%，平时 93.5%。时间窗的数字 92.0% 现在仍达标；照此下去，约 18 天后下限会低于 90.0%。',
  )
  expect(alarmPartsWords(words)).toContain('看不出集中在哪里')
  expect(runLengthWords(words)).toContain('平均约 1204 天才误报一次')
  const rule = { falseAlarmDays: 1000, watched: 58, unwatched: 6, falseAlarmsPerMonth: 1.6, lastDay: '2026-06-10' }
  expect(watchRuleWords(rule)).toContain('每月约误报 1.6 次')
})
