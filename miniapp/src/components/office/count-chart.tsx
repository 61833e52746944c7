import { View } from '@tarojs/components'
import { Drawing } from '../drawing'
import { count as countWords } from '../figure-words'
import { stretched } from '../plot'
import { type Column, Table } from '../table'
import './count-chart.css'

/** One day: what was counted, and where known what was to be expected with its limits. */
export type CountDay = { name: string; count: number; expected?: number; low?: number; high?: number }
/** A stretch of days that has a name, such as 整治中. */
export type CountSpan = { from: number; to: number; word: string }

export type CountChartProps = {
  days: readonly CountDay[]
  /** The one sentence of the chart. */
  label: string
  spans?: readonly CountSpan[]
  /** A level to hold the days against, with its word. */
  level?: { at: number; word: string }
  /** Without words around it, on a card among others. */
  small?: boolean
}

/** Counts day by day as bars over the band of what was to be expected; every word stands beside the drawing and grows. */
export function CountChart({ days, label, spans = [], level, small }: CountChartProps) {
  const top = topOf(days, level?.at)
  const svg = stretched(markupOf(days, spans, top, level?.at))
  if (small) return <Drawing svg={svg} className="count-small" label={label} />
  const first = days[0]?.name
  const last = days[days.length - 1]?.name
  return (
    <View className="count-chart">
      <View className="count-box">
        <View className="count-axis" aria-hidden="true">
          {[1, 0.5, 0].map((share) => (
            <View key={share} className="count-tick" style={{ top: `${100 - 100 * share}%` }}>
              {countWords(Math.round(top * share))}
            </View>
          ))}
        </View>
        <View className="count-plot">
          <Drawing svg={svg} className="plot-drawing" label={label} />
          {spans.map(({ from, to, word }) => (
            <View
              key={word}
              className="count-span"
              style={{ left: `${(100 * from) / days.length}%`, width: `${(100 * (to - from)) / days.length}%` }}
            >
              {word}
            </View>
          ))}
          {level && (
            <View className="count-level" style={{ top: `${100 - (100 * level.at) / top}%` }}>
              {level.word}
            </View>
          )}
        </View>
      </View>
      <View className="count-dates" aria-hidden="true">
        <View>{first}</View>
        <View>{days[Math.floor(days.length / 2)]?.name}</View>
        <View>{last}</View>
      </View>
    </View>
  )
}

/** The days of a chart as a table, the newest first; what was to be expected only where it is known. */
export function CountTable({ days, label }: Pick<CountChartProps, 'days' | 'label'>) {
  const known = days.some(({ expected }) => expected !== undefined)
  const usual: Column<CountDay>[] = [
    { key: 'usual', head: '往常', number: true, folded: '往常 ', cell: ({ expected }) => expected?.toFixed(1) ?? '—' },
    { key: 'range', head: '往常范围', number: true, folded: '范围 ', cell: ({ low, high }) => rangeWords(low, high) },
  ]
  return (
    <Table
      label={label}
      rows={[...days].reverse()}
      rowKey={({ name }) => name}
      columns={[
        { key: 'day', head: '日期', cell: ({ name }) => name },
        {
          key: 'count',
          head: '件数',
          number: true,
          strong: true,
          folded: '件数 ',
          cell: ({ count }) => countWords(count),
        },
        ...(known ? usual : []),
      ]}
    />
  )
}

const rangeWords = (low?: number, high?: number) =>
  low === undefined || high === undefined ? '—' : `${low.toFixed(1)}–${high.toFixed(1)}`

/** The top of the axis: above every bar and band, on a round number that halves to a whole one. */
function topOf(days: readonly CountDay[], level = 0): number {
  const most = Math.max(4, level, ...days.map(({ count, high = 0 }) => Math.max(count, high)))
  const step = most > 200 ? 100 : most > 40 ? 20 : most > 12 ? 10 : 4
  return Math.ceil(most / step) * step
}

function markupOf(
  days: readonly CountDay[],
  spans: readonly CountSpan[],
  top: number,
  level: number | undefined,
): string {
  const width = 100 / Math.max(1, days.length)
  const y = (value: number) => round(100 - (100 * value) / top)
  const middle = (i: number) => round(width * (i + 0.5))
  const known = days.flatMap(({ expected, low, high }, i) =>
    expected === undefined || low === undefined || high === undefined ? [] : [{ i, expected, low, high }],
  )
  const band = [
    ...known.map(({ i, high }) => `${middle(i)},${y(Math.min(top, high))}`),
    ...[...known].reverse().map(({ i, low }) => `${middle(i)},${y(low)}`),
  ].join(' ')
  return [
    ...spans.map(
      ({ from, to }, i) =>
        `<rect x="${round(width * from)}" y="0" width="${round(width * (to - from))}" height="100" fill="${i % 2 ? '#f5f6f8' : '#eff6ff'}"/>`,
    ),
    ...[0, 0.5].map((share) => `<path d="M0 ${100 * share}H100" stroke="#e5e7eb" vector-effect="non-scaling-stroke"/>`),
    ...(known.length > 1 ? [`<polygon points="${band}" fill="#bfdbfe" fill-opacity=".7"/>`] : []),
    ...days.map(({ count, high }, i) => {
      const tall = high !== undefined && count > high
      return `<rect x="${round(width * (i + 0.14))}" y="${y(count)}" width="${round(width * 0.72)}" height="${round(100 - y(count))}" fill="${tall ? '#b45309' : '#1d4ed8'}" fill-opacity="${tall ? '.9' : '.62'}"/>`
    }),
    ...(known.length > 1
      ? [
          `<polyline points="${known.map(({ i, expected }) => `${middle(i)},${y(expected)}`).join(' ')}" stroke="#111827" stroke-width="1.5" stroke-dasharray="5 4" vector-effect="non-scaling-stroke"/>`,
        ]
      : []),
    ...(level === undefined
      ? []
      : [
          `<path d="M0 ${y(level)}H100" stroke="#111827" stroke-width="1.5" stroke-dasharray="5 4" vector-effect="non-scaling-stroke"/>`,
        ]),
  ].join('')
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
