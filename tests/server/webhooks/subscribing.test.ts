import { createHmac, randomUUID } from 'node:crypto'
import * as office from '@minyi/shared/cases/office/contract.ts'
import * as requests from '@minyi/shared/cases/requests/contract.ts'
import * as contract from '@minyi/shared/webhooks/contract.ts'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { bringTo, fileComplaint, must } from '../../support/factories/cases.ts'
import { type HookWorld, makeHookWorld, typesOf } from '../../support/factories/webhooks.ts'
import type { Received } from '../../support/receiver.ts'

let hooks: HookWorld
beforeAll(async () => {
  hooks = await makeHookWorld()
})
afterEach(() => hooks.rest())
afterAll(() => hooks.close())

function isSigned({ headers, body }: Received, secret: string) {
  const mac = createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64'))
  const wanted = mac.update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`).digest('base64')
  return headers['webhook-signature']?.split(' ').includes(`v1,${wanted}`)
}

describe('a subscriber', () => {
  it('gets each change once, in order and signed, with ids and public state only', async () => {
    const { webhook, secret } = await hooks.add()
    await hooks.news()
    const { receipt } = await bringTo(hooks.server, hooks.world, 'replied')
    await Promise.all([hooks.run(), hooks.run()])
    await hooks.run()
    const got = await hooks.news()
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
        areaId: hooks.world.village.id,
        unitId: null,
      },
    })
    for (const { body } of got) expect(body).not.toMatch(/言语粗暴|致歉|南园/)
    const rows = await hooks.deliveriesOf(webhook.id)
    expect(rows.map(({ state, code, tries }) => [state, code, tries])).toEqual(rows.map(() => ['delivered', 200, 1]))
    expect(await hooks.deliveriesOf(webhook.id, { topic: 'case.replied' })).toHaveLength(1)
    expect(await hooks.deliveriesOf(webhook.id, { state: 'failed' })).toEqual([])
  })

  it('limited to a unit hears of its items alone, never of one that accuses it', async () => {
    const [handling, accused, village] = [
      await hooks.add({ unitId: hooks.world.handling.id }),
      await hooks.add({ unitId: hooks.world.accused.id }),
      await hooks.add({ areaId: hooks.world.town.id }),
    ]
    await bringTo(hooks.server, hooks.world, 'handling')
    await hooks.run()
    expect((await hooks.deliveriesOf(handling.webhook.id)).map(({ topic }) => topic)).toContain('case.assigned')
    expect(await hooks.deliveriesOf(accused.webhook.id)).toEqual([])
    expect((await hooks.deliveriesOf(village.webhook.id)).length).toBe(3)
    await hooks.news()
  })

  it('hears of edits and reviews too, without a word that was written', async () => {
    await hooks.add()
    await hooks.news()
    const { receipt } = await bringTo(hooks.server, hooks.world, 'handling')
    const on = { caseId: receipt.id }
    const words = '案情复杂，需要委托检验'
    const asked = await must(
      hooks.server.call(
        requests.askExtension,
        { id: randomUUID(), ...on, version: 3, days: 5, words },
        hooks.world.handler,
      ),
    )
    const [request] = asked.waiting
    const decision = { requestId: request?.id ?? '', decision: 'refuse' as const, words: '期限内可以完成' }
    await must(
      hooks.server.call(
        requests.decideRequest,
        { id: randomUUID(), ...on, version: 4, ...decision },
        hooks.world.dispatcher,
      ),
    )
    const edit = { id: randomUUID(), ...on, version: 5, title: '检查时态度粗暴' }
    await must(hooks.server.call(office.classifyCase, edit, hooks.world.dispatcher))
    await hooks.run()
    const got = await hooks.news()
    expect(typesOf(got).slice(3)).toEqual(['case.ask-extension', 'case.extension-refused', 'case.classify'])
    for (const { body } of got) expect(body).not.toMatch(/委托检验|期限内/)
  })

  it('that is changed, paused and resumed loses nothing', async () => {
    const { webhook } = await hooks.add()
    const { id, name, url, topics } = webhook
    const change = { webhookId: id, name: `${name}二`, url, topics, unitId: null, areaId: null }
    const changed = await must(
      hooks.server.call(
        contract.changeWebhook,
        { id: randomUUID(), version: webhook.version, ...change },
        hooks.administrator,
      ),
    )
    expect(changed.name).toBe('大数据局二')
    const late = { id: randomUUID(), version: webhook.version, ...change }
    expect((await hooks.server.call(contract.changeWebhook, late, hooks.administrator)).problem.code).toBe(
      'version-conflict',
    )
    await must(hooks.setState(id, 'paused'))
    expect((await hooks.setState(id, 'paused')).problem.code).toBe('step-not-allowed')
    await fileComplaint(hooks.server, hooks.world)
    await hooks.run()
    expect(await hooks.news()).toEqual([])
    await must(hooks.setState(id, 'active'))
    await hooks.run()
    expect(typesOf(await hooks.news())).toEqual(['case.received'])
  })

  it('changes its secret with an overlap in which both sign', async () => {
    const { webhook, secret } = await hooks.add()
    const rotated = await must(
      hooks.server.call(
        contract.rotateSecret,
        { id: randomUUID(), webhookId: webhook.id, overlapHours: 1 },
        hooks.administrator,
      ),
    )
    await fileComplaint(hooks.server, hooks.world)
    await hooks.run()
    const [during] = await hooks.news()
    expect(during && [isSigned(during, secret), isSigned(during, rotated.secret)]).toEqual([true, true])
    hooks.wait(3_601)
    await fileComplaint(hooks.server, hooks.world)
    await hooks.run()
    const [after] = await hooks.news()
    expect(after && [isSigned(after, secret), isSigned(after, rotated.secret)]).toEqual([false, true])
    const list = await hooks.server.call(contract.listWebhooks, {}, hooks.administrator)
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
    expect((await hooks.server.call(contract.addWebhook, draft, hooks.administrator)).problem.code).toBe(code)
  })

  it('inside the network is never reached, whatever its name says', async () => {
    for (const url of ['https://10.1.2.3/hook', 'https://[::ffff:10.0.0.1]/', 'https://169.254.169.254/latest']) {
      const { webhook } = await hooks.add({ url })
      await fileComplaint(hooks.server, hooks.world)
      await hooks.run()
      expect((await hooks.deliveriesOf(webhook.id))[0]).toMatchObject({
        state: 'waiting',
        fault: 'inner-address',
        code: null,
      })
      await hooks.setState(webhook.id, 'ended')
    }
  })
})
