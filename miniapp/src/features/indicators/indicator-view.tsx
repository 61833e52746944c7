import {
  exportFigures,
  type Figure as FigureRecord,
  listByArea,
  listByUnit,
  readFigure,
  readTrend,
} from '@minyi/shared/indicators/contract.ts'
import {
  changeWords,
  hiddenWords,
  monthName,
  periodWords,
  standingLabels,
  verdictMeanings,
} from '@minyi/shared/indicators/labels.ts'
import { View } from '@tarojs/components'
import { type ReactNode, useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { Chips } from '../../components/chip'
import { Figure, NoFigure } from '../../components/figure'
import { count, interval, percent } from '../../components/figure-words'
import { Heading } from '../../components/heading'
import { Loaded } from '../../components/loaded'
import { OfficeHead } from '../../components/office/office-page'
import { axisWords, TrendChart } from '../../components/office/trend-chart'
import { Segments } from '../../components/segments'
import { Table } from '../../components/table'
import { DemoMark, Tag } from '../../components/tag'
import { Verdict } from '../../components/verdict'
import { keepInAddress, queryOfAddress } from '../../lib/address'
import { call } from '../../lib/call'
import { download } from '../../lib/download'
import { useRemote } from '../../lib/remote'
import { Certificate } from './certificate'
import { RateTable } from './rate-table'
import { pointsOf, shownOf, targetOf } from './store'
import './indicators.css'

const periods = [
  { value: 'window', word: '近一个时间窗' },
  { value: 'month', word: '本月' },
  { value: 'quarter', word: '本季度' },
  { value: 'year', word: '今年' },
] as const
type Chosen = (typeof periods)[number]['value']

/** One indicator in full: the figure, its course, the units against the funnel, the areas, and where the number comes from. */
export function IndicatorView({ indicatorId }: { indicatorId: string }) {
  const [period, setPeriod] = useState<Chosen>(() => chosenFrom(queryOfAddress().period))
  const ask = { indicatorId, period }
  const one = useRemote(() => call(readFigure, ask), `${indicatorId}/${period}`)
  const choose = (next: Chosen) => {
    setPeriod(next)
    keepInAddress({ id: indicatorId, period: next })
  }
  return (
    <Loaded from={one}>
      {({ indicator, figure, before, yearBefore }) => (
        <>
          <OfficeHead crumb="指标" title={indicator.name}>
            <Chips label="时间" options={periods} value={period} onChange={choose} />
          </OfficeHead>
          <View className="indicator-columns">
            <View className="indicator-main">
              <Headline figure={figure} before={before} yearBefore={yearBefore} />
              <CourseCard indicatorId={indicatorId} target={targetOf(figure)} />
              <Units ask={ask} />
              <AreasCard ask={ask} />
            </View>
            <Certificate indicator={indicator} figure={figure} />
          </View>
        </>
      )}
    </Loaded>
  )
}

function chosenFrom(text: string | undefined): Chosen {
  return periods.find(({ value }) => value === text)?.value ?? 'window'
}

type Three = { figure: FigureRecord; before: FigureRecord; yearBefore: FigureRecord }

function Headline({ figure, before, yearBefore }: Three) {
  const value = shownOf(figure)
  const change = changeWords(figure, before)
  const yearly = changeWords(figure, yearBefore)
  return (
    <Card className="indicator-head">
      {value ? <Figure value={value} compact /> : <NoFigure reason={hiddenWords(figure) ?? ''} />}
      {value && <Verdict value={value.verdict} pill />}
      <View className="indicator-facts">
        <View>
          {periodWords(figure.period)}；{verdictMeanings[figure.verdict ?? 'insufficient']}。
        </View>
        <View className="sub">
          {change ? `较上一个同样长的时段 ${change}` : '上一个同样长的时段份数不够，不比较'}
          {yearly ? `；较去年同期 ${yearly}` : ''}
        </View>
      </View>
      {figure.demo && <DemoMark />}
    </Card>
  )
}

function CourseCard({ indicatorId, target }: { indicatorId: string; target: number }) {
  const [view, setView] = useState<'chart' | 'table'>('chart')
  const trend = useRemote(() => call(readTrend, { indicatorId, by: 'window', months: 12 }), indicatorId)
  return (
    <Loaded from={trend}>
      {({ points }) => {
        const drawn = pointsOf(points)
        return (
          <Part
            title="走势"
            note={`每月末往前一个时间窗；${axisWords(drawn, target)}`}
            tools={<ChartOrTable value={view} onChange={setView} />}
          >
            {view === 'chart' && drawn.length > 1 ? (
              <TrendChart
                points={drawn}
                target={target}
                label={`走势：${drawn.map(({ name, point }) => `${name} ${percent(point)}`).join('，')}`}
              />
            ) : (
              <Table
                label="走势"
                columns={[
                  { key: 'month', head: '月份', cell: ({ month }) => monthName(month, true) },
                  { key: 'n', head: 'n', number: true, cell: ({ figure }) => count(figure.n ?? 0) },
                  { key: 'rate', head: '满意度', number: true, strong: true, cell: ({ figure }) => rateOf(figure) },
                  {
                    key: 'interval',
                    head: '95% 区间',
                    number: true,
                    grow: 2,
                    cell: ({ figure }) => intervalOf(figure),
                  },
                  {
                    key: 'verdict',
                    head: '判定',
                    cell: ({ figure }) => <Verdict value={figure.verdict ?? 'insufficient'} />,
                  },
                ]}
                rows={[...points].reverse()}
                rowKey={({ month }) => month}
                hidden={({ figure }) => hiddenWords(figure)}
              />
            )}
          </Part>
        )
      }}
    </Loaded>
  )
}

type Ask = { indicatorId: string; period: Chosen }

function Units({ ask }: { ask: Ask }) {
  const units = useRemote(() => call(listByUnit, ask), `${ask.indicatorId}/${ask.period}`)
  return (
    <Loaded from={units}>
      {({ rows, hidden }) => {
        const standing = new Map(rows.map(({ figure, funnel }) => [figure.scope.id, funnel?.standing]))
        return (
          <Part title="按单位" note="按名录顺序，不作排名；只看是否超出控制限" tools={<Exports ask={ask} by="unit" />}>
            <RateTable
              label="按单位"
              head="单位"
              rows={[...rows.map(({ figure }) => figure), ...(hidden ? [hidden] : [])]}
              more={{
                head: '与全部单位比',
                cell: ({ scope }) => {
                  const found = standing.get(scope.id)
                  if (!found) return null
                  return found === 'within' ? (
                    <View className="sub">没有超出偶然范围</View>
                  ) : (
                    <Tag tone={found.startsWith('low') ? 'bad' : 'good'}>{standingLabels[found]}</Tag>
                  )
                },
              }}
            />
          </Part>
        )
      }}
    </Loaded>
  )
}

function AreasCard({ ask }: { ask: Ask }) {
  const areas = useRemote(() => call(listByArea, ask), `${ask.indicatorId}/${ask.period}`)
  return (
    <Loaded from={areas}>
      {({ rows, hidden }) => (
        <Part
          title="按区域"
          note="按区划顺序；份数不够的不给比率，连带隐藏，防止倒推"
          tools={<Exports ask={ask} by="area" />}
        >
          <RateTable label="按区域" head="区域" rows={hidden ? [...rows, hidden] : rows} />
        </Part>
      )}
    </Loaded>
  )
}

function Exports({ ask, by }: { ask: Ask; by: 'unit' | 'area' }) {
  return (
    <View className="wrap">
      {(['csv', 'xlsx'] as const).map((format) => (
        <Button
          key={format}
          kind="line"
          icon="download"
          small
          narrow
          onPress={() => download(exportFigures, { ...ask, by, format })}
        >
          {format.toUpperCase()}
        </Button>
      ))}
    </View>
  )
}

function Part({
  title,
  note,
  tools,
  children,
}: {
  title: string
  note: string
  tools: ReactNode
  children: ReactNode
}) {
  return (
    <Card label={title}>
      <View className="spread">
        <View className="grow">
          <Heading>{title}</Heading>
          <View className="sub">{note}</View>
        </View>
        {tools}
      </View>
      {children}
    </Card>
  )
}

type Look = 'chart' | 'table'
function ChartOrTable({ value, onChange }: { value: Look; onChange: (value: Look) => void }) {
  const options = [
    { value: 'chart', word: '图' },
    { value: 'table', word: '表' },
  ] as const
  return <Segments label="看图或看表" options={options} value={value} onChange={onChange} />
}

const rateOf = ({ estimate }: FigureRecord) => (estimate ? percent(estimate.point) : '')
const intervalOf = ({ estimate }: FigureRecord) => (estimate ? interval(...estimate.interval) : '')
