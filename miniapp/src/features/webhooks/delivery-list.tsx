import {
  deliveryStates,
  listWebhookDeliveries,
  readWebhookDelivery,
  type Webhook,
  type WebhookDelivery,
  type WebhookDeliveryState,
} from '@minyi/shared/webhooks/contract.ts'
import { webhookDeliveryLabels, webhookTopicLabels } from '@minyi/shared/webhooks/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { ConfirmSheet } from '../../components/confirm-sheet'
import { Heading } from '../../components/heading'
import { Choose } from '../../components/office/choose'
import { KeptLoaded } from '../../components/office/kept-loaded'
import { StateCard } from '../../components/state-card'
import { Table } from '../../components/table'
import { Tag, type TagProps } from '../../components/tag'
import { call } from '../../lib/call'
import { useKeptRemote } from '../../lib/kept-remote'
import { instantInWords } from '../../lib/time-words'
import { replay, replayDays, useWebhooks } from './store'
import '../notices/notices.css'
import { PageTurner } from '../../components/office/page-turner'

type State = WebhookDeliveryState | ''

const tones: Record<WebhookDeliveryState, TagProps['tone']> = {
  waiting: 'blue',
  sending: 'blue',
  delivered: 'good',
  failed: 'bad',
}

/** What went to a subscriber, the newest first: the answer's code, how long it took, and sending it again. */
export function DeliveryList({ webhook }: { webhook: Webhook }) {
  const turn = useWebhooks((state) => state.turn)
  const [state, setState] = useState<State>('')
  const [open, setOpen] = useState<string>()
  const [trail, setTrail] = useState<string[]>([])
  const after = trail[trail.length - 1]
  const wanted = { webhookId: webhook.id, limit: 20, after, ...(state ? { state } : {}) }
  const page = useKeptRemote(
    () => call(listWebhookDeliveries, wanted),
    `webhooks.deliveries/${webhook.id}/${state}/${after ?? ''}/${turn}`,
  )
  const narrow = (next: State) => {
    setTrail([])
    setState(next)
  }
  return (
    <Card className="stack" label={`${webhook.name}的推送记录`}>
      <View className="spread wrap">
        <Heading level={2}>推送记录</Heading>
        <View className="wrap">
          <Choose<State>
            label="结果"
            value={state}
            on={state !== ''}
            options={[
              { value: '', word: '全部结果' },
              ...deliveryStates.map((value) => ({ value, word: webhookDeliveryLabels[value] })),
            ]}
            onChange={narrow}
          />
          {webhook.state === 'active' && <ReplayDay webhook={webhook} />}
        </View>
      </View>
      <KeptLoaded from={page}>
        {({ rows, next }) => (
          <>
            {rows.length === 0 ? (
              <StateCard kind="empty" title="没有推送记录" text="有民意件变化时会出现在这里；可以先发一条测试事件。" />
            ) : (
              <DeliveryTable webhook={webhook} rows={rows} open={open} onOpen={setOpen} />
            )}
            <PageTurner trail={trail} next={next} onTurn={setTrail} />
          </>
        )}
      </KeptLoaded>
      {open && <OneDelivery key={open} webhook={webhook} id={open} turn={turn} />}
    </Card>
  )
}

type TableProps = {
  webhook: Webhook
  rows: readonly WebhookDelivery[]
  open: string | undefined
  onOpen: (id: string | undefined) => void
}

