import { closeDay } from '@minyi/server/features/indicators/closing/service.ts'
import { listPublicFigures, readUnitFigures } from '@minyi/shared/indicators/closed/contract.ts'
import { downloadOpenTable, listOpenTables, openTables } from '@minyi/shared/indicators/open/contract.ts'
import type { Grade } from '@minyi/shared/ratings/contract.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rateContact } from '../../support/factories/indicators.ts'
import { makeArea, makeUnit } from '../../support/factories/registry.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

const indicatorId = 'IND-002-01'
let server: TestServer
let world: Awaited<ReturnType<typeof makeWorld>>
let unitStaff: Session

beforeAll(async () => {
  server = await startServer()
  world = await makeWorld()
  unitStaff = await server.staff(server.east, { permissions: ['figures.closed'], unitId: world.poor.id })
  server.clock.now = new Date('2026-06-12T00:02:00+08:00')
  await closeDay(server.as(server.east), '2026-06-11')
}, 120_000)
afterAll(() => server.close())

/** A large unit that satisfies and a smaller one that does not, in one township. */
async function makeWorld() {
  const ctx = server.as(server.east)
  const town = await makeArea(ctx, { name: '北镇' })
  const good = await makeUnit(ctx, { areaId: town.id, name: '=SUM(1) 好评局' })
  const poor = await makeUnit(ctx, { areaId: town.id, name: '差评局' })
  const rate = async (unit: typeof good, count: number, poorOnes: number) => {
    for (let i = 0; i < count; i += 1) {
      const grade: Grade = i < poorOnes ? 1 : 5
      await rateContact(server, ctx, { unit, grade, closedDay: '2026-06-10' })
    }
  }
  await rate(good, 60, 2)
  await rate(poor, 32, 12)
  return { town, good, poor }
}

type OpenFile = { table: string; rows: Record<string, unknown>[]; fields: { code: string; name: string }[] }

/** Guarantee: the open data of the server under test, in JSON. */
const asOpenFile = (text: string) => JSON.parse(text) as OpenFile

async function readTable(table: (typeof openTables)[number]) {
  const { status, text } = await server.call(downloadOpenTable, { table, format: 'json' })
  expect(status).toBe(200)
  return asOpenFile(text)
}

describe('a rated unit reads', () => {
  it('its place against what chance does to units of its size, from its own rate and the published one', async () => {
    const { body } = await server.call(readUnitFigures, {}, unitStaff)
    const own = body.rows.find(({ indicator }) => indicator.id === indicatorId)
    const all = (await server.call(listPublicFigures, {})).body.rows.find(
      ({ indicator }) => indicator.id === indicatorId,
    )
    expect(own?.figure.estimate).toMatchObject({ n: 32, satisfied: 20 })
    expect(own?.funnel?.all).toBe(all?.figure.estimate?.point)
    expect(own?.funnel?.standing).toBe('low-95')
    const [low = 0, high = 0] = own?.funnel?.limits95 ?? []
    expect(low).toBeLessThan(own?.funnel?.all ?? 0)
    expect(high).toBeGreaterThan(own?.funnel?.all ?? 1)
  })

  it('no byte of another unit, and that nothing was excluded about it', async () => {
    const { body, text } = await server.call(readUnitFigures, {}, unitStaff)
    expect(body.unit).toEqual({ id: world.poor.id, name: '差评局' })
    expect(text).not.toContain(world.good.id)
    expect(text).not.toContain('好评局')
    expect(body.exclusions).toMatchObject({ total: 0 })
    expect(body.exclusions?.byReason.every(({ count }) => count === 0)).toBe(true)
  })
})

describe('open data', () => {
  it('names every table and column, and holds exactly those columns', async () => {
    const { body } = await server.call(listOpenTables, {})
    expect(body.tables.map(({ id }) => id)).toEqual([...openTables])
    for (const { id, fields, rows } of body.tables) {
      const file = await readTable(id)
      expect(file.rows).toHaveLength(rows)
      for (const row of file.rows) expect(Object.keys(row).sort()).toEqual(fields.map(({ code }) => code).sort())
      expect(fields.every(({ meaning }) => meaning.length >= 4)).toBe(true)
    }
  })

  it('holds what the public page shows and says why a cell is empty', async () => {
    const { rows } = await readTable('figures')
    const all = (await server.call(listPublicFigures, {})).body.rows[0]
    const total = rows.find((row) => row.indicator === indicatorId && row.cut === '合计')
    expect(total).toMatchObject({ n: all?.figure.estimate?.n, satisfied: all?.figure.estimate?.satisfied, why: null })
    const empty = rows.filter((row) => row.n === null)
    expect(empty.length).toBeGreaterThan(0)
    for (const row of empty) {
      expect(row).toMatchObject({ rate: null, satisfied: null, low: null, high: null, verdict: null })
      expect(row.why).toMatch(/不显示|还没有公布/)
    }
  })

  it('opens in a spreadsheet in Chinese and calculates nothing', async () => {
    const { text } = await server.call(downloadOpenTable, { table: 'figures', format: 'csv' })
    const [head = ''] = text.split(/\r?\n/)
    expect(head).toContain('指标编号')
    expect(head).toContain('为什么空着')
    expect(text).not.toMatch(/(^|,)=/m)
  })

  it('is no place for unknown tables', async () => {
    const { status } = await server.call(
      { ...downloadOpenTable, path: '/public/open-data/ratings' },
      { table: 'figures' },
    )
    expect(status).toBe(400)
  })
})
