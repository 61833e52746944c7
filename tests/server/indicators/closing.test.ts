import { closeDay } from '@minyi/server/features/indicators/closing/service.ts'
import { foldAll } from '@minyi/server/features/indicators/jobs.ts'
import {
  exportPublicFigure,
  listPublicFigures,
  readOfficerFigures,
  readPublicFigure,
  readUnitFigures,
} from '@minyi/shared/indicators/closed/contract.ts'
import { defineIndicator, type Figure, listIndicators } from '@minyi/shared/indicators/contract.ts'
import { addDays, type Day } from '@minyi/shared/platform/time.ts'
import type { Grade } from '@minyi/shared/ratings/contract.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { changeRating, excludeRating, rateContact } from '../../support/factories/indicators.ts'
import { makeArea, makeOfficer, makeUnit } from '../../support/factories/registry.ts'
import { startServer, type TestServer } from '../../support/server.ts'

const indicatorId = 'IND-002-01'
const firstDay = '2026-06-11'

/** A rating that the test knows of: where it belongs and when its changes happened. */
type Known = {
  areaId: string
  unitId: string
  officerId: string | null
  day: Day
  changedAt: number[]
  ratingId: string
}

let server: TestServer
let world: Awaited<ReturnType<typeof makeWorld>>
const known: Known[] = []

beforeAll(async () => {
  server = await startServer()
  world = await makeWorld()
})
afterAll(() => server.close())

async function makeWorld() {
  const ctx = server.as(server.east)
  const city = await makeArea(ctx, { level: 'city' })
  const large = await makeArea(ctx, { parentId: city.id, name: '大镇' })
  const small = await makeArea(ctx, { parentId: city.id, name: '小镇' })
  const unit = await makeUnit(ctx, { areaId: large.id })
  const other = await makeUnit(ctx, { areaId: small.id })
  const officer = await makeOfficer(ctx, { unitId: unit.id })
  const { staff, east } = server
  return {
    ...{ city, large, small, unit, other, officer },
    unitStaff: await staff(east, { permissions: ['figures.closed'], unitId: unit.id }),
    officerStaff: await staff(east, { permissions: ['figures.own'], unitId: unit.id, officerId: officer.id }),
    leader: await staff(east, { permissions: ['figures.exact'] }),
    proposer: await staff(east, { permissions: ['ratings.exclude.propose'] }),
    approver: await staff(east, { permissions: ['ratings.exclude.approve'] }),
  }
}

/** Everything about figures that the public, the unit and its officer can call. */
async function poll(): Promise<{ bytes: string; figures: Figure[] }> {
  const [unit, officer, every, one, csv] = await Promise.all([
    server.call(readUnitFigures, {}, world.unitStaff),
    server.call(readOfficerFigures, {}, world.officerStaff),
    server.call(listPublicFigures, {}),
    server.call(readPublicFigure, { indicatorId }),
    server.call(exportPublicFigure, { indicatorId, format: 'csv' }),
  ])
  const listed = [unit, officer, every].flatMap(({ body }) => body.rows)
  const figures = [...listed, one.body].flatMap((row) => [row.figure, ...row.trend.map(({ figure }) => figure)])
  const bytes = [unit, officer, every, one, csv].map((answer) => answer.text).join('\n')
  return { bytes, figures: [...figures, ...one.body.areas] }
}

async function rate(given: { grade: Grade; at: 'large' | 'small'; officer?: boolean; closedDay?: Day }) {
  const unit = given.at === 'large' ? world.unit : world.other
  const officerId = given.officer ? world.officer.id : null
  const contact = { unit, areaId: world[given.at].id, closedDay: given.closedDay ?? addDays(firstDay, -3) }
  const rated = await rateContact(server, server.as(server.east), {
    ...contact,
    grade: given.grade,
    ...(officerId ? { officerId } : {}),
  })
  const now = server.clock.now.getTime()
  const { areaId, closedDay: day } = contact
  known.push({ areaId, unitId: unit.id, officerId, day, changedAt: [now], ratingId: rated.ratingId })
  return rated
}

/** The changes that a closed figure contains, as the test remembers them. */
function containedIn(figure: Figure, restMembers: readonly string[]): Set<string> {
  const before = Date.parse(figure.asOf ?? '')
  const { dimension, id } = figure.scope
  return new Set(
    known
      .filter((one) => one.day >= figure.period.from && one.day <= figure.period.to)
      .filter((one) => {
        if (dimension === 'area') return one.areaId === id
        if (dimension === 'rest') return restMembers.includes(one.areaId)
        return dimension === 'unit' ? one.unitId === id : one.officerId === id
      })
      .flatMap((one) => one.changedAt.filter((at) => at < before).map((at) => `${one.ratingId}@${at}`)),
  )
}