function DeliveryTable({ webhook, rows, open, onOpen }: TableProps) {
  return (
    <Table<WebhookDelivery>
      label="推送记录"
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        { key: 'topic', head: '事件', strong: true, grow: 2, cell: (row) => wordOf(row) },
        {
          key: 'state',
          head: '结果',
          cell: (row) => <Tag tone={tones[row.state]}>{webhookDeliveryLabels[row.state]}</Tag>,
        },
        { key: 'code', head: '响应', folded: '响应 ', cell: (row) => answerOf(row) },
        { key: 'tries', head: '尝试', folded: '尝试 ', number: true, grow: 0, cell: (row) => `${row.tries} 次` },
        { key: 'at', head: '发生', cell: (row) => instantInWords(row.occurredAt) },
        {
          key: 'acts',
          head: '操作',
          cell: (row) => (
            <View className="line-up">
              <Button small kind="word" onPress={() => onOpen(open === row.id ? undefined : row.id)}>
                {open === row.id ? '收起' : '详情'}
              </Button>
              {(row.state === 'failed' || row.state === 'delivered') && webhook.state === 'active' && (
                <Button small kind="word" label={`重发 ${wordOf(row)}`} onPress={() => replay(webhook, row.id)}>
                  重发
                </Button>
              )}
            </View>
          ),
        },
      ]}
    />
  )
}

/** The body word for word, and every try. */
function OneDelivery({ webhook, id, turn }: { webhook: Webhook; id: string; turn: number }) {
  const from = useKeptRemote(
    () => call(readWebhookDelivery, { webhookId: webhook.id, deliveryId: id }),
    `webhooks.delivery/${id}/${turn}`,
  )
  return (
    <KeptLoaded from={from}>
      {({ body, attempts, delivery }) => (
        <View className="stack-tight">
          <View className="log-body">{body}</View>
          <View className="sub">
            {attempts.length === 0
              ? '还没有发过。'
              : attempts
                  .map(({ number, at, ...answer }) => `第 ${number} 次 ${instantInWords(at)}：${answerOf(answer)}`)
                  .join('；')}
            {delivery.state === 'waiting' && `，下一次 ${instantInWords(delivery.dueAt)}`}
          </View>
        </View>
      )}
    </KeptLoaded>
  )
}

/** Sends everything of the last days again. */
function ReplayDay({ webhook }: { webhook: Webhook }) {
  const [days, setDays] = useState<'1' | '7' | '30'>('1')
  const [asking, setAsking] = useState(false)
  const run = (which: 'failed' | 'all') => {
    const now = Date.now()
    const at = (ms: number) => new Date(ms).toISOString()
    return replayDays(webhook, at(now - Number(days) * 86_400_000), at(now + 60_000), which)
  }
  return (
    <>
      <Choose<'1' | '7' | '30'>
        label="重发多久以来的"
        value={days}
        options={[
          { value: '1', word: '近 1 天' },
          { value: '7', word: '近 7 天' },
          { value: '30', word: '近 30 天' },
        ]}
        onChange={setDays}
      />
      <Button small narrow kind="line" onPress={() => run('failed')}>
        重发没送到的
      </Button>
      <Button small narrow kind="line" onPress={() => setAsking(true)}>
        全部重发
      </Button>
      <ConfirmSheet
        open={asking}
        title="全部重发"
        text={`近 ${days} 天的事件，送到过的也会再送一次，编号不变。对方应按编号去重。`}
        confirm="全部重发"
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false)
          run('all')
        }}
      />
    </>
  )
}

const faults: Record<string, string> = {
  timeout: '超时',
  malformed: '应答读不懂',
  'inner-address': '内网地址，不发',
  ECONNREFUSED: '连不上',
  ECONNRESET: '连接断开',
  ENOTFOUND: '没有这个域名',
}

function answerOf({ code, ms, fault }: Pick<WebhookDelivery, 'code' | 'ms' | 'fault'>): string {
  const word = code === null ? (fault === null ? '还没有发' : (faults[fault] ?? fault)) : String(code)
  return ms === null ? word : `${word}，${ms} 毫秒`
}

const wordOf = ({ topic, replay: again }: WebhookDelivery) => {
  const word = Object.entries(webhookTopicLabels).find(([known]) => known === topic)?.[1]
  return `${word ?? (topic === 'ping' ? '测试事件' : topic)}${again ? '（重发）' : ''}`
}
