import { randomUUID } from 'node:crypto'
import { deliverNotices } from '@minyi/server/features/notices/delivery/service.ts'
import { notify, notifyResident } from '@minyi/server/features/notices/service.ts'
import { noticeDeliveries, notices } from '@minyi/server/features/notices/tables.ts'
import { readMe, signInByWechat } from '@minyi/shared/identity/contract.ts'
import * as contract from '@minyi/shared/notices/contract.ts'
import * as admin from '@minyi/shared/notices/office/contract.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { control, type Emulators, smsInbox, startEmulators, wxLogin } from '../../support/emulators.ts'
import { must } from '../../support/factories/cases.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let emulators: Emulators
let administrator: Session
let user = 0
const templateId = 'demo-case-progress'
const fields = { character_string1: 'number', thing2: 'title', phrase3: 'state', time4: 'time' } as const

beforeAll(async () => {
  emulators = await startEmulators()
  server = await startServer({ env: { SMS_API_BASE: emulators.sms, WECHAT_API_BASE: emulators.wechat } })
  administrator = await server.staff(server.east, { permissions: ['integrations.manage'] })
  const template = { id: randomUUID(), version: 0, purpose: 'progress' as const, template: { templateId, fields } }
  await must(server.call(admin.setTemplate, { ...template, source: '微信公众平台审核通过' }, administrator))
})
beforeEach(() => control(emulators.wechat, '/emulator/faults', undefined, 'DELETE'))
afterAll(async () => {
  await server.close()
  await emulators.stop()
})

/** A resident who came by WeChat, with as many taps as the phone and we know of. */
async function wechatResident(taps = 0) {
  user += 1
  const name = `微信${user}`
  const code = await wxLogin(emulators.wechat, name)
  const { token } = await must(server.call(signInByWechat, { code }))
  const session: Session = { token, id: '', tenant: server.east }
  const tap = async (times: number) => {
    await control(emulators.wechat, '/emulator/subscriptions', { user: name, templateId, times })
    for (let each = 0; each < times; each += 1) {
      await must(server.call(contract.keepGrants, { id: randomUUID(), templateIds: [templateId] }, session))
    }
  }
  await tap(taps)
  const { id } = await must(server.call(readMe, {}, session))
  return { session, id: id ?? '', tap }
}

const tell = (residentId: string, more: Partial<Parameters<typeof notifyResident>[1]> = {}) => {
  const id = randomUUID()
  const about = { kind: 'thing', id, number: 'EA26-06-0001' }
  return notifyResident(server.as(server.east), { kind: 'case.accepted', about, key: id, residentId, ...more }).then(
    () => id,
  )
}
async function later<T>(act: () => Promise<T>): Promise<T> {
  server.clock.now = new Date(server.clock.now.getTime() + 1)
  return act()
}
async function waysOf(aboutId: string) {
  while ((await deliverNotices(server.platform)) > 0);
  const { db } = server.platform.database
  const [notice] = (await db.select().from(notices)).filter((row) => row.aboutId === aboutId)
  const ways = (await db.select().from(noticeDeliveries)).filter((way) => way.noticeId === notice?.id)
  return ways.map(({ channel, state, fault }) => `${channel} ${state} ${fault ?? ''}`.trim()).sort()
}
const leftOf = async (session: Session) => {
  const { wishes } = await must(server.call(contract.readWishes, {}, session))
  return wishes.find(({ purpose }) => purpose === 'progress')?.left
}
const sentBy = async () => (await control(emulators.wechat, '/emulator/sent', undefined, 'GET')).messages

