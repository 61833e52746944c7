import { closeDay } from '@minyi/server/features/indicators/closing/service.ts'
import {
  exportPublicFigure,
  listPublicFigures,
  readPublicFigure,
  readUnitFigures,
} from '@minyi/shared/indicators/closed/contract.ts'
import {
  exportFigures,
  type Figure,
  listByArea,
  listByUnit,
  listIndicators,
  readFigure,
  readOverview,
  readTrend,
} from '@minyi/shared/indicators/contract.ts'
import type { Grade } from '@minyi/shared/ratings/contract.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { foldEverything, rateContact } from '../../support/factories/indicators.ts'
import { makeArea, makeUnit } from '../../support/factories/registry.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

const indicatorId = 'IND-002-01'
let server: TestServer
let world: Awaited<ReturnType<typeof makeWorld>>
let leader: Session

beforeAll(async () => {
  server = await startServer()
  world = await makeWorld()
  leader = await server.staff(server.east, { permissions: ['figures.exact'] })
}, 120_000)
afterAll(() => server.close())

/** Three townships with 40, 32 and 7 ratings; two units, one with 72 and one with 7. */
async function makeWorld() {
  const ctx = server.as(server.east)
  const city = await makeArea(ctx, { level: 'city', name: '全城' })
  const [north, middle, south] = [
    await makeArea(ctx, { parentId: city.id, name: '北镇' }),
    await makeArea(ctx, { parentId: city.id, name: '中镇' }),
    await makeArea(ctx, { parentId: city.id, name: '南镇' }),
  ]
  const large = await makeUnit(ctx, { areaId: city.id, name: '=1+1 大局' })
  const small = await makeUnit(ctx, { areaId: city.id, name: '小局' })
  const rate = async (count: number, areaId: string, unit: typeof large, closedDay: string) => {
    for (let i = 0; i < count; i += 1) {
      const grade: Grade = i % 10 === 0 ? 1 : 5
      await rateContact(server, ctx, { unit, areaId, grade, closedDay })
    }
  }
  await rate(40, north.id, large, '2026-06-02')
  await rate(20, middle.id, large, '2026-06-02')
  await rate(12, middle.id, large, '2026-05-20')
  await rate(7, south.id, small, '2026-06-02')
  await foldEverything(server)
  return { city, north, middle, south, large, small }
}

const names = (figures: readonly Figure[]) => figures.map(({ scope, n, suppressed }) => [scope.name, n, suppressed])

describe('a leader reads', () => {
  it('areas below the whole, hiding so many that the total gives no small one away', async () => {
    const { status, body } = await server.call(listByArea, { indicatorId }, leader)
    expect(status).toBe(200)
    expect(body.total).toMatchObject({ n: 79, basis: 'exact', period: { from: '2026-03-14', to: '2026-06-11' } })
    expect(names(body.rows).sort()).toEqual([
      ['中镇', 32, 'complementary'],
      ['北镇', 40, null],
      ['南镇', 7, 'under-minimum'],
    ])
    expect(body.hidden).toMatchObject({ n: 39, suppressed: null })
    for (const figure of body.rows.filter((row) => row.suppressed)) {
      expect(figure).toMatchObject({ estimate: null, counts: null, verdict: 'insufficient' })
    }
  })

  it('units against the funnel, without a rank and without a rate for small ones', async () => {
    const { body } = await server.call(listByUnit, { indicatorId }, leader)
    expect(names(body.rows.map(({ figure }) => figure)).sort()).toEqual([
      ['=1+1 大局', 72, 'complementary'],
      ['小局', 7, 'under-minimum'],
    ])
    expect(body.rows.every(({ funnel }) => funnel === null)).toBe(true)
    const alone = await server.call(listByUnit, { indicatorId, period: 'month', at: '2026-05-10' }, leader)
    expect(alone.body.rows.map(({ figure }) => figure.n)).toEqual([12])
  })

  it('a month, the month before and the year before, each as a figure', async () => {
    const { body } = await server.call(readFigure, { indicatorId, period: 'month', at: '2026-06-05' }, leader)
    expect(body.figure).toMatchObject({ n: 67, period: { from: '2026-06-01', to: '2026-06-11' } })
    expect(body.yearBefore).toMatchObject({ n: 0, suppressed: 'under-minimum' })
    expect(body.figure.estimate?.satisfied).toBe(67 - 4 - 2 - 1)
    expect(body.indicator).toMatchObject({ id: indicatorId, target: 0.9, minN: 30 })
  })

  it('the trend by months and by windows, and the overview of all indicators', async () => {
    const months = await server.call(readTrend, { indicatorId, by: 'month', months: 3 }, leader)
    expect(months.body.points.map(({ month, figure }) => [month, figure.n])).toEqual([
      ['2026-04', 0],
      ['2026-05', 12],
      ['2026-06', 67],
    ])
    const windows = await server.call(readTrend, { indicatorId, months: 2 }, leader)
    expect(windows.body.points.map(({ figure }) => figure.n)).toEqual([12, 79])
    const { body } = await server.call(readOverview, {}, leader)
    expect(body.rows.map(({ indicator, trend }) => [indicator.id, trend.length])).toEqual([
      ['IND-002-01', 12],
      ['IND-002-02', 12],
    ])
    expect(body.rows[0]?.figure.n).toBe(79)
  })

  it('a file in which no cell can calculate and every row says when, by which definition and out of how many', async () => {
    const csv = await server.call(exportFigures, { indicatorId, by: 'unit', format: 'csv' }, leader)
    expect(csv.text).toContain("'=1+1 大局")
    expect(csv.text).toContain('ind-002-01 第 1 版')
    expect(csv.text).toContain('不显示')
    const xlsx = await server.call(exportFigures, { indicatorId, by: 'area', format: 'xlsx' }, leader)
    expect(xlsx.headers['content-type']).toContain('spreadsheetml')
  })

  it('nothing where a choice makes no sense or leads nowhere', async () => {
    const custom = { indicatorId, period: 'custom' as const }
    expect((await server.call(readFigure, custom, leader)).problem.fields?.[0]?.path).toBe('from')
    const backwards = { ...custom, from: '2026-02-01', to: '2026-01-01' }
    expect((await server.call(listByArea, backwards, leader)).problem.code).toBe('input-invalid')
    const unknown = { indicatorId: 'IND-999-01' }
    for (const operation of [readFigure, listByArea, listByUnit, readTrend] as const) {
      expect((await server.call<typeof readFigure>(asRead(operation), unknown, leader)).problem.code).toBe('not-found')
    }
  })
})

