import { downloadOpenTable, type listOpenTables, type OpenField } from '@minyi/shared/indicators/open/contract.ts'
import { fieldKindLabels } from '@minyi/shared/indicators/open/labels.ts'
import type { OutputOf } from '@minyi/shared/platform/operation.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Heading } from '../../../components/heading'
import { Table } from '../../../components/table'
import { download } from '../../../lib/download'
import './open.css'

type OpenTableRow = OutputOf<typeof listOpenTables>['tables'][number]

/** One open table: what it holds, its files, and its dictionary behind one press. */
export function OpenTableCard({ table }: { table: OpenTableRow }) {
  const [open, setOpen] = useState(false)
  return (
    <Card className="stack" label={table.name}>
      <View>
        <Heading>{table.name}</Heading>
        <View className="sub">
          {table.rows} 行，{table.renewed}
        </View>
      </View>
      <View>{table.about}</View>
      <View className="wrap">
        {(['csv', 'json', 'xlsx'] as const).map((format) => (
          <Button
            key={format}
            kind="line"
            icon="download"
            narrow
            label={`下载${table.name}，${format.toUpperCase()}`}
            onPress={() => download(downloadOpenTable, { table: table.id, format })}
          >
            {format.toUpperCase()}
          </Button>
        ))}
        <Button kind="word" narrow onPress={() => setOpen(!open)} label={`${table.name}的数据字典`}>
          {open ? '收起数据字典' : `数据字典（${table.fields.length} 列）`}
        </Button>
      </View>
      {open && (
        <Table<OpenField>
          label={`${table.name}的数据字典`}
          rows={table.fields}
          rowKey={({ code }) => code}
          columns={[
            { key: 'name', head: '列', grow: 3, cell: ({ name }) => name },
            { key: 'code', head: 'JSON 里的名字', grow: 3, cell: ({ code }) => code },
            { key: 'kind', head: '类型', grow: 2, cell: ({ kind }) => fieldKindLabels[kind] },
            { key: 'meaning', head: '意思', grow: 7, cell: ({ meaning }) => meaning },
          ]}
        />
      )}
    </Card>
  )
}
