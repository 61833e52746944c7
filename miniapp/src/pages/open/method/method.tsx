import { readPublicFigure } from '@minyi/shared/indicators/closed/contract.ts'
import { listDefinitionVersions } from '@minyi/shared/indicators/definitions/contract.ts'
import { listMethods, type Method, type MethodGroup, methodGroups } from '@minyi/shared/indicators/methods/contract.ts'
import { methodGroupLabels } from '@minyi/shared/indicators/methods/labels.ts'
import { View } from '@tarojs/components'
import { useRouter, useShareAppMessage } from '@tarojs/taro'
import { useState } from 'react'
import { Chips } from '../../../components/chip'
import { Heading } from '../../../components/heading'
import { Loaded } from '../../../components/loaded'
import { StateCard } from '../../../components/state-card'
import { HowJudged, WhatCounts, WhatDoesNot } from '../../../features/indicators/open/definition-view'
import { CountedCard, LeftOutRules, VerdictRules } from '../../../features/indicators/open/method-view'
import { OpenPage } from '../../../features/indicators/open/open-page'
import { PageTools } from '../../../features/indicators/open/page-tools'
import { SourceCard } from '../../../features/indicators/open/source-card'
import { Versions } from '../../../features/indicators/open/versions'
import { keepInAddress } from '../../../lib/address'
import { call } from '../../../lib/call'
import { urlOf } from '../../../lib/navigate'
import { useRemote } from '../../../lib/remote'

export default function MethodPage() {
  const { id = '' } = useRouter().params
  const [chosen, setChosen] = useState(id)
  const all = useRemote(() => call(listMethods, {}), 'all')
  const methods = all.remote.value?.methods ?? []
  const method = methods.find(({ indicatorId }) => indicatorId === chosen) ?? methods[0]
  const choose = (next: string) => {
    setChosen(next)
    keepInAddress({ id: next })
  }
  useShareAppMessage(() => ({ title: '怎么算的', path: urlOf('method', { id: method?.indicatorId }) }))
  return (
    <OpenPage title="怎么算的" route="method" id={method?.group === 'ratings' ? method.indicatorId : ''}>
      <Loaded from={all}>
        {() =>
          method ? (
            <>
              <Choice methods={methods} method={method} onChoose={choose} />
              <One key={method.indicatorId} method={method} />
            </>
          ) : (
            <StateCard kind="empty" title="还没有公开的指标" text="有指标向社会公开时，会出现在这里。" />
          )
        }
      </Loaded>
    </OpenPage>
  )
}

type ChoiceProps = { methods: readonly Method[]; method: Method; onChoose: (id: string) => void }

/** First where the figure comes from, then which one. */
function Choice({ methods, method, onChoose }: ChoiceProps) {
  const groups = methodGroups.filter((group) => methods.some((one) => one.group === group))
  const among = methods.filter(({ group }) => group === method.group)
  const first = (group: MethodGroup) => methods.find((one) => one.group === group)?.indicatorId ?? ''
  return (
    <>
      {groups.length > 1 && (
        <Chips
          label="哪一类"
          options={groups.map((group) => ({ value: group, word: methodGroupLabels[group] }))}
          value={method.group}
          onChange={(group) => onChoose(first(group))}
        />
      )}
      {among.length > 1 && (
        <Chips
          label="哪个指标"
          options={among.map(({ indicatorId, name }) => ({ value: indicatorId, word: name }))}
          value={method.indicatorId}
          onChange={onChoose}
        />
      )}
    </>
  )
}

function One({ method }: { method: Method }) {
  const { indicatorId, name, version, group } = method
  const history = useHistory(indicatorId)
  return (
    <>
      <View className="spread">
        <Heading className="title">
          {name}（第 {version} 版口径）
        </Heading>
      </View>
      {group === 'ratings' ? (
        <Rated indicatorId={indicatorId} history={history} />
      ) : (
        <Defined method={method} history={history} />
      )}
      <PageTools title={`${name}怎么算的`} />
    </>
  )
}

type History = { history: ReturnType<typeof useHistory> }
const useHistory = (indicatorId: string) => useRemote(() => call(listDefinitionVersions, { indicatorId }), indicatorId)

function Rated({ indicatorId, history }: History & { indicatorId: string }) {
  const one = useRemote(() => call(readPublicFigure, { indicatorId }), indicatorId)
  return (
    <Loaded from={one}>
      {({ indicator, figure }) => (
        <View className="open-columns">
          <View className="open-column stack">
            <CountedCard indicator={indicator} />
            <LeftOutRules indicator={indicator} figure={figure} />
          </View>
          <View className="open-column stack">
            <VerdictRules indicator={indicator} figure={figure} />
            <SourceCard clause={indicator.clause} indicatorId={indicator.id} />
            <Loaded from={history}>{({ versions }) => <Versions versions={versions} />}</Loaded>
          </View>
        </View>
      )}
    </Loaded>
  )
}

/** An indicator out of a survey or of handling: everything on the page is printed from the definition in force. */
function Defined({ method, history }: History & { method: Method }) {
  return (
    <Loaded from={history}>
      {({ versions }) => {
        const [inForce] = versions
        if (!inForce) return null
        return (
          <View className="open-columns">
            <View className="open-column stack">
              <WhatCounts definition={inForce.definition} who={method.who} />
              <WhatDoesNot definition={inForce.definition} />
            </View>
            <View className="open-column stack">
              <HowJudged definition={inForce.definition} />
              <SourceCard clause={method.clause} indicatorId={method.indicatorId} />
              <Versions versions={versions} />
            </View>
          </View>
        )
      }}
    </Loaded>
  )
}
