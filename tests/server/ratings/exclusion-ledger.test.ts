import { randomUUID } from 'node:crypto'
import { listFollowUps } from '@minyi/shared/follow-ups/contract.ts'
import { changeGrade, type Grade, setConsent } from '@minyi/shared/ratings/contract.ts'
import {
  countExclusions,
  decideExclusion,
  type ExclusionReason,
  listExclusions,
  listRatings,
  listUnitProposals,
  proposeByUnit,
  proposeExclusion,
  proposeExclusions,
  readExclusion,
  withdrawExclusions,
} from '@minyi/shared/ratings/exclusions/contract.ts'
import { listExclusionCounts } from '@minyi/shared/ratings/exclusions/counts/contract.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { excludeRating } from '../../support/factories/indicators.ts'
import { makeRating } from '../../support/factories/ratings.ts'
import { makeUnit } from '../../support/factories/registry.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let proposer: Session
let approver: Session
beforeAll(async () => {
  server = await startServer()
  const both = ['ratings.exclude.propose', 'ratings.exclude.approve', 'follow-ups.read'] as const
  proposer = await server.staff(server.east, { permissions: both, name: '提出人' })
  approver = await server.staff(server.east, { permissions: both, name: '审核人' })
})
afterAll(() => server.close())

const east = () => server.as(server.east)
const rate = async (grade: Grade = 5, unit?: Awaited<ReturnType<typeof makeUnit>>) =>
  makeRating(server, east(), unit ? { grade, unit } : { grade })
const decide = (exclusionId: string, approve: boolean, as = approver) =>
  server.call(decideExclusion, { id: randomUUID(), exclusionId, approve }, as)
const withdraw = (exclusionIds: string[], as = proposer) =>
  server.call(withdrawExclusions, { id: randomUUID(), exclusionIds }, as)
const read = (exclusionId: string, as = approver) => server.call(readExclusion, { exclusionId }, as)

async function propose(ratingId: string, as = proposer): Promise<string> {
  const answer = await server.call(
    proposeExclusion,
    { id: randomUUID(), ratingId, reason: 'test', note: '培训时试填' },
    as,
  )
  expect(answer.status, answer.text).toBe(200)
  return answer.body.id
}

describe('many proposals at once', () => {
  it('are made for one reason, leave out what is proposed already, and are taken back until somebody decides', async () => {
    const unit = await makeUnit(east())
    const made = [await rate(5, unit), await rate(4, unit), await rate(1, unit), await rate(2, unit)]
    const ratingIds = made.map(({ held }) => held.ratingId)
    const earlier = await propose(ratingIds[0] ?? '')
    const input = {
      id: randomUUID(),
      ratingIds: [...ratingIds, randomUUID()],
      reason: 'test' as const,
      note: '同一次培训',
    }
    const batch = await server.call(proposeExclusions, input, proposer)
    expect(batch.body.proposed.map(({ rating }) => rating.id).sort()).toEqual(ratingIds.slice(1).sort())
    expect(batch.body.left).toEqual([ratingIds[0], input.ratingIds[4]])
    expect((await server.call(proposeExclusions, input, proposer)).text).toBe(batch.text)

    const listed = await server.call(listExclusions, { batchId: input.id }, approver)
    expect(listed.body.rows).toHaveLength(3)
    const rows = (await server.call(listRatings, { unitId: unit.id }, proposer)).body.rows
    expect(rows.map(({ proposed }) => proposed)).toEqual([true, true, true, true])

    const [first = '', ...rest] = batch.body.proposed.map(({ id }) => id)
    expect((await decide(first, true)).status).toBe(200)
    expect((await withdraw([first, ...rest], approver)).body.withdrawn).toEqual([])
    expect((await withdraw([first, ...rest, earlier])).body.withdrawn.sort()).toEqual([...rest, earlier].sort())
    expect((await withdraw(rest)).body.withdrawn).toEqual([])
    expect((await decide(rest[0] ?? '', true)).problem.code).toBe('step-not-allowed')
    expect((await read(rest[0] ?? '')).body.steps.map(({ step }) => step)).toEqual(['proposed', 'withdrawn'])
    expect((await server.call(listRatings, { unitId: unit.id, state: 'excluded' }, proposer)).body.rows).toHaveLength(1)
    await propose(ratingIds[0] ?? '')
  })

  it('are refused as a whole when they are none or too many', async () => {
    const many = Array.from({ length: 101 }, () => randomUUID())
    for (const ratingIds of [[], many]) {
      const input = { id: randomUUID(), ratingIds, reason: 'test' as const, note: '同一次培训' }
      expect((await server.call(proposeExclusions, input, proposer)).problem.code).toBe('input-invalid')
    }
  })
})

