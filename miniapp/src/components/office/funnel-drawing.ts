import { count, percent, target as whole } from '../figure-words'
import { heightOf, type PlotScale } from '../plot'
import type { ChartPicture } from './chart-image'

export type FunnelStanding = 'within' | 'low-95' | 'low-998' | 'high-95' | 'high-998'
export type FunnelUnit = { id: string; name: string; n: number; point: number; standing: FunnelStanding }
export type FunnelLimit = { n: number; limits95: readonly [number, number]; limits998: readonly [number, number] }

/** Where sizes and rates lie in a square of 100 by 100. Sizes stand by their square root where a few are far larger than most. */
export type FunnelFrame = { scale: PlotScale; most: number; rooted: boolean; sizes: readonly number[] }

export function funnelFrame(units: readonly FunnelUnit[], curve: readonly FunnelLimit[], target: number): FunnelFrame {
  const most = Math.max(60, ...units.map(({ n }) => n)) * 1.04
  const sorted = units.map(({ n }) => n).sort((a, b) => a - b)
  const median = sorted[Math.floor(sorted.length / 2)] ?? most
  const rooted = most > 6 * median
  const rates = units.map(({ point }) => point)
  const limits = curve.flatMap(({ limits95 }) => [limits95[0]])
  const lowest = Math.min(target, ...rates, ...limits) - 0.01
  const step = lowest < 0.6 ? 0.1 : 0.05
  const from = Math.max(0, Math.floor(lowest / step - 0.001) * step)
  const ticks = Array.from({ length: Math.round((1 - from) / step) + 1 }, (_, i) => from + i * step)
  return { scale: { from, to: 1, ticks }, most, rooted, sizes: sizesOf(most, rooted) }
}

export function acrossOf({ most, rooted }: FunnelFrame, n: number): number {
  return rooted ? 100 * Math.sqrt(n / most) : (100 * n) / most
}

export const downOf = ({ scale }: FunnelFrame, share: number): number => heightOf(scale, share)

/** Ticks, limits, the rate of all and the target. */
export function limitsMarkup(frame: FunnelFrame, curve: readonly FunnelLimit[], all: number | null, target: number) {
  const line = (of: (limit: FunnelLimit) => number) =>
    curve
      .map((limit) => [acrossOf(frame, limit.n), downOf(frame, Math.min(1, of(limit)))])
      .filter(([, y = 0]) => y <= 100)
      .map(([x = 0, y = 0], i) => `${i === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`)
      .join('')
  const path = (d: string, look: string) => `<path d="${d}" ${look} vector-effect="non-scaling-stroke"/>`
  const across = (share: number) => `M0 ${round(downOf(frame, share))}H100`
  return [
    ...frame.scale.ticks.map((tick) => path(across(tick), 'stroke="#e5e7eb"')),
    path(
      line(({ limits95 }) => limits95[0]),
      'stroke="#6b7280" stroke-dasharray="2 3"',
    ),
    path(
      line(({ limits95 }) => limits95[1]),
      'stroke="#6b7280" stroke-dasharray="2 3"',
    ),
    path(
      line(({ limits998 }) => limits998[0]),
      'stroke="#6b7280"',
    ),
    path(
      line(({ limits998 }) => limits998[1]),
      'stroke="#6b7280"',
    ),
    all === null ? '' : path(across(all), 'stroke="#9ca3af"'),
    path(across(target), 'stroke="#b45309" stroke-width="1.5" stroke-dasharray="5 4"'),
  ].join('')
}

/** Units within the limits as round dots in one stroke, which stay round however the drawing is stretched. */
export function dotsMarkup(frame: FunnelFrame, units: readonly FunnelUnit[], { faint = false } = {}): string {
  const dots = units
    .filter(({ standing }) => standing === 'within')
    .map(({ n, point }) => `M${round(acrossOf(frame, n))} ${round(downOf(frame, point))}h0`)
    .join('')
  const look = faint ? 'stroke="#cbd5e1" stroke-width="6"' : 'stroke="#1d4ed8" stroke-opacity=".8" stroke-width="8"'
  return dots ? `<path d="${dots}" ${look} stroke-linecap="round" vector-effect="non-scaling-stroke"/>` : ''
}

/** The unit that lies nearest to a place, in px of a box of this size; null when none is near. */
export function nearestUnit(
  frame: FunnelFrame,
  units: readonly FunnelUnit[],
  at: { x: number; y: number },
  box: { width: number; height: number },
): FunnelUnit | null {
  let best: FunnelUnit | null = null
  let least = 44 ** 2
  for (const unit of units) {
    const across = (acrossOf(frame, unit.n) / 100) * box.width - at.x
    const down = (downOf(frame, unit.point) / 100) * box.height - at.y
    const distance = across * across + down * down
    if (distance < least) [best, least] = [unit, distance]
  }
  return best
}

/** The same funnel as a picture of its own: units outside the limits as triangles and diamonds. */
export function funnelPicture(
  frame: FunnelFrame,
  units: readonly FunnelUnit[],
  limits: string,
  all: number | null,
  target: number,
): ChartPicture {
  const outside = units.filter(({ standing }) => standing !== 'within')
  const marks = outside
    .map(({ n, point, standing }) => markOf(acrossOf(frame, n), downOf(frame, point), standing))
    .join('')
  const isNear = all !== null && Math.abs(downOf(frame, all) - downOf(frame, target)) < 4
  const lowest = outside.filter(({ standing }) => standing === 'low-998').slice(0, 6)
  return {
    markup: limits + dotsMarkup(frame, units) + marks,
    left: frame.scale.ticks.map((tick) => ({ at: downOf(frame, tick), text: whole(tick) })),
    right: [
      ...(all === null ? [] : [{ at: downOf(frame, all), text: `全部 ${percent(all)}` }]),
      ...(isNear ? [] : [{ at: downOf(frame, target), text: `目标 ${whole(target)}` }]),
    ],
    bottom: frame.sizes.map((n, i) => ({ at: acrossOf(frame, n), text: i === 0 ? `n=${count(n)}` : count(n) })),
    over: lowest.map(({ name, n, point }) => ({ x: acrossOf(frame, n), y: downOf(frame, point) - 1, text: name })),
  }
}

/** A triangle outside 99.8%, a diamond outside 95%; low ones in the warning colour. The square is wider than high, so they are too. */
function markOf(x: number, y: number, standing: FunnelStanding): string {
  const fill = standing.startsWith('low') ? '#b45309' : '#1d4ed8'
  const [w, h] = [0.8, 1.6]
  const points = standing.endsWith('998')
    ? `${x},${y - h} ${x + w},${y + h} ${x - w},${y + h}`
    : `${x},${y - h} ${x + w},${y} ${x},${y + h} ${x - w},${y}`
  return `<polygon points="${points}" fill="${fill}"/>`
}

/** A few round sizes along the axis. */
function sizesOf(most: number, rooted: boolean): number[] {
  const fractions = rooted ? [0.04, 0.16, 0.36, 0.64, 1] : [0.25, 0.5, 0.75, 1]
  return [...new Set(fractions.map((fraction) => roundSize(most * fraction * 0.97)))]
}

function roundSize(n: number): number {
  const unit = 10 ** Math.max(1, Math.floor(Math.log10(n)) - 1)
  return Math.max(10, Math.floor(n / unit) * unit)
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
