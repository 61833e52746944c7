import type { Period } from '@minyi/shared/indicators/contract.ts'
import { type HandlingFigure, readHandling } from '@minyi/shared/indicators/handling/contract.ts'
import { handlingRateLabels, handlingRateWords } from '@minyi/shared/indicators/handling/labels.ts'
import { suppressionLabels } from '@minyi/shared/indicators/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Card } from '../../../components/card'
import { Figure, NoFigure } from '../../../components/figure'
import { count, interval, percent } from '../../../components/figure-words'
import { Heading } from '../../../components/heading'
import { Choose } from '../../../components/office/choose'
import { KeptLoaded } from '../../../components/office/kept-loaded'
import { Table } from '../../../components/table'
import { DemoMark } from '../../../components/tag'
import { Verdict } from '../../../components/verdict'
import { call } from '../../../lib/call'
import { useKeptRemote } from '../../../lib/kept-remote'
import { CertificateLink } from '../certificate-link'
import './leader.css'

type By = 'none' | 'unit' | 'area'

/** The rates of handling (办理类指标) over the same days: 响应率, 解决率, 满意率, 按期办结率. */
export function HandlingCard({ period, areaId }: { period: Period; areaId?: string }) {
  const [by, setBy] = useState<By>('none')
  const ask = { ...period, areaId, by }
  const found = useKeptRemote(() => call(readHandling, ask), `handling/${JSON.stringify(ask)}`)
  if (found.failure?.code === 'not-found') return null
  return (
    <KeptLoaded from={found}>
      {({ figures, rows }) => (
        <Card label="民意件办理" className="chart-part">
          <View className="chart-part-head">
            <View className="grow">
              <Heading>民意件办理</Heading>
              <View className="sub">这段时间收到的件；没有表态的不算解决，也不进分母</View>
            </View>
            {figures[0]?.demo && <DemoMark />}
            <Choose
              label="民意件办理：怎么分列"
              value={by}
              options={[
                { value: 'none', word: '合计' },
                { value: 'unit', word: '按单位' },
                { value: 'area', word: '按区域' },
              ]}
              onChange={setBy}
            />
          </View>
          <View className="handling-grid">
            {figures.map((figure) => (
              <Rate key={figure.rate} figure={figure} />
            ))}
          </View>
          {rows.length > 0 && <HandlingTable rows={rows} />}
        </Card>
      )}
    </KeptLoaded>
  )
}

function Rate({ figure }: { figure: HandlingFigure }) {
  const { estimate, verdict, target, rate, suppressed } = figure
  const value = estimate && {
    point: estimate.point,
    low: estimate.interval[0],
    high: estimate.interval[1],
    n: estimate.n,
    target: target ?? 0.9,
    verdict: verdict ?? ('insufficient' as const),
  }
  return (
    <View className="stack-tight">
      <View className="line-up">
        <View className="strong">{handlingRateLabels[rate]}</View>
        {verdict && estimate && <Verdict value={verdict} pill />}
      </View>
      {value ? (
        <Figure value={value} compact />
      ) : (
        <NoFigure reason={suppressionLabels[suppressed ?? 'under-minimum']} />
      )}
      <View className="sub">{handlingRateWords[rate]}</View>
      <CertificateLink link={figure.certificate} indicatorId={figure.definition.id} />
    </View>
  )
}

type Row = { scope: { id: string | null; name: string }; figures: readonly HandlingFigure[] }

function HandlingTable({ rows }: { rows: readonly Row[] }) {
  const cell = (row: Row, at: number) => {
    const figure = row.figures[at]
    if (!figure?.estimate) return <View className="sub">n={figure?.n ?? '—'}，不给比率</View>
    const { point, interval: bounds, n } = figure.estimate
    return (
      <View>
        <View className="strong">{percent(point)}</View>
        <View className="sub">
          {interval(...bounds)}，n={count(n)}
        </View>
      </View>
    )
  }
  const [first] = rows
  return (
    <Table
      label="民意件办理"
      columns={[
        { key: 'name', head: '范围', grow: 2, cell: ({ scope }) => scope.name },
        ...(first?.figures ?? []).map(({ rate }, at) => ({
          key: rate,
          head: handlingRateLabels[rate],
          grow: 2,
          folded: `${handlingRateLabels[rate]} `,
          cell: (row: Row) => cell(row, at),
        })),
      ]}
      rows={rows}
      rowKey={({ scope }) => scope.id ?? scope.name}
    />
  )
}
