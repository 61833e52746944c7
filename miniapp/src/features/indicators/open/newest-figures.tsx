import { listMethods, type Method } from '@minyi/shared/indicators/methods/contract.ts'
import { methodGroupLabels } from '@minyi/shared/indicators/methods/labels.ts'
import { View } from '@tarojs/components'
import { Card } from '../../../components/card'
import { Heading } from '../../../components/heading'
import { Loaded } from '../../../components/loaded'
import { call } from '../../../lib/call'
import { useRemote } from '../../../lib/remote'
import { PublishedRow } from './published-list'
import './open.css'

/** The newest published figure of each survey and each rate of handling, by where it comes from. */
export function NewestFigures() {
  const all = useRemote(() => call(listMethods, {}), 'methods')
  return (
    <Loaded from={all}>
      {({ methods }) => {
        const told = methods.filter(({ group, latest }) => group !== 'ratings' && latest)
        const groups = [...new Set(told.map(({ group }) => group))]
        if (groups.length === 0) return null
        return (
          <Card flush label="调查和办理：最近一次">
            <View className="card-head">
              <Heading>调查和办理：最近一次</Heading>
              <View className="sub">满意度每天关账，在“满意度”里看；这里是署名发布的。</View>
            </View>
            {groups.map((group) => (
              <Group key={group} word={methodGroupLabels[group]} methods={told.filter((one) => one.group === group)} />
            ))}
          </Card>
        )
      }}
    </Loaded>
  )
}

function Group({ word, methods }: { word: string; methods: readonly Method[] }) {
  return (
    <>
      <View className="card-note strong">{word}</View>
      {methods.map(({ indicatorId, latest }) => latest && <PublishedRow key={indicatorId} row={latest} named />)}
    </>
  )
}
