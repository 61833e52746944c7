import { importanceLabels } from '@minyi/shared/supervision/labels.ts'
import type { ListEntry } from '@minyi/shared/supervision/lists/contract.ts'
import { sectionLabels } from '@minyi/shared/supervision/lists/labels.ts'
import { type ReviewRow, reviewOf, sectionsOf } from '@minyi/shared/supervision/lists/rules.ts'
import { View } from '@tarojs/components'
import { Card } from '../../components/card'
import { Heading } from '../../components/heading'
import { type Column, Table } from '../../components/table'
import { Tag } from '../../components/tag'
import { shortDay } from '../../lib/time-words'
import { TaskTag } from './words'

const weekColumns: readonly Column<ListEntry>[] = [
  {
    key: 'title',
    head: '事项',
    grow: 3,
    strong: true,
    cell: ({ title, number, importance }) => (
      <View>
        <View>{title}</View>
        <View className="sub">{`${number} · ${importanceLabels[importance].title}`}</View>
      </View>
    ),
  },
  { key: 'unit', head: '承办单位', grow: 2, cell: ({ unitName }) => unitName },
  { key: 'assigner', head: '交办人', folded: '交办人 ', cell: ({ assignerName }) => assignerName ?? '—' },
  { key: 'assigned', head: '交办', folded: '交办 ', cell: ({ assignedDay }) => shortDay(assignedDay) },
  { key: 'due', head: '办结期限', folded: '期限 ', cell: ({ dueDay }) => shortDay(dueDay) },
  {
    key: 'state',
    head: '状态',
    cell: ({ state, isLate }) => (
      <View className="wrap">
        <TaskTag state={state} />
        {isLate && <Tag tone="bad">逾期</Tag>}
      </View>
    ),
  },
]

/** A week in its three parts; a part without any is said, not left out. */
export function WeekTables({ entries }: { entries: readonly ListEntry[] }) {
  const sections = sectionsOf(entries)
  return (
    <>
      {(['fresh', 'due', 'going'] as const).map((section) => (
        <Card key={section} className="stack-tight" label={sectionLabels[section]}>
          <View className="line-up">
            <Heading className="card-title">{sectionLabels[section]}</Heading>
            <View className="sub">{sections[section].length} 条</View>
          </View>
          {sections[section].length > 0 && (
            <Table
              label={sectionLabels[section]}
              columns={weekColumns}
              rows={sections[section]}
              rowKey={({ orderId, unitId }) => `${orderId}${unitId}`}
            />
          )}
        </Card>
      ))}
    </>
  )
}

const count = (
  key: Exclude<keyof ReviewRow, 'unitId' | 'unitName'>,
  head: string,
  tone?: 'bad',
): Column<ReviewRow> => ({
  key,
  head,
  number: true,
  folded: `${head} `,
  cell: (row) => <View className={tone && row[key] > 0 ? tone : ''}>{row[key]}</View>,
})

const monthColumns: readonly Column<ReviewRow>[] = [
  { key: 'unit', head: '单位', grow: 3, strong: true, cell: ({ unitName }) => unitName },
  count('assigned', '承办'),
  count('fresh', '其中新交办'),
  {
    key: 'onTime',
    head: '按时／到期节点',
    number: true,
    folded: '按时 ',
    cell: ({ onTime, checkpoints }) => (checkpoints > 0 ? `${onTime}／${checkpoints}` : '没有到期'),
  },
  count('late', '迟或逾期', 'bad'),
  count('finished', '报结'),
  count('cleared', '销号'),
  count('returned', '退回'),
  count('open', '未销号'),
]

/** A month by unit and in all; shares stand as two numbers, because a handful makes no rate. */
export function ReviewTable({ entries }: { entries: readonly ListEntry[] }) {
  const { rows, total } = reviewOf(entries)
  return (
    <Card className="stack-tight" label="按单位讲评">
      <Table
        label="按单位讲评"
        columns={monthColumns}
        rows={rows.length > 1 ? [...rows, total] : rows}
        rowKey={({ unitId }) => unitId ?? 'total'}
      />
      <View className="sub">
        节点是 13710
        的研究、反馈和办结；日期落在本月、且已经到期或已经办到的才计入，每个节点只计一次。件数少，不折算百分比。
      </View>
    </Card>
  )
}
