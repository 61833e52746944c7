import { importFieldLabels } from '@minyi/shared/cases/imports/labels.ts'
import { View } from '@tarojs/components'
import { Card } from '../../components/card'
import { Heading } from '../../components/heading'
import { Table } from '../../components/table'
import { useImports } from './store'

const shown = 6

/** The first rows, as the mapping reads them. */
export function RowsCard() {
  const { preview, mapping } = useImports()
  if (!preview || !mapping) return null
  const columns = mapping.columns.slice(0, 6)
  return (
    <Card label="预览" className="stack">
      <View className="spread">
        <Heading>预览</Heading>
        <View className="sub">
          前 {Math.min(shown, preview.rows.length)} 行{preview.encoding && ` · ${preview.encoding.toUpperCase()}`}
        </View>
      </View>
      <Table
        label="预览"
        rows={preview.rows.slice(0, shown)}
        rowKey={({ row }) => String(row)}
        columns={[
          { key: 'row', head: '行', cell: ({ row }) => row, number: true, grow: 0 },
          ...columns.map(({ column, field }) => ({
            key: field,
            head: importFieldLabels[field],
            cell: ({ cells }: { cells: string[] }) => (cells[preview.headings.indexOf(column)] ?? '').slice(0, 28),
          })),
        ]}
      />
    </Card>
  )
}
