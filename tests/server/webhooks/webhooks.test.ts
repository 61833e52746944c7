import { createHmac, randomUUID } from 'node:crypto'
import { collectEvents } from '@minyi/server/features/webhooks/collecting/service.ts'
import { forgetOld, sendDue } from '@minyi/server/features/webhooks/sending/service.ts'
import * as office from '@minyi/shared/cases/office/contract.ts'
import * as requests from '@minyi/shared/cases/requests/contract.ts'
import { listMessages } from '@minyi/shared/notices/contract.ts'
import * as contract from '@minyi/shared/webhooks/contract.ts'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { bringTo, type CaseWorld, fileComplaint, makeCaseWorld, must } from '../../support/factories/cases.ts'
import { type Received, type Receiver, startReceiver } from '../../support/receiver.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'
import { untilSettled } from '../../support/settled.ts'

let server: TestServer
let world: CaseWorld
let receiver: Receiver
let administrator: Session
let seen = 0

beforeAll(async () => {
  receiver = await startReceiver()
  server = await startServer()
  world = await makeCaseWorld(server)
  administrator = await server.staff(server.east, { permissions: ['integrations.manage'] })
})
afterEach(async () => {
  await receiver.behave({ kind: 'ok' })
  const { rows } = await must(server.call(contract.listWebhooks, {}, administrator))
  for (const { id } of rows) await setState(id, 'ended')
})
afterAll(async () => {
  await server.close()
  await receiver.stop()
})

const add = (given: Partial<contract.Webhook> & { unitId?: string; areaId?: string } = {}) =>
  must(
    server.call(
      contract.addWebhook,
      {
        id: randomUUID(),
        name: '大数据局',
        url: given.url ?? receiver.address,
        topics: [...contract.webhookTopics],
        unitId: given.unitId ?? null,
        areaId: given.areaId ?? null,
      },
      administrator,
    ),
  )
const setState = (webhookId: string, state: 'active' | 'paused' | 'ended') =>
  server.call(contract.setWebhookState, { id: randomUUID(), webhookId, state }, administrator)
