import { randomUUID } from 'node:crypto'
import { deliverNotices } from '@minyi/server/features/cases/notices/service.ts'
import { caseNotices } from '@minyi/server/features/cases/notices/tables.ts'
import * as office from '@minyi/shared/cases/office/contract.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { control, type Emulators, smsInbox, startEmulators } from '../../support/emulators.ts'
import { type CaseWorld, fileComplaint, makeCaseWorld, must } from '../../support/factories/cases.ts'
import { startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let world: CaseWorld
let emulators: Emulators
let last = 13_700_000_000

beforeAll(async () => {
  emulators = await startEmulators()
  server = await startServer({ env: { SMS_API_BASE: emulators.sms } })
  world = await makeCaseWorld(server)
})
afterAll(async () => {
  await server.close()
  await emulators.stop()
})

const newPhone = () => {
  last += 1
  return String(last)
}
const later = (minutes: number) => {
  server.clock.now = new Date(server.clock.now.getTime() + minutes * 60_000)
}
const inbox = async (phone: string) => (await smsInbox(emulators.sms, phone)).map((message) => message.text)
const noticesOf = async (caseId: string) =>
  (await server.platform.database.db.select().from(caseNotices)).filter((row) => row.caseId === caseId)

describe('notices', () => {
  it('tell a resident who left a number each step once, also with two processes at work', async () => {
    const phone = newPhone()
    const receipt = await fileComplaint(server, world, { contact: { phone } })
    await must(server.call(office.acceptCase, { id: randomUUID(), caseId: receipt.id, version: 1 }, world.dispatcher))
    const second = await startServer({ databaseUrl: server.database.url, env: { SMS_API_BASE: emulators.sms } })
    for (let round = 0; round < 3; round += 1) {
      await Promise.all([deliverNotices(server.platform), deliverNotices(second.platform)])
    }
    await second.close()
    expect((await inbox(phone)).sort()).toEqual([
      `【民意直通】您的民意件 ${receipt.number} 有新进展：已受理。`,
      `【民意直通】您的民意件 ${receipt.number} 有新进展：已收到。`,
    ])
    const notices = await noticesOf(receipt.id)
    expect(notices.map((row) => [row.state, row.receiptId !== null])).toEqual([
      ['sent', true],
      ['sent', true],
    ])
  })

  it('skip who left none, or a number that takes no SMS', async () => {
    const none = await fileComplaint(server, world)
    const fixed = await fileComplaint(server, world, { contact: { phone: '0512-53520000' } })
    await deliverNotices(server.platform)
    expect((await noticesOf(none.id)).map((row) => row.state)).toEqual(['skipped'])
    expect((await noticesOf(fixed.id)).map((row) => row.state)).toEqual(['skipped'])
  })

  it('wait and try again when the carrier fails, and give up on a number that it refuses', async () => {
    const phone = newPhone()
    await control(emulators.sms, '/emulator/faults', {
      fault: { kind: 'answer', body: { Code: 'isp.SYSTEM_ERROR', Message: '系统错误' } },
    })
    const receipt = await fileComplaint(server, world, { contact: { phone } })
    await deliverNotices(server.platform)
    expect((await noticesOf(receipt.id)).map((row) => [row.state, row.fault])).toEqual([['waiting', 'sms-unavailable']])
    later(5)
    await deliverNotices(server.platform)
    expect(await inbox(phone)).toEqual([])
    later(6)
    await deliverNotices(server.platform)
    expect(await inbox(phone)).toHaveLength(1)
    expect((await noticesOf(receipt.id)).map((row) => [row.state, row.tries])).toEqual([['sent', 2]])
  })
})
