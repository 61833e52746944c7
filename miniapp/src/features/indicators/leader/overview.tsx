import { readOverview } from '@minyi/shared/indicators/contract.ts'
import { periodWords } from '@minyi/shared/indicators/labels.ts'
import { exportMovement, readMovement } from '@minyi/shared/indicators/movement/contract.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { WordLink } from '../../../components/button'
import type { Look } from '../../../components/looks'
import { KeptLoaded } from '../../../components/office/kept-loaded'
import { OfficeHead } from '../../../components/office/office-page'
import { Segments } from '../../../components/segments'
import { DemoMark } from '../../../components/tag'
import { call } from '../../../lib/call'
import { download } from '../../../lib/download'
import { useKeptRemote } from '../../../lib/kept-remote'
import { go } from '../../../lib/navigate'
import { instantInWords } from '../../../lib/time-words'
import { AttentionCard } from './attention-card'
import { ChartPart, ExportMenu } from './chart-part'
import { ChoiceBar } from './choice-bar'
import { HandlingCard } from './handling-card'
import { MovementBody, movementPicture } from './movement-card'
import { OverviewCard, type OverviewRow } from './overview-card'
import { OverviewTable } from './overview-table'
import { askOf, type Choice, choiceOfAddress, daysOf, keepChoice, queryFrom } from './store'
import { TiersCard } from './tiers-card'
import './leader.css'

/** Every indicator at a glance, what to look at, and what moved the one that moved most. */
export function Overview() {
  const [choice, setChoice] = useState<Choice>(choiceOfAddress)
  const [look, setLook] = useState<Look>('chart')
  const ask = { ...daysOf(choice), areaId: choice.areaId }
  const overview = useKeptRemote(() => call(readOverview, ask), `overview/${JSON.stringify(ask)}`)
  const choose = (next: Choice) => {
    setChoice(next)
    keepChoice(next)
  }
  const open = (id: string, place: { area?: string; unit?: string } = {}) =>
    go('indicator', { id, ...queryFrom(choice), ...place })
  return (
    <KeptLoaded from={overview}>
      {({ rows }) => (
        <>
          <OfficeHead crumb={crumbOf(rows)} title={titleOf(rows)}>
            <ChoiceBar
              short
              choice={choice}
              onChange={choose}
              windowDays={rows[0]?.indicator.windowDays ?? 90}
              period={rows[0]?.figure.period}
              today={rows[0]?.figure.asOf?.slice(0, 10)}
            />
            <Segments
              label="看卡片或看表"
              options={[
                { value: 'chart', word: '卡片' },
                { value: 'table', word: '数据表' },
              ]}
              value={look}
              onChange={setLook}
            />
          </OfficeHead>
          <View className="overview-columns">
            <View className="overview-main">
              {look === 'chart' ? (
                <View className="leader-grid">
                  {rows.map((row) => (
                    <OverviewCard key={row.indicator.id} {...row} onOpen={() => open(row.indicator.id)} />
                  ))}
                </View>
              ) : (
                <OverviewTable rows={rows} onOpen={open} />
              )}
              <MovedMost rows={rows} choice={choice} onOpen={open} />
              {rows[0] && <HandlingCard period={rows[0].figure.period} areaId={choice.areaId} />}
              {rows[0] && <TiersCard period={rows[0].figure.period} areaId={choice.areaId} />}
            </View>
            <View className="overview-side">
              <AttentionCard rows={rows} onOpen={open} />
            </View>
          </View>
        </>
      )}
    </KeptLoaded>
  )
}

function crumbOf(rows: readonly OverviewRow[]): string {
  const figure = rows[0]?.figure
  if (!figure) return '还没有指标'
  const asOf = figure.asOf ? `截至 ${figure.asOf.slice(0, 4)}年${instantInWords(figure.asOf)}` : '实时'
  return `${figure.scope.name} · ${periodWords(figure.period)} · ${asOf} · 浅蓝是区间，虚线是目标`
}

function titleOf(rows: readonly OverviewRow[]): string {
  const of = (verdict: string) => rows.filter(({ figure }) => figure.verdict === verdict).length
  const open = rows.length - of('met') - of('missed')
  return `${rows.length} 项指标：${of('met')} 项达标，${of('missed')} 项未达标，${open} 项数据不足`
}

type MovedMostProps = { rows: readonly OverviewRow[]; choice: Choice; onOpen: (id: string) => void }

/** The indicator whose verdict changed, or that moved most, taken apart. */
function MovedMost({ rows, choice, onOpen }: MovedMostProps) {
  const moved = [...rows]
    .filter(({ figure, before }) => figure.estimate && before.estimate)
    .sort((a, b) => weightOf(b) - weightOf(a))[0]
  if (!moved) return null
  return <Moved indicatorId={moved.indicator.id} name={moved.indicator.name} choice={choice} onOpen={onOpen} />
}

function weightOf({ figure, before }: OverviewRow): number {
  const change = Math.abs((figure.estimate?.point ?? 0) - (before.estimate?.point ?? 0))
  return figure.verdict === before.verdict ? change : 1 + change
}

type MovedProps = { indicatorId: string; name: string; choice: Choice; onOpen: (id: string) => void }

function Moved({ indicatorId, name, choice, onOpen }: MovedProps) {
  const [look, setLook] = useState<Look>('chart')
  const ask = { indicatorId, ...askOf(choice), by: choice.areaId ? ('area' as const) : ('unit' as const) }
  const movement = useKeptRemote(() => call(readMovement, ask), `movement/${JSON.stringify(ask)}`)
  return (
    <KeptLoaded from={movement}>
      {(value) => (
        <ChartPart
          title={`是什么在动：${name}`}
          label="是什么在动"
          note="和上一期比；各项相加等于总变化"
          look={look}
          onLook={setLook}
          tools={
            <>
              {value.now.demo && <DemoMark />}
              <ExportMenu
                name="是什么在动"
                fetch={(format) => download(exportMovement, { ...ask, format })}
                picture={value.change ? () => movementPicture(value) : undefined}
              />
              <WordLink onPress={() => onOpen(indicatorId)}>打开这个指标</WordLink>
            </>
          }
        >
          <MovementBody value={value} look={look} most={5} />
        </ChartPart>
      )}
    </KeptLoaded>
  )
}
