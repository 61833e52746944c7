import type { HotspotRow } from '@minyi/shared/hotspots/contract.ts'
import { hotspotScopeLabels } from '@minyi/shared/hotspots/labels.ts'
import { View } from '@tarojs/components'
import { WordLink } from '../../components/button'
import { Card } from '../../components/card'
import { Heading } from '../../components/heading'
import { CountChart } from '../../components/office/count-chart'
import { Tag } from '../../components/tag'
import { shortDay } from '../../lib/time-words'
import { chanceWords, courseDays, hotspotName, ratioWords, riseWords } from './hotspot-words'
import './hotspots.css'

/** One hot spot at a glance: how much, since when, how surely, and its course beside what was usual. */
export function HotspotCard({ hotspot, onOpen }: { hotspot: HotspotRow; onOpen: () => void }) {
  const name = hotspotName(hotspot)
  return (
    <Card label={name} className="hotspot-card">
      <View className="spread">
        <View className="grow">
          <Heading>{name}</Heading>
          <View className="sub">
            {hotspot.groupName} · {shortDay(hotspot.beganDay)}起升高
            {hotspot.overDay ? `，${shortDay(hotspot.overDay)}平息` : ''}
          </View>
        </View>
        <View className="hotspot-ratio">{ratioWords(hotspot.findings.ratio)}</View>
      </View>
      <CountChart small days={courseDays(hotspot.course)} label={`${name}最近 ${hotspot.course.length} 天的每日件数`} />
      <View>{riseWords(hotspot)}</View>
      <View className="sub">{chanceWords(hotspot.findings.probability)}</View>
      <View className="wrap">
        <Tag tone="plain">{hotspotScopeLabels[hotspot.scope]}</Tag>
        {hotspot.campaignId && <Tag tone="good">已开展专项整治</Tag>}
        <WordLink label={`看在哪里、是哪些件：${name}`} onPress={onOpen}>
          看在哪里、是哪些件
        </WordLink>
      </View>
    </Card>
  )
}
