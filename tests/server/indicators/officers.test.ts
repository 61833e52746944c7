import { closeDay } from '@minyi/server/features/indicators/closing/service.ts'
import { closeOfficers } from '@minyi/server/features/indicators/officers/service.ts'
import { readOfficerFigures } from '@minyi/shared/indicators/closed/contract.ts'
import { listOfficerFigures } from '@minyi/shared/indicators/officers/contract.ts'
import { fewestRatings, leastOfficers } from '@minyi/shared/indicators/officers/rules.ts'
import type { Grade } from '@minyi/shared/ratings/contract.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { foldEverything, rateContact } from '../../support/factories/indicators.ts'
import { makeOfficer, makeUnit } from '../../support/factories/registry.ts'
import { startServer, type TestServer } from '../../support/server.ts'

const indicatorId = 'IND-002-01'
let server: TestServer
let world: Awaited<ReturnType<typeof makeWorld>>

beforeAll(async () => {
  server = await startServer()
  world = await makeWorld()
}, 120_000)
afterAll(() => server.close())

/** Two units of one kind with an officer fewer than a group needs, and one officer more of whom the tests tell. */
async function makeWorld() {
  const ctx = server.as(server.east)
  const [one, two] = [await makeUnit(ctx), await makeUnit(ctx)]
  const others = []
  for (let i = 1; i < leastOfficers; i += 1) {
    const unit = i % 2 === 0 ? one : two
    const officer = await makeOfficer(ctx, { unitId: unit.id, name: `同行${i}` })
    others.push(officer)
    for (let k = 0; k < 8; k += 1) await rate(unit, officer.id, k < i % 3 ? 1 : 5)
  }
  const own = await makeOfficer(ctx, { unitId: one.id, name: '本人' })
  const { staff, east } = server
  return {
    ...{ ctx, one, two, own, others },
    officer: await staff(east, { permissions: ['figures.own'], unitId: one.id, officerId: own.id }),
    peer: await staff(east, { permissions: ['figures.own'], unitId: one.id, officerId: others[1]?.id ?? '' }),
    unitStaff: await staff(east, { permissions: ['figures.closed'], unitId: one.id }),
    leader: await staff(east, { permissions: ['figures.exact', 'figures.publish', 'definitions.write'] }),
    supervisor: await staff(east, { permissions: ['figures.exact', 'figures.officers'] }),
    ofUnitTwo: await staff(east, { permissions: ['figures.officers'], unitId: two.id }),
  }
}

function rate(unit: { id: string; areaId: string }, officerId: string, grade: Grade) {
  return rateContact(server, server.as(server.east), { unit, officerId, grade, closedDay: '2026-06-10' })
}

async function readOwn() {
  const { body, text } = await server.call(readOfficerFigures, {}, world.officer)
  const row = body.rows.find(({ indicator }) => indicator.id === indicatorId)
  if (!row) throw new Error(text)
  return { ...row, text }
}

async function endMonth(day: string) {
  server.clock.now = new Date(Date.parse(`${day}T00:02:00+08:00`) + 86_400_000)
  await closeDay(world.ctx, day)
}

describe('an officer reads', () => {
  it('nothing before a month is over, and only the reason', async () => {
    for (let i = 0; i < fewestRatings - 1; i += 1) await rate(world.one, world.own.id, 5)
    expect((await readOwn()).own).toMatchObject({ shrunken: null, refusal: 'not-closed', course: [] })
  })

  it('nothing at the end of a month with fewer than five ratings', async () => {
    await endMonth('2026-06-30')
    expect((await readOwn()).own).toMatchObject({ shrunken: null, refusal: 'not-closed' })
  })

  it('an estimate from five on, without n and without the rate, and the same until five ratings more', async () => {
    await rate(world.one, world.own.id, 1)
    const before = await readOwn()
    expect(before.own.shrunken).toBeNull()
    await endMonth('2026-07-31')
    const told = await readOwn()
    expect(told.own).toMatchObject({ refusal: null, period: { from: '2025-08-01', to: '2026-07-31' } })
    expect(told.own.shrunken).toMatchObject({ group: { name: '城市管理', officers: leastOfficers } })
    expect(told.own.shrunken?.point).toBeGreaterThan(80)
    expect(told.figure).toMatchObject({ n: null, estimate: null, counts: null })

    for (let i = 0; i < fewestRatings - 1; i += 1) {
      await rate(world.one, world.own.id, 1)
      expect((await readOwn()).text).toBe(told.text)
    }
    await endMonth('2026-08-31')
    expect((await readOwn()).own).toEqual(told.own)

    await rate(world.one, world.own.id, 1)
    await endMonth('2026-09-30')
    const next = await readOwn()
    expect(next.own.course.map(({ month }) => month)).toEqual(['2026-07', '2026-09'])
    expect(next.own.shrunken?.point).toBeLessThan(told.own.shrunken?.point ?? 0)
  })

  it('a month that was closed is never closed again, and no earlier one after it', async () => {
    const before = await readOwn()
    await closeOfficers(world.ctx, '2026-09-30')
    await closeOfficers(world.ctx, '2026-05-31')
    expect((await readOwn()).own).toEqual(before.own)
  })
})

