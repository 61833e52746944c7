import type { Figure, TrendPoint } from '@minyi/shared/indicators/contract.ts'
import { monthName } from '@minyi/shared/indicators/labels.ts'
import type { FigureValue } from '../../components/figure'
import type { PlotPoint } from '../../components/plot'

const usualTarget = 0.9

/** The line a figure is judged by; the plan's own number, or the usual one where neither plan nor tenant states any. */
export const targetOf = (figure: Pick<Figure, 'target'>): number => figure.target ?? usualTarget

/** What the components draw; null where the figure may not be shown. */
export function shownOf(figure: Figure): FigureValue | null {
  const { estimate, verdict } = figure
  if (!estimate) return null
  const [low, high] = estimate.interval
  const target = targetOf(figure)
  const { point, n, level } = estimate
  return { point, low, high, n, target, verdict: verdict ?? 'insufficient', level }
}

/** The points of a course that have a rate, named by their month. */
export function pointsOf(trend: readonly TrendPoint[]): PlotPoint[] {
  return trend.flatMap(({ month, figure }, index) => {
    const value = shownOf(figure)
    if (!value) return []
    const { point, low, high, n } = value
    return [{ name: monthName(month, index === 0), point, low, high, n }]
  })
}
