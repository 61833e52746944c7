import { units } from '@minyi/server/features/registry/tables.ts'
import { emit } from '@minyi/server/platform/outbox.ts'
import { listByChannel, listByField, readFunnel } from '@minyi/shared/indicators/breakdowns/contract.ts'
import {
  exportFigures,
  type Figure,
  listByArea,
  listByUnit,
  readFigure,
  readOverview,
  readTrend,
} from '@minyi/shared/indicators/contract.ts'
import { exportMovement, readMovement } from '@minyi/shared/indicators/movement/contract.ts'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { foldEverything } from '../../support/factories/indicators.ts'
import { makeArea, makeUnit } from '../../support/factories/registry.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

const indicatorId = 'IND-002-01'
const month = { indicatorId, period: 'month' as const, at: '2026-05-31' }
let server: TestServer
let world: Awaited<ReturnType<typeof makeWorld>>
let leader: Session

beforeAll(async () => {
  server = await startServer()
  world = await makeWorld()
  leader = await server.staff(server.east, { permissions: ['figures.exact'] })
}, 120_000)
afterAll(() => server.close())

/** Four fields: one of two units, one of one, and two of units with few ratings; one unit falls from April to May. */
async function makeWorld() {
  const ctx = server.as(server.east)
  await foldEverything(server)
  const city = await makeArea(ctx, { level: 'city' })
  const north = await makeArea(ctx, { parentId: city.id, name: '北镇' })
  const south = await makeArea(ctx, { parentId: city.id, name: '南镇' })
  const unit = async (name: string, field: string, areaId: string) => {
    const made = await makeUnit(ctx, { name, areaId })
    const own = and(eq(units.tenantId, ctx.tenant.id), eq(units.id, made.id))
    await ctx.db
      .update(units)
      .set({ fields: [field, '其他'] })
      .where(own)
    return made
  }
  const traffic = await unit('交通局', '道路运输', north.id)
  const harbour = await unit('港航局', '道路运输', south.id)
  const market = await unit('市场局', '市场监管', south.id)
  const small = await unit('小局', '燃气', north.id)
  const water = await unit('水务站', '水务', south.id)
  await tell(traffic, '2026-04-10', 'link', { g5: 95, g1: 5 })
  await tell(traffic, '2026-05-10', 'link', { g5: 60, g1: 20 })
  await tell(traffic, '2026-05-10', 'counter', { g5: 39, g1: 1 })
  await tell(traffic, '2026-05-10', 'standing', { g1: 9 })
  for (const day of ['2026-04-10', '2026-05-10']) await tell(harbour, day, 'link', { g4: 190, g2: 10 })
  for (const day of ['2026-04-10', '2026-05-10']) await tell(market, day, 'link', { g4: 280, g2: 20 })
  await tell(small, '2026-05-10', 'link', { g5: 7 })
  await tell(water, '2026-05-10', 'link', { g5: 25 })
  return { city, north, south, traffic, harbour, market, small }
}

type Unit = { id: string; areaId: string }

async function tell(unit: Unit, day: string, channel: string, counts: Record<string, number>) {
  const figure = { kind: 'enforcement', day, unitId: unit.id, areaId: unit.areaId, officerId: null, channel, counts }
  await emit(server.as(server.east), { topic: 'test', subjectId: unit.id, figure })
}

const sizes = (figures: readonly Figure[]) => figures.map(({ scope, n, suppressed }) => [scope.name, n, suppressed])

describe('by field of enforcement', () => {
  it('each unit counts once, under its first field, and no field gives a small unit away', async () => {
    const { body } = await server.call(listByField, month, leader)
    expect(sizes(body.rows).sort()).toEqual([
      ['市场监管', 300, null],
      ['水务', 25, 'under-minimum'],
      ['燃气', 7, 'under-minimum'],
      ['道路运输', 320, null],
    ])
    expect(body.hidden).toMatchObject({ n: 32 })
    expect(body.total.n).toBe(652)
  })

  it('one field can be read like a place, and taken apart into its units', async () => {
    const figure = await server.call(readFigure, { ...month, field: '道路运输' }, leader)
    expect(figure.body.figure).toMatchObject({ n: 320, scope: { dimension: 'field', id: null, name: '道路运输' } })
    const rows = await server.call(listByUnit, { ...month, field: '道路运输' }, leader)
    expect(sizes(rows.body.rows.map((row) => row.figure)).sort()).toEqual([
      ['交通局', 120, null],
      ['港航局', 200, null],
    ])
    const trend = await server.call(readTrend, { indicatorId, field: '道路运输', by: 'month', months: 3 }, leader)
    expect(trend.body.points.map((point) => point.figure.n)).toEqual([300, 320, 0])
    expect((await server.call(readFigure, { ...month, field: '航空' }, leader)).status).toBe(404)
    const two = await server.call(readFigure, { ...month, field: '燃气', unitId: world.small.id }, leader)
    expect(two.problem.code).toBe('input-invalid')
  })
})

