import { randomUUID } from 'node:crypto'
import {
  enterMatter,
  importMatters,
  listMatters,
  type Party,
  readMatter,
  showClaim,
} from '@minyi/shared/matters/contract.ts'
import { readClaim, readReceipt, submitRating } from '@minyi/shared/ratings/contract.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeMatter } from '../../support/factories/matters.ts'
import { makeArea, makeOfficer, makeUnit } from '../../support/factories/registry.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const east = () => server.as(server.east)

async function makeClerk() {
  const unit = await makeUnit(east())
  const officer = await makeOfficer(east(), { unitId: unit.id })
  const permissions = ['matters.read', 'matters.write'] as const
  const clerk = await server.staff(server.east, { permissions, unitId: unit.id })
  return { unit, officer, clerk }
}

const draft = (unitId: string, party: Party = { kind: 'person' }) => ({
  id: randomUUID(),
  kind: 'enforcement' as const,
  unitId,
  title: '占道经营检查',
  closedDay: '2026-06-10',
  party,
})

async function emitted(subjectId: string): Promise<unknown[]> {
  const rows = await server.platform.database.sql`
    select topic, figure from outbox where subject_id = ${subjectId} order by xid`
  return rows.map((row) => [row.topic, row.figure?.counts])
}

describe('unit staff enter a closed matter', () => {
  it('counts as eligible, and its party’s telephone mints an invitation and stays sealed', async () => {
    const { unit, officer, clerk } = await makeClerk()
    const party = { kind: 'person' as const, name: '张某某', phone: '13900000021' }
    const input = { ...draft(unit.id, party), officerId: officer.id, caseNumber: '检〔2026〕1 号' }
    const { status, body, text } = await server.call(enterMatter, input, clerk)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      unit: { id: unit.id },
      officer: { certificateNumber: officer.certificateNumber },
      partyKind: 'person',
      claim: { delivery: 'waiting', shownAtCounter: false, expiresAt: '2026-07-12T00:00:00+08:00' },
    })
    expect(text).not.toMatch(/张某某|139000/)
    expect(await emitted(input.id)).toEqual([['matter.closed', { eligible: 1 }]])
    expect((await server.call(enterMatter, input, clerk)).text).toBe(text)
    expect((await server.call(enterMatter, { ...input, title: '别的事' }, clerk)).problem.code).toBe('id-reused')
  })

  it('mints nothing without a telephone, so that the funnel shows who was never asked', async () => {
    const { unit, clerk } = await makeClerk()
    const enterprise = { kind: 'enterprise' as const, name: '某公司', creditCode: '91350211m000100y46' }
    const parties: Party[] = [{ kind: 'none' }, { kind: 'person' }, enterprise]
    for (const party of parties) {
      expect((await server.call(enterMatter, draft(unit.id, party), clerk)).body.claim).toBeNull()
    }
  })

  it('names what is wrong with it', async () => {
    const { unit, clerk } = await makeClerk()
    const stranger = await makeOfficer(east(), { unitId: (await makeUnit(east())).id })
    const wrong = { kind: 'enterprise' as const, creditCode: '91350211M000100Y47' }
    const faults = [
      await server.call(enterMatter, draft(unit.id, wrong), clerk),
      await server.call(enterMatter, { ...draft(unit.id), officerId: stranger.id }, clerk),
      await server.call(enterMatter, { ...draft(unit.id), closedDay: '2026-06-12' }, clerk),
      await server.call(enterMatter, { ...draft(unit.id), title: '' }, clerk),
    ]
    expect(faults.map((answer) => answer.problem.fields?.[0]?.path)).toEqual([
      'party.creditCode',
      'officerId',
      'closedDay',
      'title',
    ])
    const lost = await server.call(enterMatter, { ...draft(unit.id), areaId: randomUUID() }, clerk)
    expect(lost.status).toBe(400)
  })

  it('is refused for another unit, another tenant, and everybody else', async () => {
    const { unit } = await makeClerk()
    const other = await makeClerk()
    const foreign = await server.staff(server.west, { permissions: ['matters.write'] })
    const reader = await server.staff(server.east, { permissions: ['matters.read'], unitId: unit.id })
    for (const caller of [other.clerk, foreign, reader, await server.resident(server.east)]) {
      expect((await server.call(enterMatter, draft(unit.id), caller)).problem.code).toBe('not-found')
    }
    expect((await server.call(enterMatter, draft(unit.id))).problem.code).toBe('sign-in-required')
  })
})