describe('the ledger', () => {
  it('is narrowed by unit, reason, state and rating, page by page, and counts each state', async () => {
    const unit = await makeUnit(east())
    const ids: string[] = []
    for (const reason of ['malicious', 'malicious', 'duplicate'] as const) {
      server.clock.now = new Date(server.clock.now.getTime() + 1000)
      const { held } = await rate(1, unit)
      const input = { id: randomUUID(), ratingId: held.ratingId, reason, note: '核实后提出' }
      ids.unshift((await server.call(proposeExclusion, input, proposer)).body.id)
    }
    await decide(ids[2] ?? '', false)
    const list = async (input: Parameters<typeof server.call<typeof listExclusions>>[1]) =>
      (await server.call(listExclusions, { unitId: unit.id, ...input }, approver)).body
    expect((await list({})).rows.map(({ id }) => id)).toEqual(ids)
    expect((await list({ reason: 'malicious', state: 'proposed' })).rows.map(({ id }) => id)).toEqual([ids[1]])
    const page = await list({ limit: 2 })
    const next = await list({ limit: 2, after: page.next ?? '' })
    expect([...page.rows, ...next.rows].map(({ id }) => id)).toEqual(ids)
    expect(next.next).toBeNull()
    const inUnit = await server.staff(server.east, {
      permissions: ['ratings.exclude.approve'],
      unitId: unit.id,
      memberOf: (await makeUnit(east())).id,
    })
    const counted = (await server.call(countExclusions, {}, inUnit)).body.rows
    expect(Object.fromEntries(counted.map(({ state, count }) => [state, count]))).toEqual({ proposed: 2, refused: 1 })
  })

  it('shows one with its steps, its rating’s past and the follow-up, to whom those are open', async () => {
    const { held, receipt } = await rate(1)
    const id = await propose(held.ratingId)
    server.clock.now = new Date(server.clock.now.getTime() + 1000)
    await server.call(changeGrade, { id: randomUUID(), ...held, grade: 2 })
    const { body } = await read(id)
    expect(body).toMatchObject({ state: 'proposed', acts: ['approve', 'refuse'], barred: null, changedSince: true })
    expect(body.ratingEvents.map(({ event, grade }) => [event, grade])).toEqual([
      ['given', 1],
      ['changed', 2],
    ])
    const followUp = await server.call(listFollowUps, { number: receipt.number }, approver)
    expect(body.followUpId).toBe(followUp.body.rows[0]?.id)
    expect((await read(id, proposer)).body).toMatchObject({ acts: ['withdraw'], barred: 'proposer' })
    const bare = await server.staff(server.east, { permissions: ['ratings.exclude.approve'] })
    expect((await read(id, bare)).body).toMatchObject({ followUpId: null, acts: ['approve', 'refuse'] })
  })

  it('keeps every step, and no statement changes or removes one', async () => {
    const { held } = await rate(1)
    const id = await propose(held.ratingId)
    await decide(id, true)
    const { sql } = server.platform.database
    const steps = await sql`select step, note from exclusion_steps where exclusion_id = ${id} order by at, step desc`
    expect(steps.map((row) => row.step).sort()).toEqual(['approved', 'proposed'])
    const audited = await sql`select action from audit_rows where subject_id = ${held.ratingId} order by at`
    expect(audited.map((row) => row.action)).toEqual(['give', 'propose-exclusion', 'approve-exclusion'])
  })
})

