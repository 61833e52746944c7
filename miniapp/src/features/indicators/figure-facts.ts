import type { Figure, IndicatorCard, TrendPoint } from '@minyi/shared/indicators/contract.ts'
import { suppressionLabels } from '@minyi/shared/indicators/labels.ts'
import { gradeLabels } from '@minyi/shared/ratings/labels.ts'
import type { FigureValue } from '../../components/figure'
import type { PlotPoint } from '../../components/plot'
import { shortDay } from '../../lib/time-words'

const usualTarget = 0.9

/** The line a figure is judged by; the plan's own number, or the tenant's where the plan states none. */
export const targetOf = (figure: Pick<Figure, 'target'>): number => figure.target ?? usualTarget

/** What the components draw; null where the figure may not be shown. */
export function shownOf(figure: Figure): FigureValue | null {
  const { estimate, verdict } = figure
  if (!estimate) return null
  const [low, high] = estimate.interval
  return {
    point: estimate.point,
    low,
    high,
    n: estimate.n,
    target: targetOf(figure),
    verdict: verdict ?? 'insufficient',
  }
}

/** Why there is no rate, in words; undefined where there is one. */
export const hiddenWords = (figure: Figure): string | undefined =>
  figure.estimate ? undefined : suppressionLabels[figure.suppressed ?? 'under-minimum']

/** `2026年8月24日至11月21日` */
export function periodWords({ from, to }: Figure['period']): string {
  const sameYear = from.slice(0, 4) === to.slice(0, 4)
  return `${from.slice(0, 4)}年${shortDay(from)}至${sameYear ? '' : `${to.slice(0, 4)}年`}${shortDay(to)}`
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

/** `8月`, with its year where the year is new. */
export function monthName(month: string, first = false): string {
  const name = `${Number(month.slice(5, 7))}月`
  return first || month.endsWith('-01') ? `${month.slice(0, 4)}年${name}` : name
}

/** `非常满意、满意、基本满意` */
export const gradesInWords = (card: IndicatorCard): string =>
  [...card.grades]
    .sort((a, b) => b - a)
    .map((grade) => gradeLabels[grade])
    .join('、')

/** The change between two figures in points, signed; null where one of them has no rate. */
export function changeWords(now: Figure, before: Figure): string | null {
  if (!now.estimate || !before.estimate) return null
  const change = Math.round((now.estimate.point - before.estimate.point) * 1000) / 10
  return `${change > 0 ? '+' : change < 0 ? '−' : ''}${Math.abs(change).toFixed(1)} 个百分点`
}