describe('an import', () => {
  async function makeRows() {
    const made = await makeClerk()
    const row = (externalId: string) => ({
      externalId,
      kind: 'service' as const,
      unit: `unit-${made.unit.id}`,
      officer: `officer-${made.officer.id}`,
      title: '个体户登记',
      closedDay: '2026-06-01',
      party: { kind: 'person' as const, phone: '13900000022' },
    })
    return { ...made, row }
  }

  it('takes each number of a source once, however often it is sent', async () => {
    const { clerk, row, unit } = await makeRows()
    const send = (rows: ReturnType<typeof row>[]) =>
      server.call(importMatters, { id: randomUUID(), source: 'e-gov', rows }, clerk)
    const [a, b, c] = [randomUUID(), randomUUID(), randomUUID()]
    expect((await send([row(a), row(b)])).body).toEqual({ entered: 2, known: 0 })
    expect((await send([row(a), row(b), row(c)])).body).toEqual({ entered: 1, known: 2 })
    const list = await server.call(listMatters, {}, clerk)
    expect(list.body.rows).toHaveLength(3)
    expect(new Set(list.body.rows.map((one) => one.unit.id))).toEqual(new Set([unit.id]))
  })

  it('takes nothing when one row is at fault, and names row and column', async () => {
    const { clerk, row } = await makeRows()
    const other = await makeUnit(east())
    const rows = [
      row(randomUUID()),
      { ...row(randomUUID()), unit: 'unknown' },
      { ...row(randomUUID()), officer: 'unknown' },
      { ...row(randomUUID()), area: 'unknown' },
      { ...row(randomUUID()), unit: `unit-${other.id}` },
      { ...row(randomUUID()), closedDay: '2026-07-01' },
    ]
    const answer = await server.call(importMatters, { id: randomUUID(), source: 'e-gov', rows }, clerk)
    expect(answer.problem.code).toBe('import-has-faults')
    expect(answer.problem.fields?.map((fault) => fault.path)).toEqual([
      'rows.1.unit',
      'rows.2.officer',
      'rows.3.area',
      'rows.4.unit',
      'rows.5.closedDay',
    ])
    expect((await server.call(listMatters, {}, clerk)).body.rows).toEqual([])
  })
})

describe('the list of a unit', () => {
  it('is its own, filtered and page by page', async () => {
    const { unit, clerk } = await makeClerk()
    await makeMatter(east())
    await makeMatter(server.as(server.west))
    for (const closedDay of ['2026-06-01', '2026-06-03', '2026-06-03', '2026-06-05']) {
      await makeMatter(east(), { unit, closedDay, kind: closedDay === '2026-06-05' ? 'hotline' : 'enforcement' })
    }
    const days: string[] = []
    let after: string | undefined
    do {
      const page = await server.call(listMatters, { limit: 2, ...(after && { after }) }, clerk)
      days.push(...page.body.rows.map((row) => row.closedDay))
      after = page.body.next ?? undefined
    } while (after)
    expect(days).toEqual(['2026-06-05', '2026-06-03', '2026-06-03', '2026-06-01'])
    const count = async (filter: Parameters<typeof server.call<typeof listMatters>>[1]) =>
      (await server.call(listMatters, filter, clerk)).body.rows.length
    expect(await count({ kind: 'hotline' })).toBe(1)
    expect(await count({ from: '2026-06-02', to: '2026-06-04' })).toBe(2)
    expect(await count({ search: '占道' })).toBe(4)
    expect(await count({ search: '%' })).toBe(0)
    expect((await server.call(listMatters, { after: 'x' }, clerk)).problem.code).toBe('input-invalid')
  })

  it('opens a matter to its unit and area only', async () => {
    const { unit, clerk } = await makeClerk()
    const matter = await makeMatter(east(), { unit })
    const area = await makeArea(east())
    const read = (caller: Session) => server.call(readMatter, { matterId: matter.id }, caller)
    expect((await read(clerk)).body.id).toBe(matter.id)
    const others = [
      (await makeClerk()).clerk,
      await server.staff(server.east, { permissions: ['matters.read'], areaId: area.id }),
      await server.staff(server.west, { permissions: ['matters.read'] }),
    ]
    for (const caller of others) expect((await read(caller)).problem.code).toBe('not-found')
  })
})