describe('by channel', () => {
  it('shows the scored ones as figures and counts the standing code beside them', async () => {
    const { body } = await server.call(listByChannel, { ...month, unitId: world.traffic.id }, leader)
    expect(body.rows.map(({ scope, n }) => [scope.name, n])).toEqual([
      ['当事人自评', 80],
      ['窗口出示', 40],
      ['代填', 0],
    ])
    expect(body.unscored).toBe(9)
    expect(body.total.n).toBe(120)
  })

  it('narrows every other reading', async () => {
    const through = { ...month, channel: 'counter' as const }
    expect((await server.call(readFigure, through, leader)).body.figure.n).toBe(40)
    expect((await server.call(listByArea, through, leader)).body.total.n).toBe(40)
    expect((await server.call(readFunnel, through, leader)).body.total.n).toBe(40)
    const overview = await server.call(readOverview, { period: 'month', at: '2026-05-31', channel: 'counter' }, leader)
    expect(overview.body.rows[0]).toMatchObject({ figure: { n: 40 }, before: { n: 0 } })
  })
})

describe('the funnel', () => {
  it('gives each unit its place against chance, never a rank, and nothing of a small one but that it is there', async () => {
    const { body } = await server.call(readFunnel, month, leader)
    const of = (name: string) => body.rows.find((row) => row.name === name)
    expect(of('交通局')).toMatchObject({ field: '道路运输', n: 120, standing: 'low-998', verdict: 'missed' })
    expect(of('市场局')).toMatchObject({ standing: 'within' })
    expect(of('小局')).toMatchObject({ n: 7, suppressed: 'under-minimum', point: null, standing: null })
    expect(JSON.stringify(body)).not.toContain('rank')
    expect(body.curve[0]?.n).toBe(body.minN)
  })
})

describe('what moved it', () => {
  it('names the unit whose own rate fell, and the effects add up', async () => {
    const { body } = await server.call(readMovement, { ...month, by: 'unit' }, leader)
    expect(body.parts[0]?.scope.name).toBe('交通局')
    const effects = [...body.parts, ...(body.rest ? [body.rest] : [])]
    const sum = effects.reduce((total, part) => total + part.rateEffect + part.mixEffect, 0)
    const change = (body.now.estimate?.point ?? 0) - (body.before.estimate?.point ?? 0)
    expect(sum).toBeCloseTo(change, 10)
    expect(body.change?.points).toBeCloseTo(change, 10)
    expect([...body.parts.map((part) => part.scope.name)]).not.toContain('小局')
    expect(body).toMatchObject({ before: { verdict: 'met' }, now: { verdict: 'insufficient' }, verdictCause: 'rate' })
  })

  it('by area, field and channel, and not at all where one side has no rate', async () => {
    for (const by of ['area', 'field', 'channel'] as const) {
      const { body } = await server.call(readMovement, { ...month, by }, leader)
      expect(body.parts.length, by).toBeGreaterThan(0)
    }
    const { body } = await server.call(readMovement, { ...month, against: 'year' }, leader)
    expect(body).toMatchObject({ change: null, parts: [], rest: null })
    const refused = await server.call(readMovement, { ...month, unitId: world.traffic.id, by: 'area' }, leader)
    expect(refused.problem.fields?.[0]?.path).toBe('by')
  })
})

it('every table comes as a file', async () => {
  for (const by of ['area', 'unit', 'field', 'channel', 'month'] as const) {
    const { status, text } = await server.call(exportFigures, { ...month, by, format: 'csv' }, leader)
    expect([by, status]).toEqual([by, 200])
    expect(text.split('\n').length, by).toBeGreaterThan(3)
  }
  const moved = await server.call(exportMovement, { ...month, by: 'unit', format: 'csv' }, leader)
  expect(moved.text).toContain('交通局,2026-03-31,2026-04-30,100,0.9500,2026-05-01,2026-05-31,120,0.8250')
  expect(moved.text).toContain('东城合计')
})

it('whoever sees one unit learns nothing of the others', async () => {
  const limited = await server.staff(server.east, { permissions: ['figures.exact'], unitId: world.small.id })
  const texts = await Promise.all([
    server.call(readFunnel, month, limited),
    server.call(listByField, month, limited),
    server.call(readMovement, { ...month, by: 'channel' }, limited),
  ])
  for (const { status, text } of texts) {
    expect(status).toBe(200)
    expect(text).not.toMatch(/交通局|港航局|市场局|道路运输|市场监管/)
  }
  expect((await server.call(readMovement, { ...month, field: '道路运输' }, limited)).status).toBe(404)
})