describe('scope', () => {
  it('keeps a supervisor of one township within it', async () => {
    const supervisor = await server.staff(server.east, { permissions: ['figures.exact'], areaId: world.north.id })
    const own = await server.call(readFigure, { indicatorId }, supervisor)
    expect(own.body.figure).toMatchObject({ n: 40, scope: { dimension: 'area', name: '北镇' } })
    const overview = await server.call(readOverview, {}, supervisor)
    expect(overview.body.rows[0]?.figure.scope.name).toBe('北镇')
    for (const input of [{ areaId: world.middle.id }, { areaId: world.city.id }, { unitId: world.large.id }]) {
      const refused = await server.call(readFigure, { indicatorId, ...input }, supervisor)
      const missing = await server.call(readFigure, { indicatorId, areaId: crypto.randomUUID() }, supervisor)
      expect([refused.status, refused.text]).toEqual([404, missing.text])
    }
    expect((await server.call(listByUnit, { indicatorId }, supervisor)).body.rows).toEqual([])
    expect((await server.call(listByArea, { indicatorId, below: world.city.id }, supervisor)).status).toBe(404)
  })

  it('keeps whoever may read one unit with that unit', async () => {
    const limited = await server.staff(server.east, { permissions: ['figures.exact'], unitId: world.large.id })
    const { body } = await server.call(listByUnit, { indicatorId }, limited)
    expect(names(body.rows.map(({ figure }) => figure))).toEqual([['=1+1 大局', 72, null]])
    expect((await server.call(readFigure, { indicatorId, unitId: world.small.id }, limited)).status).toBe(404)
    expect((await server.call(readFigure, { indicatorId, areaId: world.north.id }, limited)).status).toBe(404)
  })

  it('lets nobody else read exact figures', async () => {
    const resident = await server.resident(server.east)
    const clerk = await server.staff(server.east, { permissions: ['figures.closed'], unitId: world.large.id })
    const inputs = { indicatorId, by: 'unit' as const }
    for (const operation of [readOverview, readFigure, listByArea, listByUnit, readTrend, exportFigures] as const) {
      const call = (session?: Session) => server.call<typeof readFigure>(asRead(operation), inputs, session)
      expect((await call(resident)).status).toBe(404)
      expect((await call(clerk)).status).toBe(404)
      expect((await call()).status).toBe(401)
    }
  })
})

describe('the public and the unit', () => {
  it('read what was closed, with the clause and the method, and download it', async () => {
    server.clock.now = new Date('2026-06-12T00:02:00+08:00')
    await closeDay(server.as(server.east), '2026-06-11')
    const { body } = await server.call(readPublicFigure, { indicatorId })
    const every = await server.call(listPublicFigures, {})
    expect(every.body.rows[0]?.figure).toEqual(body.figure)
    expect(body.figure).toMatchObject({ basis: 'closed', asOf: '2026-06-12T00:00:00+08:00' })
    expect(body.closing.minChanges).toBe(5)
    expect(body.trend.at(-1)).toEqual({ month: '2026-06', figure: body.figure })
    expect(body.areas.length).toBeGreaterThan(0)
    expect(body.restAreas).toContain('南镇')
    const { indicators } = (await server.call(listIndicators, {})).body
    expect(indicators[0]?.clause.text).toContain('社会满意度')
    const csv = await server.call(exportPublicFigure, { indicatorId })
    expect(csv.text).toContain('关账值')
    const clerk = await server.staff(server.east, { permissions: ['figures.closed'], unitId: world.large.id })
    const unit = await server.call(readUnitFigures, {}, clerk)
    expect(unit.body.rows[0]?.figure).toMatchObject({ n: 72, scope: { name: '=1+1 大局' }, basis: 'closed' })
  })
})

/** Guarantee: these operations all take an indicator and are only called here for their status. */
const asRead = (operation: unknown) => operation as typeof readFigure