describe('the supervising office reads', () => {
  it('officers in the order of the register, below thirty ratings neither n nor rate but the estimate', async () => {
    await foldEverything(server)
    const { status, body } = await server.call(listOfficerFigures, { indicatorId, limit: 100 }, world.supervisor)
    expect(status).toBe(200)
    expect(body.rows).toHaveLength(leastOfficers)
    for (const { figure } of body.rows) {
      expect(figure).toMatchObject({ n: null, estimate: null, counts: null, suppressed: 'under-minimum' })
    }
    const own = body.rows.find(({ officer }) => officer.id === world.own.id)
    const estimates = body.rows.flatMap(({ shrunken }) => (shrunken ? [shrunken.point] : []))
    expect(estimates).toHaveLength(leastOfficers)
    expect(own?.shrunken?.point).toBe(Math.min(...estimates))
    expect(JSON.stringify(body)).not.toMatch(/"rank"/)
  })

  it('the rate and n from thirty on', async () => {
    for (let i = 0; i < 20; i += 1) await rate(world.one, world.own.id, 4)
    await foldEverything(server)
    const { body } = await server.call(listOfficerFigures, { indicatorId, search: '本人' }, world.supervisor)
    expect(body.rows).toHaveLength(1)
    expect(body.rows[0]?.figure).toMatchObject({ n: 30, estimate: { satisfied: 24, n: 30 } })
  })

  it('page by page, by a part of a name or number, and only within its reach', async () => {
    const first = await server.call(listOfficerFigures, { indicatorId, limit: 4 }, world.supervisor)
    const second = await server.call(
      listOfficerFigures,
      { indicatorId, limit: 4, after: first.body.next ?? '' },
      world.supervisor,
    )
    const ids = [...first.body.rows, ...second.body.rows].map(({ officer }) => officer.id)
    expect(new Set(ids).size).toBe(8)
    const search = world.own.certificateNumber.slice(-6)
    const found = await server.call(listOfficerFigures, { indicatorId, search }, world.supervisor)
    expect(found.body.rows.map(({ officer }) => officer.name)).toContain('本人')
    expect((await server.call(listOfficerFigures, { indicatorId, search: '%' }, world.supervisor)).body.rows).toEqual(
      [],
    )
    const two = await server.call(listOfficerFigures, { indicatorId, limit: 100 }, world.ofUnitTwo)
    expect(new Set(two.body.rows.map(({ officer }) => officer.unit.id))).toEqual(new Set([world.two.id]))
  })
})

describe('nobody else reads an officer’s figure', () => {
  it('neither leaders, nor the unit, nor another officer, nor the next tenant', async () => {
    for (const other of [world.leader, world.unitStaff, world.peer, world.officer]) {
      expect((await server.call(listOfficerFigures, { indicatorId }, other)).status).toBe(404)
    }
    expect((await server.call(listOfficerFigures, { indicatorId })).status).toBe(401)
    const peer = await server.call(readOfficerFigures, {}, world.peer)
    expect(peer.text).not.toContain(world.own.id)
    const abroad = await server.staff(server.west, { permissions: ['figures.officers'] })
    expect((await server.call(listOfficerFigures, { indicatorId }, abroad, server.west)).body.rows).toEqual([])
  })

  it('refuses where the officers of the same kind are too few, and says so', async () => {
    const ctx = server.as(server.west)
    const unit = await makeUnit(ctx)
    const officer = await makeOfficer(ctx, { unitId: unit.id })
    for (let i = 0; i < 6; i += 1) {
      await rateContact(server, ctx, { unit, officerId: officer.id, grade: 5, closedDay: '2026-06-10' })
    }
    server.clock.now = new Date('2026-10-31T23:30:00+08:00')
    await closeDay(ctx, '2026-10-31')
    await foldEverything(server)
    const self = await server.staff(server.west, {
      permissions: ['figures.own'],
      unitId: unit.id,
      officerId: officer.id,
    })
    const { body } = await server.call(readOfficerFigures, {}, self)
    expect(body.rows[0]?.own).toMatchObject({ shrunken: null, refusal: 'few-officers' })
    const supervisor = await server.staff(server.west, { permissions: ['figures.officers'] })
    const listed = await server.call(listOfficerFigures, { indicatorId }, supervisor)
    expect(listed.body.rows[0]).toMatchObject({ shrunken: null, refusal: 'few-officers', figure: { n: null } })
  })
})
