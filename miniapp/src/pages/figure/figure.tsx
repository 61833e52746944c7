import { listPublicFigures, readPublicFigure } from '@minyi/shared/indicators/closed/contract.ts'
import { View } from '@tarojs/components'
import { useRouter, useShareAppMessage } from '@tarojs/taro'
import { useState } from 'react'
import { Card } from '../../components/card'
import { Loaded } from '../../components/loaded'
import { Row } from '../../components/row'
import { FigureChoices } from '../../features/indicators/open/figure-choices'
import { Hero } from '../../features/indicators/open/hero'
import { OpenPage } from '../../features/indicators/open/open-page'
import { PageTools } from '../../features/indicators/open/page-tools'
import { PublishedCard } from '../../features/indicators/open/published-list'
import { Areas, Course, LeftOut } from '../../features/indicators/public-parts'
import { keepInAddress } from '../../lib/address'
import { call } from '../../lib/call'
import { go, urlOf } from '../../lib/navigate'
import { useRemote } from '../../lib/remote'

export default function PublicFigure() {
  const { id = '' } = useRouter().params
  const [chosen, setChosen] = useState(id)
  const all = useRemote(() => call(listPublicFigures, {}), 'all')
  const indicatorId = chosen || all.remote.value?.rows[0]?.indicator.id || ''
  const choose = (next: string) => {
    setChosen(next)
    keepInAddress({ id: next })
  }
  useShareAppMessage(() => ({ title: '公开数据', path: urlOf('figure', { id: indicatorId }) }))
  return (
    <OpenPage title="公开数据" route="figure" id={indicatorId}>
      <Loaded from={all}>{({ rows }) => <FigureChoices rows={rows} chosen={indicatorId} onChoose={choose} />}</Loaded>
      {indicatorId !== '' && <One key={indicatorId} indicatorId={indicatorId} />}
    </OpenPage>
  )
}

function One({ indicatorId }: { indicatorId: string }) {
  const one = useRemote(() => call(readPublicFigure, { indicatorId }), indicatorId)
  return (
    <Loaded from={one}>
      {({ indicator, figure, trend, areas, restAreas }) => (
        <View className="open-columns">
          <View className="open-column stack">
            <Hero indicator={indicator} figure={figure} />
            <LeftOut figure={figure} />
            <PublishedCard indicatorId={indicatorId} />
          </View>
          <View className="open-column stack">
            <Course trend={trend} figure={figure} label={indicator.name} />
            <Card flush>
              <Row
                icon="book"
                title={`怎么算的（方法与口径，第 ${indicator.definition.version} 版）`}
                onPress={() => go('method', { id: indicatorId })}
              />
              <Row
                icon="download"
                title="开放数据（CSV、JSON）"
                note="附数据字典，可自由使用"
                onPress={() => go('openData')}
              />
            </Card>
            <Areas areas={areas} rest={restAreas} demo={figure.demo} />
            <PageTools title={indicator.name} />
          </View>
        </View>
      )}
    </Loaded>
  )
}
