import { randomUUID } from 'node:crypto'
import { armClock, openClockBook, readClock } from '@minyi/server/features/clocks/service.ts'
import * as contract from '@minyi/shared/clocks/contract.ts'
import { clockInWords, dueInWords } from '@minyi/shared/clocks/labels.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { must } from '../../support/factories/cases.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let admin: Session
let clerk: Session

beforeAll(async () => {
  server = await startServer()
  admin = await server.staff(server.east, { permissions: ['definitions.write'] })
  clerk = await server.staff(server.east, { permissions: ['cases.read'] })
})
beforeEach(() => {
  server.clock.now = new Date('2026-06-11T09:00:00+08:00')
})
afterAll(() => server.close())

describe('the calendar', () => {
  it('holds the published days off and made-up working days of 2025 and 2026, and knows no more', async () => {
    const calendar = await must(server.call(contract.readCalendar, {}, clerk))
    expect(calendar).toMatchObject({ version: 1, knownFrom: '2025-01-01', knownThrough: '2026-12-31' })
    expect(calendar.daysOff).toHaveLength(37)
    expect(calendar.workDays).toEqual([
      ...['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
      ...['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
    ])
    expect(calendar.daysOff).toEqual(expect.arrayContaining(['2025-10-08', '2026-02-23', '2026-06-19', '2026-10-07']))
  })

  it('is published anew by whoever may, as the next version, once', async () => {
    const known = await must(server.call(contract.readCalendar, {}, admin))
    const { version, workDays, daysOff } = known
    const source = '国务院办公厅关于2027年部分节假日安排的通知'
    const next = { id: randomUUID(), version, knownFrom: '2025-01-01', knownThrough: '2027-12-31', workDays, source }
    const published = { ...next, daysOff: [...daysOff, '2027-01-01'] }
    expect((await server.call(contract.publishCalendar, published, clerk)).status).toBe(404)
    expect((await must(server.call(contract.publishCalendar, published, admin))).version).toBe(2)
    const again = await server.call(contract.publishCalendar, { ...published, id: randomUUID() }, admin)
    expect(again.problem.code).toBe('version-conflict')
    const other = await must(
      server.call(contract.readCalendar, {}, await server.staff(server.west, { permissions: [] })),
    )
    expect(other.version).toBe(1)
  })

  it('refuses days outside what it says it knows, and days both off and at work', async () => {
    const base = { version: 2, knownFrom: '2026-01-01', knownThrough: '2026-12-31', source: '测试用的通知' }
    const outside = { ...base, id: randomUUID(), daysOff: ['2027-01-01'], workDays: [] }
    const both = { ...base, id: randomUUID(), daysOff: ['2026-01-01'], workDays: ['2026-01-01'] }
    expect((await server.call(contract.publishCalendar, outside, admin)).problem.fields?.[0]?.path).toBe('daysOff')
    expect((await server.call(contract.publishCalendar, both, admin)).problem.fields?.[0]?.path).toBe('workDays')
  })
})

describe('the clocks', () => {
  it('are listed with their source', async () => {
    const { clocks } = await must(server.call(contract.listClocks, {}, clerk))
    expect(clocks.map((clock) => clock.clock).sort()).toEqual([...contract.clockNames].sort())
    expect(clocks.every((clock) => clock.source.length > 3)).toBe(true)
    expect(clocks.find((clock) => clock.clock === 'complaint-decide')).toMatchObject({ days: 30, extendBy: 20 })
  })

  it('are changed by whoever may, and never overwrite a change that came between', async () => {
    const change = {
      id: randomUUID(),
      clock: 'call-back' as const,
      version: 1,
      dayKind: 'working' as const,
      days: 2,
      endsAt: '17:00',
      source: '本市规定',
    }
    expect((await server.call(contract.defineClock, change, clerk)).status).toBe(404)
    const set = await must(server.call(contract.defineClock, change, admin))
    expect(set).toMatchObject({ version: 2, days: 2, matter: '两方说法不一：回访核实' })
    expect(await must(server.call(contract.defineClock, change, admin))).toEqual(set)
    const late = await server.call(contract.defineClock, { ...change, id: randomUUID(), days: 3 }, admin)
    expect(late.problem.code).toBe('version-conflict')
    const reused = await server.call(contract.defineClock, { ...change, days: 4 }, admin)
    expect(reused.problem.code).toBe('id-reused')
  })
})

describe('a clock that runs', () => {
  const wordsAt = async (armedAt: string, name: contract.ClockName, now: string) => {
    const ctx = server.as(server.west)
    const armed = armClock(ctx, await openClockBook(ctx), name, new Date(armedAt))
    server.clock.now = new Date(now)
    const reading = readClock(ctx, await openClockBook(ctx), armed)
    return [clockInWords(reading), dueInWords(reading)]
  }

  it('starts on the tenant’s day, whatever day it is where the machine stands', async () => {
    const late = await wordsAt('2026-11-06T23:30:00+08:00', 'complaint-accept', '2026-11-07T00:10:00+08:00')
    expect(late).toEqual(['还剩 5 个工作日', '11月13日（周五）17:30 前'])
    const early = await wordsAt('2026-11-06T00:05:00+08:00', 'complaint-accept', '2026-11-06T00:10:00+08:00')
    expect(early[1]).toBe('11月13日（周五）17:30 前')
  })

  it('is told in words that people use', async () => {
    const from = '2026-11-06T20:15:00+08:00'
    expect((await wordsAt(from, 'complaint-accept', '2026-11-11T09:00:00+08:00'))[0]).toBe('还剩 2 个工作日')
    expect((await wordsAt(from, 'complaint-accept', '2026-11-13T09:00:00+08:00'))[0]).toBe('今天 17:30 到期')
    expect((await wordsAt(from, 'complaint-accept', '2026-11-13T17:30:01+08:00'))[0]).toBe('今天 17:30 已到期')
    expect((await wordsAt(from, 'complaint-accept', '2026-11-15T09:00:00+08:00'))[0]).toBe('已超 1 个工作日')
    expect((await wordsAt(from, 'complaint-accept', '2026-11-17T09:00:00+08:00'))[0]).toBe('已超 2 个工作日')
    expect(await wordsAt('2026-11-19T16:20:00+08:00', 'verdict', '2026-11-20T09:00:00+08:00')).toEqual([
      '还剩 6 天',
      '11月26日（周四）24:00 前',
    ])
    expect((await wordsAt('2026-11-19T16:20:00+08:00', 'verdict', '2026-11-26T23:59:00+08:00'))[0]).toBe(
      '今天 24:00 到期',
    )
  })

  it('says that a day beyond the published calendar may move', async () => {
    const [, due] = await wordsAt('2026-12-30T10:00:00+08:00', 'complaint-accept', '2026-12-30T10:00:00+08:00')
    expect(due).toBe('1月6日（周三）17:30 前（放假安排未公布，暂定）')
  })
})
