import { caseStateLabels, verdictLabels } from '@minyi/shared/cases/labels.ts'
import { type HotspotItem, listHotspotItems, readHotspot } from '@minyi/shared/hotspots/contract.ts'
import { riseMethod } from '@minyi/shared/hotspots/labels.ts'
import type { OutputOf } from '@minyi/shared/platform/operation.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button, WordLink } from '../../components/button'
import { Card } from '../../components/card'
import { Heading } from '../../components/heading'
import { type Look, LookSwitch, Looks } from '../../components/looks'
import { CountChart, CountTable } from '../../components/office/count-chart'
import { KeptLoaded } from '../../components/office/kept-loaded'
import { OfficeHead } from '../../components/office/office-page'
import { Table } from '../../components/table'
import { call } from '../../lib/call'
import { useKeptRemote } from '../../lib/kept-remote'
import { go } from '../../lib/navigate'
import { instantInWords, shortDay } from '../../lib/time-words'
import { useOffice } from '../office/store'
import { OrderButton } from '../supervision/order-button'
import { chanceWords, courseDays, hotspotName, ratioWords, riseWords } from './hotspot-words'
import { PlaceTable } from './watch-tables'
import './hotspots.css'
import { PageTurner } from '../../components/office/page-turner'

type Detail = OutputOf<typeof readHotspot>

const pageSize = 20

/** One hot spot: its course, what the rule found, where and at whom, its items, and the way to a campaign. */
export function HotspotDetail({ id, onBack }: { id: string; onBack: () => void }) {
  const hotspot = useKeptRemote(() => call(readHotspot, { hotspotId: id }), `hotspot/${id}`)
  return <KeptLoaded from={hotspot}>{(value) => <Shown value={value} onBack={onBack} />}</KeptLoaded>
}

function Shown({ value, onBack }: { value: Detail; onBack: () => void }) {
  const name = hotspotName(value)
  const days = courseDays(value.course)
  const [look, setLook] = useState<Look>('chart')
  const writes = useOffice(({ me }) => me?.permissions.includes('campaigns.write') ?? false)
  return (
    <>
      <OfficeHead
        crumb={`热点 · ${value.groupName ?? ''} · ${shortDay(value.foundDay)}发现${value.overDay ? `，${shortDay(value.overDay)}平息` : ''}`}
        title={`${name}：是往常的 ${ratioWords(value.findings.ratio)}`}
      >
        {value.campaignId && (
          <Button kind="line" small narrow onPress={() => go('campaigns', { id: value.campaignId ?? '' })}>
            看专项整治
          </Button>
        )}
        {writes && !value.campaignId && (
          <Button small narrow onPress={() => go('campaigns', { from: value.id })}>
            开展专项整治
          </Button>
        )}
        <OrderButton of={{ source: 'hotspot', id: value.id, name }} given={orderOf(value)} />
        <Button kind="line" small narrow onPress={onBack}>
          回热点
        </Button>
      </OfficeHead>
      <View className="hotspot-body">
        <Card label="每日件数" className="stack">
          <View className="spread">
            <View className="grow">
              <Heading>{riseWords(value)}</Heading>
              <View className="sub">
                柱是每日件数，深色的高出往常范围；浅蓝是升高之前算出的往常范围（95%），虚线是往常的件数。
              </View>
            </View>
            <LookSwitch of="每日件数" value={look} onChange={setLook} />
          </View>
          <Looks look={look} chart={<CountChart days={days} label={`${name}每日件数，${riseWords(value)}`} />}>
            <CountTable days={days} label={`${name}每日件数`} />
          </Looks>
          <Findings value={value} />
        </Card>
        <View className="hotspot-side-by-side">
          <Card label="在哪里" className="stack">
            <Heading>在哪里</Heading>
            <PlaceTable places={value.areas} head="区域" />
          </Card>
          <Card label="涉及谁" className="stack">
            <Heading>涉及谁</Heading>
            <View className="sub">被投诉的单位，没有的为承办单位。</View>
            <PlaceTable places={value.units} head="单位" />
          </Card>
        </View>
        <Items hotspotId={value.id} />
      </View>
    </>
  )
}

