import type { Figure, TrendPoint } from '@minyi/shared/indicators/contract.ts'
import { hiddenWords, monthName, silenceWords } from '@minyi/shared/indicators/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Card } from '../../components/card'
import { count, intervalNumbers, percent, target as targetWords } from '../../components/figure-words'
import { Heading } from '../../components/heading'
import { type Look, LookSwitch, Looks } from '../../components/looks'
import { type Column, Table } from '../../components/table'
import { DemoMark } from '../../components/tag'
import { Trend } from '../../components/trend'
import { Verdict } from '../../components/verdict'
import { FlipWords } from './open/flip-words'
import { CountLine } from './open/terms'
import { pointsOf, targetOf } from './store'

/** The last months as a line with its band, or as the table of the same numbers, which is printed and read out in any case. */
export function Course({ trend, figure, label }: { trend: readonly TrendPoint[]; figure: Figure; label: string }) {
  const [view, setView] = useState<Look>('chart')
  const points = pointsOf(trend)
  return (
    <Card>
      <View className="spread">
        <View>
          <Heading>近 {trend.length} 个月</Heading>
          <View className="sub">线是满意度，浅色带是 {targetWords(figure.estimate?.level ?? 0.95)} 区间</View>
        </View>
        <LookSwitch of={label} value={view} onChange={setView} />
      </View>
      <Looks
        look={view}
        chart={
          points.length > 1 ? (
            <Trend
              points={points}
              target={targetOf(figure)}
              label={`${label}近 ${trend.length} 个月，逐月的数字在表里`}
            />
          ) : (
            <View className="sub">公布满两个月后才有走势。</View>
          )
        }
      >
        <Table
          label={`${label}逐月`}
          columns={monthColumns(trend[trend.length - 1]?.month)}
          rows={[...trend].reverse()}
          rowKey={({ month }) => month}
          hidden={(row) => hiddenWords(row.figure)}
        />
      </Looks>
    </Card>
  )
}

/** The townships in their own order; those too small to stand alone are merged and said to be. */
export function Areas({ areas, rest, demo }: { areas: readonly Figure[]; rest: readonly string[]; demo: boolean }) {
  if (areas.length === 0) return null
  return (
    <Card>
      <View className="spread">
        <Heading>各镇街</Heading>
        {demo && <DemoMark />}
      </View>
      <View className="sub">按区划顺序排列，不作排名</View>
      <Table
        label="各镇街"
        columns={areaColumns}
        rows={areas}
        rowKey={({ scope }) => scope.id ?? scope.name}
        hidden={hiddenWords}
      />
      <View className="sub">
        “数据不足”：区间跨过目标，还不能下结论。
        {rest.length > 0 && `份数不够单独公布的合并为一行：${rest.join('、')}。`}
      </View>
    </Card>
  )
}

/** What was invited, what came back, and what is in no rate. */
export function LeftOut({ figure }: { figure: Figure }) {
  const { counts, estimate } = figure
  if (!counts || !estimate) return null
  return (
    <Card>
      <View className="spread">
        <Heading>哪些没有算进去</Heading>
        {figure.demo && <DemoMark />}
      </View>
      <CountLine word="办结的事项" value={`${count(counts.eligible)} 件`} />
      <CountLine word="发出评价邀请" value={`${count(counts.invited)} 件`} />
      <CountLine word="到期没有回应（不当作满意）" value={`${count(counts.defaulted)} 件`} />
      <CountLine
        word="经两人复核剔除"
        value={counts.excluded ? `${count(counts.excluded.total)} 份` : '不到 5 份，不公开'}
      />
      {counts.counterShare !== null && (
        <CountLine word="在窗口屏幕上出示评价码的占" value={percent(counts.counterShare)} />
      )}
      <CountLine word="算进去的 n" value={`${count(estimate.n)} 份`} strong />
      <View className="sub">{silenceWords}</View>
      <FlipWords figure={figure} />
    </Card>
  )
}

const rateColumns: readonly Column<Figure>[] = [
  { key: 'n', head: 'n', number: true, folded: 'n = ', cell: ({ n }) => count(n ?? 0) },
  {
    key: 'rate',
    head: '满意',
    number: true,
    strong: true,
    grow: 1.2,
    cell: ({ estimate }) => (estimate ? percent(estimate.point) : ''),
  },
  {
    key: 'interval',
    head: '区间 %',
    number: true,
    grow: 1.9,
    folded: '区间 ',
    cell: ({ estimate }) => (estimate ? intervalNumbers(...estimate.interval) : ''),
  },
  {
    key: 'verdict',
    head: '结论',
    number: true,
    grow: 2.1,
    cell: ({ verdict }) => <Verdict value={verdict ?? 'insufficient'} />,
  },
]

const areaColumns: readonly Column<Figure>[] = [
  { key: 'name', head: '镇街', grow: 2, cell: ({ scope }) => scope.name },
  ...rateColumns,
]

/** The newest month and each January carry their year. */
const monthColumns = (newest: string | undefined): readonly Column<TrendPoint>[] => [
  { key: 'month', head: '月份', grow: 2, cell: ({ month }) => monthName(month, month === newest) },
  ...rateColumns.map((column) => ({ ...column, cell: ({ figure }: TrendPoint) => column.cell(figure) })),
]
