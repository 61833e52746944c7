import type { FunnelPlace } from '@minyi/shared/indicators/closed/contract.ts'
import { placeInWords } from '@minyi/shared/indicators/closed/labels.ts'
import type { Figure } from '@minyi/shared/indicators/contract.ts'
import { standingLabels } from '@minyi/shared/indicators/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { roleOf } from '../../../components/aria'
import { Card } from '../../../components/card'
import { count, interval, percent, target as targetWords } from '../../../components/figure-words'
import { Heading } from '../../../components/heading'
import { type Look, LookSwitch, Looks } from '../../../components/looks'
import { Table } from '../../../components/table'
import { Tag } from '../../../components/tag'
import './own.css'

/** The unit's own place against what chance alone does to units of its size; no other unit is in it. */
export function FunnelPlaceCard({ figure, place }: { figure: Figure; place: FunnelPlace }) {
  const [view, setView] = useState<Look>('chart')
  const { estimate } = figure
  if (!estimate) return null
  const { standing, limits95, limits998, all } = place
  const rows = [
    { name: '本单位', words: percent(estimate.point) },
    { name: '全市公布值', words: percent(all) },
    { name: '95% 控制限', words: interval(...limits95) },
    { name: '99.8% 控制限', words: interval(...limits998) },
    { name: '本单位份数', words: `${count(estimate.n)} 份` },
  ]
  return (
    <Card className="stack-tight" label="和全市比，是不是偶然">
      <View className="spread">
        <View>
          <Heading>和全市比，是不是偶然</Heading>
          <View className="sub">漏斗图里只有本单位，不排名</View>
        </View>
        <LookSwitch of="漏斗图" value={view} onChange={setView} />
      </View>
      <View>
        <Tag tone={standing === 'within' ? 'plain' : standing.startsWith('low') ? 'bad' : 'good'}>
          {standingLabels[standing]}
        </Tag>
      </View>
      <Looks look={view} chart={<Limits place={place} point={estimate.point} />}>
        <Table
          label="本单位在漏斗图里的位置"
          rows={rows}
          rowKey={({ name }) => name}
          columns={[
            { key: 'name', head: '项目', cell: ({ name }) => name },
            { key: 'words', head: '数', number: true, strong: true, cell: ({ words }) => words },
          ]}
        />
      </Looks>
      <View className="sub">{placeInWords(place)}</View>
    </Card>
  )
}

/** Both limits as bands on one scale, the rate of all as a dashed line, the unit as the dot. */
function Limits({ place, point }: { place: FunnelPlace; point: number }) {
  const { all, limits95, limits998 } = place
  const from = Math.max(0, Math.floor((Math.min(point, limits998[0]) - 0.005) * 20) / 20)
  const at = (share: number) => (100 * (Math.min(1, Math.max(from, share)) - from)) / (1 - from)
  const band = ([low, high]: readonly [number, number]) => ({ left: `${at(low)}%`, width: `${at(high) - at(low)}%` })
  const words = `本单位 ${percent(point)}，全市 ${percent(all)}，95% 控制限 ${interval(...limits95)}，99.8% 控制限 ${interval(...limits998)}`
  return (
    <View className="limits" {...roleOf('img')} aria-label={words}>
      <View className="limits-track" />
      <View className="limits-998" style={band(limits998)} />
      <View className="limits-95" style={band(limits95)} />
      <View className="limits-all" style={{ left: `${at(all)}%` }} />
      <View className="limits-dot" style={{ left: `${at(point)}%` }} />
      <View className="limits-name" style={{ left: `${Math.min(88, Math.max(12, at(point)))}%` }}>
        本单位 {percent(point)}
      </View>
      <View className="limits-end">{targetWords(from)}</View>
      <View className="limits-end limits-all-name" style={{ left: `${Math.min(80, Math.max(20, at(all)))}%` }}>
        全市 {percent(all)}
      </View>
      <View className="limits-end limits-end-right">100%</View>
    </View>
  )
}
