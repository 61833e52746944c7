import type { Figure } from '@minyi/shared/indicators/contract.ts'
import { hiddenWords } from '@minyi/shared/indicators/labels.ts'
import { View } from '@tarojs/components'
import { WordLink } from '../../../components/button'
import { count, interval, percent } from '../../../components/figure-words'
import { type Column, Table } from '../../../components/table'
import { Verdict } from '../../../components/verdict'
import { targetOf } from '../store'
import '../indicators.css'

export type RateTableProps = {
  label: string
  head: string
  rows: readonly Figure[]
  /** Opens a row by its id, or by its name where it has none. */
  onOpen?: (place: string) => void
}

/** Areas, fields or channels in their own order, each with n, rate, interval and verdict; what may not be shown says why. */
export function RateTable({ label, head, rows, onOpen }: RateTableProps) {
  const from = scaleStart(rows)
  const columns: Column<Figure>[] = [
    { key: 'name', head, grow: 3, cell: ({ scope }) => <Name scope={scope} onOpen={onOpen} /> },
    { key: 'n', head: 'n', number: true, folded: 'n = ', cell: ({ n }) => count(n ?? 0) },
    {
      key: 'rate',
      head: '满意度',
      number: true,
      strong: true,
      cell: ({ estimate }) => (estimate ? percent(estimate.point) : ''),
    },
    {
      key: 'interval',
      head: '区间',
      number: true,
      grow: 2,
      cell: ({ estimate }) => (estimate ? interval(...estimate.interval) : ''),
    },
    {
      key: 'bar',
      head: `${percent(from)}–100%`,
      grow: 3,
      cell: (figure) => <MiniInterval figure={figure} from={from} />,
    },
    { key: 'verdict', head: '判定', grow: 2, cell: ({ verdict }) => <Verdict value={verdict ?? 'insufficient'} /> },
  ]
  return (
    <Table
      label={label}
      columns={columns}
      rows={rows}
      rowKey={({ scope }) => scope.id ?? scope.name}
      hidden={(figure) => hiddenWithCount(figure)}
    />
  )
}

function Name({ scope, onOpen }: { scope: Figure['scope']; onOpen: RateTableProps['onOpen'] }) {
  if (!onOpen || scope.dimension === 'rest') return <>{scope.name}</>
  return <WordLink onPress={() => onOpen(scope.id ?? scope.name)}>{scope.name}</WordLink>
}

function hiddenWithCount(figure: Figure): string | undefined {
  const reason = hiddenWords(figure)
  return reason !== undefined && figure.n !== null ? `n=${count(figure.n)}，${reason}` : reason
}

function MiniInterval({ figure, from }: { figure: Figure; from: number }) {
  if (!figure.estimate) return null
  const [low, high] = figure.estimate.interval
  const at = (share: number) => `${Math.max(0, (100 * (share - from)) / (1 - from))}%`
  return (
    <View className="mini-interval" aria-hidden="true">
      <View className="mini-range" style={{ left: at(low), width: `${(100 * (high - low)) / (1 - from)}%` }} />
      <View className="mini-goal" style={{ left: at(targetOf(figure)) }} />
      <View className="mini-dot" style={{ left: at(figure.estimate.point) }} />
    </View>
  )
}

/** The lowest ten under every interval of the table, so that all rows share one scale. */
function scaleStart(rows: readonly Figure[]): number {
  const lows = rows.flatMap(({ estimate }) => (estimate ? [estimate.interval[0]] : []))
  const lowest = Math.min(0.85, ...lows)
  return Math.max(0, Math.floor(lowest * 10) / 10)
}
