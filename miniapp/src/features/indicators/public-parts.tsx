import type { Figure, IndicatorCard, TrendPoint } from '@minyi/shared/indicators/contract.ts'
import {
  closingWords,
  gradesInWords,
  hiddenWords,
  monthName,
  silenceWords,
  verdictMeanings,
} from '@minyi/shared/indicators/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Card } from '../../components/card'
import { count, intervalNumbers, percent, target as targetWords } from '../../components/figure-words'
import { Heading } from '../../components/heading'
import { Segments } from '../../components/segments'
import { type Column, Table } from '../../components/table'
import { DemoMark } from '../../components/tag'
import { Trend } from '../../components/trend'
import { Verdict } from '../../components/verdict'
import { pointsOf, targetOf } from './store'

/** The sentence that says what the interval means, and why the verdict follows from it. */
export function Meaning({ indicator, figure }: { indicator: IndicatorCard; figure: Figure }) {
  const { estimate, verdict } = figure
  if (!estimate) return null
  const [low, high] = estimate.interval
  const lowest = Math.min(...indicator.grades)
  const word = lowest === 3 ? '“基本满意”以上' : gradesInWords(indicator)
  return (
    <View>
      {count(estimate.n)} 份评价中，{count(estimate.satisfied)} 份给了{word}。算上偶然误差，大致在 {percent(low)} 到{' '}
      {percent(high)} 之间；{verdictMeanings[verdict ?? 'insufficient']}。
    </View>
  )
}

/** The last months as a line with its band, or as the table of the same numbers. */
export function Course({ trend, figure, label }: { trend: readonly TrendPoint[]; figure: Figure; label: string }) {
  const [view, setView] = useState<'chart' | 'table'>('chart')
  const points = pointsOf(trend)
  const sentence = `${label}近 ${trend.length} 个月：${points.map(({ name, point }) => `${name} ${percent(point)}`).join('，')}`
  return (
    <Card>
      <View className="spread">
        <View>
          <Heading>近 {trend.length} 个月</Heading>
          <View className="sub">线是满意度，浅色带是 95% 区间</View>
        </View>
        <Segments
          label="看图或看表"
          options={[
            { value: 'chart', word: '图' },
            { value: 'table', word: '表' },
          ]}
          value={view}
          onChange={setView}
        />
      </View>
      {view === 'chart' && points.length > 1 && <Trend points={points} target={targetOf(figure)} label={sentence} />}
      {view === 'chart' && points.length <= 1 && <View className="sub">公布满两个月后才有走势。</View>}
      {view === 'table' && (
        <Table
          label={`${label}逐月`}
          columns={monthColumns}
          rows={[...trend].reverse()}
          rowKey={({ month }) => month}
          hidden={(row) => hiddenWords(row.figure)}
        />
      )}
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
      <Line word="办结的事项" value={`${count(counts.eligible)} 件`} />
      <Line word="发出评价邀请" value={`${count(counts.invited)} 件`} />
      <Line word="到期没有回应（不当作满意）" value={`${count(counts.defaulted)} 件`} />
      {counts.excluded && <Line word="经两人复核剔除" value={`${count(counts.excluded.total)} 件`} />}
      {counts.counterShare !== null && <Line word="在窗口屏幕上出示评价码的占" value={percent(counts.counterShare)} />}
      <Line word="算进去的 n" value={`${count(estimate.n)} 份`} strong />
      <View className="sub">{silenceWords}</View>
    </Card>
  )
}

/** The method in full: what counts, for whom, by which clause, and how it is closed. */
export function Method({ indicator, lastClosed }: { indicator: IndicatorCard; lastClosed: string | null }) {
  const { clause, definition } = indicator
  return (
    <Card>
      <Heading>怎么算的（第 {definition.version} 版口径）</Heading>
      <View>
        {gradesInWords(indicator)}算作满意；满意的份数除以全部有效份数。分母是{indicator.denominator}。
      </View>
      <View className="sub">
        区间用 Wilson 法，{targetWords(indicator.level)} 把握；不到 {indicator.minN}{' '}
        份不给比率。扫固定二维码的评价只展示，不计入。
      </View>
      <View className="sub">{closingWords}</View>
      {lastClosed && <View className="sub">最近一次关账：{lastClosed}。</View>}
      <View className="sub">
        依据：{clause.document}
        {clause.place}：“{clause.text}”
        {indicator.targetBasis === 'tenant' && '（文件没有写明数字，目标由本地参数确定）'}
      </View>
    </Card>
  )
}

function Line({ word, value, strong }: { word: string; value: string; strong?: boolean }) {
  return (
    <View className={strong ? 'spread strong' : 'spread'}>
      <View>{word}</View>
      <View className="nowrap">{value}</View>
    </View>
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
    folded: '95% 区间 ',
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

const monthColumns: readonly Column<TrendPoint>[] = [
  { key: 'month', head: '月份', grow: 2, cell: ({ month }) => monthName(month, true) },
  ...rateColumns.map((column) => ({ ...column, cell: ({ figure }: TrendPoint) => column.cell(figure) })),
]
