import { suppressionLabels } from '@minyi/shared/indicators/labels.ts'
import { type CallCounts, type CallRate, readThreeRates } from '@minyi/shared/indicators/three-rates/contract.ts'
import { threeRateLabels, threeRateWords } from '@minyi/shared/indicators/three-rates/labels.ts'
import { addDays } from '@minyi/shared/platform/time.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Card } from '../../../components/card'
import { Figure, NoFigure } from '../../../components/figure'
import { count, interval, percent } from '../../../components/figure-words'
import { Heading } from '../../../components/heading'
import { Choose } from '../../../components/office/choose'
import { KeptLoaded } from '../../../components/office/kept-loaded'
import { OfficeHead } from '../../../components/office/office-page'
import { Table } from '../../../components/table'
import { DemoMark } from '../../../components/tag'
import { Verdict } from '../../../components/verdict'
import { call } from '../../../lib/call'
import { useKeptRemote } from '../../../lib/kept-remote'
import { phoneDay } from '../../../lib/phone-clock'
import { CertificateLink } from '../certificate-link'
import './three-rates.css'

const spans = [
  { value: '30', word: '近 30 天' },
  { value: '90', word: '近 90 天' },
  { value: '365', word: '近一年' },
] as const
type Span = (typeof spans)[number]['value']

/** The three rates of the call-backs of a span, each over its own denominator; the calls that count for none stand beside them. */
export function ThreeRatesView() {
  const [span, setSpan] = useState<Span>('90')
  const to = phoneDay()
  const ask = { from: addDays(to, 1 - Number(span)), to, by: 'unit' as const }
  const found = useKeptRemote(() => call(readThreeRates, ask), `three-rates/${span}`)
  return (
    <>
      <OfficeHead crumb="抽签回访，由办理单位以外的人打；按诉求人的说法" title="回访三率">
        <Choose label="看多久" value={span} options={spans} onChange={setSpan} />
      </OfficeHead>
      <KeptLoaded from={found}>
        {({ figures, calls, rows }) => (
          <View className="stack">
            <Card label="三率" className="stack-tight">
              <View className="spread">
                <CallsLine calls={calls} />
                {figures[0]?.demo && <DemoMark />}
              </View>
              <View className="three-rates">
                {figures.map((figure) => (
                  <View key={figure.rate}>
                    <RateOfCalls figure={figure} />
                    <CertificateLink link={figure.certificate} indicatorId={figure.definition.id} />
                  </View>
                ))}
              </View>
            </Card>
            {rows.length > 0 && (
              <Card label="按办理单位">
                <Heading>按办理单位</Heading>
                <UnitTable rows={rows} />
              </Card>
            )}
          </View>
        )}
      </KeptLoaded>
    </>
  )
}

/** Valid calls, and the columns of their own that are in no rate. */
function CallsLine({ calls }: { calls: CallCounts }) {
  return (
    <View className="sub">
      打完 {count(calls.done)} 件：有效回访 {count(calls.answered)}，未接通 {count(calls.notReached)}，拒答{' '}
      {count(calls.declined)}，剔除 {count(calls.excluded)}
    </View>
  )
}

/** One rate with n, interval and verdict, and what it counts over what. */
export function RateOfCalls({ figure }: { figure: CallRate }) {
  const { estimate, verdict, target, rate, suppressed } = figure
  return (
    <View className="stack-tight">
      <View className="line-up">
        <View className="strong">{threeRateLabels[rate]}</View>
        {verdict && estimate && <Verdict value={verdict} pill />}
      </View>
      {estimate ? (
        <Figure
          compact
          value={{
            point: estimate.point,
            low: estimate.interval[0],
            high: estimate.interval[1],
            n: estimate.n,
            target: target ?? 0.9,
            verdict: verdict ?? 'insufficient',
          }}
        />
      ) : (
        <NoFigure reason={suppressionLabels[suppressed ?? 'under-minimum']} />
      )}
      <View className="sub">
        {threeRateWords[rate].numerator}；分母：{threeRateWords[rate].denominator}
      </View>
    </View>
  )
}

type Row = {
  scope: { id: string | null; name: string }
  figures: readonly CallRate[]
  calls: CallCounts | null
}

function UnitTable({ rows }: { rows: readonly Row[] }) {
  const [first] = rows
  return (
    <Table
      label="回访三率，按办理单位"
      columns={[
        { key: 'name', head: '办理单位', grow: 2, cell: ({ scope }: Row) => scope.name },
        ...(first?.figures ?? []).map(({ rate }, at) => ({
          key: rate,
          head: threeRateLabels[rate],
          grow: 2,
          folded: `${threeRateLabels[rate]} `,
          cell: ({ figures }: Row) => <RateCell figure={figures[at]} />,
        })),
        {
          key: 'calls',
          head: '有效 / 未接通 / 拒答 / 剔除',
          grow: 2,
          cell: ({ calls }: Row) =>
            calls ? `${calls.answered} / ${calls.notReached} / ${calls.declined} / ${calls.excluded}` : '不足 5 件',
        },
      ]}
      rows={rows}
      rowKey={({ scope }) => scope.id ?? scope.name}
    />
  )
}

function RateCell({ figure }: { figure: CallRate | undefined }) {
  if (!figure?.estimate) return <View className="sub">n={figure?.n ?? '不足 5'}，不给比率</View>
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
