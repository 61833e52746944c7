import { readPublicFigure } from '@minyi/shared/indicators/closed/contract.ts'
import { listIndicators } from '@minyi/shared/indicators/contract.ts'
import { listDefinitionVersions } from '@minyi/shared/indicators/definitions/contract.ts'
import { View } from '@tarojs/components'
import { useRouter, useShareAppMessage } from '@tarojs/taro'
import { useState } from 'react'
import { Chips } from '../../../components/chip'
import { Heading } from '../../../components/heading'
import { Loaded } from '../../../components/loaded'
import { StateCard } from '../../../components/state-card'
import { CountedCard, LeftOutRules, SourceCard, VerdictRules } from '../../../features/indicators/open/method-view'
import { OpenPage } from '../../../features/indicators/open/open-page'
import { PageTools } from '../../../features/indicators/open/page-tools'
import { Versions } from '../../../features/indicators/open/versions'
import { call } from '../../../lib/call'
import { urlOf } from '../../../lib/navigate'
import { useRemote } from '../../../lib/remote'

export default function Method() {
  const { id = '' } = useRouter().params
  const [chosen, setChosen] = useState(id)
  const all = useRemote(() => call(listIndicators, {}), 'all')
  const open = all.remote.value?.indicators.filter((indicator) => indicator.public) ?? []
  const indicatorId = chosen || open[0]?.id || ''
  useShareAppMessage(() => ({ title: '怎么算的', path: urlOf('method', { id: indicatorId }) }))
  return (
    <OpenPage title="怎么算的" route="method" id={indicatorId}>
      <Loaded from={all}>
        {() => (
          <>
            {open.length > 1 && (
              <Chips
                label="哪个指标"
                options={open.map((indicator) => ({ value: indicator.id, word: indicator.name }))}
                value={indicatorId}
                onChange={setChosen}
              />
            )}
            {indicatorId === '' ? (
              <StateCard kind="empty" title="还没有公开的指标" text="有指标向社会公开时，会出现在这里。" />
            ) : (
              <One key={indicatorId} indicatorId={indicatorId} />
            )}
          </>
        )}
      </Loaded>
    </OpenPage>
  )
}

function One({ indicatorId }: { indicatorId: string }) {
  const one = useRemote(() => call(readPublicFigure, { indicatorId }), indicatorId)
  const history = useRemote(() => call(listDefinitionVersions, { indicatorId }), indicatorId)
  return (
    <Loaded from={one}>
      {({ indicator, figure }) => (
        <>
          <View className="spread">
            <Heading className="title">
              {indicator.name}（第 {indicator.definition.version} 版口径）
            </Heading>
          </View>
          <View className="open-columns">
            <View className="open-column stack">
              <CountedCard indicator={indicator} />
              <LeftOutRules indicator={indicator} figure={figure} />
            </View>
            <View className="open-column stack">
              <VerdictRules indicator={indicator} figure={figure} />
              <SourceCard indicator={indicator} />
              <Loaded from={history}>{({ versions }) => <Versions versions={versions} />}</Loaded>
            </View>
          </View>
          <PageTools title={`${indicator.name}怎么算的`} />
        </>
      )}
    </Loaded>
  )
}
