import { randomUUID } from 'node:crypto'
import { verifyRollups } from '@minyi/server/features/indicators/rollups/service.ts'
import { readFigure } from '@minyi/shared/indicators/contract.ts'
import { readExclusionEffects } from '@minyi/shared/indicators/effects/contract.ts'
import { changeGrade, type Grade } from '@minyi/shared/ratings/contract.ts'
import {
  decideExclusion,
  proposeExclusion,
  readExclusion,
  withdrawExclusions,
} from '@minyi/shared/ratings/exclusions/contract.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { foldEverything, rateContact } from '../../support/factories/indicators.ts'
import { makeArea, makeUnit } from '../../support/factories/registry.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

const indicatorId = 'IND-002-01'
let server: TestServer
let proposer: Session
let approver: Session
let leader: Session
let unit: Awaited<ReturnType<typeof makeUnit>>
beforeAll(async () => {
  server = await startServer()
  const both = ['ratings.exclude.propose', 'ratings.exclude.approve'] as const
  proposer = await server.staff(server.east, { permissions: both })
  approver = await server.staff(server.east, { permissions: both })
  leader = await server.staff(server.east, { permissions: ['figures.exact'] })
  const city = await makeArea(east(), { level: 'city' })
  const town = await makeArea(east(), { parentId: city.id })
  unit = await makeUnit(east(), { areaId: town.id })
  await foldEverything(server)
})
afterAll(() => server.close())

const east = () => server.as(server.east)
const rate = async (grade: Grade, of = unit) => {
  const { ratingId, secret } = await rateContact(server, east(), { unit: of, grade })
  return { held: { ratingId, secret } }
}
const decide = (exclusionId: string, approve: boolean, as = approver) =>
  server.call(decideExclusion, { id: randomUUID(), exclusionId, approve }, as)
const withdraw = (exclusionIds: string[], as = proposer) =>
  server.call(withdrawExclusions, { id: randomUUID(), exclusionIds }, as)
const read = (exclusionId: string, as = approver) => server.call(readExclusion, { exclusionId }, as)
const effects = (exclusionId: string, as = approver) => server.call(readExclusionEffects, { exclusionId }, as)

async function propose(ratingId: string): Promise<string> {
  const input = { id: randomUUID(), ratingId, reason: 'malicious' as const, note: '与记录明显不符' }
  const answer = await server.call(proposeExclusion, input, proposer)
  expect(answer.status, answer.text).toBe(200)
  return answer.body.id
}

/** A unit of its own in a township of its own, with so many good and poor ratings; the answer holds the poor ones. */
async function unitWith(good: number, poor: number) {
  const town = await makeArea(east(), { level: 'township' })
  const own = await makeUnit(east(), { areaId: town.id })
  for (let n = 0; n < good; n += 1) await rate(5, own)
  const poorOnes: string[] = []
  for (let n = 0; n < poor; n += 1) poorOnes.push((await rate(1, own)).held.ratingId)
  return { own, town, poorOnes }
}

describe('rollups', () => {
  it('from before the grades of the excluded were kept are made anew by the worker', async () => {
    const id = await propose((await rate(1)).held.ratingId)
    await decide(id, true)
    await foldEverything(server)
    const { sql } = server.platform.database
    await sql`update figure_rollups set excluded_g1 = 0`
    expect(await verifyRollups(server.platform)).not.toEqual([])
    await sql`update outbox_cursors set cluster = '' where consumer = 'figures'`
    await foldEverything(server)
    expect(await verifyRollups(server.platform)).toEqual([])
  })
})

