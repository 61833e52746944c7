import type { OwnExclusions } from '@minyi/shared/indicators/closed/contract.ts'
import { dayWords } from '@minyi/shared/indicators/labels.ts'
import { exclusionReasonLabels } from '@minyi/shared/ratings/exclusions/labels.ts'
import { View } from '@tarojs/components'
import { Card } from '../../../components/card'
import { count } from '../../../components/figure-words'
import { Heading } from '../../../components/heading'
import { CountLine } from '../open/terms'

/** What was left out of the count about the unit, by reason, as the public ledger tells it. */
export function OwnExclusionsCard({ value }: { value: OwnExclusions }) {
  const { from, to, total, byReason } = value
  const words = (n: number | null) => (n === null ? '份数少，不公开' : `${count(n)} 份`)
  return (
    <Card label="涉及本单位的剔除">
      <Heading>涉及本单位的剔除</Heading>
      <View className="sub">
        {from.slice(0, 4)}年{dayWords(from)}至{to.slice(0, 4)}年{dayWords(to)}，经两人复核剔除；每月 1 日更新。
      </View>
      {byReason.map(({ reason, count: n }) => (
        <CountLine key={reason} word={exclusionReasonLabels[reason]} value={words(n)} />
      ))}
      <CountLine word="合计" value={words(total)} strong />
      <View className="sub">1 到 4 份不公开；能由合计减出来的，也不公开。</View>
    </Card>
  )
}
