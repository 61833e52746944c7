import { randomUUID } from 'node:crypto'
import { tellNews, tellRunOver } from '@minyi/server/features/cases/notices/service.ts'
import { deliverNotices } from '@minyi/server/features/notices/delivery/service.ts'
import { noticeDeliveries, notices } from '@minyi/server/features/notices/tables.ts'
import * as office from '@minyi/shared/cases/office/contract.ts'
import * as requests from '@minyi/shared/cases/requests/contract.ts'
import { listMessages } from '@minyi/shared/notices/contract.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { control, type Emulators, smsInbox, startEmulators } from '../../support/emulators.ts'
import { bringTo, type CaseWorld, fileComplaint, makeCaseWorld, must } from '../../support/factories/cases.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'
import { untilSettled } from '../../support/settled.ts'

let server: TestServer
let world: CaseWorld
let emulators: Emulators
let last = 13_700_000_000

beforeAll(async () => {
  emulators = await startEmulators()
  server = await startServer({ env: { SMS_API_BASE: emulators.sms } })
  server.clock.now = atTen()
  world = await makeCaseWorld(server)
})
afterAll(async () => {
  await server.close()
  await emulators.stop()
})

/** Ten in the morning of today: the carrier counts real days, and nobody is disturbed at night. */
function atTen() {
  return new Date(`${new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)}T10:00:00+08:00`)
}
const newPhone = () => {
  last += 1
  return String(last)
}
const later = (minutes: number) => {
  server.clock.now = new Date(server.clock.now.getTime() + minutes * 60_000)
}
const inbox = async (phone: string) => (await smsInbox(emulators.sms, phone)).map((message) => message.text)
const titlesOf = async (session: Session) => {
  const { rows } = await must(server.call(listMessages, { limit: 100 }, session))
  return rows.map(({ title, number }) => [title, number])
}

/** Collects and sends until nothing is left to do now. */
async function settle(platform = server.platform) {
  await untilSettled(platform)
  while ((await tellNews(platform)) > 0);
  while ((await deliverNotices(platform)) > 0);
}

async function waysOf(caseId: string) {
  const { db } = server.platform.database
  const own = (await db.select().from(notices)).filter((row) => row.aboutId === caseId && row.audience === 'resident')
  const ways = await db.select().from(noticeDeliveries)
  return ways
    .filter((way) => own.some(({ id }) => id === way.noticeId))
    .map(({ channel, state, fault, tries }) => ({ channel, state, fault, tries }))
    .sort((a, b) => (a.channel < b.channel ? 1 : -1))
}

