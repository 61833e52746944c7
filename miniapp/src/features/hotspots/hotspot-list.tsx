import { listCampaigns } from '@minyi/shared/campaigns/contract.ts'
import { listHotspots, readWatch } from '@minyi/shared/hotspots/contract.ts'
import { riseMethod } from '@minyi/shared/hotspots/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { WordLink } from '../../components/button'
import { Card } from '../../components/card'
import { Heading } from '../../components/heading'
import { KeptLoaded } from '../../components/office/kept-loaded'
import { OfficeHead } from '../../components/office/office-page'
import { Segments } from '../../components/segments'
import { call } from '../../lib/call'
import { useKeptRemote } from '../../lib/kept-remote'
import { go } from '../../lib/navigate'
import { shortDay } from '../../lib/time-words'
import { HotspotCard } from './hotspot-card'
import { PlaceTable, TopicTable } from './watch-tables'
import './hotspots.css'

type Look = 'running' | 'over' | 'topics'
type OutputOfWatch = Awaited<ReturnType<typeof readTheWatch>>
const readTheWatch = () => call(readWatch, {})

/** What rises now, what has calmed down, and every topic with what could be told apart. */
export function HotspotList({ onOpen }: { onOpen: (id: string) => void }) {
  const [look, setLook] = useState<Look>('running')
  const watch = useKeptRemote(readTheWatch, 'hotspots/watch')
  return (
    <KeptLoaded from={watch}>
      {(value) => (
        <>
          <OfficeHead crumb={crumbOf(value)} title="热点">
            <Segments<Look>
              label="看哪些"
              options={[
                { value: 'running', word: '正在升高' },
                { value: 'over', word: '已平息' },
                { value: 'topics', word: '各主题' },
              ]}
              value={look}
              onChange={setLook}
            />
          </OfficeHead>
          <View className="hotspot-body">
            {look === 'topics' ? <TopicTable topics={value.topics} /> : <Cards state={look} onOpen={onOpen} />}
            <View className="hotspot-side-by-side">
              <Card label="各区域" className="stack">
                <Heading>各区域近 14 天</Heading>
                <PlaceTable places={value.areas} head="区域" />
              </Card>
              <RunningCampaigns />
            </View>
            <View className="sub">{riseMethod}</View>
          </View>
        </>
      )}
    </KeptLoaded>
  )
}

function crumbOf({ through, series, falseAlarmsPerMonth }: OutputOfWatch): string {
  if (!through) return '还没有开始监测，今晚起每天凌晨计算'
  const watched = series.all + series.area + series.unit
  return `截至 ${shortDay(through)} · 监测 ${series.all} 个主题、按区域和单位共 ${watched} 条序列 · 误报限额每月 ${falseAlarmsPerMonth} 次`
}

function Cards({ state, onOpen }: { state: 'running' | 'over'; onOpen: (id: string) => void }) {
  const hotspots = useKeptRemote(() => call(listHotspots, { state, limit: 60 }), `hotspots/${state}`)
  return (
    <KeptLoaded from={hotspots}>
      {({ rows }) =>
        rows.length === 0 ? (
          <Card label="没有热点">
            <View className="strong">{state === 'running' ? '没有哪个主题比往常明显升高' : '还没有平息的热点'}</View>
            <View className="sub">“各主题”里可以看每个主题近来的件数，以及升高多少才看得出来。</View>
          </Card>
        ) : (
          <View className="hotspot-grid">
            {rows.map((hotspot) => (
              <HotspotCard key={hotspot.id} hotspot={hotspot} onOpen={() => onOpen(hotspot.id)} />
            ))}
          </View>
        )
      }
    </KeptLoaded>
  )
}

function RunningCampaigns() {
  const campaigns = useKeptRemote(() => call(listCampaigns, { limit: 5 }), 'campaigns/latest')
  return (
    <Card label="专项整治" className="stack">
      <View className="spread">
        <Heading>专项整治</Heading>
        <WordLink onPress={() => go('campaigns')}>全部</WordLink>
      </View>
      <KeptLoaded from={campaigns}>
        {({ rows }) => (
          <View className="stack-tight">
            {rows.length === 0 && <View className="sub">还没有。打开一个热点，可以从它开展。</View>}
            {rows.map(({ id, name, fromDay, toDay, state }) => (
              <View key={id} className="spread">
                <View className="grow">
                  <View className="strong">{name}</View>
                  <View className="sub">
                    {shortDay(fromDay)}至{shortDay(toDay)} · {state === 'running' ? '整治中' : '已结束'}
                  </View>
                </View>
                <WordLink label={`看成效：${name}`} onPress={() => go('campaigns', { id })}>
                  看成效
                </WordLink>
              </View>
            ))}
          </View>
        )}
      </KeptLoaded>
    </Card>
  )
}