describe('a subscribe message', () => {
  it('goes out once for each tap, and says nothing but number, step and time', async () => {
    const resident = await wechatResident(1)
    expect(await leftOf(resident.session)).toBe(1)
    const [one, two] = [await tell(resident.id), await later(() => tell(resident.id))]
    expect(await waysOf(one)).toEqual(['subscribe sent'])
    expect(await waysOf(two)).toEqual(['sms skipped no-phone', 'subscribe skipped no-grant'])
    expect(await leftOf(resident.session)).toBe(0)
    expect((await sentBy()).at(-1)).toMatchObject({
      templateId,
      data: {
        character_string1: 'EA26-06-0001',
        thing2: '您的诉求已受理',
        phrase3: '有新进展',
        time4: '2026年6月11日 09:00',
      },
    })
  })

  it('that WeChat refuses costs the taps that only we believed in', async () => {
    const resident = await wechatResident(2)
    await resident.tap(0)
    await control(emulators.wechat, '/emulator/subscriptions', { user: `微信${user}`, templateId, times: 0 })
    expect(await waysOf(await tell(resident.id))).toEqual(['sms skipped no-phone', 'subscribe failed refused'])
    expect(await leftOf(resident.session)).toBe(0)
  })

  it.each([
    ['a wrong template', { kind: 'answer', body: { errcode: 40037, errmsg: 'invalid template_id' } }, '40037', 1],
    ['wrong data', { kind: 'answer', body: { errcode: 47003, errmsg: 'argument invalid!' } }, '47003', 1],
    ['a call without an answer', { kind: 'drop' }, 'no-answer', 0],
  ])('%s is not repeated: SMS follows', async (_, fault, code, left) => {
    const resident = await wechatResident(1)
    const id = await tell(resident.id)
    await control(emulators.wechat, '/emulator/faults', { path: '/cgi-bin/message/subscribe/send', fault })
    expect(await waysOf(id)).toEqual(['sms skipped no-phone', `subscribe failed ${code}`])
    expect(await leftOf(resident.session)).toBe(left)
  })

  it('waits when WeChat’s quota is used up, and costs no tap', async () => {
    const resident = await wechatResident(1)
    const id = await tell(resident.id)
    await control(emulators.wechat, '/emulator/subscriptions/limit', { code: '45009', calls: 1 })
    expect(await waysOf(id)).toEqual(['subscribe waiting 45009'])
    server.clock.now = new Date(server.clock.now.getTime() + 6 * 60_000)
    expect(await waysOf(id)).toEqual(['subscribe sent'])
  })

  it('is not sent to who has switched it off for this purpose, nor for what was read', async () => {
    const resident = await wechatResident(2)
    const off = { id: randomUUID(), purpose: 'progress' as const, channel: 'subscribe' as const, on: false }
    await must(server.call(contract.setWish, off, resident.session))
    expect(await waysOf(await tell(resident.id))).toEqual(['sms skipped no-phone', 'subscribe skipped switched-off'])
    await must(server.call(contract.setWish, { ...off, id: randomUUID(), on: true }, resident.session))
    const read = await tell(resident.id)
    await must(server.call(contract.markRead, { id: randomUUID() }, resident.session))
    expect(await waysOf(read)).toEqual(['subscribe skipped read'])
  })

  it('can only be granted for a template that this place uses', async () => {
    const resident = await wechatResident()
    const grants = (templateIds: string[]) =>
      server.call(contract.keepGrants, { id: randomUUID(), templateIds }, resident.session)
    expect((await grants(['unknown'])).problem.code).toBe('input-invalid')
    expect((await grants(['a', 'b', 'c', 'd'])).status).toBe(400)
    for (let times = 0; times < 59; times += 1) await grants([templateId])
    expect((await grants([templateId])).problem.code).toBe('too-many-requests')
    expect(await leftOf(resident.session)).toBe(20)
  })
})