describe('before a decision', () => {
  it('the figures are shown as they are, after it, after all open ones, and with nothing excluded', async () => {
    const { own, town, poorOnes } = await unitWith(40, 2)
    const ids = [await propose(poorOnes[0] ?? ''), await propose(poorOnes[1] ?? '')]
    const seen = (await effects(ids[0] ?? '')).body.rows.filter(({ indicator }) => indicator.id === indicatorId)
    expect(seen.map(({ scope }) => [scope.dimension, scope.id])).toEqual([
      ['unit', own.id],
      ['area', town.id],
      ['all', null],
    ])
    expect(seen[0]).toMatchObject({
      now: { n: 42, verdict: 'insufficient', estimate: { satisfied: 40 } },
      after: { n: 41, verdict: 'insufficient', estimate: { satisfied: 40 } },
      afterAll: { n: 40, verdict: 'met', estimate: { satisfied: 40 } },
      othersOpen: 1,
      withExcluded: null,
      flips: false,
      flipsAll: true,
    })

    await decide(ids[0] ?? '', true)
    const second = (await effects(ids[1] ?? '')).body.rows.find(({ scope }) => scope.dimension === 'unit')
    expect(second).toMatchObject({
      now: { n: 41 },
      after: { n: 40, verdict: 'met' },
      afterAll: null,
      withExcluded: { n: 42 },
      flips: true,
    })
    await decide(ids[1] ?? '', true)
    const undone = (await effects(ids[1] ?? '')).body.rows.find(({ scope }) => scope.dimension === 'unit')
    expect(undone).toMatchObject({
      now: { n: 40 },
      after: { n: 41 },
      flips: true,
      hangs: true,
      withExcluded: { n: 42 },
    })

    const { figure } = (await server.call(readFigure, { indicatorId, unitId: own.id }, leader)).body
    expect(figure).toMatchObject({
      n: 40,
      verdict: 'met',
      verdictFlips: true,
      withExcluded: { n: 42, verdict: 'insufficient', estimate: { satisfied: 40 } },
    })
    expect(figure.counts?.excluded).toMatchObject({ total: 2 })
  })

  it('is shown to whoever reaches the exclusion, and to nobody else', async () => {
    const id = await propose((await rate(1)).held.ratingId)
    const permissions = ['ratings.exclude.propose', 'ratings.exclude.approve', 'figures.exact'] as const
    const callers = [
      await server.staff(server.east, { permissions, memberOf: unit.id }),
      await server.staff(server.east, { permissions, unitId: (await makeUnit(east())).id }),
      await server.staff(server.west, { permissions }),
      leader,
    ]
    for (const caller of callers) expect((await effects(id, caller)).problem.code).toBe('not-found')
    expect((await effects(id)).status).toBe(200)
    await withdraw([id])
    const over = (await effects(id)).body.rows[0]
    expect(over).toMatchObject({ after: null, afterAll: null, flips: false })
  })

  it('has no figures where the rating lies in no window that is counted now', async () => {
    const { ratingId } = await rateContact(server, east(), { unit, grade: 1, closedDay: '2024-01-10' })
    expect((await effects(await propose(ratingId))).body.rows).toEqual([])
  })
})

describe('at the same instant', () => {
  it('two approvals make one exclusion, and the other person is told', async () => {
    const others = [approver, await server.staff(server.east, { permissions: ['ratings.exclude.approve'] })]
    for (let round = 0; round < 5; round += 1) {
      const { held } = await rate(1)
      const id = await propose(held.ratingId)
      const answers = await Promise.all(others.map((as) => decide(id, round % 2 === 0, as)))
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
      const codes = answers.filter(({ status }) => status === 409).map(({ problem }) => problem.code)
      expect(codes).toEqual(['step-not-allowed'])
    }
    expect(await verifyRollups(server.platform)).toEqual([])
  })

  it('an approval and a change by the resident leave counts that equal the rows, whoever comes first', async () => {
    for (let round = 0; round < 8; round += 1) {
      const { held } = await rate(round % 2 === 0 ? 1 : 5)
      const id = await propose(held.ratingId)
      const grade: Grade = round % 2 === 0 ? 5 : 1
      const [decided, changed] = await Promise.all([
        decide(id, true),
        server.call(changeGrade, { id: randomUUID(), ...held, grade }, undefined, server.east),
      ])
      expect([200, 409]).toContain(decided.status)
      if (changed.status !== 200) expect(changed.problem.code).toBe('step-not-allowed')
      const { rating } = (await read(id)).body
      expect(rating).toMatchObject({
        state: decided.status === 200 ? 'excluded' : 'counted',
        ...(changed.status === 200 ? { grade } : {}),
      })
    }
    expect(await verifyRollups(server.platform)).toEqual([])
  })

  it('an approval and an undo never both happen', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { held } = await rate(1)
      const id = await propose(held.ratingId)
      const [decided, undone] = await Promise.all([decide(id, true), withdraw([id])])
      expect(decided.status === 200).toBe(undone.body.withdrawn.length === 0)
    }
    expect(await verifyRollups(server.platform)).toEqual([])
  })
})