describe('what becomes of an item', () => {
  it('is told to a resident who left a number, each step once, also with two processes at work', async () => {
    const phone = newPhone()
    const receipt = await fileComplaint(server, world, { contact: { phone } })
    await must(server.call(office.acceptCase, { id: randomUUID(), caseId: receipt.id, version: 1 }, world.dispatcher))
    const second = await startServer({ databaseUrl: server.database.url, env: { SMS_API_BASE: emulators.sms } })
    second.clock.now = server.clock.now
    for (let round = 0; round < 3; round += 1) await Promise.all([settle(server.platform), settle(second.platform)])
    await second.close()
    expect((await inbox(phone)).sort()).toEqual([
      `【民意直通】您的民意件 ${receipt.number} 有新进展：已受理。`,
      `【民意直通】您的民意件 ${receipt.number} 有新进展：已收到。`,
    ])
    const ways = await waysOf(receipt.id)
    expect(ways.map(({ channel, state }) => `${channel} ${state}`).sort()).toEqual([
      'sms sent',
      'sms sent',
      'subscribe skipped',
      'subscribe skipped',
    ])
  })

  it('is in the inbox of a resident who signed in, and of nobody else', async () => {
    const resident = await server.resident(server.east)
    const other = await server.resident(server.east)
    const receipt = await fileComplaint(server, world, {}, resident)
    await settle()
    expect(await titlesOf(resident)).toEqual([['您的诉求已收到', receipt.number]])
    expect(await titlesOf(other)).toEqual([])
    expect(await waysOf(receipt.id)).toEqual([
      { channel: 'subscribe', state: 'skipped', fault: 'no-openid', tries: 1 },
      { channel: 'sms', state: 'skipped', fault: 'no-phone', tries: 1 },
    ])
  })

  it('asks the office to call who left a fixed line, and only for what is worth a call', async () => {
    const { receipt } = await bringTo(server, world, 'replied', { contact: { phone: '0512-53520000' } })
    await settle()
    const calls = (await waysOf(receipt.id)).filter(({ channel }) => channel === 'call')
    expect(calls).toEqual([{ channel: 'call', state: 'waiting', fault: null, tries: 0 }])
  })

  it('reaches the unit that handles it and the dispatchers, never whoever is accused', async () => {
    const { receipt } = await bringTo(server, world, 'handling')
    await settle()
    const back = { id: randomUUID(), caseId: receipt.id, version: 3, words: '不属于本单位的职责' }
    await must(server.call(office.returnCase, back, world.handler))
    await settle()
    expect(await titlesOf(world.handler)).toContainEqual(['新交办一件', receipt.number])
    expect(await titlesOf(world.dispatcher)).toContainEqual(['承办单位退回一件', receipt.number])
    expect(await titlesOf(world.accusedStaff)).toEqual([])
    expect(await titlesOf(world.accusedOfficer)).toEqual([])
  })

  it('tells who decides that something waits, and who asked what became of it', async () => {
    const { receipt } = await bringTo(server, world, 'handling')
    const ask = { id: randomUUID(), caseId: receipt.id, version: 3, days: 5, words: '需要委托检验，五天内出结果' }
    const asked = await must(server.call(requests.askExtension, ask, world.handler))
    await settle()
    expect(await titlesOf(world.dispatcher)).toContainEqual(['等您审批', receipt.number])
    expect(await titlesOf(world.accusedStaff)).toEqual([])
    const [request] = asked.waiting
    const decision = { id: randomUUID(), caseId: receipt.id, version: 4, requestId: request?.id ?? '' }
    const decided = { ...decision, decision: 'refuse' as const, words: '期限内可以完成' }
    await must(server.call(requests.decideRequest, decided, world.dispatcher))
    await settle()
    expect(await titlesOf(world.handler)).toContainEqual(['审批有结果', receipt.number])
  })

  it('tells everybody at the desk in the morning how much ran over, in their own reach', async () => {
    later(60 * 24 * 60)
    await tellRunOver(server.platform)
    await fileComplaint(server, world)
    for (let day = 0; day < 12; day += 1) {
      await tellRunOver(server.platform)
      await tellRunOver(server.platform)
      later(24 * 60)
    }
    const { rows } = await must(server.call(listMessages, { limit: 100 }, world.dispatcher))
    expect(rows.filter(({ kind }) => kind === 'overdue').map(({ title, text }) => [title, text])).toEqual([
      ['有件超期', '共 1 件'],
    ])
    const accused = await must(server.call(listMessages, { limit: 100 }, world.accusedStaff))
    expect(accused.rows).toEqual([])
  })
})

