import { randomUUID } from 'node:crypto'
import { collectEvents } from '@minyi/server/features/webhooks/collecting/service.ts'
import { sendDue } from '@minyi/server/features/webhooks/sending/service.ts'
import * as contract from '@minyi/shared/webhooks/contract.ts'
import { type Received, startReceiver } from '../receiver.ts'
import { startServer } from '../server.ts'
import { untilSettled } from '../settled.ts'
import { makeCaseWorld, must } from './cases.ts'

export type HookWorld = Awaited<ReturnType<typeof makeHookWorld>>

/** A place with items, an administrator of its subscribers, and a receiver somewhere outside. */
export async function makeHookWorld() {
  const receiver = await startReceiver()
  const server = await startServer()
  const world = await makeCaseWorld(server)
  const administrator = await server.staff(server.east, { permissions: ['integrations.manage'] })
  let seen = 0
  const setState = (webhookId: string, state: 'active' | 'paused' | 'ended') =>
    server.call(contract.setWebhookState, { id: randomUUID(), webhookId, state }, administrator)
  return {
    ...{ server, world, receiver, administrator, setState },
    add: (given: Partial<contract.Webhook> & { unitId?: string; areaId?: string } = {}) => {
      const { url = receiver.address, unitId = null, areaId = null } = given
      const topics = [...contract.webhookTopics]
      const input = { id: randomUUID(), name: '大数据局', url, topics, unitId, areaId }
      return must(server.call(contract.addWebhook, input, administrator))
    },
    wait: (seconds: number) => {
      server.clock.now = new Date(server.clock.now.getTime() + seconds * 1000)
    },
    deliveriesOf: async (webhookId: string, filter: object = {}) => {
      const input = { webhookId, limit: 100, ...filter }
      return (await must(server.call(contract.listWebhookDeliveries, input, administrator))).rows
    },
    run: async () => {
      await untilSettled(server.platform)
      while ((await collectEvents(server.platform)) > 0);
      while ((await sendDue(server.platform)) > 0);
    },
    /** What the receiver got since the last time that it was asked. */
    news: async (): Promise<Received[]> => {
      const all = await receiver.got()
      const fresh = all.slice(seen)
      seen = all.length
      return fresh
    },
    /** Ends every subscriber, and lets the receiver take what comes. */
    rest: async () => {
      await receiver.behave({ kind: 'ok' })
      const { rows } = await must(server.call(contract.listWebhooks, {}, administrator))
      for (const { id } of rows) await setState(id, 'ended')
    },
    close: async () => {
      await server.close()
      await receiver.stop()
    },
  }
}

export const typesOf = (received: Received[]) => received.map(({ body }) => JSON.parse(body).type)
