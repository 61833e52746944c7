import { randomUUID } from 'node:crypto'
import { watchDay } from '@minyi/server/features/indicators/alarms/watch/service.ts'
import { closeDay } from '@minyi/server/features/indicators/closing/service.ts'
import { emit } from '@minyi/server/platform/outbox.ts'
import { acknowledgeAlarm, listAlarms } from '@minyi/shared/indicators/alarms/contract.ts'
import { addDays, type Day } from '@minyi/shared/platform/time.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { foldEverything } from '../../support/factories/indicators.ts'
import { makeArea, makeUnit } from '../../support/factories/registry.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

const indicatorId = 'IND-002-01'
const today = '2026-06-10'
const fallFrom = '2026-05-20'
let server: TestServer
let world: Awaited<ReturnType<typeof makeWorld>>
let leader: Session

beforeAll(async () => {
  server = await startServer()
  world = await makeWorld()
  leader = await server.staff(server.east, { permissions: ['figures.exact'], name: '陆文斌' })
}, 120_000)
afterAll(() => server.close())

type Unit = { id: string; areaId: string }

/** Ratings of one day at one unit, told to the figures as the product tells them. */
async function tell(unit: Unit, day: Day, counts: Record<string, number>) {
  const figure = { kind: 'enforcement', day, unitId: unit.id, areaId: unit.areaId, officerId: null, channel: 'link' }
  await emit(server.as(server.east), { topic: 'test', subjectId: unit.id, figure: { ...figure, counts } })
}

/** Two townships; in one of them the rate of one of two units falls from 95% to 70%; a third unit has hardly any ratings. */
async function makeWorld() {
  const ctx = server.as(server.east)
  // The first fold of a database starts from the rows; what is told after it is added.
  await foldEverything(server)
  const city = await makeArea(ctx, { level: 'city', name: '全城' })
  const north = await makeArea(ctx, { parentId: city.id, name: '北镇' })
  const south = await makeArea(ctx, { parentId: city.id, name: '南镇' })
  const falling = await makeUnit(ctx, { areaId: north.id, name: '下滑局' })
  const steady = await makeUnit(ctx, { areaId: south.id, name: '平稳局' })
  const tiny = await makeUnit(ctx, { areaId: south.id, name: '小小局' })
  const world = { city, north, south, falling, steady, tiny }
  for (let day = '2025-10-01'; day <= today; day = addDays(day, 1)) await fillDay(world, day, day >= fallFrom)
  await foldEverything(server)
  return world
}

async function fillDay(
  { falling, steady, tiny }: Record<'falling' | 'steady' | 'tiny', Unit>,
  day: Day,
  fallen: boolean,
) {
  const odd = Number(day.slice(8)) % 2
  await tell(falling, day, fallen ? { g5: 14, g1: 6 } : { g5: 19, g1: 1 })
  await tell(steady, day, { g5: 38 + odd, g2: 2 - odd })
  if (day.endsWith('-15')) await tell(tiny, day, { g5: 4, g1: 1 })
}

const run = async (day: Day) => {
  server.clock.now = new Date(`${addDays(day, 1)}T00:10:00+08:00`)
  await closeDay(server.as(server.east), day)
  return watchDay(server.as(server.east), day)
}
const alarms = async (session = leader, status: 'standing' | 'all' = 'standing') =>
  (await server.call(listAlarms, { indicatorId, status, limit: 100 }, session)).body
const about = (body: Awaited<ReturnType<typeof alarms>>, name: string) =>
  body.rows.find(({ scope }) => scope.name === name)

