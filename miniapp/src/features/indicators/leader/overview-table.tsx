import { changeWords, hiddenWords } from '@minyi/shared/indicators/labels.ts'
import { View } from '@tarojs/components'
import { WordLink } from '../../../components/button'
import { Card } from '../../../components/card'
import { count, interval, percent, target as whole } from '../../../components/figure-words'
import { Table } from '../../../components/table'
import { Verdict } from '../../../components/verdict'
import { OrderedWords } from '../ordered-words'
import { targetOf } from '../store'
import type { OverviewRow } from './overview-card'

/** The cards as one table. */
export function OverviewTable({ rows, onOpen }: { rows: readonly OverviewRow[]; onOpen: (id: string) => void }) {
  return (
    <Card label="各指标">
      <Table
        label="各指标"
        columns={[
          {
            key: 'name',
            head: '指标',
            grow: 4,
            cell: ({ indicator }) => <WordLink onPress={() => onOpen(indicator.id)}>{indicator.name}</WordLink>,
          },
          { key: 'n', head: 'n', number: true, folded: 'n = ', cell: ({ figure }) => count(figure.n ?? 0) },
          {
            key: 'rate',
            head: '数字',
            number: true,
            strong: true,
            cell: ({ figure }) => (figure.estimate ? percent(figure.estimate.point) : ''),
          },
          {
            key: 'interval',
            head: '区间',
            number: true,
            grow: 2,
            cell: ({ figure }) => (figure.estimate ? interval(...figure.estimate.interval) : ''),
          },
          { key: 'target', head: '目标', number: true, folded: '目标 ', cell: ({ figure }) => whole(targetOf(figure)) },
          {
            key: 'verdict',
            head: '判定',
            grow: 2,
            cell: ({ figure }) => <Verdict value={figure.verdict ?? 'insufficient'} />,
          },
          {
            key: 'before',
            head: '较上一期',
            number: true,
            grow: 2,
            folded: '较上一期 ',
            cell: ({ figure, before }) => changeWords(figure, before) ?? '—',
          },
          {
            key: 'year',
            head: '较去年同期',
            number: true,
            grow: 2,
            folded: '较去年 ',
            cell: ({ figure, yearBefore }) => changeWords(figure, yearBefore) ?? '—',
          },
        ]}
        rows={rows}
        rowKey={({ indicator }) => indicator.id}
        hidden={({ figure }) => hiddenWords(figure)}
      />
      {rows
        .filter(({ figure }) => figure.ordered)
        .map(({ indicator, figure }) => (
          <View key={indicator.id} className="sub">
            {indicator.name}
            <OrderedWords ordered={figure.ordered} />
          </View>
        ))}
    </Card>
  )
}
