import { foldAll } from '@minyi/server/features/indicators/jobs.ts'
import { foldStep, rebuildRollups, verifyRollups } from '@minyi/server/features/indicators/rollups/service.ts'
import { defaultClaims } from '@minyi/server/features/matters/jobs.ts'
import type { Context } from '@minyi/server/platform/context.ts'
import { readFigure } from '@minyi/shared/indicators/contract.ts'
import type { Grade } from '@minyi/shared/ratings/contract.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  changeRating,
  excludeRating,
  foldEverything,
  inviteToRate,
  rateContact,
  restoreExcluded,
} from '../../support/factories/indicators.ts'
import { makeArea, makeOfficer, makeUnit } from '../../support/factories/registry.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

const indicatorId = 'IND-002-01'
let server: TestServer
let leader: Session
let people: { proposer: Session; approver: Session }
let world: Awaited<ReturnType<typeof makeWorld>>

beforeAll(async () => {
  server = await startServer()
  leader = await server.staff(server.east, { permissions: ['figures.exact'] })
  people = {
    proposer: await server.staff(server.east, { permissions: ['ratings.exclude.propose'] }),
    approver: await server.staff(server.east, { permissions: ['ratings.exclude.approve'] }),
  }
  world = await makeWorld(server.as(server.east))
})
afterAll(() => server.close())

/** A city with two townships, one of them with a village, and two units that work in both. */
async function makeWorld(ctx: Context) {
  const city = await makeArea(ctx, { level: 'city' })
  const town = await makeArea(ctx, { parentId: city.id })
  const other = await makeArea(ctx, { parentId: city.id })
  const village = await makeArea(ctx, { parentId: town.id, level: 'village' })
  const units = [await makeUnit(ctx, { areaId: city.id }), await makeUnit(ctx, { areaId: town.id })]
  const officer = await makeOfficer(ctx, { unitId: units[0]?.id ?? '' })
  return { city, town, other, village, units, officer }
}

const read = async (input: Partial<Parameters<typeof server.call<typeof readFigure>>[1]> = {}) => {
  const answer = await server.call(readFigure, { indicatorId, ...input }, leader)
  expect(answer.status, answer.text).toBe(200)
  return answer.body.figure
}

describe('figures are exact at once', () => {
  it('shows a rating as soon as it is committed, folded or not, from two processes that fold', async () => {
    const second = await startServer({ databaseUrl: server.database.url })
    const ctx = server.as(server.east)
    const [unit] = world.units
    if (!unit) throw new Error('no unit')
    let folding = true
    const workers = [server.platform, second.platform].map(async (platform) => {
      while (folding) await foldStep(platform)
    })
    const before = await read({ period: 'custom', from: '2026-05-01', to: '2026-05-31' })
    let given = 0
    for (const grade of Array.from({ length: 40 }, (_, i) => ((i % 5) + 1) as Grade)) {
      await rateContact(server, ctx, { unit, areaId: world.village.id, grade, closedDay: '2026-05-15' })
      given += 1
      const figure = await read({ period: 'custom', from: '2026-05-01', to: '2026-05-31' })
      const n = (before.n ?? 0) + given
      expect(figure.n).toBe(n > 0 && n < 5 ? null : n)
    }
    folding = false
    await Promise.all(workers)
    await second.close()
    expect(await verifyRollups(server.platform)).toEqual([])
    const figure = await read({ period: 'month', at: '2026-05-20', areaId: world.village.id })
    expect(figure.counts).toMatchObject({ eligible: 40, invited: 40, answered: 40, defaulted: 0 })
    expect(figure.estimate).toMatchObject({ satisfied: 24, n: 40, point: 0.6 })
    expect(figure.verdict).toBe('missed')
  })

  it('counts an area with all that lies in it, and a unit wherever it works', async () => {
    const inTown = await read({ period: 'month', at: '2026-05-20', areaId: world.town.id })
    const inCity = await read({ period: 'month', at: '2026-05-20', areaId: world.city.id })
    const elsewhere = await read({ period: 'month', at: '2026-05-20', areaId: world.other.id })
    const ofUnit = await read({ period: 'month', at: '2026-05-20', unitId: world.units[0]?.id ?? '' })
    expect([inTown.n, inCity.n, elsewhere.n, ofUnit.n]).toEqual([40, 40, 0, 40])
  })
})

