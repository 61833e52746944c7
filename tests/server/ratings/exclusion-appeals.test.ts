import { randomUUID } from 'node:crypto'
import { sealFields } from '@minyi/server/platform/sealing.ts'
import { anonymiseRating, readReceipt } from '@minyi/shared/ratings/contract.ts'
import { appealExclusion, readOwnExclusions } from '@minyi/shared/ratings/exclusions/appeals/contract.ts'
import {
  decideAppeal,
  decideExclusion,
  proposeExclusion,
  readExclusion,
  restoreRating,
} from '@minyi/shared/ratings/exclusions/contract.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeRating } from '../../support/factories/ratings.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let proposer: Session
let approver: Session
let third: Session
beforeAll(async () => {
  server = await startServer()
  const both = ['ratings.exclude.propose', 'ratings.exclude.approve', 'follow-ups.read'] as const
  proposer = await server.staff(server.east, { permissions: both, name: '提出人' })
  approver = await server.staff(server.east, { permissions: both, name: '审核人' })
  third = await server.staff(server.east, { permissions: both, name: '第三人' })
})
afterAll(() => server.close())

const east = () => server.as(server.east)
const decide = (exclusionId: string, restore: boolean, as: Session) =>
  server.call(decideAppeal, { id: randomUUID(), exclusionId, restore, note: '已经调取记录核对' }, as)
const appeal = (held: { ratingId: string; secret?: string }, as?: Session) =>
  server.call(appealExclusion, { id: randomUUID(), ...held, words: '我确实去办过这件事' }, as, server.east)
const told = async (held: { ratingId: string; secret: string }) =>
  (await server.call(readReceipt, held, undefined, server.east)).body.exclusion

/** A rating that two people took out of the count. */
async function excluded(given: Parameters<typeof makeRating>[2] = { grade: 1 }, note = '审核意见：重复提交') {
  const rated = await makeRating(server, east(), given)
  const proposal = {
    id: randomUUID(),
    ratingId: rated.held.ratingId,
    reason: 'duplicate' as const,
    note: '同一件事两次',
  }
  await server.call(proposeExclusion, proposal, proposer)
  const decision = { id: randomUUID(), exclusionId: proposal.id, approve: true, note }
  const decided = await server.call(decideExclusion, decision, approver)
  expect(decided.status, decided.text).toBe(200)
  return { ...rated, exclusionId: proposal.id }
}

/** A resident who signed in with a telephone. */
async function residentWith(phone: string): Promise<Session> {
  const session = await server.resident(server.east)
  await sealFields(east(), { kind: 'resident', id: session.id }, { phone }, ['phone'])
  return session
}