describe('a claim on a staff screen', () => {
  it('is marked for good, and the rating that comes of it is too', async () => {
    const { unit, clerk } = await makeClerk()
    const matter = await makeMatter(east(), { unit })
    const show = () => server.call(showClaim, { id: randomUUID(), matterId: matter.id }, clerk)
    const shown = await show()
    expect(shown.body.link).toBe(`${server.platform.config.publicUrl}/r/${shown.body.token}?t=east`)
    expect(shown.body.scene).toMatch(/^r=[A-Za-z0-9_-]{22}$/)
    expect((await show()).body).toEqual(shown.body)
    const rows = await server.platform.database.sql`
      select c.shown_at_counter, (select count(*)::int from claim_showings s where s.claim_id = c.id) as showings,
        (select json_agg(o.figure -> 'counts' order by o.xid) from outbox o where o.subject_id = c.id) as counts
      from claims c where matter_id = ${matter.id}`
    expect(rows).toEqual([{ shown_at_counter: true, showings: 2, counts: [{ invited: 1 }, { counter: 1 }] }])
    const rating = await server.call(submitRating, { id: randomUUID(), claim: shown.body.shortCode, grade: 5 })
    expect(rating.body.channel).toBe('counter')
  })

  it('tells the staff neither whether nor what was rated', async () => {
    const { unit, clerk } = await makeClerk()
    const matter = await makeMatter(east(), { unit })
    const show = () => server.call(showClaim, { id: randomUUID(), matterId: matter.id }, clerk)
    const look = async () => [
      (await show()).text,
      (await server.call(readMatter, { matterId: matter.id }, clerk)).text,
      (await server.call(readClaim, { claim: (await show()).body.token }, clerk)).text,
      (await server.call(listMatters, {}, clerk)).text,
    ]
    await show()
    const before = await look()
    const rating = await server.call(submitRating, {
      id: randomUUID(),
      claim: (await show()).body.token,
      grade: 1,
    })
    expect(await look()).toEqual(before)
    const { id: ratingId, secret } = rating.body
    expect((await server.call(readReceipt, { ratingId, secret })).body.matter?.title).toBe(matter.title)
  })

  it('is refused without a party, after thirty days, and to other units', async () => {
    const { unit, clerk } = await makeClerk()
    const other = await makeClerk()
    const matter = await makeMatter(east(), { unit })
    const show = (matterId: string, caller = clerk) => server.call(showClaim, { id: randomUUID(), matterId }, caller)
    expect((await show(matter.id, other.clerk)).problem.code).toBe('not-found')
    const none = await server.call(enterMatter, draft(unit.id, { kind: 'none' }), clerk)
    expect((await show(none.body.id)).problem.code).toBe('step-not-allowed')
    await show(matter.id)
    const now = server.clock.now
    server.clock.now = new Date('2026-07-12T00:00:00+08:00')
    expect((await show(matter.id)).problem.code).toBe('claim-expired')
    server.clock.now = now
  })
})
