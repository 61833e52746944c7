import {
  type CaseExport,
  cancelExport,
  downloadExport,
  type ExportState,
  listExports,
} from '@minyi/shared/cases/exports/contract.ts'
import { exportStateLabels } from '@minyi/shared/cases/exports/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { ConfirmSheet } from '../../components/confirm-sheet'
import { Loaded } from '../../components/loaded'
import { StateCard } from '../../components/state-card'
import { Tag, type TagProps } from '../../components/tag'
import { call, failureFrom } from '../../lib/call'
import { download } from '../../lib/download'
import { newId } from '../../lib/id'
import { goInstead } from '../../lib/navigate'
import { usePolling } from '../../lib/polling'
import { useRemote } from '../../lib/remote'
import { instantInWords } from '../../lib/time-words'
import { toast } from '../../lib/toast'

const everyMs = 2_000
const tones: Record<ExportState, TagProps['tone']> = {
  waiting: 'blue',
  writing: 'blue',
  ready: 'good',
  failed: 'bad',
  cancelled: 'plain',
  expired: 'plain',
}

/** The lists that somebody has asked for, with how far each is. */
export function ExportDesk() {
  const from = useRemote(() => call(listExports, {}), 'exports')
  const { remote } = from
  const isOpen = remote.value?.rows.some(({ state }) => state === 'waiting' || state === 'writing') ?? false
  usePolling(() => isOpen && from.reload(), everyMs)
  return (
    <Loaded from={from}>
      {({ rows }) =>
        rows.length === 0 ? (
          <StateCard
            kind="empty"
            title="还没有导出过"
            text="在工作台筛选好，点“导出”，写明用途；写好后这里能下载。"
            action={{ word: '去工作台', onPress: () => goInstead('workbench') }}
          />
        ) : (
          <View className="stack">
            {rows.map((row) => (
              <ExportCard key={row.id} row={row} onChange={from.reload} />
            ))}
          </View>
        )
      }
    </Loaded>
  )
}

function ExportCard({ row, onChange }: { row: CaseExport; onChange: () => void }) {
  const { id, state, format, rows, createdAt } = row
  const [asking, setAsking] = useState(false)
  const cancel = async () => {
    setAsking(false)
    try {
      await call(cancelExport, { id: await newId(), exportId: id })
    } catch (error) {
      toast(failureFrom(error).title)
    }
    onChange()
  }
  return (
    <Card className="stack-tight" label={row.reason}>
      <View className="spread">
        <View className="line-up">
          <View className="strong">{row.reason}</View>
          <Tag tone={tones[state]}>{exportStateLabels[state]}</Tag>
        </View>
        <View className="tiny">{instantInWords(createdAt)}</View>
      </View>
      <View className="sub">{factsOf(row)}</View>
      <View className="wrap">
        {state === 'ready' && (
          <Button
            small
            narrow
            icon="download"
            onPress={() => download(downloadExport, { exportId: id }).then(onChange)}
          >
            下载 {format.toUpperCase()}（{rows} 件）
          </Button>
        )}
        {(state === 'waiting' || state === 'writing' || state === 'ready') && (
          <Button small narrow kind="line" onPress={() => (state === 'ready' ? setAsking(true) : cancel())}>
            {state === 'ready' ? '删掉文件' : '取消'}
          </Button>
        )}
      </View>
      <ConfirmSheet
        open={asking}
        title="删掉这份文件？"
        text="删掉后不能再下载，要用只能重新导出。"
        confirm="删掉"
        danger
        onConfirm={cancel}
        onClose={() => setAsking(false)}
      />
    </Card>
  )
}

function factsOf({ state, rows, columns, bytes, expiresAt }: CaseExport): string {
  const size =
    bytes === null ? undefined : bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} KB` : `${(bytes / 1e6).toFixed(1)} MB`
  const progress = state === 'writing' ? `已写 ${rows} 件` : undefined
  const until = state === 'ready' && expiresAt ? `${instantInWords(expiresAt)} 前可下载` : undefined
  return [`${columns.length} 列`, progress, size, until].filter(Boolean).join(' · ')
}
