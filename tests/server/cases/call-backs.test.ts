import { createHash, randomUUID } from 'node:crypto'
import { listEnded } from '@minyi/server/features/cases/call-backs/drawing/queries.ts'
import { drawCallBacks, drawLot, drawStrata } from '@minyi/server/features/cases/call-backs/drawing/service.ts'
import { callBackDraws, callBacks } from '@minyi/server/features/cases/call-backs/tables.ts'
import { caseImports } from '@minyi/server/features/cases/imports/tables.ts'
import { caseRounds } from '@minyi/server/features/cases/tables.ts'
import * as calling from '@minyi/shared/cases/call-backs/contract.ts'
import { strataOf } from '@minyi/shared/cases/call-backs/rules.ts'
import * as own from '@minyi/shared/cases/resident/contract.ts'
import { readOwnThreeRates, readThreeRates } from '@minyi/shared/indicators/three-rates/contract.ts'
import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringTo, type CaseWorld, makeCaseWorld, must } from '../../support/factories/cases.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let world: CaseWorld
let caller: Session
let handlingCaller: Session
const id = () => randomUUID()
const phone = '13912345677'

beforeAll(async () => {
  server = await startServer()
  world = await makeCaseWorld(server)
  const setup = {
    permissions: ['cases.read', 'cases.call-back', 'cases.supervise'] as const,
    memberOf: world.bureau.id,
  }
  caller = await server.staff(server.east, { ...setup, name: '回访员' })
  handlingCaller = await server.staff(server.east, { ...setup, memberOf: world.handling.id, name: '承办单位的人' })
  server.clock.now = new Date('2026-06-03T09:00:00+08:00')
  for (let i = 0; i < 8; i += 1) {
    await bringTo(server, world, 'closed', i < 6 ? { identity: 'public', contact: { phone } } : {})
  }
  await bringTo(server, world, 'closed', { identity: 'sealed', contact: { phone } })
  server.clock.now = new Date('2026-06-08T07:00:00+08:00')
  await drawCallBacks(server.as(server.east))
}, 120_000)
afterAll(() => server.close())

const list = async (by: Session, view: 'mine' | 'open' | 'done' = 'mine') =>
  (await must(server.call(calling.listCallBacks, { view, limit: 100 }, by))).rows
const answered = { outcome: 'answered', responded: 'yes', solved: 'solved', grade: 5 } as const

