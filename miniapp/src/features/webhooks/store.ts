import {
  addWebhook,
  changeWebhook,
  listWebhooks,
  pingWebhook,
  replayDelivery,
  replayRange,
  rotateSecret,
  setWebhookState,
  type Webhook,
  type WebhookTopic,
} from '@minyi/shared/webhooks/contract.ts'
import { create } from 'zustand'
import { type CallFailure, call, failureFrom } from '../../lib/call'
import { newId } from '../../lib/id'
import { toast } from '../../lib/toast'

export type WebhookDraft = {
  name: string
  url: string
  topics: readonly WebhookTopic[]
  unitId: string | null
  areaId: string | null
}

type State = {
  rows: Webhook[] | undefined
  failure: CallFailure | undefined
  open: string | undefined
  /** A secret that was just made: shown until it is put away, and never again. */
  secret: { name: string; secret: string } | undefined
  /** Counts what was done, so that the log is read again. */
  turn: number
}

export const useWebhooks = create<State>(() => ({
  rows: undefined,
  failure: undefined,
  open: undefined,
  secret: undefined,
  turn: 0,
}))

export async function loadWebhooks(): Promise<void> {
  try {
    const { rows } = await call(listWebhooks, {})
    useWebhooks.setState(({ turn }) => ({ rows, failure: undefined, turn: turn + 1 }))
  } catch (error) {
    useWebhooks.setState({ failure: failureFrom(error) })
  }
}

export const openWebhook = (id: string | undefined) => useWebhooks.setState({ open: id })
export const forgetSecret = () => useWebhooks.setState({ secret: undefined })

/** Keeps a new subscriber, or a changed one. */
export async function keepWebhook(draft: WebhookDraft, of: Webhook | undefined): Promise<void> {
  const settings = { ...draft, topics: [...draft.topics] }
  const id = await newId()
  if (of) {
    await call(changeWebhook, { id, webhookId: of.id, version: of.version, ...settings })
    toast('已保存')
  } else {
    const { webhook, secret } = await call(addWebhook, { id, ...settings })
    useWebhooks.setState({ secret: { name: webhook.name, secret }, open: webhook.id })
  }
  await loadWebhooks()
}

async function act(done: string | undefined, run: (id: string) => Promise<unknown>): Promise<void> {
  try {
    await run(await newId())
    if (done) toast(done)
  } catch (error) {
    toast(failureFrom(error).title)
  }
  await loadWebhooks()
}

const stateWords = { active: '已恢复，期间的事件会补发', paused: '已暂停，事件会留着', ended: '已结束' }

export const setState = ({ id: webhookId }: Webhook, state: 'active' | 'paused' | 'ended') =>
  act(stateWords[state], (id) => call(setWebhookState, { id, webhookId, state }))

export const ping = ({ id: webhookId }: Webhook) =>
  act('测试事件已排队，几秒后看结果', (id) => call(pingWebhook, { id, webhookId }))

export const replay = ({ id: webhookId }: Webhook, deliveryId: string) =>
  act('已排队重发', (id) => call(replayDelivery, { id, webhookId, deliveryId }))

export const replayDays = ({ id: webhookId }: Webhook, from: string, until: string, which: 'failed' | 'all') =>
  act(undefined, async (id) => {
    const { replayed } = await call(replayRange, { id, webhookId, from, until, which })
    toast(replayed > 0 ? `${replayed} 条已排队重发` : '这段时间没有要重发的')
  })

export const rotate = (webhook: Webhook) =>
  act(undefined, async (id) => {
    const { secret } = await call(rotateSecret, { id, webhookId: webhook.id })
    useWebhooks.setState({ secret: { name: webhook.name, secret } })
  })
