import { type Figure, readTrend, type TrendPoint } from '@minyi/shared/indicators/contract.ts'
import { hiddenWords, monthName, verdictLabels } from '@minyi/shared/indicators/labels.ts'
import { useState } from 'react'
import { count, interval, percent, target as whole } from '../../../components/figure-words'
import { type Look, Looks } from '../../../components/looks'
import type { ChartPicture } from '../../../components/office/chart-image'
import { KeptLoaded } from '../../../components/office/kept-loaded'
import { axisWords, TrendChart } from '../../../components/office/trend-chart'
import { heightOf, placeOf, plotMarkup, scaleOf } from '../../../components/plot'
import { Table } from '../../../components/table'
import { Verdict } from '../../../components/verdict'
import { call } from '../../../lib/call'
import { useKeptRemote } from '../../../lib/kept-remote'
import { pointsOf, targetOf } from '../store'
import { ChartPart, Files, wordsOf } from './chart-part'
import { askOf, type Choice } from './store'

/** The course of the last twelve months, with every verdict on the way in its table. */
export function CourseCard({ indicatorId, name, choice }: { indicatorId: string; name: string; choice: Choice }) {
  const [look, setLook] = useState<Look>('chart')
  const { areaId, unitId, field, channel } = askOf(choice)
  const ask = { indicatorId, areaId, unitId, field, channel, by: 'window' as const, months: 12 }
  const trend = useKeptRemote(() => call(readTrend, ask), `trend/${JSON.stringify(ask)}`)
  return (
    <KeptLoaded from={trend}>
      {({ points }) => {
        const drawn = pointsOf(points)
        const last = points[points.length - 1]?.figure
        const target = last ? targetOf(last) : 0.9
        return (
          <ChartPart
            title="走势"
            note={`每月末往前一个时间窗；${axisWords(drawn, target)}${changesWords(points)}`}
            look={look}
            onLook={setLook}
            tools={
              <Files
                indicatorId={indicatorId}
                choice={choice}
                by="month"
                picture={
                  last && drawn.length > 1
                    ? () => ({
                        picture: trendPicture(points, target),
                        words: wordsOf(`${name} 走势`, last, '浅色带是区间'),
                      })
                    : undefined
                }
              />
            }
          >
            <Looks
              look={drawn.length > 1 ? look : 'table'}
              chart={
                <TrendChart
                  points={drawn}
                  target={target}
                  named={6}
                  label={`走势：${drawn.map((one) => `${one.name} ${percent(one.point)}`).join('，')}`}
                />
              }
            >
              <CourseTable points={points} />
            </Looks>
          </ChartPart>
        )
      }}
    </KeptLoaded>
  )
}

/** When the verdict changed last, if it did. */
function changesWords(points: readonly TrendPoint[]): string {
  for (let i = points.length - 1; i > 0; i -= 1) {
    const [now, before] = [points[i], points[i - 1]]
    const [verdict, earlier] = [now?.figure.verdict, before?.figure.verdict]
    if (!now || !before || !verdict || !earlier || verdict === earlier) continue
    return `；${monthName(now.month)}由“${verdictLabels[earlier]}”变为“${verdictLabels[verdict]}”`
  }
  return ''
}

function CourseTable({ points }: { points: readonly TrendPoint[] }) {
  return (
    <Table
      label="走势"
      columns={[
        { key: 'month', head: '月份', cell: ({ month }) => monthName(month, true) },
        { key: 'n', head: 'n', number: true, folded: 'n = ', cell: ({ figure }) => count(figure.n ?? 0) },
        { key: 'rate', head: '满意度', number: true, strong: true, cell: ({ figure }) => rateOf(figure) },
        { key: 'interval', head: '区间', number: true, grow: 2, cell: ({ figure }) => intervalOf(figure) },
        { key: 'verdict', head: '判定', cell: ({ figure }) => <Verdict value={figure.verdict ?? 'insufficient'} /> },
      ]}
      rows={[...points].reverse()}
      rowKey={({ month }) => month}
      hidden={({ figure }) => hiddenWords(figure)}
    />
  )
}

function trendPicture(trend: readonly TrendPoint[], target: number): ChartPicture {
  const points = pointsOf(trend)
  const scale = scaleOf(points, target)
  const last = points[points.length - 1]
  return {
    markup: plotMarkup({ points, scale, target, targetTone: 'warn' }),
    left: scale.ticks.map((tick) => ({ at: heightOf(scale, tick), text: whole(tick) })),
    right: [
      { at: heightOf(scale, target), text: `目标 ${whole(target)}` },
      ...(last && Math.abs(last.point - target) > 0.005
        ? [{ at: heightOf(scale, last.point), text: percent(last.point) }]
        : []),
    ],
    bottom: points.map(({ name, n }, i) => ({
      at: placeOf(i, points.length),
      text: name,
      second: i === 0 ? `n=${count(n)}` : count(n),
    })),
  }
}

const rateOf = ({ estimate }: Figure) => (estimate ? percent(estimate.point) : '')
const intervalOf = ({ estimate }: Figure) => (estimate ? interval(...estimate.interval) : '')
