import type { CertifiedFigure } from '@minyi/shared/indicators/published/contract.ts'
import { Card } from '../../../components/card'
import { count, interval, percent } from '../../../components/figure-words'
import { Heading } from '../../../components/heading'
import { Table } from '../../../components/table'

/** What a composite is made of: each part with its own rate, interval and n. */
export function PartsTable({ parts }: { parts: NonNullable<CertifiedFigure['parts']> }) {
  if (parts.length === 0) return null
  return (
    <Card label="由哪几部分合成" className="stack">
      <Heading>由哪几部分合成</Heading>
      <Table
        label="由哪几部分合成"
        columns={[
          { key: 'name', head: '部分', grow: 3, cell: ({ name }) => name },
          { key: 'weight', head: '权重', number: true, cell: ({ weight }) => percent(weight) },
          {
            key: 'rate',
            head: '比率',
            number: true,
            strong: true,
            cell: ({ estimate }) => (estimate ? percent(estimate.point) : '—'),
          },
          {
            key: 'interval',
            head: '区间',
            number: true,
            grow: 2,
            cell: ({ estimate }) => (estimate ? interval(...estimate.interval) : ''),
          },
          {
            key: 'n',
            head: 'n',
            number: true,
            folded: 'n = ',
            cell: ({ estimate }) => (estimate ? count(estimate.n) : ''),
          },
        ]}
        rows={parts}
        rowKey={({ name }) => name}
      />
    </Card>
  )
}