describe('the lot', () => {
  it('is recorded whole: what ended, who left no number, who is sealed, the population, the seed, once a period', async () => {
    expect(await drawCallBacks(server.as(server.east))).toBe(0)
    const { rows } = await must(server.call(calling.listDraws, {}, caller))
    expect(rows).toMatchObject([
      {
        period: { from: '2026-06-01', to: '2026-06-07' },
        ended: 9,
        withoutPhone: 2,
        sealed: 1,
        population: 6,
        sampleSize: 6,
        strata: [{ share: 0.2, channels: ['mini-app'], population: 6, sampleSize: 6 }],
        waiting: 6,
      },
    ])
    const drawId = rows[0]?.id ?? ''
    expect(await must(server.call(calling.verifyDraw, { drawId }, caller))).toMatchObject({ matches: true, sample: 6 })
    const [kept] = await server.platform.database.db.select().from(callBackDraws)
    const hash = createHash('sha256')
      .update((kept?.populationIds ?? []).map((one) => `${one}\n`).join(''))
      .digest('hex')
    expect(kept?.populationHash).toBe(hash)
    const sql = server.platform.database.sql
    await expect(sql`update call_back_draws set seed = 'x' where id = ${drawId}`).rejects.toThrow(/never changed/)
  })

  it('takes of each channel its own share, every item of the hotline, and is recomputed stratum by stratum', () => {
    const channels = fc.constantFrom('hotline' as const, 'web' as const, 'grid' as const)
    const items = fc.uniqueArray(fc.record({ id: fc.uuid(), channel: channels }), {
      selector: ({ id }) => id,
      maxLength: 80,
    })
    const rule = { every: 'week' as const, share: 0.2, least: 3, most: 9, shares: { hotline: 1, grid: 0 } }
    fc.assert(
      fc.property(items, fc.string({ minLength: 4 }), (population, seed) => {
        const layers = strataOf(population, rule)
        const ids = layers.flatMap((layer) => layer.items.map(({ id }) => id))
        expect([...ids].sort()).toEqual(population.map(({ id }) => id).sort())
        const strata = layers.map(({ stratum }) => stratum)
        const lot = drawStrata(seed, ids, strata)
        expect(new Set(lot).size).toBe(strata.reduce((sum, { sampleSize }) => sum + sampleSize, 0))
        const of = (channel: string) => population.filter((one) => one.channel === channel).map(({ id }) => id)
        const drawn = (channel: string) => of(channel).filter((id) => lot.includes(id))
        expect(drawn('hotline')).toEqual(of('hotline'))
        expect(drawn('grid')).toEqual([])
        const web = of('web').length
        expect(drawn('web').length).toBe(Math.min(web, 9, Math.max(3, Math.ceil(web * 0.2))))
      }),
    )
  })

  it('is set by the administrator with its ground; nothing else is taken', async () => {
    const admin = await server.staff(server.east, { permissions: ['definitions.write'] })
    const { rule, version } = await must(server.call(calling.readLotRule, {}, caller))
    expect({ shares: rule.shares, share: rule.share, version }).toEqual({
      shares: { hotline: 1 },
      share: 0.2,
      version: 0,
    })
    const next = { ...rule, shares: { hotline: 1, web: 0.5 } }
    const set = (input: object, by = admin) =>
      server.call(
        calling.defineLotRule,
        { id: randomUUID(), version: 0, rule: next, source: '市回访办法第六条', ...input },
        by,
      )
    expect((await set({}, caller)).status).toBe(404)
    expect((await set({ rule: { ...next, least: 700 } })).problem.fields?.[0]?.path).toBe('rule.most')
    expect((await set({ rule: { ...next, share: 1.2 } })).problem.code).toBe('input-invalid')
    expect(await must(set({}))).toMatchObject({ version: 1, source: '市回访办法第六条', rule: next })
    expect((await set({})).problem.code).toBe('version-conflict')
    await must(set({ version: 1, rule }))
  })

  it('leaves out what another platform had answered before it came here, and takes what was answered here', async () => {
    const ctx = server.as(server.east)
    const span = [new Date('2026-06-01T00:00:00+08:00'), new Date('2026-06-08T00:00:00+08:00')] as const
    const before = await listEnded(ctx, ...span)
    const [here, there] = before.map(({ id }) => id)
    for (const [row, caseId] of [here, there].entries()) {
      await ctx.db.insert(caseImports).values({
        ...{ tenantId: server.east.id, sourceId: randomUUID(), externalId: `x-${row}`, caseId: caseId ?? '' },
        ...{ hash: Buffer.from('h'), version: 1, runId: randomUUID(), row },
      })
    }
    await ctx.db
      .update(caseRounds)
      .set({ repliedBy: null })
      .where(eq(caseRounds.caseId, there ?? ''))
    const after = (await listEnded(ctx, ...span)).map(({ id }) => id)
    await ctx.db.delete(caseImports)
    expect(after).toHaveLength(before.length - 1)
    expect(after).toContain(here)
    expect(after).not.toContain(there)
  })

  it('depends on seed and population alone, not on their order, and draws without bias for any place', () => {
    const ids = fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(ids, fc.string({ minLength: 4 }), fc.nat(40), (population, seed, size) => {
        const lot = drawLot(seed, population, size)
        expect(lot).toEqual(drawLot(seed, [...population].reverse(), size))
        expect(lot).toEqual(drawLot(seed, population, population.length).slice(0, size))
        expect(new Set(lot).size).toBe(Math.min(size, population.length))
      }),
    )
    const population = Array.from({ length: 10 }, (_, i) => `item-${i}`)
    const first = Array.from({ length: 4000 }, (_, i) => drawLot(`seed-${i}`, population, 3)).flat()
    for (const item of population) {
      const share = first.filter((one) => one === item).length / 4000
      expect(Math.abs(share - 0.3)).toBeLessThan(0.04)
    }
  })
})