describe('rollups', () => {
  it('equal the rows after any events, folded in any batches, and after a rebuild', async () => {
    const ctx = server.as(server.east)
    const event = fc.record({
      unit: fc.nat(1),
      place: fc.constantFrom('village', 'other', 'city'),
      closedDay: fc.constantFrom('2026-03-31', '2026-04-01', '2026-06-10'),
      kind: fc.constantFrom('enforcement', 'service'),
      officer: fc.boolean(),
      grade: fc.integer({ min: 1, max: 5 }),
      next: fc.constantFrom('nothing', 'silence', 'change', 'exclude', 'restore', 'fold', 'rebuild'),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 2, maxLength: 6 }), async (events) => {
        for (const one of events) await live(ctx, one)
        expect(await verifyRollups(server.platform)).toEqual([])
        await foldAll(server.platform)
        expect(await verifyRollups(server.platform)).toEqual([])
      }),
      { numRuns: 12 },
    )
    const before = await everyRollup()
    await rebuildRollups(server.platform)
    expect(await everyRollup()).toEqual(before)
  })

  it('are found out when one of them is wrong', async () => {
    const { sql } = server.platform.database
    await sql`update figure_rollups set g5 = g5 + 1 where ctid = (select ctid from figure_rollups where g5 > 0 limit 1)`
    expect(await verifyRollups(server.platform)).toHaveLength(1)
    await rebuildRollups(server.platform)
    expect(await verifyRollups(server.platform)).toEqual([])
  })

  it('are made anew when the database turns up in another cluster', async () => {
    const { sql } = server.platform.database
    const before = await everyRollup()
    await sql`update outbox_cursors set cluster = 'another', xid = '1'::xid8 where consumer = 'figures'`
    await foldAll(server.platform)
    expect(await everyRollup()).toEqual(before)
    expect(await verifyRollups(server.platform)).toEqual([])
  })

  it('of two tenants never mix', async () => {
    server.clock.now = new Date('2026-06-11T09:00:00+08:00')
    const ctx = server.as(server.west)
    const west = await makeWorld(ctx)
    const [unit] = west.units
    if (!unit) throw new Error('no unit')
    await rateContact(server, ctx, { unit, grade: 1 })
    const eastBefore = await read()
    await foldAll(server.platform)
    expect(await read()).toEqual(eastBefore)
    const foreign = await server.call(readFigure, { indicatorId, areaId: west.town.id }, leader)
    expect(foreign.status).toBe(404)
    const reader = await server.staff(server.west, { permissions: ['figures.exact'] })
    const own = await server.call(readFigure, { indicatorId, period: 'year' }, reader)
    expect(own.body.figure).toMatchObject({ n: null, suppressed: 'under-minimum', estimate: null, counts: null })
  })
})

type Happening = {
  unit: number
  place: string
  closedDay: string
  kind: string
  officer: boolean
  grade: number
  next: string
}

async function live(ctx: Context, one: Happening) {
  const unit = world.units[one.unit]
  if (!unit) throw new Error('no unit')
  const place = { village: world.village, other: world.other, city: world.city }[one.place]
  const contact = {
    unit,
    areaId: place?.id ?? unit.areaId,
    closedDay: one.closedDay,
    kind: one.kind === 'service' ? ('service' as const) : ('enforcement' as const),
    ...(one.officer && one.unit === 0 ? { officerId: world.officer.id } : {}),
  }
  if (one.next === 'silence') {
    await inviteToRate(ctx, contact)
    server.clock.now = new Date(server.clock.now.getTime() + 31 * 86_400_000)
    await defaultClaims(server.platform)
    return
  }
  const rated = await rateContact(server, ctx, { ...contact, grade: asGrade(one.grade) })
  if (one.next === 'change') await changeRating(server, ctx, rated, asGrade((one.grade % 5) + 1))
  if (one.next === 'exclude' || one.next === 'restore') {
    const exclusionId = await excludeRating(server, people, rated.ratingId)
    if (one.next === 'restore') await restoreExcluded(server, people.approver, exclusionId)
  }
  if (one.next === 'fold') await foldStep(server.platform)
  if (one.next === 'rebuild') await rebuildRollups(server.platform)
}

async function everyRollup() {
  const { sql } = server.platform.database
  await foldEverything(server)
  return sql`
    select * from figure_rollups where eligible <> 0 or invited <> 0 or changes <> 0 or defaulted <> 0
    order by tenant_id, dimension, key, kind, grain, period, channel`
}

/** Guarantee: callers hand in 1 to 5. */
const asGrade = (value: number) => value as Grade
