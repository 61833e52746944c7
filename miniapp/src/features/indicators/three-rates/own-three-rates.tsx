import { readOwnThreeRates } from '@minyi/shared/indicators/three-rates/contract.ts'
import { View } from '@tarojs/components'
import { Card } from '../../../components/card'
import { Heading } from '../../../components/heading'
import { Loaded } from '../../../components/loaded'
import { call } from '../../../lib/call'
import { useRemote } from '../../../lib/remote'
import { shortDay } from '../../../lib/time-words'
import './three-rates.css'
import { RateOfCalls } from './three-rates-view'

/** A unit's own three rates by the quarters that are over. */
export function OwnThreeRates() {
  const own = useRemote(() => call(readOwnThreeRates, {}), 'own-three-rates')
  return (
    <Loaded from={own}>
      {({ quarters }) => (
        <Card label="回访三率" className="stack">
          <Heading>回访三率</Heading>
          <View className="sub">由本单位以外的人抽签回访，按已结束的季度；不足 30 份的不显示。</View>
          {quarters.slice(0, 2).map(({ period, figures }) => (
            <View key={period.from} className="stack-tight">
              <View className="strong">
                {period.from.slice(0, 4)}年{shortDay(period.from)}至{shortDay(period.to)}
              </View>
              <View className="three-rates">
                {figures.map((figure) => (
                  <RateOfCalls key={figure.rate} figure={figure} />
                ))}
              </View>
            </View>
          ))}
        </Card>
      )}
    </Loaded>
  )
}
