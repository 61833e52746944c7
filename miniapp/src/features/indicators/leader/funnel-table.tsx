import type { FunnelPoint } from '@minyi/shared/indicators/breakdowns/contract.ts'
import type { Figure } from '@minyi/shared/indicators/contract.ts'
import { standingLabels, suppressionLabels } from '@minyi/shared/indicators/labels.ts'
import { View } from '@tarojs/components'
import { memo, type ReactNode, startTransition, useEffect, useState } from 'react'
import { Button, WordLink } from '../../../components/button'
import { count, interval, percent } from '../../../components/figure-words'
import { type Column, Table } from '../../../components/table'
import { Tag } from '../../../components/tag'
import { Verdict } from '../../../components/verdict'
import { isH5 } from '../../../lib/platform'

const atFirst = 20
const more = 60

export type FunnelTableProps = {
  points: readonly FunnelPoint[]
  /** What is not shown, taken together; only beside the whole table. */
  hidden: Figure | null
  onUnit: (unitId: string) => void
}

/** The units in the order of the register, a page at a time, each with n, rate, interval, verdict and its place against chance. */
export function FunnelTable({ points, hidden, onUnit }: FunnelTableProps) {
  const [most, setMost] = useState(atFirst)
  const left = points.length - most
  return (
    <View className="stack-tight">
      <Table
        label="按单位"
        columns={columnsOf(({ id, name }) => <WordLink onPress={() => onUnit(id)}>{name}</WordLink>)}
        rows={points.slice(0, most)}
        rowKey={({ id }) => id}
        hidden={whyHidden}
      />
      {left > 0 && (
        <Button kind="line" small narrow onPress={() => setMost(most + more)}>
          再看 {Math.min(more, left)} 个，还有 {left} 个
        </Button>
      )}
      <HiddenTogether figure={hidden} />
    </View>
  )
}

export type FunnelSheetProps = Omit<FunnelTableProps, 'onUnit'> & {
  /** Whether the chart stands on the screen: then the table is heard, too. */
  isHeard: boolean
}

const restMs = 500

/** Every unit for paper, and for whoever hears the chart. It is drawn when nothing has changed for a while, so that it slows no key down. */
export function FunnelSheet({ points, hidden, isHeard }: FunnelSheetProps) {
  const [drawn, setDrawn] = useState<Omit<FunnelTableProps, 'onUnit'> | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => startTransition(() => setDrawn({ points, hidden })), restMs)
    return () => clearTimeout(timer)
  }, [points, hidden])
  if (!isH5 || !drawn) return null
  return (
    <View className="unseen on-paper" aria-hidden={!isHeard}>
      <Sheet {...drawn} />
    </View>
  )
}

const Sheet = memo(function Sheet({ points, hidden }: Omit<FunnelTableProps, 'onUnit'>) {
  return (
    <>
      <Table
        label="各单位全表"
        columns={columnsOf(({ name }) => name)}
        rows={points}
        rowKey={({ id }) => id}
        hidden={whyHidden}
      />
      <HiddenTogether figure={hidden} />
    </>
  )
})

const columnsOf = (nameOf: (point: FunnelPoint) => ReactNode): Column<FunnelPoint>[] => [
  { key: 'name', head: '单位', grow: 3, cell: nameOf },
  { key: 'n', head: 'n', number: true, folded: 'n = ', cell: ({ n }) => (n === null ? '' : count(n)) },
  {
    key: 'rate',
    head: '满意度',
    number: true,
    strong: true,
    cell: ({ point }) => (point === null ? '' : percent(point)),
  },
  {
    key: 'interval',
    head: '区间',
    number: true,
    grow: 2,
    cell: ({ interval: bounds }) => (bounds ? interval(...bounds) : ''),
  },
  { key: 'verdict', head: '判定', grow: 2, cell: ({ verdict }) => <Verdict value={verdict ?? 'insufficient'} /> },
  { key: 'standing', head: '与全部单位比', grow: 3, cell: ({ standing }) => <StandingWords standing={standing} /> },
  { key: 'field', head: '领域', grow: 2, cell: ({ field }) => field },
]

function whyHidden({ n, suppressed }: FunnelPoint): string | undefined {
  if (!suppressed) return undefined
  return `${n === null ? '' : `n=${count(n)}，`}${suppressionLabels[suppressed]}`
}

function HiddenTogether({ figure }: { figure: Figure | null }) {
  if (!figure?.estimate) return null
  return (
    <View className="sub">
      不显示的合并：{percent(figure.estimate.point)}（{interval(...figure.estimate.interval)}），n=
      {count(figure.estimate.n)}。
    </View>
  )
}

function StandingWords({ standing }: Pick<FunnelPoint, 'standing'>) {
  if (!standing) return null
  if (standing === 'within') return <View className="sub">没有超出偶然范围</View>
  return <Tag tone={standing.startsWith('low') ? 'bad' : 'good'}>{standingLabels[standing]}</Tag>
}
