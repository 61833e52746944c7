import { randomUUID } from 'node:crypto'
import { collectEvents } from '@minyi/server/features/webhooks/collecting/service.ts'
import { forgetOld, sendDue } from '@minyi/server/features/webhooks/sending/service.ts'
import * as office from '@minyi/shared/cases/office/contract.ts'
import { listMessages } from '@minyi/shared/notices/contract.ts'
import * as contract from '@minyi/shared/webhooks/contract.ts'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { bringTo, fileComplaint, must } from '../../support/factories/cases.ts'
import { type HookWorld, makeHookWorld, typesOf } from '../../support/factories/webhooks.ts'
import { startReceiver } from '../../support/receiver.ts'
import { untilSettled } from '../../support/settled.ts'

let hooks: HookWorld
beforeAll(async () => {
  hooks = await makeHookWorld()
})
afterEach(() => hooks.rest())
afterAll(() => hooks.close())

describe('a receiver that does not take it', () => {
  it.each([
    ['fails', { kind: 'code', code: 500 }, { code: 500, fault: null }],
    ['breaks off', { kind: 'drop' }, { code: null, fault: 'ECONNRESET' }],
    ['answers garbage', { kind: 'garbage' }, { code: null, fault: 'malformed' }],
    ['sends elsewhere', { kind: 'redirect', code: 302 }, { code: 302, fault: null }],
  ])('because it %s gets everything later, in order', async (_, behaviour, said) => {
    const { webhook } = await hooks.add()
    await hooks.receiver.behave(behaviour)
    await bringTo(hooks.server, hooks.world, 'handling')
    await hooks.run()
    const [, , first] = await hooks.deliveriesOf(webhook.id)
    expect(first).toMatchObject({ state: 'waiting', tries: 1, ...said })
    expect(
      (await must(hooks.server.call(contract.listWebhooks, {}, hooks.administrator))).rows[0]?.failingSince,
    ).not.toBeNull()
    await hooks.run()
    expect(await hooks.news()).toHaveLength(1)
    await hooks.receiver.behave({ kind: 'ok' })
    hooks.wait(15)
    await hooks.run()
    expect(typesOf(await hooks.news())).toEqual(['case.received', 'case.accepted', 'case.assigned'])
    const log = await must(
      hooks.server.call(
        contract.readWebhookDelivery,
        { webhookId: webhook.id, deliveryId: first?.id ?? '' },
        hooks.administrator,
      ),
    )
    expect(log.attempts.map(({ number, code }) => [number, code])).toEqual([
      [1, said.code],
      [2, 200],
    ])
    expect(JSON.parse(log.body).type).toBe('case.received')
  })

  it('for one event alone holds back that item only', async () => {
    const { webhook } = await hooks.add()
    const bad = await fileComplaint(hooks.server, hooks.world)
    await hooks.receiver.behave({ kind: 'code', code: 422, only: bad.id })
    await must(
      hooks.server.call(office.acceptCase, { id: randomUUID(), caseId: bad.id, version: 1 }, hooks.world.dispatcher),
    )
    await fileComplaint(hooks.server, hooks.world)
    await hooks.run()
    const rows = await hooks.deliveriesOf(webhook.id)
    expect(rows.map(({ state, tries }) => [state, tries])).toEqual([
      ['delivered', 1],
      ['waiting', 0],
      ['waiting', 1],
    ])
    for (let times = 0; times < 12; times += 1) {
      hooks.wait(110_000)
      await hooks.run()
    }
    const [, second, first] = await hooks.deliveriesOf(webhook.id)
    expect(first).toMatchObject({ state: 'failed', code: 422, tries: 12 })
    expect(second?.tries).toBeGreaterThan(0)
    await hooks.news()
  })

  it('for days is given up, the administrators are told, and nothing is lost', async () => {
    const { webhook } = await hooks.add()
    await hooks.receiver.behave({ kind: 'code', code: 503 })
    const receipts = [await fileComplaint(hooks.server, hooks.world), await fileComplaint(hooks.server, hooks.world)]
    for (let hour = 0; hour < 60; hour += 1) {
      hooks.wait(3_600)
      await hooks.run()
    }
    const [hook] = (await must(hooks.server.call(contract.listWebhooks, {}, hooks.administrator))).rows
    expect(hook).toMatchObject({ state: 'disabled', waiting: 2, failed: 0 })
    const { rows } = await must(hooks.server.call(listMessages, {}, hooks.administrator))
    expect(rows.filter(({ kind }) => kind === 'webhook-disabled')).toHaveLength(1)
    expect(
      (await hooks.server.call(contract.pingWebhook, { id: randomUUID(), webhookId: webhook.id }, hooks.administrator))
        .problem.code,
    ).toBe('step-not-allowed')
    await hooks.receiver.behave({ kind: 'ok' })
    await hooks.news()
    await must(hooks.setState(webhook.id, 'active'))
    await hooks.run()
    const got = (await hooks.news()).map(({ body }) => JSON.parse(body).data.id)
    expect(got.sort()).toEqual(receipts.map(({ id }) => id).sort())
  })

  it('that says it is gone is given up at once', async () => {
    const { webhook } = await hooks.add()
    await hooks.receiver.behave({ kind: 'code', code: 410 })
    await fileComplaint(hooks.server, hooks.world)
    await hooks.run()
    const [hook] = (await must(hooks.server.call(contract.listWebhooks, {}, hooks.administrator))).rows
    expect(hook).toMatchObject({ id: webhook.id, state: 'disabled' })
    await hooks.news()
  })

  it('that is slow keeps no other from its events', async () => {
    const other = await startReceiver()
    await hooks.add()
    await hooks.add({ url: other.address })
    await hooks.receiver.behave({ kind: 'slow', ms: 1_500 })
    await fileComplaint(hooks.server, hooks.world)
    await untilSettled(hooks.server.platform)
    while ((await collectEvents(hooks.server.platform)) > 0);
    let isOver = false
    const sending = sendDue(hooks.server.platform).finally(() => {
      isOver = true
    })
    await expect.poll(async () => (await other.got()).length, { interval: 20, timeout: 5_000 }).toBe(1)
    expect(isOver).toBe(false)
    await sending
    expect(await hooks.news()).toHaveLength(1)
    await other.stop()
  })
})