describe('who polls around a rating learns no grade', () => {
  it('as the public, the rated unit or its officer, over weeks of ratings and closings', async () => {
    const ctx = server.as(server.east)
    const seen = new Set<string>()
    const statements = new Map<string, string>()
    let last = await poll()
    let closedOften = 0
    let grade = 0
    for (let n = 0; n < 16; n += 1) {
      const today = addDays(firstDay, n)
      server.clock.now = new Date(`${today}T09:00:00+08:00`)
      last = await poll()
      const many = n === 0 ? 60 : [1, 4, 0, 7, 2][n % 5]
      for (let i = 0; i < (many ?? 0); i += 1) {
        server.clock.now = new Date(server.clock.now.getTime() + 60_000)
        grade = (grade + 3) % 5
        const at = i % 3 === 2 ? 'small' : 'large'
        const rated = await rate({
          grade: asGrade(grade + 1),
          at,
          officer: at === 'large' && i % 2 === 0,
          closedDay: addDays(today, -2),
        })
        if (i === 3) {
          server.clock.now = new Date(server.clock.now.getTime() + 60_000)
          await changeRating(server, ctx, rated, asGrade(((grade + 2) % 5) + 1))
          known.at(-1)?.changedAt.push(server.clock.now.getTime())
        }
        if (i % 10 === 0) await foldAll(server.platform)
        const now = await poll()
        expect(now.bytes, `after rating ${i} of ${today}`).toBe(last.bytes)
      }
      server.clock.now = new Date(`${addDays(today, 1)}T00:02:00+08:00`)
      expect(await closeDay(ctx, today)).toBe(true)
      const after = await poll()
      for (const figure of newOnes(after.figures, statements)) {
        const contained = containedIn(figure, [world.small.id, world.large.id, world.city.id].filter(isInRest(after)))
        const fresh = [...contained].filter((change) => !seen.has(change)).map((change) => change.split('@')[0])
        expect(new Set(fresh).size, JSON.stringify(figure.scope)).toBeGreaterThanOrEqual(5)
        for (const change of contained) seen.add(change)
        const ratings = new Set([...contained].map((change) => change.split('@')[0]))
        expect(figure.n).toBe(ratings.size)
        closedOften += 1
      }
    }
    expect(closedOften).toBeGreaterThan(4)
  }, 180_000)

  it('because a day is closed once, and never after a later one', async () => {
    const ctx = server.as(server.east)
    const before = await poll()
    await rate({ grade: 1, at: 'large' })
    expect(await closeDay(ctx, addDays(firstDay, 15))).toBe(false)
    expect(await closeDay(ctx, firstDay)).toBe(false)
    expect((await poll()).bytes).toBe(before.bytes)
  })

  it('while the total is what everybody could add up from the areas', async () => {
    const { body } = await server.call(readPublicFigure, { indicatorId })
    const sum = body.areas.reduce((total, figure) => total + (figure.n ?? 0), 0)
    expect(body.figure.n).toBe(sum)
    expect(body.figure.estimate?.satisfied).toBe(
      body.areas.reduce((total, figure) => total + (figure.estimate?.satisfied ?? 0), 0),
    )
    expect(body.figure.basis).toBe('closed')
  })
})

