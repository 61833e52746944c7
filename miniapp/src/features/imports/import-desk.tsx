import { listRuns } from '@minyi/shared/cases/imports/contract.ts'
import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { Loaded } from '../../components/loaded'
import { Notice } from '../../components/notice'
import { OfficeHead } from '../../components/office/office-page'
import { Progress } from '../../components/progress'
import { StateCard } from '../../components/state-card'
import { queryOfAddress } from '../../lib/address'
import { call, failureFrom } from '../../lib/call'
import { usePolling } from '../../lib/polling'
import { useRemote } from '../../lib/remote'
import { toast } from '../../lib/toast'
import { ColumnsCard } from './columns-card'
import { RowsCard } from './rows-card'
import { RunCard } from './run-card'
import { RunLine } from './run-line'
import { SourceCard } from './source-card'
import { begin, chooseFile, isGoing, leaveFile, loadSources, missing, refreshRun, showRun, useImports } from './store'
import { WordsCard } from './words-card'
import './imports.css'
import { PageTurner } from '../../components/office/page-turner'

/** From a file of another platform to items: put its columns where they belong, check every row, bring them in. */
export function ImportDesk() {
  const state = useImports()
  const { sending, sent, preview, run, failure } = state
  useEffect(() => {
    loadSources().catch((error) => toast(failureFrom(error).title))
    const { run: runId } = queryOfAddress()
    if (runId) showRun(runId)
    return leaveFile
  }, [])
  usePolling(refreshRun, 1_500)
  const title = sent?.name ?? run?.fileName
  return (
    <>
      <OfficeHead
        crumb={title ? '数据导入' : '热线平台、微信群和别处来的民意件'}
        title={title ? `导入：${title}` : '数据导入'}
      >
        {title ? <FileActions /> : <PickFile />}
      </OfficeHead>
      {failure && (
        <Notice kind="warn" live>
          {failure.title}
          {failure.detail && <View>{failure.detail}</View>}
          {failure.fields.map(({ path, message }) => (
            <View key={path}>{message}</View>
          ))}
        </Notice>
      )}
      {sending !== undefined && (
        <Card>
          <Progress words={`正在上传 ${Math.round(sending * 100)}%`} done={sending} of={1} saved="网络断了会接着传" />
        </Card>
      )}
      {title ? (
        <View className="import-columns">
          <View className="import-main">
            {preview && (
              <>
                <SourceCard />
                <ColumnsCard />
                <WordsCard />
                <RowsCard />
              </>
            )}
            {!preview && run && <RunCard run={run} />}
          </View>
          {preview && <View className="import-side">{run ? <RunCard run={run} /> : <BeforeCheck />}</View>}
        </View>
      ) : (
        sending === undefined && <Runs />
      )}
    </>
  )
}

function PickFile() {
  const busy = useImports((state) => state.busy)
  return (
    <Button id="import-file" icon="upload" small narrow busy={busy} onPress={chooseFile}>
      选文件
    </Button>
  )
}

function FileActions() {
  const state = useImports()
  const { run, busy, preview } = state
  const left = missing(state)
  const isChecked = run?.mode === 'check' && run.state === 'done'
  const isIn = run?.mode === 'import'
  return (
    <>
      <Button kind="line" small narrow onPress={leaveFile}>
        {isIn ? '回导入记录' : '换文件'}
      </Button>
      {preview && !isIn && (
        <Button
          id="import-next"
          small
          narrow
          busy={busy}
          disabled={left.length > 0}
          onPress={() => begin(isChecked ? 'import' : 'check')}
        >
          {left[0] ?? (isChecked ? '导入没有错的行' : '存下方案，逐行检查')}
        </Button>
      )}
    </>
  )
}

function BeforeCheck() {
  return (
    <Card className="stack">
      <View className="strong">接下来</View>
      <View className="sub">1. 核对各列放到哪里，没认出的词选一个意思。</View>
      <View className="sub">2. 逐行检查，不写入任何内容。</View>
      <View className="sub">3. 导入没有错的行；有错的行可以下载、改好、再传。</View>
      <View className="sub">姓名和电话导入即封存。同一份文件再传一次，不会重复。</View>
    </Card>
  )
}

function Runs() {
  const [trail, setTrail] = useState<string[]>([])
  const after = trail[trail.length - 1]
  const runs = useRemote(() => call(listRuns, { limit: 30, after }), after ?? 'runs')
  const isGoingOn = runs.remote.value?.rows.some(isGoing) ?? false
  usePolling(() => isGoingOn && runs.reload(), 3_000)
  return (
    <Loaded from={runs}>
      {({ rows, next }) =>
        rows.length === 0 ? (
          <StateCard kind="empty" title="还没有导入过" text="选一份热线平台导出的 XLSX 或 CSV，先核对，再导入。" />
        ) : (
          <>
            <Card flush label="导入记录">
              {rows.map((row) => (
                <RunLine key={row.id} run={row} />
              ))}
            </Card>
            <PageTurner trail={trail} next={next} onTurn={setTrail} />
          </>
        )
      }
    </Loaded>
  )
}