describe('a call-back', () => {
  it('is made by another unit than the one that handled it, and never by whoever is accused', async () => {
    expect(await list(caller)).toHaveLength(6)
    for (const view of ['mine', 'open'] as const) expect(await list(handlingCaller, view)).toEqual([])
    const accused = await server.staff(server.east, { permissions: ['cases.call-back'], memberOf: world.accused.id })
    expect(await list(accused, 'open')).toEqual([])
    const [one] = await list(caller)
    const take = { id: id(), callBackId: one?.id ?? '', version: 1 }
    expect((await server.call(calling.takeCallBack, take, handlingCaller)).status).toBe(404)
    const clerk = await server.staff(server.east, { permissions: ['cases.call-back'], memberOf: world.bureau.id })
    expect(await list(clerk, 'open')).toHaveLength(6)
  })

  it('opens the number alone, with a reason that the resident reads', async () => {
    const [one] = await list(caller)
    const ask = { id: id(), callBackId: one?.id ?? '', reason: '抽中回访' }
    const opened = await must(server.call(calling.openPhone, ask, caller))
    expect(opened).toEqual({ phone })
    const { rows } = await must(server.call(own.listOpenings, { caseId: one?.caseId ?? '' }, world.resident))
    expect(rows).toMatchObject([{ fields: ['phone'], reason: '结案回访：抽中回访', staffName: '回访员' }])
  })

  it('counts not reached only after the third try, and needs all three answers', async () => {
    const [one] = await list(caller)
    const call = { callBackId: one?.id ?? '' }
    const record = (version: number, more: object) =>
      server.call(calling.recordCallBack, { id: id(), ...call, version, ...answered, ...more }, caller)
    expect((await record(1, { solved: undefined, grade: undefined })).problem.fields?.map(({ path }) => path)).toEqual([
      'solved',
      'grade',
    ])
    for (const [version, outcome] of [
      [1, null],
      [2, null],
      [3, 'not-reached'],
    ] as const) {
      const kept = await must(record(version, { outcome: 'not-reached' }))
      expect([kept.tries, kept.outcome, kept.solved]).toEqual([version, outcome, null])
    }
    expect((await record(4, {})).problem.code).toBe('step-not-allowed')
  })

  it('sends an item back once where the resident says it is not solved', async () => {
    const [one] = await list(caller)
    const call = { callBackId: one?.id ?? '', version: one?.version ?? 0 }
    const wrong = { id: id(), ...call, ...answered, reopen: true }
    expect((await server.call(calling.recordCallBack, wrong, caller)).problem.code).toBe('step-not-allowed')
    const redo = {
      ...wrong,
      id: id(),
      solved: 'not-solved' as const,
      grade: 2,
      responded: 'no' as const,
      words: '还在扰民',
    }
    expect(await must(server.call(calling.recordCallBack, redo, caller))).toMatchObject({
      reopened: true,
      mayReopen: false,
    })
    const progress = await must(server.call(own.readProgress, { caseId: one?.caseId ?? '' }, world.resident))
    expect(progress).toMatchObject({ state: 'handling', round: 2 })
    expect((await server.call(calling.recordCallBack, { ...redo, id: id() }, caller)).problem.code).toBe(
      'step-not-allowed',
    )
  })
})

