import { monthName, periodWords } from '@minyi/shared/indicators/labels.ts'
import type { OfficerEstimate, ShrunkenRate } from '@minyi/shared/indicators/officers/contract.ts'
import {
  borrowedInWords,
  reachInWords,
  refusalLabels,
  shrunkenInWords,
} from '@minyi/shared/indicators/officers/labels.ts'
import { View } from '@tarojs/components'
import { Card } from '../../../components/card'
import { Heading } from '../../../components/heading'
import { IntervalBar } from '../../../components/interval-bar'
import { Notice } from '../../../components/notice'
import { Table } from '../../../components/table'
import './own.css'

/** What is believed of an officer's own work: estimate, interval, chance, in words, and every month it was told. */
export function OfficerEstimateCard({ name, own }: { name: string; own: OfficerEstimate }) {
  const { shrunken, refusal, period, course } = own
  return (
    <Card className="stack-tight" label={`${name}：个人估计`}>
      <View>
        <Heading>{name}：个人估计</Heading>
        <View className="sub">
          {period ? `${periodWords(period)}；` : ''}每月底结一次，有 5 份新的评价才更新。不到 30
          份时，份数和比率都不显示。
        </View>
      </View>
      {shrunken ? <Estimate value={shrunken} /> : <Notice>{refusalLabels[refusal ?? 'not-closed']}。</Notice>}
      {course.length > 1 && (
        <Table
          label={`${name}：每月底的个人估计`}
          rows={[...course].reverse()}
          rowKey={({ month }) => month}
          columns={[
            { key: 'month', head: '月底', cell: ({ month }) => monthName(month, true) },
            { key: 'point', head: '估计', number: true, strong: true, cell: ({ point }) => `约 ${point}%` },
            {
              key: 'interval',
              head: '区间',
              number: true,
              folded: '区间 ',
              cell: ({ interval: [low, high] }) => `${low}%–${high}%`,
            },
          ]}
        />
      )}
    </Card>
  )
}

function Estimate({ value }: { value: ShrunkenRate }) {
  const reach = reachInWords(value)
  const [low, high] = value.interval
  return (
    <>
      <View className="estimate-number">约 {value.point}%</View>
      {value.target !== null && (
        <IntervalBar point={value.point / 100} low={low / 100} high={high / 100} target={value.target} />
      )}
      <View>
        {shrunkenInWords(value)}
        {reach ? `；${reach}。` : '。'}
      </View>
      <View className="sub">{borrowedInWords(value)}</View>
    </>
  )
}
