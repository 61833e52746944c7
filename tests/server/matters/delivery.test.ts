import { randomUUID } from 'node:crypto'
import { defaultClaims, deliverClaims } from '@minyi/server/features/matters/jobs.ts'
import { enterMatter, readMatter } from '@minyi/shared/matters/contract.ts'
import { claimRules } from '@minyi/shared/matters/rules.ts'
import { disputeClaim, readClaim, submitRating } from '@minyi/shared/ratings/contract.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Emulators, smsInbox, startEmulators } from '../../support/emulators.ts'
import { makeClaim } from '../../support/factories/matters.ts'
import { makeUnit } from '../../support/factories/registry.ts'
import { startServer, type TestServer } from '../../support/server.ts'

let emulators: Emulators
let server: TestServer
let cut: TestServer
beforeAll(async () => {
  emulators = await startEmulators()
  server = await startServer({ env: { SMS_API_BASE: emulators.sms } })
  cut = await startServer({ databaseUrl: server.database.url, env: { SMS_API_BASE: 'http://127.0.0.1:41399' } })
})
afterAll(async () => {
  await cut.close()
  await server.close()
  await emulators.stop()
})

async function enter(phone: string) {
  const unit = await makeUnit(server.as(server.east))
  const clerk = await server.staff(server.east, { permissions: ['matters.read', 'matters.write'], unitId: unit.id })
  const id = randomUUID()
  await server.call(
    enterMatter,
    {
      id,
      kind: 'service',
      unitId: unit.id,
      title: '个体户登记',
      closedDay: '2026-06-10',
      party: { kind: 'person', phone },
    },
    clerk,
  )
  const delivery = async () => (await server.call(readMatter, { matterId: id }, clerk)).body.claim?.delivery
  return { id, unit, delivery }
}

describe('an invitation to rate', () => {
  it('reaches the party once, with a code and a token that open the claim', async () => {
    const phone = '13900000031'
    const { unit, delivery } = await enter(phone)
    expect(await delivery()).toBe('waiting')
    await deliverClaims(server.platform)
    await deliverClaims(server.platform)
    expect(await delivery()).toBe('sent')
    const inbox = await smsInbox(emulators.sms, phone)
    expect(inbox).toHaveLength(1)
    expect(inbox[0]?.text).toContain(unit.name)
    for (const claim of [inbox[0]?.params.code, inbox[0]?.params.token]) {
      expect((await server.call(readClaim, { claim: claim ?? '' })).body.matter.title).toBe('个体户登记')
    }
  })

  it('is tried again when the service cannot be reached, and given up after the last wait', async () => {
    const { delivery } = await enter('13900000032')
    await deliverClaims(cut.platform)
    expect(await delivery()).toBe('waiting')
    await deliverClaims(server.platform)
    expect(await delivery()).toBe('waiting')
    for (const minutes of claimRules.deliveryWaitsMinutes) {
      cut.clock.now = new Date(cut.clock.now.getTime() + minutes * 60_000)
      await deliverClaims(cut.platform)
    }
    expect(await delivery()).toBe('failed')
  })

  it('is sent by one of two processes', async () => {
    const phones = ['13900000033', '13900000034', '13900000035', '13900000036']
    for (const phone of phones) await enter(phone)
    const second = await startServer({ databaseUrl: server.database.url, env: { SMS_API_BASE: emulators.sms } })
    await Promise.all([deliverClaims(server.platform), deliverClaims(second.platform)])
    await second.close()
    for (const phone of phones) expect(await smsInbox(emulators.sms, phone)).toHaveLength(1)
  })
})

describe('a claim that runs out', () => {
  it('is booked once as defaulted, unless it was used or disputed', async () => {
    const ctx = server.as(server.west)
    const [silent, rated, disputed] = [await makeClaim(ctx), await makeClaim(ctx), await makeClaim(ctx)]
    const call = { id: randomUUID(), claim: rated.token, grade: 5 as const }
    await server.call(submitRating, call, undefined, server.west)
    await server.call(disputeClaim, { id: randomUUID(), claim: disputed.token }, undefined, server.west)
    await defaultClaims(server.platform)
    const now = server.clock.now
    server.clock.now = new Date('2026-08-01T00:00:00+08:00')
    await defaultClaims(server.platform)
    await defaultClaims(server.platform)
    server.clock.now = now
    const rows = await server.platform.database.sql`
      select subject_id, figure -> 'counts' as counts from outbox
      where topic = 'claim.defaulted' and tenant_id = ${server.west.id}`
    expect(rows).toEqual([{ subject_id: silent.matter.id, counts: { defaulted: 1 } }])
  })
})
