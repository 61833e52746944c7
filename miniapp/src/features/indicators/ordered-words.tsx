import type { Figure } from '@minyi/shared/indicators/contract.ts'
import { orderedLabel } from '@minyi/shared/indicators/published/labels.ts'
import { View } from '@tarojs/components'
import { interval, percent } from '../../components/figure-words'

type Ordered = Pick<NonNullable<Figure['ordered']>, 'order' | 'issuer' | 'silent'> & {
  estimate: { point: number; interval: readonly [number, number] }
}

/** The second figure that an order asks for, under its own label and in small print: never instead of the first. */
export function OrderedWords({ ordered }: { ordered: Ordered | null | undefined }) {
  if (!ordered) return null
  const { order, issuer, silent, estimate } = ordered
  return (
    <View className="sub">
      {orderedLabel}：{percent(estimate.point)}（{interval(...estimate.interval)}），把没有回应的 {silent}{' '}
      件算作满意，依据《
      {order}》（{issuer}）。
    </View>
  )
}
