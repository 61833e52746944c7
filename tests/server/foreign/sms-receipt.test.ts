import { randomUUID } from 'node:crypto'
import { smsClient } from '@minyi/server/foreign/sms/client.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { control, type Emulators, emulated, smsInbox, startEmulators } from '../../support/emulators.ts'
import { failureOf } from './failure.ts'

let emulators: Emulators
beforeAll(async () => {
  emulators = await startEmulators()
})
afterAll(() => emulators.stop())

let lastPhone = 13_600_000_000
const newPhone = () => {
  lastPhone += 1
  return String(lastPhone)
}
const { accessKeyId, accessKeySecret, signName, templateCode } = emulated
const client = () => smsClient({ base: emulators.sms, accessKeyId, accessKeySecret, signName, templateCode })
const advance = (advanceSeconds: number) => control(emulators.sms, '/emulator/clock', { advanceSeconds })
const fate = (phone: string, code: string) => control(emulators.sms, '/emulator/sms/fates', { phone, code })

async function send(phone: string) {
  const outId = randomUUID()
  const params = { number: 'TC26-06-0001', step: '已受理' }
  await client().sendNotice(phone, { templateCode: emulated.noticeTemplate, params, outId })
  return outId
}
const receiptOf = (phone: string, outId: string, around = new Date()) => client().findReceipt(phone, { around, outId })

describe('what became of a message at the telephone', () => {
  test('waits for the carrier first, then is delivered', async () => {
    const phone = newPhone()
    const outId = await send(phone)
    expect(await receiptOf(phone, outId)).toEqual({ state: 'waiting', code: '' })
    await advance(6)
    expect(await receiptOf(phone, outId)).toEqual({ state: 'delivered', code: 'DELIVERED' })
    expect(await smsInbox(emulators.sms, phone)).toHaveLength(1)
  })

  test('failed with the carrier’s own word, and the telephone has nothing', async () => {
    const phone = newPhone()
    await fate(phone, 'MOBILE_NOT_ON_SERVICE')
    const outId = await send(phone)
    await advance(6)
    expect(await receiptOf(phone, outId)).toEqual({ state: 'failed', code: 'MOBILE_NOT_ON_SERVICE' })
    expect(await smsInbox(emulators.sms, phone)).toEqual([])
  })

  test('a receipt that never comes leaves it waiting', async () => {
    const phone = newPhone()
    await fate(phone, 'LOST')
    const outId = await send(phone)
    await advance(600)
    expect(await receiptOf(phone, outId)).toMatchObject({ state: 'waiting' })
  })

  test('is found by our own name among more than a page, and a message that never went out is not', async () => {
    const phone = newPhone()
    const outId = await send(phone)
    for (let more = 0; more < 49; more += 1) await send(phone)
    expect(await receiptOf(phone, outId)).toMatchObject({ state: expect.any(String) })
    expect(await receiptOf(phone, randomUUID())).toBeNull()
    expect(await receiptOf(newPhone(), outId)).toBeNull()
  })

  test('is found on the day after it went out', async () => {
    const phone = newPhone()
    const outId = await send(phone)
    expect(await receiptOf(phone, outId, new Date(Date.now() + 86_400_000))).not.toBeNull()
  })

  test('a service that does not answer is unavailable', async () => {
    await control(emulators.sms, '/emulator/faults', { fault: { kind: 'drop' } })
    expect(await failureOf(receiptOf(newPhone(), randomUUID()))).toMatchObject({ problem: 'sms-unavailable' })
  })
})