describe('the author of an excluded rating', () => {
  it('is told why, by whom in kind, and until when to appeal', async () => {
    const { held, matter } = await excluded()
    expect(await told(held)).toMatchObject({
      subject: `${matter.unit.name} 占道经营检查`,
      state: 'approved',
      reason: 'duplicate',
      note: '审核意见：重复提交',
      proposedByUnit: false,
      decidedDay: '2026-06-11',
      appealUntil: '2026-07-11',
      appealable: true,
      appeal: null,
      answer: null,
    })
    const other = await excluded({ grade: 5 }, '')
    expect(await told(other.held)).toMatchObject({ note: '同一件事两次' })
  })

  it('is told nothing of a proposal that nobody approved', async () => {
    const { held } = await makeRating(server, east(), { grade: 2 })
    const proposal = { id: randomUUID(), ratingId: held.ratingId, reason: 'test' as const, note: '像是测试' }
    await server.call(proposeExclusion, proposal, proposer)
    expect(await told(held)).toBeNull()
    const refusal = { id: randomUUID(), exclusionId: proposal.id, approve: false, note: '没有依据' }
    await server.call(decideExclusion, refusal, approver)
    expect(await told(held)).toBeNull()
  })

  it('appeals with the receipt, once; a third person puts the rating back, and nobody else decides', async () => {
    const { held, exclusionId } = await excluded()
    const appealed = await appeal(held)
    expect(appealed.body).toMatchObject({ state: 'appealed', appeal: { words: '我确实去办过这件事' } })
    expect((await appeal(held)).problem.code).toBe('step-not-allowed')
    const restore = { id: randomUUID(), exclusionId, note: '先恢复再说' }
    expect((await server.call(restoreRating, restore, third)).problem.code).toBe('step-not-allowed')
    expect((await server.call(readReceipt, held)).body.state).toBe('excluded')

    expect((await decide(exclusionId, true, proposer)).problem.code).toBe('third-person-needed')
    expect((await decide(exclusionId, true, approver)).problem.code).toBe('third-person-needed')
    const seen = async (as: Session) => (await server.call(readExclusion, { exclusionId }, as)).body
    expect(await seen(approver)).toMatchObject({ acts: [], barred: 'approver' })
    expect(await seen(third)).toMatchObject({
      acts: ['decide-appeal'],
      barred: null,
      appeal: { words: '我确实去办过这件事' },
    })

    expect((await decide(exclusionId, true, third)).body.state).toBe('restored')
    expect((await decide(exclusionId, false, third)).problem.code).toBe('step-not-allowed')
    const view = (await server.call(readReceipt, held)).body
    expect(view).toMatchObject({ state: 'counted', changeable: true })
    expect(view.exclusion).toMatchObject({ state: 'restored', answer: { note: '已经调取记录核对' } })
    expect((await seen(third)).steps.map(({ step, by, note }) => [step, by, note])).toEqual([
      ['proposed', '提出人', '同一件事两次'],
      ['approved', '审核人', '审核意见：重复提交'],
      ['appealed', null, ''],
      ['restored', '第三人', '已经调取记录核对'],
    ])
  })

  it('is told when the appeal is dismissed, and the rating stays out', async () => {
    const { held, exclusionId } = await excluded()
    await appeal(held)
    expect((await decide(exclusionId, false, third)).body.state).toBe('upheld')
    expect(await told(held)).toMatchObject({ state: 'upheld', appealable: false, answer: { note: '已经调取记录核对' } })
    expect((await server.call(readReceipt, held)).body.state).toBe('excluded')
    expect((await appeal(held)).problem.code).toBe('step-not-allowed')
    const restore = { id: randomUUID(), exclusionId, note: '后来查到新的依据' }
    expect((await server.call(restoreRating, restore, third)).body.state).toBe('restored')
  })

  it('appeals only in time, and the tenant says how long that is', async () => {
    const before = server.clock.now
    const set = { tenantId: server.east.id, name: 'exclusion-appeal-days', source: '测试' }
    const { sql } = server.platform.database
    await sql`insert into parameters (tenant_id, name, version, value, source) values
      (${set.tenantId}, ${set.name}, 1, '10'::jsonb, ${set.source})`
    const { held } = await excluded()
    expect(await told(held)).toMatchObject({ appealUntil: '2026-06-21', appealable: true })
    server.clock.now = new Date('2026-06-22T00:00:00+08:00')
    expect(await told(held)).toMatchObject({ appealable: false })
    expect((await appeal(held)).problem.code).toBe('appeal-window-over')
    server.clock.now = new Date('2026-06-21T23:59:00+08:00')
    expect((await appeal(held)).status).toBe(200)
    server.clock.now = before
    await sql`delete from parameters where name = ${set.name}`
  })

  it('appeals signed in with the telephone of the matter, and reads it there; nobody else does', async () => {
    const { held } = await excluded({ grade: 1, phone: '13900001111' })
    const party = await residentWith('13900001111')
    const other = await residentWith('13900002222')
    const { ratingId } = held
    const own = await server.call(readOwnExclusions, { held: [] }, party)
    expect(own.body.rows.map((row) => row.ratingId)).toEqual([ratingId])
    expect(own.text).not.toContain('grade')
    expect((await server.call(readOwnExclusions, { held: [] }, other)).body.rows).toEqual([])
    const guessed = { held: [{ ratingId, secret: 'guessed' }] }
    expect((await server.call(readOwnExclusions, guessed, undefined, server.east)).body.rows).toEqual([])

    for (const as of [other, undefined, third]) {
      expect((await appeal({ ratingId }, as)).problem.code).toBe('receipt-invalid')
    }
    expect((await appeal({ ratingId, secret: 'guessed' }, party)).problem.code).toBe('receipt-invalid')
    const appealed = await appeal({ ratingId }, party)
    expect(appealed.body).toMatchObject({ state: 'appealed', appeal: { words: null } })
    const { rows } = (await server.call(readOwnExclusions, { held: [held] }, undefined, server.east)).body
    expect(rows).toMatchObject([{ ratingId, appeal: { words: '我确实去办过这件事' } }])
    const [step] = await server.platform.database.sql`
      select staff_id from exclusion_steps where step = 'appealed' and exclusion_id = ${rows[0]?.id ?? ''}`
    expect(step?.staff_id).toBeNull()
    const audited = await server.platform.database.sql`
      select actor_kind, actor_id from audit_rows where action = 'appeal-exclusion' and subject_id = ${ratingId}`
    expect(audited).toEqual([{ actor_kind: 'anyone', actor_id: null }])
  })

  it('takes the words back by having the rating made anonymous; that there was an appeal stays', async () => {
    const { held, exclusionId } = await excluded()
    await appeal(held)
    await server.call(anonymiseRating, { id: randomUUID(), ...held }, undefined, server.east)
    const seen = await server.call(readExclusion, { exclusionId }, third)
    expect(seen.body.appeal).toMatchObject({ words: '' })
    expect(seen.body.steps.map(({ step }) => step)).toContain('appealed')
    expect((await decide(exclusionId, true, third)).status).toBe(200)
    const { held: later } = await excluded()
    await server.call(anonymiseRating, { id: randomUUID(), ...later }, undefined, server.east)
    expect((await appeal(later)).problem.code).toBe('step-not-allowed')
  })

  it('gets the equal answer for the same appeal twice, and none for other words under its id', async () => {
    const { held } = await excluded()
    const input = { id: randomUUID(), ...held, words: '请再核对一次' }
    const [one, two] = await Promise.all([
      server.call(appealExclusion, input, undefined, server.east),
      server.call(appealExclusion, input, undefined, server.east),
    ])
    expect([one.text, one.status]).toEqual([two.text, 200])
    const other = await server.call(appealExclusion, { ...input, words: '别的理由' }, undefined, server.east)
    expect(other.problem.code).toBe('id-reused')
  })
})
