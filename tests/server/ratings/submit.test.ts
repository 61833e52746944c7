import { randomUUID } from 'node:crypto'
import { sealFields } from '@minyi/server/platform/sealing.ts'
import { readableCode } from '@minyi/shared/platform/readable-code.ts'
import {
  disputeClaim,
  listWaitingClaims,
  readClaim,
  readReceipt,
  submitRating,
  submitStandingRating,
} from '@minyi/shared/ratings/contract.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeClaim } from '../../support/factories/matters.ts'
import { makeRating } from '../../support/factories/ratings.ts'
import { makeArea, makeOfficer, makeUnit } from '../../support/factories/registry.ts'
import { startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const east = () => server.as(server.east)
const submit = (claim: string, grade: 1 | 2 | 3 | 4 | 5 = 5, id = randomUUID()) =>
  server.call(submitRating, { id, claim, grade })

describe('whoever holds a claim', () => {
  it('reads which unit, officer, matter and day it is for', async () => {
    const { matter, token } = await makeClaim(east(), { title: '占道经营检查' })
    const { status, body } = await server.call(readClaim, { claim: token })
    expect(status).toBe(200)
    expect(body.matter).toMatchObject({ title: '占道经营检查', closedDay: '2026-06-10', unit: { id: matter.unitId } })
    expect(body.matter.officerNumber).toMatch(/^\d+$/)
    expect([body.state, body.canAssist]).toEqual(['open', false])
    expect(body.expiresAt).toBe('2026-07-12T00:00:00+08:00')
  })

  it('may type the short code in small letters with spaces', async () => {
    const { shortCode } = await makeClaim(east())
    const typed = shortCode.toLowerCase().replace('-', ' ')
    expect((await server.call(readClaim, { claim: typed })).status).toBe(200)
    expect((await submit(typed)).status).toBe(200)
  })

  it('learns the same before and after it was used, so that the staff who showed it learn nothing', async () => {
    const { token } = await makeClaim(east())
    const before = await server.call(readClaim, { claim: token })
    await submit(token, 1)
    expect((await server.call(readClaim, { claim: token })).text).toBe(before.text)
  })

  it('is told that a code does not exist, also that of another tenant', async () => {
    const foreign = await makeClaim(server.as(server.west))
    for (const claim of ['x'.repeat(22), 'ABCDE-FGHJK', '乱写', foreign.token, foreign.shortCode]) {
      expect((await server.call(readClaim, { claim })).problem.code).toBe('claim-invalid')
      expect((await submit(claim)).problem.code).toBe('claim-invalid')
    }
  })

  it('may not try short codes without end', async () => {
    const { shortCode } = await makeClaim(server.as(server.west))
    const asked = { claim: shortCode }
    const codes: string[] = []
    for (let i = 0; i < 25; i += 1) {
      const answer = await server.call(readClaim, asked, undefined, server.west)
      codes.push(answer.status === 200 ? 'ok' : answer.problem.code)
    }
    expect(codes.at(-1)).toBe('too-many-requests')
  })
})

describe('a rating', () => {
  it('is given with one claim and one grade, and answered with a receipt that opens it', async () => {
    const { receipt, held } = await makeRating(server, east(), { grade: 5 })
    expect(receipt).toMatchObject({ grade: 5, channel: 'link', lastChangeDay: '2026-06-18' })
    expect(receipt.number).toMatch(/^PJ2606-[2-9A-Z]{5}-[2-9A-Z]{5}$/)
    expect(receipt.changeableUntil).toBe('2026-06-19T00:00:00+08:00')
    const view = await server.call(readReceipt, held)
    expect(view.body).toMatchObject({ grade: 5, state: 'counted', changeable: true, steps: [] })
  })

  it('writes event, claim use, audit and figure with it', async () => {
    const { input, matter, claim } = await makeRating(server, east(), { grade: 4 })
    const { sql } = server.platform.database
    const [row] = await sql`
      select (select count(*)::int from rating_events where rating_id = ${input.id}) as events,
        (select count(*)::int from audit_rows where subject_id = ${input.id} and action = 'give') as audits,
        (select how from claim_ends where claim_id = ${claim.id}) as used,
        (select figure from outbox where subject_id = ${input.id}) as figure`
    const figure = {
      kind: 'enforcement',
      day: matter.closedDay,
      unitId: matter.unitId,
      areaId: matter.areaId,
      officerId: matter.officerId,
      channel: 'link',
      counts: { g4: 1, changes: 1 },
    }
    expect(row).toEqual({ events: 1, audits: 1, used: 'rated', figure })
  })

  it('is given once for a matter', async () => {
    const { token } = await makeRating(server, east())
    expect((await submit(token)).problem.code).toBe('already-rated')
  })

  it('answers a repeat with the equal receipt, and refuses the id for another grade or claim', async () => {
    const { input, receipt, token } = await makeRating(server, east(), { grade: 3 })
    expect((await submit(token, 3, input.id)).body).toEqual(receipt)
    expect((await submit(token, 4, input.id)).problem.code).toBe('id-reused')
    const other = await makeClaim(east())
    expect((await submit(other.token, 3, input.id)).problem.code).toBe('id-reused')
    expect((await submit(other.token, 3)).status).toBe(200)
  })

  it('is refused when the claim has run out', async () => {
    const { token } = await makeClaim(east())
    const now = server.clock.now
    server.clock.now = new Date('2026-07-12T00:00:00+08:00')
    expect((await submit(token)).problem.code).toBe('claim-expired')
    expect((await server.call(readClaim, { claim: token })).body.state).toBe('expired')
    server.clock.now = now
    expect((await submit(token)).status).toBe(200)
  })

  it('names the field at fault', async () => {
    const answer = await server.call(submitRating, JSON.parse(`{"id":"${randomUUID()}","claim":"x","grade":6}`))
    expect(answer.problem).toMatchObject({ code: 'input-invalid', fields: [{ path: 'grade' }] })
  })
})

describe('staff', () => {
  it('never rate with their own session', async () => {
    const { token, matter } = await makeClaim(east())
    const member = await server.staff(server.east, { permissions: ['matters.write'], unitId: matter.unitId })
    expect((await server.call(readClaim, { claim: token }, member)).body.state).toBe('own-matter')
    const answer = await server.call(submitRating, { id: randomUUID(), claim: token, grade: 5 }, member)
    expect(answer.problem.code).toBe('own-matter')
  })

  it('rate on somebody’s behalf with the permission, and the rating is marked', async () => {
    const { token, matter } = await makeClaim(east())
    const collector = await server.staff(server.east, { permissions: ['ratings.assist'], areaId: matter.areaId })
    expect((await server.call(readClaim, { claim: token }, collector)).body).toMatchObject({
      state: 'open',
      canAssist: true,
    })
    const input = { id: randomUUID(), claim: token, grade: 4 as const, onBehalf: true }
    const answer = await server.call(submitRating, input, collector)
    expect(answer.body).toMatchObject({ channel: 'assisted', grade: 4 })
    const rows = await server.platform.database.sql`select actor_id from rating_events where rating_id = ${input.id}`
    expect(rows).toEqual([{ actor_id: collector.id }])
  })

  it('may not assist with matters of their own unit, in other areas, or without signing in', async () => {
    const { token, matter } = await makeClaim(east())
    const elsewhere = await makeArea(east())
    const own = await server.staff(server.east, { permissions: ['ratings.assist'], memberOf: matter.unitId })
    const far = await server.staff(server.east, { permissions: ['ratings.assist'], areaId: elsewhere.id })
    const input = { id: randomUUID(), claim: token, grade: 5 as const, onBehalf: true }
    expect((await server.call(submitRating, input, own)).problem.code).toBe('own-matter')
    expect((await server.call(submitRating, input, far)).problem.code).toBe('own-matter')
    expect((await server.call(submitRating, input)).problem.code).toBe('sign-in-required')
    const resident = await server.resident(server.east)
    expect((await server.call(submitRating, input, resident)).problem.code).toBe('not-found')
  })

  it('are known by their telephone when they come as residents', async () => {
    const phone = '13900000001'
    const unit = await makeUnit(east())
    const officer = await makeOfficer(east(), { unitId: unit.id })
    const member = await server.staff(server.east, { permissions: [], unitId: unit.id, officerId: officer.id })
    await sealFields(east(), { kind: 'staff', id: member.id }, { phone }, ['phone'])
    const resident = await server.resident(server.east)
    await sealFields(east(), { kind: 'resident', id: resident.id }, { phone }, ['phone'])
    const handled = await makeClaim(east(), { unit, officerId: officer.id })
    const entered = await makeClaim(east(), { enteredBy: member.id })
    const neither = await makeClaim(east())
    const codes = []
    for (const { token } of [handled, entered, neither]) {
      const answer = await server.call(submitRating, { id: randomUUID(), claim: token, grade: 5 }, resident)
      codes.push(answer.status === 200 ? 'rated' : answer.problem.code)
    }
    expect(codes).toEqual(['own-matter', 'own-matter', 'rated'])
  })
})

describe('a resident who signed in', () => {
  it('finds what waits to be rated by the telephone of the party, and nothing once it is rated', async () => {
    const phone = '13900000002'
    const resident = await server.resident(server.east)
    await sealFields(east(), { kind: 'resident', id: resident.id }, { phone }, ['phone'])
    const { token } = await makeClaim(east(), { phone })
    await makeClaim(server.as(server.west), { phone })
    const waiting = await server.call(listWaitingClaims, {}, resident)
    expect(waiting.body.rows.map((row) => row.token)).toEqual([token])
    await server.call(submitRating, { id: randomUUID(), claim: token, grade: 5 }, resident)
    expect((await server.call(listWaitingClaims, {}, resident)).body.rows).toEqual([])
    expect((await server.call(listWaitingClaims, {})).problem.code).toBe('sign-in-required')
  })
})

describe('这次执法与我无关', () => {
  it('ends the claim without a grade, and tells the staff nothing', async () => {
    const { token, claim } = await makeClaim(east())
    const before = await server.call(readClaim, { claim: token })
    const input = { id: randomUUID(), claim: token }
    expect((await server.call(disputeClaim, input)).body).toEqual({ disputed: true })
    expect((await server.call(disputeClaim, input)).body).toEqual({ disputed: true })
    expect((await server.call(readClaim, { claim: token })).text).toBe(before.text)
    expect((await submit(token)).problem.code).toBe('claim-invalid')
    const rows = await server.platform.database.sql`select topic, figure from outbox where subject_id = ${claim.id}`
    expect(rows.at(-1)).toEqual({ topic: 'claim.disputed', figure: null })
  })

  it('comes too late after a rating or after thirty days', async () => {
    const { token } = await makeRating(server, east())
    expect((await server.call(disputeClaim, { id: randomUUID(), claim: token })).problem.code).toBe('already-rated')
    const old = await makeClaim(east())
    const now = server.clock.now
    server.clock.now = new Date('2026-09-01T00:00:00+08:00')
    expect((await server.call(disputeClaim, { id: randomUUID(), claim: old.token })).problem.code).toBe('claim-expired')
    server.clock.now = now
  })
})

describe('a standing code', () => {
  async function makeCode(targetKind: string, targetId: string, revoked = false) {
    const code = readableCode(Buffer.from(randomUUID() + randomUUID()), 20)
    const now = server.clock.now.toISOString()
    await server.platform.database
      .sql`insert into codes (tenant_id, code, target_kind, target_id, created_at, revoked_at)
      values (${server.east.id}, ${code}, ${targetKind}, ${targetId}, ${now}, ${revoked ? now : null})`
    return code
  }

  it('takes one rating a resident, target and day, shown but never scored', async () => {
    const unit = await makeUnit(east())
    const code = await makeCode('unit', unit.id)
    const resident = await server.resident(server.east)
    const rate = (id: string = randomUUID()) => server.call(submitStandingRating, { id, code, grade: 1 }, resident)
    const first = await rate()
    expect(first.body).toMatchObject({ channel: 'standing', grade: 1 })
    const { id: ratingId, secret } = first.body
    expect((await server.call(readReceipt, { ratingId, secret })).body).toMatchObject({
      state: 'shown',
      matter: null,
      target: { kind: 'unit', name: unit.name },
      steps: [],
    })
    expect((await rate()).problem.code).toBe('already-rated')
    expect((await rate(ratingId)).body).toEqual(first.body)
    const now = server.clock.now
    server.clock.now = new Date(now.getTime() + 86_400_000)
    expect((await rate()).status).toBe(200)
    server.clock.now = now
    expect((await server.call(submitStandingRating, { id: randomUUID(), code, grade: 1 })).problem.code).toBe(
      'sign-in-required',
    )
  })

  it('is refused when it is unknown or revoked', async () => {
    const unit = await makeUnit(east())
    const resident = await server.resident(server.east)
    const rate = (code: string) => server.call(submitStandingRating, { id: randomUUID(), code, grade: 5 }, resident)
    expect((await rate(await makeCode('unit', unit.id, true))).problem.code).toBe('code-revoked')
    expect((await rate('A'.repeat(20))).problem.code).toBe('not-found')
  })
})