describe('the rated unit', () => {
  it('proposes about a poor grade that it may know, learns the outcome and nothing else, and decides nothing', async () => {
    const { held, matter, receipt } = await rate(1)
    const followUpId = (await server.call(listFollowUps, { number: receipt.number }, proposer)).body.rows[0]?.id ?? ''
    const member = await server.staff(server.east, {
      permissions: ['matters.read', 'ratings.exclude.propose', 'ratings.exclude.approve'],
      unitId: matter.unitId,
      name: '单位经办',
    })
    const elsewhere = await server.staff(server.east, {
      permissions: ['matters.read'],
      unitId: (await makeUnit(east())).id,
    })
    const ask = (as: Session) =>
      server.call(proposeByUnit, { id: randomUUID(), followUpId, reason: 'malicious', note: '与记录不符' }, as)
    expect((await ask(member)).problem.code).toBe('not-found')
    const consent = (mayTellUnit: boolean) =>
      server.call(setConsent, { id: randomUUID(), ...held, mayTellUnit }, undefined, server.east)
    await consent(true)
    for (const as of [elsewhere, proposer, await server.resident(server.east)]) {
      expect((await ask(as)).problem.code).toBe('not-found')
    }
    const asked = await ask(member)
    expect(asked.body).toMatchObject({ followUpId, state: 'proposed', mine: true, proposedBy: '单位经办' })
    expect(asked.text).not.toMatch(/grade|ratingId/)
    expect((await ask(member)).problem.code).toBe('step-not-allowed')

    expect((await decide(asked.body.id, true, member)).problem.code).toBe('not-found')
    expect((await read(asked.body.id, member)).problem.code).toBe('not-found')
    expect((await read(asked.body.id)).body).toMatchObject({ origin: 'unit', note: '与记录不符' })
    expect((await decide(asked.body.id, true)).status).toBe(200)
    const own = async () => (await server.call(listUnitProposals, {}, member)).body.rows
    expect(await own()).toMatchObject([{ id: asked.body.id, state: 'approved' }])
    expect((await server.call(listUnitProposals, {}, elsewhere)).body.rows).toEqual([])
    await consent(false)
    expect(await own()).toEqual([])
  })
})

describe('the public counts', () => {
  it('stand for whole months, so that nobody sees a single exclusion come, and hide the small ones', async () => {
    const west = server.as(server.west)
    const permissions = ['ratings.exclude.propose', 'ratings.exclude.approve'] as const
    const people = {
      proposer: await server.staff(server.west, { permissions }),
      approver: await server.staff(server.west, { permissions }),
    }
    const [large, small] = [await makeUnit(west), await makeUnit(west)]
    const exclude = async (unit: typeof large, reason: ExclusionReason) =>
      excludeRating(server, people, (await makeRating(server, west, { unit, grade: 1 })).held.ratingId, reason)
    for (let n = 0; n < 6; n += 1) await exclude(large, 'malicious')
    for (let n = 0; n < 5; n += 1) await exclude(large, 'duplicate')
    await exclude(small, 'duplicate')
    const shown = async () => (await server.call(listExclusionCounts, {}, undefined, server.west)).body
    expect((await shown()).rows).toEqual([])
    const before = server.clock.now
    server.clock.now = new Date('2026-07-01T00:30:00+08:00')
    const { rows, from, to } = await shown()
    expect([from, to]).toEqual(['2025-07-01', '2026-06-30'])
    const of = (id: string) => rows.find(({ unit }) => unit.id === id)
    expect(of(large.id)?.byReason).toContainEqual({ reason: 'malicious', count: 6 })
    expect(of(small.id)).toMatchObject({ total: null })
    await exclude(large, 'malicious')
    expect((await shown()).rows).toEqual(rows)
    server.clock.now = before
  })
})