describe('closed figures', () => {
  it('take an exclusion in like any other change, and never under the minimum', async () => {
    const ctx = server.as(server.east)
    // Unit and township take turns: what the one was just told is no longer new to its staff in the other.
    for (const day of [addDays(firstDay, 16), addDays(firstDay, 17)]) {
      server.clock.now = new Date(`${day}T09:00:00+08:00`)
      const rated = []
      for (let i = 0; i < 12; i += 1) rated.push(await rate({ grade: 5, at: 'large', closedDay: day }))
      for (const one of rated.slice(0, 6)) await excludeRating(server, world, one.ratingId)
      server.clock.now = new Date(`${addDays(day, 1)}T00:02:00+08:00`)
      await closeDay(ctx, day)
    }
    const { body } = await server.call(readPublicFigure, { indicatorId })
    expect(body.figure.counts?.excluded?.total).toBeGreaterThanOrEqual(6)
    for (const figure of body.areas) expect(figure.n ?? 30).toBeGreaterThanOrEqual(30)
  })

  it('are moved by five ratings, not by one that is changed five times', async () => {
    const ctx = server.as(server.east)
    const day = addDays(firstDay, 18)
    server.clock.now = new Date(`${day}T09:00:00+08:00`)
    const before = await poll()
    const rated = await rate({ grade: 5, at: 'large', closedDay: day })
    for (const grade of [1, 2, 3, 4, 5, 1] as const) {
      server.clock.now = new Date(server.clock.now.getTime() + 60_000)
      await changeRating(server, ctx, rated, grade)
    }
    server.clock.now = new Date(`${addDays(day, 1)}T00:02:00+08:00`)
    expect(await closeDay(ctx, day)).toBe(true)
    const ofLarge = ({ figures }: { figures: Figure[] }) =>
      figures.filter(({ scope, estimate }) => estimate && (scope.id === world.large.id || scope.id === world.unit.id))
    expect(ofLarge(before).length).toBeGreaterThan(0)
    expect(ofLarge(await poll())).toEqual(ofLarge(before))
  })

  it('keep the version they were made with when the definition changes', async () => {
    const editor = await server.staff(server.east, { permissions: ['definitions.write'] })
    const before = (await server.call(readPublicFigure, { indicatorId })).body.figure
    const input = {
      id: '9a3f1d7e-5b5e-4c0a-9d3f-2f1f5e6a7b8c',
      indicatorId,
      expectedVersion: 1,
      grades: [5 as const, 4 as const],
      channels: ['link' as const],
      windowDays: 60,
      minN: 30,
      target: 0.9,
      level: 0.95 as const,
    }
    const changed = await server.call(defineIndicator, input, editor)
    expect(changed.status, changed.text).toBe(200)
    expect(changed.body).toMatchObject({ definition: { version: 2 }, grades: [5, 4], windowDays: 60 })
    expect((await server.call(readPublicFigure, { indicatorId })).body.figure).toEqual(before)
    expect((await server.call(listIndicators, {})).body.indicators[0]?.definition.version).toBe(2)
    const again = await server.call(defineIndicator, { ...input, id: crypto.randomUUID() }, editor)
    expect(again.problem.code).toBe('version-conflict')
    const none = await server.call(
      defineIndicator,
      { ...input, id: crypto.randomUUID(), indicatorId: 'IND-999-01' },
      editor,
    )
    expect(none.problem.code).toBe('not-found')
    expect((await server.call(defineIndicator, input, world.leader)).status).toBe(404)
  })

  it('are another tenant’s own', async () => {
    const { body } = await server.call(readPublicFigure, { indicatorId }, undefined, server.west)
    expect(body.figure).toMatchObject({ suppressed: 'not-closed', n: null, asOf: null })
    expect(body.areas).toEqual([])
  })

  it('are refused to whoever has no part in them', async () => {
    for (const operation of [readUnitFigures, readOfficerFigures]) {
      expect((await server.call(operation, {}, world.leader)).status).toBe(404)
      expect((await server.call(operation, {})).status).toBe(401)
    }
    const nobody = await server.staff(server.east, { permissions: ['figures.closed', 'figures.own'] })
    expect((await server.call(readUnitFigures, {}, nobody)).body.rows).toEqual([])
    expect((await server.call(readOfficerFigures, {}, nobody)).body.rows).toEqual([])
    expect((await server.call(readPublicFigure, { indicatorId: 'IND-999-01' })).problem.code).toBe('not-found')
  })
})

/** The figures that were not let out before; the total says nothing of its own. */
function newOnes(figures: readonly Figure[], statements: Map<string, string>): Figure[] {
  return figures.filter((figure) => {
    if (figure.estimate === null || figure.scope.dimension === 'all') return false
    const name = `${figure.indicatorId}/${figure.scope.dimension}/${figure.scope.id}/${figure.asOf}`
    const isNew = !statements.has(name)
    if (!isNew) expect(JSON.stringify(figure)).toBe(statements.get(name))
    statements.set(name, JSON.stringify(figure))
    return isNew
  })
}

const isInRest = (polled: { figures: readonly Figure[] }) => (areaId: string) =>
  !polled.figures.some((figure) => figure.scope.dimension === 'area' && figure.scope.id === areaId)

/** Guarantee: callers hand in 1 to 5. */
const asGrade = (value: number) => value as Grade

describe('townships that are shown together', () => {
  it('take in one after another at the same closing, when several have become too small to stand alone', async () => {
    const ctx = server.as(server.west)
    const city = await makeArea(ctx, { level: 'city' })
    const towns = [
      await makeArea(ctx, { parentId: city.id }),
      await makeArea(ctx, { parentId: city.id }),
      await makeArea(ctx, { parentId: city.id }),
    ]
    const units = [await makeUnit(ctx, { areaId: city.id }), await makeUnit(ctx, { areaId: city.id })] as const
    const closeAfter = async (counts: readonly number[], day: Day, ago: number) => {
      server.clock.now = new Date(`${day}T10:00:00+08:00`)
      for (const [t, town] of towns.entries()) {
        for (let i = 0; i < (counts[t] ?? 0); i += 1) {
          const unit = units[i % 2 === 0 ? 0 : 1]
          await rateContact(server, ctx, { unit, areaId: town.id, grade: 5, closedDay: addDays(day, -ago) })
        }
      }
      expect(await closeDay(ctx, day)).toBe(true)
      const { body } = await server.call(readPublicFigure, { indicatorId }, undefined, server.west)
      return body.areas.map(({ scope, n }) => [scope.dimension, n])
    }
    const alone = [
      ['area', 34],
      ['area', 33],
    ]
    expect(await closeAfter([34, 33, 12], '2026-08-03', 40)).toEqual(alone)
    expect(await closeAfter([20, 20, 20], '2026-10-01', 2)).toEqual([['rest', 60]])
  })
})
