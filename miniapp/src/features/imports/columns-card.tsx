import {
  type ImportField,
  type ImportMapping,
  importFields,
  neededFields,
} from '@minyi/shared/cases/imports/contract.ts'
import { importFieldLabels } from '@minyi/shared/cases/imports/labels.ts'
import { View } from '@tarojs/components'
import { Card } from '../../components/card'
import { Heading } from '../../components/heading'
import { Choose } from '../../components/office/choose'
import { Table } from '../../components/table'
import { Tag } from '../../components/tag'
import { type Preview, placeColumn, useImports } from './store'

const nowhere = 'none'
const sealed: readonly ImportField[] = ['name', 'phone']
const options = [
  { value: nowhere, word: '不导入' },
  ...importFields.map((value) => ({ value, word: importFieldLabels[value] })),
]
type Line = { column: string; sample: string; field: ImportField | undefined; unclear: number }

/** Every column of the file, with a sample and the place it goes to. */
export function ColumnsCard() {
  const { preview, mapping } = useImports()
  if (!preview || !mapping) return null
  const lines = linesOf(preview, mapping)
  const unplaced = neededFields.filter((field) => !mapping.columns.some((one) => one.field === field))
  return (
    <Card label="对应字段" className="stack">
      <View className="spread">
        <Heading>对应字段</Heading>
        <View className="sub">
          {lines.length} 列，放好 {lines.filter(({ field }) => field).length} 列
        </View>
      </View>
      {unplaced.length > 0 && (
        <View className="import-lack">必须放好：{unplaced.map((field) => importFieldLabels[field]).join('、')}</View>
      )}
      <Table
        label="对应字段"
        rows={lines}
        rowKey={({ column }) => column}
        columns={[
          { key: 'column', head: '表里的列', cell: ({ column }) => column, strong: true },
          { key: 'sample', head: '样例', cell: ({ sample }) => sample || '（空）', grow: 2 },
          { key: 'field', head: '放到哪里', cell: (line) => <Place line={line} />, grow: 1 },
          { key: 'result', head: '结果', cell: (line) => <Result line={line} /> },
        ]}
      />
    </Card>
  )
}

function Place({ line }: { line: Line }) {
  return (
    <Choose
      label={`“${line.column}”放到哪里`}
      options={options}
      value={line.field ?? nowhere}
      on={line.field !== undefined}
      onChange={(value) =>
        placeColumn(
          line.column,
          importFields.find((field) => field === value),
        )
      }
    />
  )
}

function Result({ line: { field, unclear } }: { line: Line }) {
  if (!field) return <Tag tone="plain">跳过</Tag>
  if (unclear > 0) return <Tag tone="warn">{unclear} 种写法待确认</Tag>
  if (sealed.includes(field))
    return (
      <Tag tone="blue" icon="lock">
        封存
      </Tag>
    )
  return (
    <Tag tone="good" icon="check">
      对上
    </Tag>
  )
}

function linesOf({ headings, rows, unclear }: Preview, { columns, values }: ImportMapping): Line[] {
  return headings.flatMap((column, index) => {
    if (column === '') return []
    const field = columns.find((one) => one.column === column)?.field
    const sample = rows.map(({ cells }) => cells[index] ?? '').find((cell) => cell !== '') ?? ''
    const said = new Map<string, object>(Object.entries(values))
    const open = unclear.filter((one) => one.field === field && !(one.value in (said.get(one.field) ?? {}))).length
    return [{ column, sample: sample.length > 24 ? `${sample.slice(0, 23)}…` : sample, field, unclear: open }]
  })
}
