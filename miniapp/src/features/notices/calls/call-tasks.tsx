import { type CallTask, listCallTasks, mostCalls, settleCallTask } from '@minyi/shared/cases/notices/contract.ts'
import { residentNotices } from '@minyi/shared/notices/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { ConfirmSheet } from '../../../components/confirm-sheet'
import { Loaded } from '../../../components/loaded'
import { StateCard } from '../../../components/state-card'
import { Tag } from '../../../components/tag'
import { call, failureFrom } from '../../../lib/call'
import { newId } from '../../../lib/id'
import { goInstead } from '../../../lib/navigate'
import { useRemote } from '../../../lib/remote'
import { instantInWords } from '../../../lib/time-words'
import { toast } from '../../../lib/toast'

/** What has to be told by telephone. The number itself is opened at the item, with a reason. */
export function CallTasks() {
  const from = useRemote(() => call(listCallTasks, { limit: 50 }), 'calls')
  const settle = async ({ noticeId }: CallTask, reached: boolean) => {
    try {
      const { state } = await call(settleCallTask, { id: await newId(), noticeId, reached })
      toast(state === 'waiting' ? '记下了，稍后再打' : state === 'failed' ? '三次没打通，已结束' : '已告知')
    } catch (error) {
      toast(failureFrom(error).title)
    }
    await from.reload()
  }
  return (
    <Loaded from={from}>
      {({ rows, next }) =>
        rows.length === 0 ? (
          <StateCard kind="empty" title="没有要打的电话" text="微信和短信没送到的重要消息，会列在这里。" />
        ) : (
          <View className="stack">
            {rows.map((row) => (
              <TaskCard key={row.noticeId} row={row} onSettle={(reached) => settle(row, reached)} />
            ))}
            {next && <View className="sub">先列等得最久的 {rows.length} 个，打完会接着列。</View>}
          </View>
        )
      }
    </Loaded>
  )
}

function TaskCard({ row, onSettle }: { row: CallTask; onSettle: (reached: boolean) => void }) {
  const [asking, setAsking] = useState<'reached' | 'given-up'>()
  const isReached = asking === 'reached'
  return (
    <Card className="stack-tight" label={row.number}>
      <View className="spread">
        <View className="line-up">
          <View className="strong">{residentNotices[row.kind].title}</View>
          {row.tries > 0 && <Tag tone="warn">打过 {row.tries} 次</Tag>}
        </View>
        <View className="tiny">{instantInWords(row.since)} 起</View>
      </View>
      <View className="sub">
        {row.number} · {row.title}
      </View>
      <View className="wrap">
        <Button small narrow kind="line" onPress={() => goInstead('workbench', { item: row.caseId })}>
          打开这一件，查看电话
        </Button>
        <Button small narrow onPress={() => setAsking('reached')}>
          已告知
        </Button>
        <Button
          small
          narrow
          kind="line"
          onPress={() => (row.tries + 1 < mostCalls ? onSettle(false) : setAsking('given-up'))}
        >
          没打通
        </Button>
      </View>
      <ConfirmSheet
        open={asking !== undefined}
        title={isReached ? '已经在电话里告诉诉求人了' : '第三次没打通'}
        text={
          isReached
            ? `${row.number}：记为已送达，不再列在这里，不能撤回。`
            : `${row.number}：记为未送达，不再打了，不能撤回。消息仍在诉求人的“消息”里。`
        }
        confirm={isReached ? '已告知' : '不再打'}
        onClose={() => setAsking(undefined)}
        onConfirm={() => {
          setAsking(undefined)
          onSettle(isReached)
        }}
      />
    </Card>
  )
}