describe('a replay', () => {
  it('of one delivery carries the same event again, by the same id', async () => {
    const { webhook } = await hooks.add()
    await fileComplaint(hooks.server, hooks.world)
    await hooks.run()
    const [before] = await hooks.news()
    const [delivery] = await hooks.deliveriesOf(webhook.id)
    const replay = { webhookId: webhook.id, deliveryId: delivery?.id ?? '' }
    const { deliveryId } = await must(
      hooks.server.call(contract.replayDelivery, { id: randomUUID(), ...replay }, hooks.administrator),
    )
    const again = await hooks.server.call(
      contract.replayDelivery,
      { id: randomUUID(), ...replay, deliveryId },
      hooks.administrator,
    )
    expect(again.problem.code).toBe('step-not-allowed')
    await hooks.run()
    const [after] = await hooks.news()
    expect([after?.body, after?.headers['webhook-id']]).toEqual([before?.body, before?.headers['webhook-id']])
    expect((await hooks.deliveriesOf(webhook.id)).map(({ replay, state }) => [replay, state])).toEqual([
      [true, 'delivered'],
      [false, 'delivered'],
    ])
    const unknown = { id: randomUUID(), webhookId: webhook.id, deliveryId: randomUUID() }
    expect((await hooks.server.call(contract.replayDelivery, unknown, hooks.administrator)).problem.code).toBe(
      'not-found',
    )
  })

  it('of a stretch of time carries its events in their order, all or those that failed', async () => {
    const { webhook } = await hooks.add()
    const from = '2026-06-01T00:00:00+08:00'
    await bringTo(hooks.server, hooks.world, 'handling')
    await hooks.run()
    await hooks.news()
    const range = { webhookId: webhook.id, from, until: '2027-06-01T00:00:00+08:00' }
    const replay = (which: 'all' | 'failed') =>
      must(hooks.server.call(contract.replayRange, { id: randomUUID(), ...range, which }, hooks.administrator))
    expect(await replay('failed')).toEqual({ replayed: 0 })
    expect(await replay('all')).toEqual({ replayed: 3 })
    await hooks.run()
    expect(typesOf(await hooks.news())).toEqual(['case.received', 'case.accepted', 'case.assigned'])
  })

  it('can be tried with a test event, and what is older than a month is forgotten', async () => {
    const { webhook } = await hooks.add()
    await must(
      hooks.server.call(contract.pingWebhook, { id: randomUUID(), webhookId: webhook.id }, hooks.administrator),
    )
    await hooks.run()
    expect(typesOf(await hooks.news())).toEqual(['ping'])
    hooks.wait(31 * 86_400)
    await forgetOld(hooks.server.platform)
    expect(await hooks.deliveriesOf(webhook.id)).toEqual([])
  })
})
