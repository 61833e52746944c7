import { downloadFaults, type FaultGroup, stopRun } from '@minyi/shared/cases/imports/contract.ts'
import { importFieldLabels, importRunLabels } from '@minyi/shared/cases/imports/labels.ts'
import { View } from '@tarojs/components'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { count } from '../../components/figure-words'
import { Heading } from '../../components/heading'
import { Notice } from '../../components/notice'
import { Progress } from '../../components/progress'
import { Tag } from '../../components/tag'
import { call, failureFrom } from '../../lib/call'
import { download } from '../../lib/download'
import { newId } from '../../lib/id'
import { toast } from '../../lib/toast'
import { isGoing, openRun, type Run } from './store'

/** How far a run is, what it found, and what is wrong in which column; it can be left and found again. */
export function RunCard({ run }: { run: Run }) {
  const going = isGoing(run)
  const check = run.mode === 'check'
  return (
    <>
      <Card label={check ? '逐行检查' : '导入'} className="stack">
        <View className="spread">
          <Heading>{check ? '逐行检查' : '导入'}</Heading>
          <Tag tone={run.state === 'failed' ? 'bad' : going ? 'blue' : 'good'}>{importRunLabels[run.state]}</Tag>
        </View>
        {going && (
          <Progress words={`已读 ${count(run.read)} 行，${run.share}%`} done={run.share} of={100} saved="可以离开" />
        )}
        {run.fault && <Notice kind="warn">{run.fault}</Notice>}
        <View className="import-counts">
          <Count value={run.created} word={check ? '可以导入' : '新增'} />
          <Count value={run.changed} word={check ? '会更新' : '更新'} />
          <Count value={run.same} word="上次已导入，未变" />
          <Count value={run.kept} word="这里在办，没动" />
          <Count
            value={run.faulty}
            word={check ? '有错，不导入' : '有错，没导入'}
            tone={run.faulty > 0 ? 'bad' : undefined}
          />
          <Count value={run.warned} word="提醒，可导入" tone={run.warned > 0 ? 'warn' : undefined} />
        </View>
        {going && (
          <View>
            <Button kind="line" small narrow onPress={() => stop(run.id)}>
              停下
            </Button>
          </View>
        )}
      </Card>
      {run.faults.length > 0 && <FaultsCard run={run} />}
    </>
  )
}

function Count({ value, word, tone }: { value: number; word: string; tone?: 'bad' | 'warn' | undefined }) {
  return (
    <View className="import-count">
      <View className={`import-number${tone ? ` import-${tone}` : ''}`}>{count(value)}</View>
      <View className="tiny">{word}</View>
    </View>
  )
}

function FaultsCard({ run }: { run: Run }) {
  return (
    <Card label="问题" className="stack">
      <View className="spread">
        <View>
          <Heading>问题</Heading>
          <View className="tiny">按行和列列出，同样的只列一次</View>
        </View>
        {run.faulty > 0 && (
          <Button
            kind="line"
            icon="download"
            small
            narrow
            onPress={() => download(downloadFaults, { runId: run.id, format: 'xlsx' })}
          >
            下载问题表
          </Button>
        )}
      </View>
      <View>
        {run.faults.slice(0, 30).map((fault) => (
          <FaultLine key={`${fault.column}${fault.code}${fault.value}${fault.words}`} fault={fault} />
        ))}
      </View>
      <Notice kind="know" icon="shield">
        有错的行不会拦住其他行。问题表改好可以直接再传；同一份文件再传一次，不会重复。
      </Notice>
    </Card>
  )
}

function FaultLine({ fault }: { fault: FaultGroup }) {
  return (
    <View className="import-fault">
      <Tag tone={fault.stops ? 'bad' : 'warn'}>{fault.stops ? '错' : '提醒'}</Tag>
      <View className="import-where">
        <View className="tiny">第 {count(fault.firstRow)} 行</View>
        <View className="strong">{fault.column || importFieldLabels[fault.field]}</View>
      </View>
      <View className="grow">
        {fault.words}
        {fault.rows > 1 && <View className="tiny">共 {count(fault.rows)} 行</View>}
      </View>
    </View>
  )
}

async function stop(runId: string): Promise<void> {
  try {
    await call(stopRun, { id: await newId(), runId })
    await openRun(runId)
  } catch (error) {
    toast(failureFrom(error).title)
  }
}
