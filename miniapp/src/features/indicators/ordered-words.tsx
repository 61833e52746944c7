import type { Figure } from '@minyi/shared/indicators/contract.ts'
import { orderedLabel } from '@minyi/shared/indicators/published/labels.ts'
import { Text, View } from '@tarojs/components'
import { count, interval, percent } from '../../components/figure-words'

export type OrderedWordsProps = {
  ordered:
    | (Pick<NonNullable<Figure['ordered']>, 'order' | 'issuer' | 'silent'> & {
        estimate: { point: number; interval: readonly [number, number]; n: number }
      })
    | null
    | undefined
  /** What the silent ones are counted as. */
  as?: string
  /** In a list; the order itself is told one page further. */
  short?: boolean
}

/** The second figure that an order asks for, under its own label and in small print: never instead of the first. */
export function OrderedWords({ ordered, as = '满意', short }: OrderedWordsProps) {
  if (!ordered) return null
  const { order, issuer, silent, estimate } = ordered
  return (
    <View className="sub">
      <View>
        {orderedLabel}：{percent(estimate.point)}（<Text className="nowrap">{interval(...estimate.interval)}</Text>，
        <Text className="nowrap">n = {count(estimate.n)}</Text>）。
      </View>
      {!short && (
        <View>
          其中没有回应的 {count(silent)} 件算作{as}，依据《{order}》（{issuer}）。
        </View>
      )}
    </View>
  )
}