const wait = (seconds: number) => {
  server.clock.now = new Date(server.clock.now.getTime() + seconds * 1000)
}
const deliveriesOf = async (webhookId: string, filter: object = {}) => {
  const { rows } = await must(
    server.call(contract.listWebhookDeliveries, { webhookId, limit: 100, ...filter }, administrator),
  )
  return rows
}
async function run() {
  await untilSettled(server.platform)
  while ((await collectEvents(server.platform)) > 0);
  while ((await sendDue(server.platform)) > 0);
}
/** What the receiver got since the last time that it was asked. */
async function news(): Promise<Received[]> {
  const all = await receiver.got()
  const fresh = all.slice(seen)
  seen = all.length
  return fresh
}
const typesOf = (received: Received[]) => received.map(({ body }) => JSON.parse(body).type)
function isSigned({ headers, body }: Received, secret: string) {
  const mac = createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64'))
  const wanted = mac.update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`).digest('base64')
  return headers['webhook-signature']?.split(' ').includes(`v1,${wanted}`)
}

describe('a subscriber', () => {
  it('gets each change once, in order and signed, with ids and public state only', async () => {
    const { webhook, secret } = await add()
    await news()
    const { receipt } = await bringTo(server, world, 'replied')
    await Promise.all([run(), run()])
    await run()
    const got = await news()
    expect(typesOf(got)).toEqual(['case.received', 'case.accepted', 'case.assigned', 'case.replied'])
    expect(got.every((one) => isSigned(one, secret))).toBe(true)
    const [first] = got
    expect(JSON.parse(first?.body ?? '')).toEqual({
      id: first?.headers['webhook-id'],
      type: 'case.received',
      timestamp: expect.stringMatching(/\+08:00$/),
      tenant: 'east',
      data: {
        id: receipt.id,
        kind: 'complaint',
        state: 'received',
        round: 1,
        version: 1,
        areaId: world.village.id,
        unitId: null,
      },
    })
    for (const { body } of got) expect(body).not.toMatch(/言语粗暴|致歉|南园/)
    const rows = await deliveriesOf(webhook.id)
    expect(rows.map(({ state, code, tries }) => [state, code, tries])).toEqual(rows.map(() => ['delivered', 200, 1]))
    expect(await deliveriesOf(webhook.id, { topic: 'case.replied' })).toHaveLength(1)
    expect(await deliveriesOf(webhook.id, { state: 'failed' })).toEqual([])
  })

  it('limited to a unit hears of its items alone, never of one that accuses it', async () => {
    const [handling, accused, village] = [
      await add({ unitId: world.handling.id }),
      await add({ unitId: world.accused.id }),
      await add({ areaId: world.town.id }),
    ]
    await bringTo(server, world, 'handling')
    await run()
    expect((await deliveriesOf(handling.webhook.id)).map(({ topic }) => topic)).toContain('case.assigned')
    expect(await deliveriesOf(accused.webhook.id)).toEqual([])
    expect((await deliveriesOf(village.webhook.id)).length).toBe(3)
    await news()
  })

  it('hears of edits and reviews too, without a word that was written', async () => {
    await add()
    await news()
    const { receipt } = await bringTo(server, world, 'handling')
    const on = { caseId: receipt.id }
    const words = '案情复杂，需要委托检验'
    const asked = await must(
      server.call(requests.askExtension, { id: randomUUID(), ...on, version: 3, days: 5, words }, world.handler),
    )
    const [request] = asked.waiting
    const decision = { requestId: request?.id ?? '', decision: 'refuse' as const, words: '期限内可以完成' }
    await must(
      server.call(requests.decideRequest, { id: randomUUID(), ...on, version: 4, ...decision }, world.dispatcher),
    )
    const edit = { id: randomUUID(), ...on, version: 5, title: '检查时态度粗暴' }
    await must(server.call(office.classifyCase, edit, world.dispatcher))
    await run()
    const got = await news()
    expect(typesOf(got).slice(3)).toEqual(['case.ask-extension', 'case.extension-refused', 'case.classify'])
    for (const { body } of got) expect(body).not.toMatch(/委托检验|期限内/)
  })

  it('that is changed, paused and resumed loses nothing', async () => {
    const { webhook } = await add()
    const { id, name, url, topics } = webhook
    const change = { webhookId: id, name: `${name}二`, url, topics, unitId: null, areaId: null }
    const changed = await must(
      server.call(contract.changeWebhook, { id: randomUUID(), version: webhook.version, ...change }, administrator),
    )
    expect(changed.name).toBe('大数据局二')
    const late = { id: randomUUID(), version: webhook.version, ...change }
    expect((await server.call(contract.changeWebhook, late, administrator)).problem.code).toBe('version-conflict')
    await must(setState(id, 'paused'))
    expect((await setState(id, 'paused')).problem.code).toBe('step-not-allowed')
    await fileComplaint(server, world)
    await run()
    expect(await news()).toEqual([])
    await must(setState(id, 'active'))
    await run()
    expect(typesOf(await news())).toEqual(['case.received'])
  })

  it('changes its secret with an overlap in which both sign', async () => {
    const { webhook, secret } = await add()
    const rotated = await must(
      server.call(contract.rotateSecret, { id: randomUUID(), webhookId: webhook.id, overlapHours: 1 }, administrator),
    )
    await fileComplaint(server, world)
    await run()
    const [during] = await news()
    expect(during && [isSigned(during, secret), isSigned(during, rotated.secret)]).toEqual([true, true])
    wait(3_601)
    await fileComplaint(server, world)
    await run()
    const [after] = await news()
    expect(after && [isSigned(after, secret), isSigned(after, rotated.secret)]).toEqual([false, true])
    const list = await server.call(contract.listWebhooks, {}, administrator)
    expect(list.text).not.toContain('whsec_')
  })

  it.each([
    ['http://10.0.0.1/hook', 'input-invalid'],
    ['http://example.com/hook', 'input-invalid'],
    ['ftp://example.com', 'input-invalid'],
    ['https://user@example.com', 'input-invalid'],
  ])('cannot live at %s', async (url, code) => {
    const draft = {
      id: randomUUID(),
      name: '大数据局',
      url,
      topics: ['case.closed' as const],
      unitId: null,
      areaId: null,
    }
    expect((await server.call(contract.addWebhook, draft, administrator)).problem.code).toBe(code)
  })

  it('inside the network is never reached, whatever its name says', async () => {
    for (const url of ['https://10.1.2.3/hook', 'https://[::ffff:10.0.0.1]/', 'https://169.254.169.254/latest']) {
      const { webhook } = await add({ url })
      await fileComplaint(server, world)
      await run()
      expect((await deliveriesOf(webhook.id))[0]).toMatchObject({
        state: 'waiting',
        fault: 'inner-address',
        code: null,
      })
      await setState(webhook.id, 'ended')
    }
  })
})

describe('a receiver that does not take it', () => {
  it.each([
    ['fails', { kind: 'code', code: 500 }, { code: 500, fault: null }],
    ['breaks off', { kind: 'drop' }, { code: null, fault: 'ECONNRESET' }],
    ['answers garbage', { kind: 'garbage' }, { code: null, fault: 'malformed' }],
    ['sends elsewhere', { kind: 'redirect', code: 302 }, { code: 302, fault: null }],
  ])('because it %s gets everything later, in order', async (_, behaviour, said) => {
    const { webhook } = await add()
    await receiver.behave(behaviour)
    await bringTo(server, world, 'handling')
    await run()
    const [, , first] = await deliveriesOf(webhook.id)
    expect(first).toMatchObject({ state: 'waiting', tries: 1, ...said })
    expect((await must(server.call(contract.listWebhooks, {}, administrator))).rows[0]?.failingSince).not.toBeNull()
    await run()
    expect(await news()).toHaveLength(1)
    await receiver.behave({ kind: 'ok' })
    wait(15)
    await run()
    expect(typesOf(await news())).toEqual(['case.received', 'case.accepted', 'case.assigned'])
    const log = await must(
      server.call(contract.readWebhookDelivery, { webhookId: webhook.id, deliveryId: first?.id ?? '' }, administrator),
    )
    expect(log.attempts.map(({ number, code }) => [number, code])).toEqual([
      [1, said.code],
      [2, 200],
    ])
    expect(JSON.parse(log.body).type).toBe('case.received')
  })

  it('for one event alone holds back that item only', async () => {
    const { webhook } = await add()
    const bad = await fileComplaint(server, world)
    await receiver.behave({ kind: 'code', code: 422, only: bad.id })
    await must(server.call(office.acceptCase, { id: randomUUID(), caseId: bad.id, version: 1 }, world.dispatcher))
    await fileComplaint(server, world)
    await run()
    const rows = await deliveriesOf(webhook.id)
    expect(rows.map(({ state, tries }) => [state, tries])).toEqual([
      ['delivered', 1],
      ['waiting', 0],
      ['waiting', 1],
    ])
    for (let times = 0; times < 12; times += 1) {
      wait(110_000)
      await run()
    }
    const [, second, first] = await deliveriesOf(webhook.id)
    expect(first).toMatchObject({ state: 'failed', code: 422, tries: 12 })
    expect(second?.tries).toBeGreaterThan(0)
    await news()
  })

  it('for days is given up, the administrators are told, and nothing is lost', async () => {
    const { webhook } = await add()
    await receiver.behave({ kind: 'code', code: 503 })
    const receipts = [await fileComplaint(server, world), await fileComplaint(server, world)]
    for (let hour = 0; hour < 60; hour += 1) {
      wait(3_600)
      await run()
    }
    const [hook] = (await must(server.call(contract.listWebhooks, {}, administrator))).rows
    expect(hook).toMatchObject({ state: 'disabled', waiting: 2, failed: 0 })
    const { rows } = await must(server.call(listMessages, {}, administrator))
    expect(rows.filter(({ kind }) => kind === 'webhook-disabled')).toHaveLength(1)
    expect(
      (await server.call(contract.pingWebhook, { id: randomUUID(), webhookId: webhook.id }, administrator)).problem
        .code,
    ).toBe('step-not-allowed')
    await receiver.behave({ kind: 'ok' })
    await news()
    await must(setState(webhook.id, 'active'))
    await run()
    const got = (await news()).map(({ body }) => JSON.parse(body).data.id)
    expect(got.sort()).toEqual(receipts.map(({ id }) => id).sort())
  })

  it('that says it is gone is given up at once', async () => {
    const { webhook } = await add()
    await receiver.behave({ kind: 'code', code: 410 })
    await fileComplaint(server, world)
    await run()
    const [hook] = (await must(server.call(contract.listWebhooks, {}, administrator))).rows
    expect(hook).toMatchObject({ id: webhook.id, state: 'disabled' })
    await news()
  })

  it('that is slow keeps no other from its events', async () => {
    const other = await startReceiver()
    await add()
    await add({ url: other.address })
    await receiver.behave({ kind: 'slow', ms: 1_500 })
    const startedAt = Date.now()
    await fileComplaint(server, world)
    await untilSettled(server.platform)
    while ((await collectEvents(server.platform)) > 0);
    const sending = sendDue(server.platform)
    while ((await other.got()).length === 0 && Date.now() - startedAt < 1_400)
      await new Promise((r) => setTimeout(r, 20))
    expect(await other.got()).toHaveLength(1)
    await sending
    expect(await news()).toHaveLength(1)
    await other.stop()
  })
})

describe('a replay', () => {
  it('of one delivery carries the same event again, by the same id', async () => {
    const { webhook } = await add()
    await fileComplaint(server, world)
    await run()
    const [before] = await news()
    const [delivery] = await deliveriesOf(webhook.id)
    const replay = { webhookId: webhook.id, deliveryId: delivery?.id ?? '' }
    const { deliveryId } = await must(
      server.call(contract.replayDelivery, { id: randomUUID(), ...replay }, administrator),
    )
    const again = await server.call(contract.replayDelivery, { id: randomUUID(), ...replay, deliveryId }, administrator)
    expect(again.problem.code).toBe('step-not-allowed')
    await run()
    const [after] = await news()
    expect([after?.body, after?.headers['webhook-id']]).toEqual([before?.body, before?.headers['webhook-id']])
    expect((await deliveriesOf(webhook.id)).map(({ replay, state }) => [replay, state])).toEqual([
      [true, 'delivered'],
      [false, 'delivered'],
    ])
    const unknown = { id: randomUUID(), webhookId: webhook.id, deliveryId: randomUUID() }
    expect((await server.call(contract.replayDelivery, unknown, administrator)).problem.code).toBe('not-found')
  })

  it('of a stretch of time carries its events in their order, all or those that failed', async () => {
    const { webhook } = await add()
    const from = '2026-06-01T00:00:00+08:00'
    await bringTo(server, world, 'handling')
    await run()
    await news()
    const range = { webhookId: webhook.id, from, until: '2027-06-01T00:00:00+08:00' }
    const replay = (which: 'all' | 'failed') =>
      must(server.call(contract.replayRange, { id: randomUUID(), ...range, which }, administrator))
    expect(await replay('failed')).toEqual({ replayed: 0 })
    expect(await replay('all')).toEqual({ replayed: 3 })
    await run()
    expect(typesOf(await news())).toEqual(['case.received', 'case.accepted', 'case.assigned'])
  })

  it('can be tried with a test event, and what is older than a month is forgotten', async () => {
    const { webhook } = await add()
    await must(server.call(contract.pingWebhook, { id: randomUUID(), webhookId: webhook.id }, administrator))
    await run()
    expect(typesOf(await news())).toEqual(['ping'])
    wait(31 * 86_400)
    await forgetOld(server.platform)
    expect(await deliveriesOf(webhook.id)).toEqual([])
  })
})
