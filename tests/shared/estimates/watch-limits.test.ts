import { ewma } from '@minyi/shared/estimates/ewma.ts'
import { simulateRunLength } from '@minyi/shared/estimates/run-length.ts'
import { seededRandom } from '@minyi/shared/estimates/seeded-random.ts'
import { binomialCusumRunLength, binomialEwmaRunLength, limitFor } from '@minyi/shared/estimates/watch-limits.ts'
import { describe, expect, test } from 'vitest'

const charts = [
  { n: 1, p0: 0.93, p1: 0.9 },
  { n: 3, p0: 0.95, p1: 0.9 },
  { n: 40, p0: 0.92, p1: 0.885 },
]
const lambda = 0.1

describe.each(charts)('the run lengths of $n ratings a day at $p0', ({ n, p0, p1 }) => {
  const size = { n, p: p0, runs: 400, longest: 6000 }

  test('of the CUSUM are those of its simulation', () => {
    const h = limitFor((limit) => binomialCusumRunLength({ n, p0, p1, h: limit }, p0), 300, 0.2, 12)
    const [gain, loss] = [Math.log(p1 / p0), Math.log((1 - p1) / (1 - p0))]
    const chart = () => {
      let s = 0
      return (x: number, n: number) => {
        s = Math.max(0, s + x * gain + (n - x) * loss)
        return s >= h
      }
    }
    const stated = binomialCusumRunLength({ n, p0, p1, h }, p0)
    expect(stated).toBeGreaterThanOrEqual(300)
    const simulated = simulateRunLength(size, chart, seededRandom(1))
    expect(Math.abs(simulated.mean / stated - 1)).toBeLessThan(0.2)
    expect(binomialCusumRunLength({ n, p0, p1, h }, p1)).toBeLessThan(stated / 2)
  })

  test('of the EWMA are those of the chart as it is drawn', () => {
    const width = limitFor((limit) => binomialEwmaRunLength({ n, p0, lambda, width: limit }, p0), 300, 0.5, 9)
    const chart = () => {
      const seen = { x: [] as number[], n: [] as number[] }
      return (x: number, n: number) => {
        seen.x.push(x)
        seen.n.push(n)
        // The last hundred days hold all that an EWMA of this weight remembers.
        const drawn = ewma({ x: seen.x.slice(-100), n: seen.n.slice(-100) }, { p0, lambda, width })
        return drawn.low.includes(drawn.z.length - 1)
      }
    }
    const stated = binomialEwmaRunLength({ n, p0, lambda, width }, p0)
    const simulated = simulateRunLength({ ...size, runs: 150, longest: 1500 }, chart, seededRandom(2))
    expect(Math.abs(simulated.mean / stated - 1)).toBeLessThan(0.25)
  })
})

test('a wider limit gives fewer false alarms', () => {
  const lengths = [2, 3, 4, 5].map((h) => binomialCusumRunLength({ n: 10, p0: 0.93, p1: 0.9, h }, 0.93))
  expect([...lengths].sort((a, b) => a - b)).toEqual(lengths)
})
