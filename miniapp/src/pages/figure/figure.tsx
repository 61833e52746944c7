import { listPublicFigures, readPublicFigure } from '@minyi/shared/indicators/closed/contract.ts'
import type { OutputOf } from '@minyi/shared/platform/operation.ts'
import { View } from '@tarojs/components'
import { useRouter, useShareAppMessage } from '@tarojs/taro'
import { useState } from 'react'
import { Card } from '../../components/card'
import { Loaded } from '../../components/loaded'
import { Row } from '../../components/row'
import { StateCard } from '../../components/state-card'
import { Hero } from '../../features/indicators/open/hero'
import { OpenPage } from '../../features/indicators/open/open-page'
import { OtherFigures } from '../../features/indicators/open/other-figures'
import { PageTools } from '../../features/indicators/open/page-tools'
import { PublishedCard } from '../../features/indicators/open/published-list'
import { Areas, Course, LeftOut } from '../../features/indicators/public-parts'
import { keepInAddress } from '../../lib/address'
import { call } from '../../lib/call'
import { go, urlOf } from '../../lib/navigate'
import { useRemote } from '../../lib/remote'
import { toTop } from '../../lib/scroll'

export default function PublicFigure() {
  const { id = '' } = useRouter().params
  const [chosen, setChosen] = useState(id)
  const all = useRemote(() => call(listPublicFigures, {}), 'all')
  const indicatorId = chosen || all.remote.value?.rows[0]?.indicator.id || ''
  const choose = (next: string) => {
    setChosen(next)
    keepInAddress({ id: next })
    toTop()
  }
  useShareAppMessage(() => ({ title: '公开数据', path: urlOf('figure', { id: indicatorId }) }))
  return (
    <OpenPage title="公开数据" route="figure" id={indicatorId}>
      <Loaded from={all}>
        {({ rows }) =>
          indicatorId === '' ? (
            <StateCard kind="empty" title="还没有公开的指标" text="有指标向社会公开时，会出现在这里。" />
          ) : (
            <One key={indicatorId} indicatorId={indicatorId} rows={rows} onChoose={choose} />
          )
        }
      </Loaded>
    </OpenPage>
  )
}

type Rows = OutputOf<typeof listPublicFigures>['rows']

function One({ indicatorId, rows, onChoose }: { indicatorId: string; rows: Rows; onChoose: (id: string) => void }) {
  const one = useRemote(() => call(readPublicFigure, { indicatorId }), indicatorId)
  const others = rows.filter((row) => row.indicator.id !== indicatorId)
  return (
    <Loaded from={one}>
      {({ indicator, figure, trend, areas, restAreas }) => (
        <>
          <View className="open-columns">
            <View className="open-column stack">
              <Hero indicator={indicator} figure={figure} />
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
            </View>
          </View>
          <OtherFigures rows={others} onChoose={onChoose} />
          <View className="open-columns">
            <View className="open-column stack">
              <Areas areas={areas} rest={restAreas} demo={figure.demo} />
            </View>
            <View className="open-column stack">
              <LeftOut figure={figure} />
              <PublishedCard indicatorId={indicatorId} />
              <PageTools title={indicator.name} />
            </View>
          </View>
        </>
      )}
    </Loaded>
  )
}