describe('the inbox', () => {
  it('holds each message once, newest first, by pages, and is read one by one or whole', async () => {
    const resident = await wechatResident()
    for (let each = 0; each < 3; each += 1) {
      server.clock.now = new Date(server.clock.now.getTime() + 60_000)
      const id = await tell(resident.id)
      await tell(resident.id, { about: { kind: 'thing', id }, key: id })
    }
    const page = await must(server.call(contract.listMessages, { limit: 2 }, resident.session))
    expect(page.rows.map(({ at }) => at)).toEqual([...page.rows.map(({ at }) => at)].sort().reverse())
    const rest = await must(server.call(contract.listMessages, { limit: 2, after: page.next ?? '' }, resident.session))
    expect([page.rows.length, rest.rows.length, rest.next]).toEqual([2, 1, null])
    const first = { id: randomUUID(), messageIds: [page.rows[0]?.id ?? ''] }
    expect(await must(server.call(contract.markRead, first, resident.session))).toEqual({ unread: 2 })
    const unread = await must(server.call(contract.listMessages, { unread: 'true' }, resident.session))
    expect(unread.rows).toHaveLength(2)
    expect(await must(server.call(contract.markRead, { id: randomUUID() }, resident.session))).toEqual({ unread: 0 })
    expect(await must(server.call(contract.countUnread, {}, resident.session))).toEqual({ unread: 0 })
  })

  it('is nobody else’s: another cannot read or mark it', async () => {
    const [one, two] = [await wechatResident(), await wechatResident()]
    await tell(one.id)
    const { rows } = await must(server.call(contract.listMessages, {}, one.session))
    const theirs = { id: randomUUID(), messageIds: rows.map(({ id }) => id) }
    await must(server.call(contract.markRead, theirs, two.session))
    expect(await must(server.call(contract.countUnread, {}, one.session))).toEqual({ unread: 1 })
    expect((await must(server.call(contract.listMessages, {}, two.session))).rows).toEqual([])
    expect((await server.call(contract.listMessages, {})).status).toBe(401)
  })

  it('of staff has what they were told, once for each key', async () => {
    const clerk = await server.staff(server.east, { permissions: ['cases.read'] })
    const told = {
      to: [clerk.id, clerk.id],
      kind: 'mention' as const,
      about: { kind: 'case', id: randomUUID() },
      key: 'n1',
    }
    await notify(server.as(server.east), told)
    await notify(server.as(server.east), told)
    await notify(server.as(server.east), { ...told, to: [] })
    const { rows } = await must(server.call(contract.listMessages, {}, clerk))
    expect(rows.map(({ title }) => title)).toEqual(['备注里提到了您'])
  })

  it('takes no message with a telephone for a number', async () => {
    const resident = await wechatResident()
    const about = { kind: 'thing', id: randomUUID(), number: '13800000001' }
    await expect(tell(resident.id, { about })).rejects.toThrow('may not carry')
  })

  it('leaves nothing in the clear that leads from a thing to its resident', async () => {
    const resident = await wechatResident()
    const id = await tell(resident.id)
    const { sql } = server.platform.database
    const rows = await sql`select * from notices where about_id = ${id}`
    expect(JSON.stringify(rows)).not.toContain(resident.id)
  })
})

describe('the administrator', () => {
  it('sets templates and quiet hours by version, with the source', async () => {
    const before = await must(server.call(admin.readNoticeSettings, {}, administrator))
    const quiet = {
      id: randomUUID(),
      version: before.version,
      quiet: { from: '20:00', until: '07:30' },
      source: '局务会议',
    }
    const after = await must(server.call(admin.setQuietHours, quiet, administrator))
    expect(after).toMatchObject({ version: before.version + 1, quiet: quiet.quiet, source: '局务会议' })
    expect((await server.call(admin.setQuietHours, { ...quiet, id: randomUUID() }, administrator)).problem.code).toBe(
      'version-conflict',
    )
    const wrong = { ...quiet, id: randomUUID(), version: after.version, quiet: { from: '25:00', until: '07:30' } }
    expect((await server.call(admin.setQuietHours, wrong, administrator)).status).toBe(400)
    const clerk = await server.staff(server.east, { permissions: ['cases.read'] })
    expect((await server.call(admin.readNoticeSettings, {}, clerk)).status).toBe(404)
  })

  it('reads the log by channel, outcome, kind and day, without item and person', async () => {
    const resident = await wechatResident(1)
    await waysOf(await tell(resident.id))
    const list = (filter: object) => must(server.call(admin.listDeliveries, { limit: 100, ...filter }, administrator))
    const sent = await list({ channel: 'subscribe', state: 'sent', kind: 'case.accepted', from: '2026-06-11' })
    expect(sent.rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(sent)).not.toContain('EA26-06-0001')
    expect((await list({ kind: 'check-in' })).rows).toEqual([])
    expect((await list({ until: '2026-06-10' })).rows).toEqual([])
    const page = await list({ limit: 1 })
    expect((await list({ limit: 1, after: page.next })).rows[0]).not.toEqual(page.rows[0])
    const counts = await must(server.call(admin.countDeliveries, {}, administrator))
    expect(counts.rows).toContainEqual({ channel: 'subscribe', state: 'sent', count: expect.any(Number) })
    expect(counts.messages).toBeGreaterThan(counts.read)
  })
})

it('a resident by name is reached by the telephone that they sign in with', async () => {
  const phone = '13500000001'
  const id = randomUUID()
  const { sealFields } = await import('@minyi/server/platform/sealing.ts')
  await sealFields(server.as(server.east), { kind: 'resident', id }, { phone })
  expect(await waysOf(await tell(id))).toEqual(['sms sent', 'subscribe skipped no-openid'])
  expect(await smsInbox(emulators.sms, phone)).toHaveLength(1)
})
