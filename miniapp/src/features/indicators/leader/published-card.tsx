import { periodWords } from '@minyi/shared/indicators/labels.ts'
import { listPublished } from '@minyi/shared/indicators/published/contract.ts'
import { publishedStateLabels } from '@minyi/shared/indicators/published/labels.ts'
import { View } from '@tarojs/components'
import { Button, WordLink } from '../../../components/button'
import { Card } from '../../../components/card'
import { count, percent } from '../../../components/figure-words'
import { Heading } from '../../../components/heading'
import { KeptLoaded } from '../../../components/office/kept-loaded'
import { call } from '../../../lib/call'
import { useKeptRemote } from '../../../lib/kept-remote'
import { go } from '../../../lib/navigate'
import { instantInWords } from '../../../lib/time-words'
import { useOffice } from '../../office/store'
import type { Choice } from './store'

/** What was published of this indicator and place, each with its birth certificate, and the way to publish another. */
export function PublishedCard({ indicatorId, choice }: { indicatorId: string; choice: Choice }) {
  const mayPublish = useOffice(({ me }) => me?.permissions.includes('figures.publish') ?? false)
  const ask = { indicatorId, areaId: choice.areaId, unitId: choice.unitId, limit: 5 }
  const found = useKeptRemote(() => call(listPublished, ask), `published/${JSON.stringify(ask)}`)
  return (
    <KeptLoaded from={found}>
      {({ rows, next }) => (
        <Card label="已发布的数字" className="chart-part">
          <Heading>已发布的数字</Heading>
          {rows.length === 0 && (
            <View className="sub">还没有发布过。发布之后数字不再变，附出生证明和可以重算的原始行。</View>
          )}
          {rows.map(({ id, estimate, period, state, publishedBy, publishedAt }) => (
            <View key={id}>
              <WordLink onPress={() => go('publish', { id })}>
                {estimate ? `${percent(estimate.point)}，n=${count(estimate.n)}` : '不给比率'}（
                {publishedStateLabels[state]}）
              </WordLink>
              <View className="sub">
                {periodWords(period)}；{publishedBy.name}，{instantInWords(publishedAt)}
              </View>
            </View>
          ))}
          <View className="wrap">
            {next && (
              <Button kind="word" small narrow onPress={() => go('publish')}>
                看全部
              </Button>
            )}
            {mayPublish && (
              <Button kind="line" small narrow onPress={() => go('publish', { new: 1, indicator: indicatorId })}>
                发布这个数字
              </Button>
            )}
          </View>
        </Card>
      )}
    </KeptLoaded>
  )
}
