import type { Webhook, WebhookState } from '@minyi/shared/webhooks/contract.ts'
import { webhookStateLabels } from '@minyi/shared/webhooks/labels.ts'
import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { ConfirmSheet } from '../../components/confirm-sheet'
import { Heading } from '../../components/heading'
import { Failed } from '../../components/loaded'
import { Notice } from '../../components/notice'
import { Skeleton } from '../../components/skeleton'
import { StateCard } from '../../components/state-card'
import { Tag, type TagProps } from '../../components/tag'
import { keepInAddress, queryOfAddress } from '../../lib/address'
import { copy } from '../../lib/clipboard'
import { usePolling } from '../../lib/polling'
import { instantInWords } from '../../lib/time-words'
import { DeliveryList } from './delivery-list'
import { forgetSecret, loadWebhooks, openWebhook, ping, rotate, setState, useWebhooks } from './store'
import { WebhookForm } from './webhook-form'

const tones: Record<WebhookState, TagProps['tone']> = {
  active: 'good',
  paused: 'warn',
  disabled: 'bad',
  ended: 'plain',
}
const everyMs = 5_000

/** The systems outside that are told what happens, and what became of each event on its way to them. */
export function WebhookDesk() {
  const { rows, failure, open, secret } = useWebhooks()
  const [form, setForm] = useState<Webhook | 'new'>()
  useEffect(() => {
    openWebhook(queryOfAddress().item)
    loadWebhooks()
  }, [])
  useEffect(() => keepInAddress({ item: open }), [open])
  usePolling(loadWebhooks, everyMs)
  if (!rows) return failure ? <Failed failure={failure} onRetry={loadWebhooks} /> : <Skeleton blocks={3} />
  const done = () => setForm(undefined)
  return (
    <View className="stack">
      <View className="spread wrap">
        <View className="sub">按 Standard Webhooks 签名；对方不在时会一直补发，两天没人应就停用并通知您。</View>
        <Button small narrow icon="plus" onPress={() => setForm('new')}>
          新订阅方
        </Button>
      </View>
      {secret && <SecretCard name={secret.name} secret={secret.secret} />}
      {form && (
        <WebhookForm key={form === 'new' ? 'new' : form.id} of={form === 'new' ? undefined : form} onDone={done} />
      )}
      {rows.length === 0 && !form && (
        <StateCard kind="empty" title="还没有订阅方" text="添加一个系统的网址，民意件有变化就告诉它。" />
      )}
      {rows.map((row) => (
        <View key={row.id} className="stack">
          <WebhookCard row={row} open={open === row.id} onChange={() => setForm(row)} />
          {open === row.id && <DeliveryList webhook={row} />}
        </View>
      ))}
    </View>
  )
}

type Asking = 'rotate' | 'end'

const askings = {
  rotate: {
    title: '换签名密钥',
    text: '新密钥只显示一次。旧密钥在 24 小时内一并签名，请让对方在这之前换好。',
    confirm: '换密钥',
    run: rotate,
  },
  end: {
    title: '结束这个订阅方',
    text: '结束后不再推送，也不能恢复；还没送到的不再发送。要留着以后再发，请用“暂停”。',
    confirm: '结束',
    run: (row: Webhook) => setState(row, 'ended'),
  },
} as const

function WebhookCard({ row, open, onChange }: { row: Webhook; open: boolean; onChange: () => void }) {
  const [asking, setAsking] = useState<Asking>()
  const range = [row.unit?.name, row.area?.name].filter(Boolean).join('、') || '全部'
  return (
    <Card className="stack-tight" label={row.name}>
      <View className="spread">
        <View className="line-up">
          <Heading level={2}>{row.name}</Heading>
          <Tag tone={tones[row.state]}>{webhookStateLabels[row.state]}</Tag>
          {row.state === 'active' && row.failingSince && (
            <Tag tone="bad">{instantInWords(row.failingSince)} 起送不到</Tag>
          )}
        </View>
        <Button small kind="word" onPress={() => openWebhook(open ? undefined : row.id)}>
          {open ? '收起记录' : '推送记录'}
        </Button>
      </View>
      <View className="sub">{row.url}</View>
      <View className="sub">
        {row.topics.length} 类事件 · 范围：{range} · 已送达 {row.delivered}，待发送 {row.waiting}，未送达 {row.failed}
        {row.oldSecretUntil && ` · 旧密钥 ${instantInWords(row.oldSecretUntil)} 前仍有效`}
      </View>
      <View className="wrap">
        {row.state === 'active' ? (
          <>
            <Button small narrow kind="line" onPress={() => ping(row)}>
              发测试事件
            </Button>
            <Button small narrow kind="line" onPress={() => setState(row, 'paused')}>
              暂停
            </Button>
          </>
        ) : (
          <Button small narrow onPress={() => setState(row, 'active')}>
            恢复并补发
          </Button>
        )}
        <Button small narrow kind="line" onPress={onChange}>
          修改
        </Button>
        <Button small narrow kind="line" onPress={() => setAsking('rotate')}>
          换密钥
        </Button>
        <Button small narrow kind="word" onPress={() => setAsking('end')}>
          结束
        </Button>
      </View>
      {asking && (
        <ConfirmSheet
          open
          title={askings[asking].title}
          text={`${row.name}：${askings[asking].text}`}
          confirm={askings[asking].confirm}
          danger={asking === 'end'}
          onClose={() => setAsking(undefined)}
          onConfirm={() => {
            setAsking(undefined)
            askings[asking].run(row)
          }}
        />
      )}
    </Card>
  )
}

function SecretCard({ name, secret }: { name: string; secret: string }) {
  return (
    <Card className="stack-tight" label="签名密钥">
      <Notice kind="warn" live>
        “{name}”的签名密钥只显示这一次，请交给对方后收起。
      </Notice>
      <View className="log-body">{secret}</View>
      <View className="wrap">
        <Button small narrow icon="copy" onPress={() => copy(secret)}>
          复制
        </Button>
        <Button small narrow kind="line" onPress={forgetSecret}>
          收好了
        </Button>
      </View>
    </Card>
  )
}