/** An order about a hot spot, without its counts; it goes to the unit that it is about, where there is one. */
function orderOf({ topicName, areaName, unitId }: Detail) {
  return {
    title: `${areaName ?? ''}${topicName}问题整治`,
    demand: `近期${areaName ?? ''}“${topicName}”的诉求明显增多。请查明原因，逐件办理，提出治本措施，按期反馈进展。`,
    unitIds: unitId === null ? [] : [unitId],
  }
}

function Findings({ value: { findings, beganDay } }: { value: Detail }) {
  const { observed, expected, days, probability, alpha, series, baselineDays, dispersion, detectable } = findings
  const facts: [string, string][] = [
    ['实有', `${observed} 件（${days} 天）`],
    ['应有', `${expected.toFixed(1)} 件`],
    ['概率', chanceWords(probability)],
    ['起始', shortDay(beganDay)],
    ['往常', `此前 ${baselineDays} 天，离散系数 ${dispersion.toFixed(2)}`],
    ['误报限额', `同类 ${series} 条序列，每天每条 ${alpha.toExponential(1)}`],
    ['看得出的最小升幅', `${Math.round((detectable - 1) * 100)}%`],
  ]
  return (
    <View className="stack-tight">
      <View className="hotspot-facts">
        {facts.map(([word, fact]) => (
          <View key={word}>
            <View className="tiny">{word}</View>
            <View>{fact}</View>
          </View>
        ))}
      </View>
      <View className="sub">{riseMethod}</View>
    </View>
  )
}

function Items({ hotspotId }: { hotspotId: string }) {
  const [trail, setTrail] = useState<string[]>([])
  const after = trail[trail.length - 1]
  const items = useKeptRemote(
    () => call(listHotspotItems, { hotspotId, after, limit: pageSize }),
    `hotspot/${hotspotId}/items/${after}`,
  )
  return (
    <KeptLoaded from={items}>
      {({ rows, next }) => (
        <Card label="民意件" className="stack">
          <Heading>升高以来的民意件</Heading>
          {rows.some(({ title }) => title === null) && (
            <View className="sub">您的岗位看件数和进展；每件写了什么，由受理和承办的人看。</View>
          )}
          <Table
            label="热点下的民意件"
            columns={[
              { key: 'number', head: '编号', cell: (item) => <ItemNumber item={item} />, grow: 1 },
              ...(rows.some(({ title }) => title !== null)
                ? [{ key: 'title', head: '标题', cell: ({ title }: HotspotItem) => title ?? '—', grow: 3 }]
                : []),
              { key: 'area', head: '区域', cell: ({ areaName }) => areaName ?? '未填', grow: 1 },
              { key: 'unit', head: '承办', cell: ({ unitName }) => unitName ?? '未分派', grow: 1 },
              { key: 'state', head: '状态', cell: ({ state }) => caseStateLabels[state], grow: 1 },
              {
                key: 'verdict',
                head: '诉求人',
                folded: '诉求人 ',
                cell: ({ verdict }) => (verdict ? verdictLabels[verdict] : '—'),
                grow: 1,
              },
              {
                key: 'at',
                head: '收到',
                folded: '收到 ',
                cell: ({ receivedAt }) => instantInWords(receivedAt),
                grow: 1,
              },
            ]}
            rows={rows}
            rowKey={({ id }) => id}
          />
          <PageTurner trail={trail} next={next} onTurn={setTrail} />
        </Card>
      )}
    </KeptLoaded>
  )
}

function ItemNumber({ item }: { item: HotspotItem }) {
  if (item.title === null) return <>{item.number}</>
  return (
    <WordLink label={`打开 ${item.number}`} onPress={() => go('workbench', { item: item.id })}>
      {item.number}
    </WordLink>
  )
}
