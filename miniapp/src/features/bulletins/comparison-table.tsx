import type { ComparedLine } from '@minyi/shared/bulletins/comparison/contract.ts'
import type { Bulletin } from '@minyi/shared/bulletins/contract.ts'
import { View } from '@tarojs/components'
import { Card } from '../../components/card'
import { Heading } from '../../components/heading'
import { StateCard } from '../../components/state-card'
import { type Column, Table } from '../../components/table'
import './bulletins.scss'

/** What stands in the text beside the same of the period before and of the year before (与上期对照), for writers and reviewers. */
export function ComparisonTable({ bulletin: { kind, figures, comparison } }: { bulletin: Bulletin }) {
  if (!figures || comparison.length === 0)
    return (
      <StateCard
        kind="empty"
        title="这一份还没有对照"
        text="起草得早，统计时没有留对照。草稿点“照此重算”就会有；已发布的不再改动。"
      />
    )
  const isAnnual = kind === 'annual'
  const last = isAnnual ? '上年' : '上期'
  const days = (name: string, { from, to }: { from: string; to: string }) => `${name} ${from} 至 ${to}`
  const periods = [days(isAnnual ? '本年' : '本期', figures.period), days(last, figures.before)]
  return (
    <Card className="stack-tight" label={`与${last}对照`}>
      <Heading level={2}>与{last}对照</Heading>
      <View className="sub">
        {[...periods, ...(isAnnual ? [] : [days('上年同期', figures.yearBefore)])].join('；')}
        。各期都按同一口径、在同一时刻重新统计；可计算的不到 30 件的比率不列，升降在误差之内时不说变化。
      </View>
      <Table<ComparedLine>
        label={`与${last}对照`}
        rows={comparison}
        rowKey={({ key }) => key}
        columns={columnsOf(isAnnual)}
      />
      <View className="tiny">只供写稿和审核时核对，不随通报公开。</View>
    </Card>
  )
}

function columnsOf(isAnnual: boolean): Column<ComparedLine>[] {
  const last = isAnnual ? '上年' : '上期'
  return [
    { key: 'label', head: '项目', strong: true, cell: ({ label }) => label },
    {
      key: 'now',
      head: isAnnual ? '本年' : '本期',
      number: true,
      folded: `${isAnnual ? '本年' : '本期'} `,
      cell: ({ now }) => now,
    },
    { key: 'before', head: last, number: true, folded: `${last} `, cell: ({ before }) => before },
    ...(isAnnual
      ? []
      : [
          {
            key: 'year',
            head: '上年同期',
            number: true,
            folded: '上年同期 ',
            cell: ({ yearBefore }: ComparedLine) => yearBefore ?? '',
          },
        ]),
    { key: 'change', head: `比${last}`, number: true, grow: 2, folded: `比${last}`, cell: ({ change }) => change },
  ]
}
