import { randomUUID } from 'node:crypto'
import { listFollowUps } from '@minyi/shared/follow-ups/contract.ts'
import { changeGrade, readReceipt } from '@minyi/shared/ratings/contract.ts'
import {
  decideExclusion,
  listExclusions,
  listRatings,
  proposeExclusion,
  restoreRating,
} from '@minyi/shared/ratings/exclusions/contract.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeRating } from '../../support/factories/ratings.ts'
import { makeUnit } from '../../support/factories/registry.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let proposer: Session
let approver: Session
beforeAll(async () => {
  server = await startServer()
  proposer = await server.staff(server.east, {
    permissions: ['ratings.exclude.propose', 'ratings.exclude.approve', 'follow-ups.read'],
    name: '提议人',
  })
  approver = await server.staff(server.east, { permissions: ['ratings.exclude.approve'], name: '审核人' })
})
afterAll(() => server.close())

const east = () => server.as(server.east)
const propose = (ratingId: string, as = proposer, id = randomUUID()) =>
  server.call(proposeExclusion, { id, ratingId, reason: 'test', note: '测试时误提交' }, as)
const decide = (exclusionId: string, approve: boolean, as = approver) =>
  server.call(decideExclusion, { id: randomUUID(), exclusionId, approve }, as)
const restore = (exclusionId: string, as = approver) =>
  server.call(restoreRating, { id: randomUUID(), exclusionId, note: '核实后应当计入' }, as)

async function figures(ratingId: string): Promise<unknown[]> {
  const rows = await server.platform.database.sql`
    select figure from outbox where subject_id = ${ratingId} and figure is not null order by xid`
  return rows.map((row) => row.figure.counts)
}

describe('taking a rating out of the count', () => {
  it('needs two people, moves the grade to the reason, ends the follow-up, and can be taken back', async () => {
    const { held, receipt } = await makeRating(server, east(), { grade: 1 })
    const proposed = await propose(held.ratingId)
    expect(proposed.body).toMatchObject({ state: 'proposed', proposedBy: { name: '提议人' }, decidedBy: null })
    expect(await figures(held.ratingId)).toHaveLength(1)
    expect((await decide(proposed.body.id, true, proposer)).problem.code).toBe('second-person-needed')

    expect((await decide(proposed.body.id, true)).body).toMatchObject({
      state: 'approved',
      decidedBy: { name: '审核人' },
      rating: { state: 'excluded', number: receipt.number },
    })
    expect((await server.call(readReceipt, held)).body).toMatchObject({ state: 'excluded', changeable: false })
    expect((await server.call(changeGrade, { id: randomUUID(), ...held, grade: 5 })).problem.code).toBe(
      'step-not-allowed',
    )
    const followUp = async () => (await server.call(listFollowUps, { number: receipt.number }, proposer)).body.rows[0]
    expect(await followUp()).toMatchObject({ stage: 'closed', outcome: 'excluded' })

    expect((await restore(proposed.body.id)).body.state).toBe('restored')
    expect(await followUp()).toMatchObject({ stage: 'call-back', outcome: null })
    expect(await figures(held.ratingId)).toEqual([
      { g1: 1, changes: 1 },
      { g1: -1, 'excluded.test': 1, excluded_g1: 1, changes: 1 },
      { g1: 1, 'excluded.test': -1, excluded_g1: -1, changes: 1 },
    ])
    expect((await restore(proposed.body.id)).problem.code).toBe('step-not-allowed')
    expect((await propose(held.ratingId)).status).toBe(200)
  })

  it('is proposed once at a time, decided once, and refused without a trace in the figures', async () => {
    const { held } = await makeRating(server, east(), { grade: 2 })
    const { body } = await propose(held.ratingId)
    expect((await propose(held.ratingId)).problem.code).toBe('step-not-allowed')
    expect((await decide(body.id, false)).body.state).toBe('refused')
    expect((await decide(body.id, true)).problem.code).toBe('step-not-allowed')
    expect(await figures(held.ratingId)).toHaveLength(1)
  })

  it('is neither seen, proposed nor approved by the rated unit or another tenant', async () => {
    const { held, matter } = await makeRating(server, east(), { grade: 2 })
    const { body } = await propose(held.ratingId)
    const permissions = ['ratings.exclude.propose', 'ratings.exclude.approve'] as const
    const elsewhere = await makeUnit(east())
    const callers = [
      await server.staff(server.east, { permissions, memberOf: matter.unitId }),
      await server.staff(server.east, { permissions, unitId: elsewhere.id }),
      await server.staff(server.west, { permissions }),
      await server.staff(server.east, { permissions: ['matters.read'] }),
    ]
    for (const caller of callers) {
      expect((await propose(held.ratingId, caller)).problem.code).toBe('not-found')
      expect((await decide(body.id, true, caller)).problem.code).toBe('not-found')
      expect((await restore(body.id, caller)).problem.code).toBe('not-found')
      const list = await server.call(listRatings, { unitId: matter.unitId }, caller)
      expect(list.status === 200 ? list.body.rows : []).toEqual([])
      expect((await server.call(listExclusions, {}, caller)).text).not.toContain(held.ratingId)
    }
    const resident = await server.resident(server.east)
    expect((await server.call(listExclusions, {}, resident)).problem.code).toBe('not-found')
  })
})

describe('the lists of the supervising office', () => {
  it('show ratings without words or matter, newest first, page by page', async () => {
    const unit = await makeUnit(east())
    const made: string[] = []
    for (let i = 0; i < 3; i += 1) {
      server.clock.now = new Date(server.clock.now.getTime() + 1000)
      made.unshift((await makeRating(server, east(), { unit, title: '不该出现' })).held.ratingId)
    }
    const first = await server.call(listRatings, { unitId: unit.id, limit: 2 }, proposer)
    const rest = await server.call(listRatings, { unitId: unit.id, limit: 2, after: first.body.next ?? '' }, proposer)
    expect([...first.body.rows, ...rest.body.rows].map((row) => row.id)).toEqual(made)
    expect(rest.body.next).toBeNull()
    expect(first.text).not.toContain('不该出现')
    const other = await server.call(listRatings, { unitId: unit.id, channel: 'standing' }, proposer)
    expect(other.body.rows).toEqual([])
  })

  it('show each exclusion with who, when and why', async () => {
    const { held } = await makeRating(server, east())
    const { body } = await propose(held.ratingId)
    const list = await server.call(listExclusions, { state: 'proposed', limit: 100 }, approver)
    expect(list.body.rows.find((row) => row.id === body.id)).toEqual(body)
  })
})
