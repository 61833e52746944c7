import type { CampaignDetail, CampaignEffect, RateChange, Share, Stretch } from '@minyi/shared/campaigns/contract.ts'
import { effectMethod, effectVerdictLabels } from '@minyi/shared/campaigns/labels.ts'
import { effectVerdict } from '@minyi/shared/campaigns/rules.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Card } from '../../components/card'
import { percent } from '../../components/figure-words'
import { Heading } from '../../components/heading'
import { type Look, LookSwitch, Looks } from '../../components/looks'
import { CountChart, CountTable } from '../../components/office/count-chart'
import { Table } from '../../components/table'
import { shortDay } from '../../lib/time-words'
import './campaigns.css'

/** Before, during and after, as a chart and as a table, beside what was usual and what all other topics did. */
export function EffectCard({ campaign }: { campaign: CampaignDetail }) {
  const { effect } = campaign
  const [look, setLook] = useState<Look>('chart')
  const days = effect.course.map(({ day, count }) => ({ name: shortDay(day), count }))
  const rows = rowsOf(effect)
  const spans = [
    { word: '整治前', stretch: effect.before },
    { word: '整治中', stretch: effect.during },
    { word: '整治后', stretch: effect.after },
  ].flatMap(({ word, stretch }) => (stretch ? [{ word, ...placeOf(effect, stretch) }] : []))
  return (
    <Card label="前后对比" className="stack">
      <View className="spread">
        <View className="grow">
          <Heading>{headlineOf(effect)}</Heading>
          <View className="sub">
            {campaign.areaName ?? '全市'}“{campaign.topicName}”每日件数，截至 {shortDay(effect.through)}
            {effect.usualPerDay === null ? '' : '；虚线是升高之前的往常水平'}
          </View>
        </View>
        <LookSwitch of="每日件数" value={look} onChange={setLook} />
      </View>
      <Looks
        look={look}
        chart={
          <CountChart
            days={days}
            label={`专项整治前后每日件数：${headlineOf(effect)}`}
            spans={spans}
            {...(effect.usualPerDay === null
              ? {}
              : { level: { at: effect.usualPerDay, word: `往常 ${effect.usualPerDay.toFixed(1)}` } })}
          />
        }
      >
        <CountTable days={days} label="专项整治前后每日件数" />
      </Looks>
      <Table
        label="整治前、整治中、整治后"
        columns={[
          { key: 'name', head: '阶段', cell: ({ name }) => name, strong: true },
          {
            key: 'days',
            head: '日期',
            cell: ({ stretch }) => `${shortDay(stretch.from)}–${shortDay(stretch.to)}`,
            grow: 2,
          },
          { key: 'items', head: '件数', cell: ({ stretch }) => stretch.items, number: true, folded: '件数 ' },
          { key: 'rate', head: '每天', cell: ({ stretch }) => perDay(stretch), number: true, folded: '每天 ' },
          {
            key: 'ratio',
            head: '与整治前之比',
            cell: ({ change }) => changeWords(change),
            number: true,
            grow: 2,
            folded: '与整治前之比 ',
          },
          {
            key: 'others',
            head: '其他主题同期',
            cell: ({ others }) => changeWords(others),
            number: true,
            grow: 2,
            folded: '其他主题 ',
          },
          {
            key: 'satisfied',
            head: '满意',
            cell: ({ stretch }) => shareWords(stretch.satisfied),
            number: true,
            grow: 2,
            folded: '满意 ',
          },
          {
            key: 'solved',
            head: '解决',
            cell: ({ stretch }) => shareWords(stretch.solved),
            number: true,
            grow: 2,
            folded: '解决 ',
          },
        ]}
        rows={rows}
        rowKey={({ name }) => name}
      />
      <View className="sub">{effectMethod}</View>
    </Card>
  )
}

/** The verdict of the furthest stretch that there is. */
export function headlineOf({ duringChange, afterChange, after }: CampaignEffect): string {
  const change = after ? afterChange : duringChange
  const word = effectVerdictLabels[effectVerdict(change)]
  if (!change) return word
  const percentChange = Math.round((1 - change.ratio) * 100)
  const how = percentChange >= 0 ? `少了 ${percentChange}%` : `多了 ${-percentChange}%`
  return `${after ? '整治后' : '整治中'}每天比整治前${how}：${word}`
}

type Row = { name: string; stretch: Stretch; change: RateChange | null; others: RateChange | null }

function rowsOf(effect: CampaignEffect): Row[] {
  const { before, during, after } = effect
  const rows: (Row | null)[] = [
    { name: '整治前', stretch: before, change: null, others: null },
    during && { name: '整治中', stretch: during, change: effect.duringChange, others: effect.othersDuring },
    after && { name: '整治后', stretch: after, change: effect.afterChange, others: effect.othersAfter },
  ]
  return rows.filter((row) => row !== null)
}

function placeOf({ course }: CampaignEffect, { from, to }: Stretch): { from: number; to: number } {
  const first = course.findIndex(({ day }) => day === from)
  const last = course.findIndex(({ day }) => day === to)
  return { from: Math.max(0, first), to: (last < 0 ? course.length - 1 : last) + 1 }
}

const perDay = ({ items, days }: Stretch) => (items / days).toFixed(1)

const changeWords = (change: RateChange | null) =>
  change ? `${change.ratio.toFixed(2)} [${change.low.toFixed(2)}, ${change.high.toFixed(2)}]` : '—'

/** Under so many answers a rate says nothing and is not given. */
const leastForRate = 30

function shareWords({ x, n, low, high }: Share): string {
  if (n === 0 || low === null || high === null) return '没有评价'
  if (n < leastForRate) return `n=${n}，不给比率`
  return `${percent(x / n)}（n=${n}，${percent(low)}–${percent(high)}）`
}
