import type { PlaceCount, TopicWatch } from '@minyi/shared/hotspots/contract.ts'
import { Card } from '../../components/card'
import { count } from '../../components/figure-words'
import { Heading } from '../../components/heading'
import { Table } from '../../components/table'

/** Counts of places, now and as long before. */
export function PlaceTable({ places, head }: { places: readonly PlaceCount[]; head: string }) {
  return (
    <Table
      label={`${head}件数`}
      columns={[
        { key: 'name', head, cell: ({ name }) => name, grow: 2 },
        {
          key: 'now',
          head: '近 14 天',
          cell: ({ now }) => count(now),
          number: true,
          strong: true,
          folded: '近 14 天 ',
        },
        { key: 'before', head: '之前 14 天', cell: ({ before }) => count(before), number: true, folded: '之前 ' },
        { key: 'change', head: '变化', cell: ({ now, before }) => changeWords(now, before), number: true },
      ]}
      rows={places.slice(0, 12)}
      rowKey={({ id, name }) => id ?? name}
    />
  )
}

/** Every topic of the place, with the smallest rise that its size would show within 14 days. */
export function TopicTable({ topics }: { topics: readonly TopicWatch[] }) {
  return (
    <Card label="各主题" className="stack">
      <Heading>各主题近 14 天</Heading>
      <Table
        label="各主题件数和看得出的最小升幅"
        columns={[
          { key: 'topic', head: '主题', cell: ({ topicName }) => topicName, grow: 2 },
          { key: 'group', head: '大类', cell: ({ groupName }) => groupName ?? '', grow: 2 },
          {
            key: 'last',
            head: '近 14 天',
            cell: ({ last14 }) => count(last14),
            number: true,
            strong: true,
            folded: '近 14 天 ',
          },
          { key: 'before', head: '之前 14 天', cell: ({ before14 }) => count(before14), number: true, folded: '之前 ' },
          {
            key: 'least',
            head: '升高多少看得出',
            cell: (topic) => detectableWords(topic),
            number: true,
            folded: '看得出 ',
          },
        ]}
        rows={topics}
        rowKey={({ topicId }) => topicId}
      />
    </Card>
  )
}

function detectableWords({ findings }: TopicWatch): string {
  if (!findings) return '往常数据不足'
  const rise = Math.round((findings.detectable - 1) * 100)
  return rise > 900 ? '件数太少' : `${rise}% 以上`
}

function changeWords(now: number, before: number): string {
  const change = now - before
  return change > 0 ? `多 ${change}` : change < 0 ? `少 ${-change}` : '持平'
}
