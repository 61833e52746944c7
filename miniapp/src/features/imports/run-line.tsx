import type { ImportRun } from '@minyi/shared/cases/imports/contract.ts'
import { importRunLabels } from '@minyi/shared/cases/imports/labels.ts'
import { View } from '@tarojs/components'
import { count } from '../../components/figure-words'
import { Press } from '../../components/press'
import { Tag } from '../../components/tag'
import { instantInWords } from '../../lib/time-words'
import { showRun } from './store'

const origins = { upload: '上传', folder: '定期汇聚', api: '接口推送' } as const
const tones = { waiting: 'plain', running: 'blue', done: 'good', failed: 'bad', stopped: 'plain' } as const

/** One run in the list: what came in, and what did not. */
export function RunLine({ run }: { run: ImportRun }) {
  return (
    <Press className="import-line" onPress={() => showRun(run.id)}>
      <View className="grow">
        <View className="strong">{run.fileName}</View>
        <View className="sub">
          {run.sourceName} · {origins[run.origin]}
          {run.startedBy && ` · ${run.startedBy}`} · {instantInWords(run.createdAt)}
        </View>
      </View>
      <View className="sub import-numbers">
        {run.mode === 'check' ? '只检查' : `新增 ${count(run.created)}`}
        {run.changed > 0 && ` · 更新 ${count(run.changed)}`}
        {run.same > 0 && ` · 未变 ${count(run.same)}`}
        {run.faulty > 0 && ` · 有错 ${count(run.faulty)}`}
      </View>
      <Tag tone={tones[run.state]}>{importRunLabels[run.state]}</Tag>
    </Press>
  )
}
