import { type ResidentKind, residentKinds } from '@minyi/shared/notices/contract.ts'
import { channelLabels, deliveryStateLabels, residentNotices } from '@minyi/shared/notices/labels.ts'
import {
  countDeliveries,
  type DeliveryChannel,
  type DeliveryLine,
  type DeliveryState,
  deliveryChannels,
  deliveryStates,
  listDeliveries,
} from '@minyi/shared/notices/office/contract.ts'
import { faultWords } from '@minyi/shared/notices/office/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Card } from '../../../components/card'
import { Heading } from '../../../components/heading'
import { Loaded } from '../../../components/loaded'
import { Choose } from '../../../components/office/choose'
import { StateCard } from '../../../components/state-card'
import { Table } from '../../../components/table'
import { Tag, type TagProps } from '../../../components/tag'
import { call } from '../../../lib/call'
import { useRemote } from '../../../lib/remote'
import { instantInWords } from '../../../lib/time-words'
import '../notices.css'
import { PageTurner } from '../../../components/office/page-turner'

type Filter = { channel: DeliveryChannel | ''; state: DeliveryState | ''; kind: ResidentKind | '' }

const tones: Record<DeliveryState, TagProps['tone']> = {
  waiting: 'blue',
  sending: 'blue',
  sent: 'good',
  delivered: 'good',
  failed: 'bad',
  skipped: 'plain',
}

/** What became of the messages: a summary of thirty days, and every way of every message. */
export function DeliveryLog() {
  const [filter, setFilter] = useState<Filter>({ channel: '', state: '', kind: '' })
  const [trail, setTrail] = useState<string[]>([])
  const after = trail[trail.length - 1]
  const asked = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ''))
  const page = useRemote(() => call(listDeliveries, { ...asked, after }), JSON.stringify([filter, after]))
  const narrow = (part: Partial<Filter>) => {
    setTrail([])
    setFilter({ ...filter, ...part })
  }
  return (
    <Card className="stack" label="发送记录">
      <View className="spread wrap">
        <Heading level={2}>发送记录</Heading>
        <View className="wrap">
          <Filters filter={filter} onChange={narrow} />
        </View>
      </View>
      <Summary />
      <Loaded from={page}>
        {({ rows, next }) => (
          <>
            {rows.length === 0 ? (
              <StateCard
                kind="empty"
                title={Object.keys(asked).length > 0 ? '没有这样的记录' : '还没有发送记录'}
                text={
                  Object.keys(asked).length > 0
                    ? '换个筛选看看。'
                    : '给居民的消息走了哪个渠道、送到没有，都会记在这里，不写诉求人和内容。'
                }
              />
            ) : (
              <LogTable rows={rows} />
            )}
            <PageTurner trail={trail} next={next} onTurn={setTrail} />
          </>
        )}
      </Loaded>
    </Card>
  )
}

function Filters({ filter, onChange }: { filter: Filter; onChange: (part: Partial<Filter>) => void }) {
  return (
    <>
      <Choose<Filter['channel']>
        label="渠道"
        value={filter.channel}
        on={filter.channel !== ''}
        options={[
          { value: '', word: '全部渠道' },
          ...deliveryChannels.map((value) => ({ value, word: channelLabels[value] })),
        ]}
        onChange={(channel) => onChange({ channel })}
      />
      <Choose<Filter['state']>
        label="结果"
        value={filter.state}
        on={filter.state !== ''}
        options={[
          { value: '', word: '全部结果' },
          ...deliveryStates.map((value) => ({ value, word: deliveryStateLabels[value] })),
        ]}
        onChange={(state) => onChange({ state })}
      />
      <Choose<Filter['kind']>
        label="类别"
        value={filter.kind}
        on={filter.kind !== ''}
        options={[
          { value: '', word: '全部类别' },
          ...residentKinds.map((value) => ({ value, word: residentNotices[value].title })),
        ]}
        onChange={(kind) => onChange({ kind })}
      />
    </>
  )
}

function Summary() {
  const counts = useRemote(() => call(countDeliveries, {}), 'counts')
  return (
    <Loaded from={counts} skeleton={<View className="sub">正在统计</View>}>
      {({ rows, messages, read }) => {
        const of = (channel: DeliveryChannel, states: readonly DeliveryState[]) =>
          rows
            .filter((row) => row.channel === channel && states.includes(row.state))
            .reduce((sum, { count }) => sum + count, 0)
        const words = deliveryChannels.map((channel) => {
          const [good, bad, open] = [
            of(channel, ['sent', 'delivered']),
            of(channel, ['failed']),
            of(channel, ['waiting', 'sending']),
          ]
          return `${channelLabels[channel]}：发出 ${good}，未送达 ${bad}，待发 ${open}`
        })
        return (
          <View className="sub">
            近 30 天共 {messages} 条消息，站内已读 {read} 条。{words.join('；')}。
          </View>
        )
      }}
    </Loaded>
  )
}

function LogTable({ rows }: { rows: readonly DeliveryLine[] }) {
  return (
    <Table<DeliveryLine>
      label="发送记录"
      rows={rows}
      rowKey={({ noticeId, channel }) => `${noticeId}/${channel}`}
      columns={[
        { key: 'kind', head: '消息', strong: true, grow: 2, cell: (row) => titleOf(row.kind) },
        { key: 'channel', head: '渠道', cell: (row) => channelLabels[row.channel] },
        {
          key: 'state',
          head: '结果',
          cell: (row) => <Tag tone={tones[row.state]}>{deliveryStateLabels[row.state]}</Tag>,
        },
        { key: 'fault', head: '说明', grow: 2, cell: (row) => noteOf(row) },
        { key: 'tries', head: '尝试', folded: '尝试 ', number: true, grow: 0, cell: (row) => `${row.tries} 次` },
        { key: 'at', head: '产生', folded: '产生 ', cell: (row) => instantInWords(row.createdAt) },
        {
          key: 'read',
          head: '站内已读',
          folded: '站内 ',
          cell: (row) => (row.readAt ? instantInWords(row.readAt) : '未读'),
        },
      ]}
    />
  )
}

const titleOf = (kind: string) => Object.entries(residentNotices).find(([known]) => known === kind)?.[1].title ?? kind

function noteOf({ fault, state, dueAt, sentAt }: DeliveryLine): string {
  if (fault) return faultWords(fault)
  if (state === 'waiting' && dueAt) return `${instantInWords(dueAt)} 发送`
  return sentAt ? `${instantInWords(sentAt)} 发出` : ''
}