describe('a message that does not get through', () => {
  beforeAll(async () => {
    server.clock.now = atTen()
    await server.platform.database.sql`update notice_deliveries set due_at = null`
  })

  it('waits longer each time when the carrier fails, and is not sent twice', async () => {
    const phone = newPhone()
    const receipt = await fileComplaint(server, world, { contact: { phone } })
    const fault = { kind: 'answer', body: { Code: 'isp.SYSTEM_ERROR', Message: '系统错误' } }
    await control(emulators.sms, '/emulator/faults', { calls: 2, fault })
    await settle()
    const sms = async () => (await waysOf(receipt.id)).find(({ channel }) => channel === 'sms')
    expect(await sms()).toEqual({ channel: 'sms', state: 'waiting', fault: 'sms-unavailable', tries: 1 })
    later(6)
    await settle()
    later(20)
    await settle()
    expect(await inbox(phone)).toEqual([])
    later(20)
    await settle()
    expect(await inbox(phone)).toHaveLength(1)
    expect(await sms()).toEqual({ channel: 'sms', state: 'sent', fault: null, tries: 3 })
  })

  it('is looked for before it is sent again, when the answer was lost after it had gone out', async () => {
    const phone = newPhone()
    const receipt = await fileComplaint(server, world, { contact: { phone } })
    await untilSettled(server.platform)
    while ((await tellNews(server.platform)) > 0);
    await deliverNotices(server.platform)
    await deliverNotices(server.platform)
    expect(await inbox(phone)).toHaveLength(1)
    const { sql } = server.platform.database
    const now = server.clock.now.toISOString()
    await sql`update notice_deliveries set state = 'sending', sent_at = null, due_at = ${now}
      where channel = 'sms' and notice_id in (select id from notices where about_id = ${receipt.id})`
    await settle()
    expect(await inbox(phone)).toHaveLength(1)
    expect((await waysOf(receipt.id)).map(({ state }) => state)).toEqual(['skipped', 'sent'])
  })

  it('is not sent at night, but in the morning; news about one’s identity are', async () => {
    const phone = newPhone()
    server.clock.now = new Date(atTen().getTime() + 13 * 3_600_000)
    const receipt = await fileComplaint(server, world, { contact: { phone } })
    const open = { id: randomUUID(), caseId: receipt.id, reason: '回访前核对联系方式' }
    await must(server.call(office.openIdentity, open, world.supervisor))
    await settle()
    expect(await inbox(phone)).toEqual([expect.stringContaining('有人查看了您的身份信息')])
    later(8 * 60)
    await settle()
    expect(await inbox(phone)).toHaveLength(1)
    later(61)
    await settle()
    expect(await inbox(phone)).toHaveLength(2)
  })

  it('whose answer was lost before the quiet hours is looked for in the morning, not sent twice', async () => {
    const phone = newPhone()
    server.clock.now = new Date(atTen().getTime() + 10.9 * 3_600_000)
    const receipt = await fileComplaint(server, world, { contact: { phone } })
    await untilSettled(server.platform)
    while ((await tellNews(server.platform)) > 0);
    await deliverNotices(server.platform)
    await deliverNotices(server.platform)
    expect(await inbox(phone)).toHaveLength(1)
    later(7)
    const { sql } = server.platform.database
    await sql`update notice_deliveries set state = 'sending', sent_at = null, due_at = ${server.clock.now.toISOString()}
      where channel = 'sms' and notice_id in (select id from notices where about_id = ${receipt.id})`
    await settle()
    const sms = async () => (await waysOf(receipt.id)).find(({ channel }) => channel === 'sms')
    expect(await sms()).toMatchObject({ state: 'waiting', fault: 'no-answer' })
    later(11 * 60)
    await settle()
    expect(await inbox(phone)).toHaveLength(1)
    expect(await sms()).toMatchObject({ state: 'sent' })
  })

  it('keeps no other from its way when it breaks', async () => {
    server.clock.now = atTen()
    const [broken, phone] = [await fileComplaint(server, world), newPhone()]
    await untilSettled(server.platform)
    while ((await tellNews(server.platform)) > 0);
    await server.platform.database.sql`update notices set kind = 'case.unknown' where about_id = ${broken.id}`
    await fileComplaint(server, world, { contact: { phone } })
    await settle()
    expect(await inbox(phone)).toHaveLength(1)
    await server.platform.database.sql`delete from notices where about_id = ${broken.id}`
  })

  it('is known as delivered or failed by the carrier’s receipt, and a failed answer ends at the telephone', async () => {
    server.clock.now = atTen()
    const [good, bad] = [newPhone(), newPhone()]
    await control(emulators.sms, '/emulator/sms/fates', { phone: bad, code: 'MOBILE_NOT_ON_SERVICE' })
    const one = await fileComplaint(server, world, { contact: { phone: good } })
    const two = await bringTo(server, world, 'replied', { contact: { phone: bad } })
    await settle()
    await control(emulators.sms, '/emulator/clock', { advanceSeconds: 10 })
    later(2)
    await settle()
    expect((await waysOf(one.id)).find(({ channel }) => channel === 'sms')?.state).toBe('delivered')
    const ways = await waysOf(two.receipt.id)
    expect(ways.filter(({ channel }) => channel === 'sms').map(({ fault }) => fault)).toContain('MOBILE_NOT_ON_SERVICE')
    expect(ways.filter(({ channel }) => channel === 'call')).toHaveLength(1)
  })
})
