import type { Figure } from '@minyi/shared/indicators/contract.ts'
import { View } from '@tarojs/components'
import { interval, percent } from '../../../components/figure-words'

/** Said beside every figure whose verdict hangs on what was left out. */
export function FlipWords({ figure }: { figure: Figure }) {
  const { withExcluded, verdictFlips } = figure
  if (!withExcluded || !verdictFlips) return null
  const { point, interval: bounds } = withExcluded.estimate
  return (
    <View className="bad">
      请注意：把剔除的评价加回来，满意度是 {percent(point)}（{interval(...bounds)}），结论会变。
    </View>
  )
}
