import type { FunnelPoint } from '@minyi/shared/indicators/breakdowns/contract.ts'
import { standingLabels } from '@minyi/shared/indicators/labels.ts'
import { View } from '@tarojs/components'
import { roleOf } from '../../../components/aria'
import { Button } from '../../../components/button'
import { count, percent } from '../../../components/figure-words'
import { unitInterval } from '../../../components/office/funnel-plot'
import { Verdict } from '../../../components/verdict'
import { useScreenWidth } from '../../../lib/screen'
import './leader.css'

export type FunnelDetailProps = { point: FunnelPoint | undefined; count: number; onUnit: (unitId: string) => void }

/** The line under the funnel: the unit that is shown, in words, and the way to it. */
export function FunnelDetail({ point, count: found, onUnit }: FunnelDetailProps) {
  const wide = useScreenWidth() >= 1000
  if (!point || point.point === null) {
    return (
      <View className="funnel-detail sub">
        {found === 0
          ? '没有这样的单位。'
          : wide
            ? '把指针移到点上看是哪个单位，或用左右键逐个走；点一下只看这个单位。'
            : '点一个点，看是哪个单位。'}
      </View>
    )
  }
  return (
    <View className="funnel-detail screen-only" {...roleOf('status')}>
      <View className="strong">{point.name}</View>
      <View>
        {percent(point.point)}（{unitInterval(point.interval)}），n={count(point.n ?? 0)}
      </View>
      {point.verdict && <Verdict value={point.verdict} />}
      <View className="sub">
        {point.field}；{point.standing ? standingLabels[point.standing] : ''}
      </View>
      <Button kind="word" small narrow onPress={() => onUnit(point.id)}>
        只看这个单位
      </Button>
    </View>
  )
}