describe('the three rates', () => {
  const days = { from: '2026-04-01', to: '2026-06-30' }

  it('count valid calls only, each over its own denominator, with an interval and a minimum', async () => {
    const leader = await server.staff(server.east, { permissions: ['figures.exact'] })
    const few = await must(server.call(readThreeRates, { ...days, by: 'unit' }, leader))
    expect(few.calls).toEqual({ done: 2, answered: 1, notReached: 1, declined: 0, excluded: 0 })
    expect(few.figures.map(({ suppressed, n, estimate }) => [suppressed, n, estimate])).toEqual(
      Array(3).fill(['under-minimum', null, null]),
    )
    const accused = await server.staff(server.east, { permissions: ['figures.exact'], memberOf: world.accused.id })
    expect((await must(server.call(readThreeRates, days, accused))).calls.done).toBe(0)
    await called(world.handling.id, '2026-05-20', 40)
    await called(world.bureau.id, '2026-05-20', 3)
    const many = await must(server.call(readThreeRates, { ...days, by: 'unit' }, leader))
    const [responded, solved, satisfied] = many.figures
    expect(many.calls).toMatchObject({ answered: 44, notReached: 1 })
    expect(responded).toMatchObject({ rate: 'responded', n: 44 - 10, estimate: { method: 'wilson' } })
    expect(solved).toMatchObject({ n: 44, estimate: { satisfied: 43 } })
    expect(satisfied).toMatchObject({ n: 44, verdict: 'insufficient' })
    const rows = many.rows.map(({ scope, figures, calls }) => [scope.name, figures[1]?.suppressed, calls === null])
    expect(rows).toContainEqual(['市司法局', 'under-minimum', true])
    expect(rows).toContainEqual(['市督查室', 'complementary', false])
    const away = await server.staff(server.east, { permissions: ['figures.exact'], unitId: world.accused.id })
    expect((await must(server.call(readThreeRates, days, away))).calls.done).toBe(0)
  })

  it('are told to the unit by closed quarters, where they are large enough, and never by the day', async () => {
    const unit = await server.staff(server.east, { permissions: ['figures.closed'], unitId: world.handling.id })
    const open = await must(server.call(readOwnThreeRates, {}, unit))
    expect(open.quarters.flatMap(({ figures }) => figures.map(({ estimate }) => estimate))).toEqual(
      Array(12).fill(null),
    )
    server.clock.now = new Date('2026-07-01T09:00:00+08:00')
    const [last] = (await must(server.call(readOwnThreeRates, {}, unit))).quarters
    expect(last).toMatchObject({ period: days, figures: [{ n: 31 }, { n: 41 }, { n: 41 }] })
    const small = await server.staff(server.east, { permissions: ['figures.closed'], unitId: world.bureau.id })
    const [kept] = (await must(server.call(readOwnThreeRates, {}, small))).quarters
    expect(kept?.figures.map(({ n, estimate }) => [n, estimate])).toEqual(Array(3).fill([null, null]))
  })
})

describe('drawings one after the other', () => {
  it('leave no day out and take none twice, also when the administrator changes how often is drawn', async () => {
    const admin = await server.staff(server.east, { permissions: ['definitions.write'] })
    const drawOn = async (day: string) => {
      server.clock.now = new Date(`${day}T07:00:00+08:00`)
      return drawCallBacks(server.as(server.east))
    }
    const every = async (often: 'day' | 'week') => {
      const { rule, version } = await must(server.call(calling.readLotRule, {}, admin))
      const input = { id: id(), version, rule: { ...rule, every: often }, source: '市回访办法第七条' }
      await must(server.call(calling.defineLotRule, input, admin))
    }
    expect(await drawOn('2026-06-15')).toBe(1)
    await every('day')
    expect(await drawOn('2026-06-18')).toBe(1)
    expect(await drawOn('2026-06-18')).toBe(0)
    await every('week')
    expect(await drawOn('2026-06-19')).toBe(0)
    expect(await drawOn('2026-06-22')).toBe(1)
    const { rows } = await must(server.call(calling.listDraws, {}, caller))
    const periods = rows.map(({ period: { from, to } }) => `${from}/${to}`).sort()
    expect(periods).toEqual([
      '2026-06-01/2026-06-07',
      '2026-06-08/2026-06-14',
      '2026-06-15/2026-06-17',
      '2026-06-18/2026-06-21',
    ])
  })
})

/** Valid calls about a unit, a quarter of them by residents who do not remember whether they were contacted. */
async function called(unitId: string, doneDay: string, count: number) {
  const done = { version: 2, tries: 1, outcome: 'answered', solved: 'solved', grade: 4, reopened: false }
  await server.platform.database.db.insert(callBacks).values(
    Array.from({ length: count }, (_, i) => ({
      ...done,
      tenantId: server.east.id,
      id: id(),
      drawId: id(),
      caseId: id(),
      place: i + 1,
      unitId,
      doneDay,
      responded: i % 4 === 0 && count > 3 ? 'unknown' : 'yes',
    })),
  )
}
