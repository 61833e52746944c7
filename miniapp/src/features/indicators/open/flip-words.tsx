import type { Figure } from '@minyi/shared/indicators/contract.ts'
import { View } from '@tarojs/components'
import { percent } from '../../../components/figure-words'

/** Said beside every figure of which ratings were left out: what would be the most that they could change. */
export function FlipWords({ figure }: { figure: Figure }) {
  if (!figure.excludedRange) return null
  const { range, flips } = figure.excludedRange
  const [worst, best] = range.map((rate) => percent(rate))
  return (
    <View className={flips === 'possible' ? 'bad' : 'sub'}>
      {flips === 'possible' ? '请注意：' : ''}把剔除的评价都加回来，满意度在 {worst} 到 {best} 之间，
      {flips === 'possible' ? '结论可能会变。' : '结论不变。'}
    </View>
  )
}