describe('the daily watch', () => {
  it('waits until the day is closed, and watches it once', async () => {
    expect(await watchDay(server.as(server.east), '2026-05-18')).toBe(false)
    expect(await run('2026-05-18')).toBe(true)
    expect(await run('2026-05-18')).toBe(false)
    const { rows, rule } = await alarms()
    expect(rows).toEqual([])
    expect(rule).toMatchObject({ falseAlarmDays: 1000, lastDay: '2026-05-18', unwatched: 1 })
    expect(rule.watched).toBeGreaterThanOrEqual(5)
  })

  it('gives the alarm while the figure still reaches its target, and says since when and where to look', async () => {
    for (let day = '2026-05-20'; day <= '2026-05-26'; day = addDays(day, 1)) await run(day)
    const body = await alarms()
    expect(body.rows.map(({ scope }) => scope.name).sort()).toEqual(['下滑局', '东城', '北镇'])
    const unit = about(body, '下滑局')
    expect(unit?.case.recent).toMatchObject({ point: 0.7, since: fallFrom })
    expect(unit?.case.usual.point).toBeCloseTo(0.95, 2)
    const whole = about(body, '东城')
    expect(whole?.case.figure).toMatchObject({ verdict: 'met' })
    expect(whole?.case.parts.slice(0, 2).map(({ scope }) => scope.name)).toContain('下滑局')
    expect(whole?.case.parts.map(({ scope }) => scope.name)).toContain('北镇')
    for (const { case: evidence } of body.rows) {
      expect(evidence.runLength.usual).toBeGreaterThanOrEqual(900)
      expect(evidence.runLength.fallen).toBeLessThan(evidence.runLength.usual / 5)
    }
  })

  it('says in how many days the line is reached if it goes on like this', async () => {
    const unit = about(await alarms(), '下滑局')
    expect(unit?.case.figure?.verdict).toBe('met')
    expect(unit?.case.daysToLine).toBeGreaterThan(0)
    expect(unit?.case.daysToLine).toBeLessThan(20)
  })

  it('keeps one alarm a series while it stands, and ends it when the charts are quiet again', async () => {
    const before = about(await alarms(), '下滑局')
    for (const day of ['2026-05-27', '2026-05-28']) await run(day)
    expect(about(await alarms(), '下滑局')?.id).toBe(before?.id)
    expect(await run('2026-07-10')).toBe(true)
    expect((await alarms()).rows).toEqual([])
    const ended = (await alarms(leader, 'all')).rows
    expect(ended.find(({ id }) => id === before?.id)?.overOn).toBe('2026-07-10')
  })
})

describe('whoever looks at an alarm', () => {
  it('writes a note that stands beside it under their name, once however often it is sent', async () => {
    const [alarm] = (await alarms(leader, 'all')).rows
    const input = { id: randomUUID(), alarmId: alarm?.id ?? '', note: '已约谈，十日内整改' }
    const first = await server.call(acknowledgeAlarm, input, leader)
    const again = await server.call(acknowledgeAlarm, input, leader)
    expect([first.status, again.text]).toEqual([200, first.text])
    expect(first.body.acknowledgements).toMatchObject([{ by: '陆文斌', note: input.note }])
    const other = await server.call(acknowledgeAlarm, { ...input, note: '换一句' }, leader)
    expect(other.problem.code).toBe('id-reused')
    const rows = (await alarms(leader, 'all')).rows
    expect(rows.find(({ id }) => id === alarm?.id)?.acknowledgements).toHaveLength(1)
  })

  it('finds only those about their own area or unit, and none of another tenant', async () => {
    const names = async (session: Session) => (await alarms(session, 'all')).rows.map(({ scope }) => scope.name).sort()
    const inNorth = await server.staff(server.east, { permissions: ['figures.exact'], areaId: world.north.id })
    const inSouth = await server.staff(server.east, { permissions: ['figures.exact'], areaId: world.south.id })
    const ofUnit = await server.staff(server.east, { permissions: ['figures.exact'], unitId: world.falling.id })
    expect([await names(inNorth), await names(inSouth), await names(ofUnit)]).toEqual([['北镇'], [], ['下滑局']])
    const stranger = await server.staff(server.west, { permissions: ['figures.exact'] })
    expect(await names(stranger)).toEqual([])
    const [alarm] = (await alarms(inNorth, 'all')).rows
    const input = { id: randomUUID(), alarmId: alarm?.id ?? '', note: '看过' }
    const refused = await server.call(acknowledgeAlarm, input, inSouth)
    const missing = await server.call(acknowledgeAlarm, { ...input, alarmId: randomUUID() }, inSouth)
    expect([refused.status, refused.text]).toEqual([404, missing.text])
  })
})
