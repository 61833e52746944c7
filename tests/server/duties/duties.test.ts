import { randomUUID } from 'node:crypto'
import { workRecount } from '@minyi/server/features/cases/recounts/service.ts'
import { tellDuties } from '@minyi/server/features/duties/service.ts'
import { defineClock, listClocks } from '@minyi/shared/clocks/contract.ts'
import * as duties from '@minyi/shared/duties/contract.ts'
import { listMessages } from '@minyi/shared/notices/contract.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { must } from '../../support/factories/cases.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let leader: Session
let clerk: Session
let admin: Session
beforeAll(async () => {
  server = await startServer()
  leader = await server.staff(server.east, { permissions: ['supervision.order'], name: '负责人' })
  clerk = await server.staff(server.east, { permissions: ['cases.read'] })
  admin = await server.staff(server.east, { permissions: ['definitions.write'] })
})
beforeEach(() => on('2026-01-10'))
afterAll(() => server.close())

const on = (day: string) => {
  server.clock.now = new Date(`${day}T09:00:00+08:00`)
}
const list = async (state: 'open' | 'ended' = 'open', by = clerk) =>
  (await must(server.call(duties.listDuties, { state, limit: 100 }, by))).rows
const named = async (clock: string) => {
  const found = (await list()).find((row) => row.clock === clock)
  if (!found) throw new Error(`no duty ${clock}`)
  return found
}
const add = (clock: duties.DatedClock, day: string, by = leader, id: string = randomUUID()) =>
  server.call(duties.addDuty, { id, clock, title: '城市更新条例草案', day }, by)
const record = (duty: duties.Duty, given: object = {}, by = leader) =>
  server.call(
    duties.recordDuty,
    {
      id: randomUUID(),
      dutyId: duty.id,
      version: duty.version,
      outcome: 'done' as const,
      note: '已在门户网站公布',
      ...given,
    },
    by,
  )

describe('the duties of an office', () => {
  it('hold each annual report once, on its date of this year or the next, with its source', async () => {
    await list()
    const rows = (await list()).filter(({ yearly }) => yearly)
    expect(rows.map(({ clock, dueDay }) => `${clock} ${dueDay}`).sort()).toEqual([
      'disclosure-report-department 2026-01-31',
      'disclosure-report-government 2026-03-31',
      'law-report-public 2026-04-01',
      'law-report-upward 2026-03-01',
      'law-report-upward-province 2026-04-01',
    ])
    expect(rows[0]).toMatchObject({ state: 'open', daysLeft: 21, source: '《政府信息公开条例》' })
    on('2026-02-02')
    const next = (await list()).filter(({ clock }) => clock === 'disclosure-report-department')
    expect(next.map(({ dueDay, state }) => [dueDay, state])).toEqual([
      ['2026-01-31', 'overdue'],
      ['2027-01-31', 'open'],
    ])
  })

  it('that are entered count on from publication, or back from the event; a repeated call enters one', async () => {
    const id = randomUUID()
    const [one, two] = await Promise.all([1, 2].map(() => add('decision-comments', '2026-01-12', leader, id)))
    expect(one?.body).toEqual(two?.body)
    expect(one?.body).toMatchObject({ dueDay: '2026-02-11', yearly: false, enteredBy: '负责人' })
    expect(await must(add('decision-hearing-papers', '2026-03-20'))).toMatchObject({ dueDay: '2026-03-13' })
    expect(await must(add('document-comments', '2026-02-09'))).toMatchObject({ dueDay: '2026-02-25' })
    expect((await add('rules-comments', '2026-01-12', clerk)).status).toBe(404)
    const [yearly] = (await list()).filter((row) => row.yearly)
    expect((await add('rules-comments', '2026-01-12', leader, yearly?.id)).problem.code).toBe('id-reused')
  })

  it('are recorded as done with who, when, a note and a link, and can be taken back', async () => {
    const duty = await named('law-report-upward')
    expect((await record(duty, {}, clerk)).status).toBe(404)
    expect((await record(duty, { day: '2026-01-11' })).problem.fields?.[0]?.path).toBe('day')
    expect((await record(duty, { link: 'javascript:alert(1)' })).problem.code).toBe('input-invalid')
    const link = 'https://www.taicang.gov.cn/report'
    const done = await must(record(duty, { link, day: '2026-01-09' }))
    expect(done).toMatchObject({ state: 'done', doneDay: '2026-01-09', doneBy: '负责人', link, version: 2 })
    expect((await record(duty)).problem.code).toBe('version-conflict')
    expect((await record(done)).problem.code).toBe('step-not-allowed')
    expect((await list()).some(({ id }) => id === duty.id)).toBe(false)
    expect((await list('ended')).map(({ id }) => id)).toContain(duty.id)
    const back = { id: randomUUID(), dutyId: duty.id, version: 2, note: '登记错了一项' }
    expect(await must(server.call(duties.reopenDuty, back, leader))).toMatchObject({ state: 'open', doneBy: null })
    expect((await server.call(duties.reopenDuty, { ...back, id: randomUUID(), version: 3 }, leader)).problem.code).toBe(
      'step-not-allowed',
    )
    expect((await record(await named('law-report-upward'), { dutyId: randomUUID() })).status).toBe(404)
    const province = await named('law-report-upward-province')
    expect(await must(record(province, { outcome: 'not-applicable' }))).toMatchObject({ state: 'not-applicable' })
  })

  it('are told two weeks before, three days before and when over, once each, to those who answer for the whole place', async () => {
    const duty = await named('disclosure-report-government')
    const heard = async (by: Session) =>
      (await must(server.call(listMessages, { limit: 100 }, by))).rows
        .filter(({ about }) => about.id === duty.id)
        .map(({ kind }) => kind)
    for (const day of [
      '2026-03-16',
      '2026-03-17',
      '2026-03-18',
      '2026-03-28',
      '2026-03-31',
      '2026-04-01',
      '2026-04-02',
    ]) {
      on(day)
      await tellDuties(server.as(server.east))
    }
    expect((await heard(leader)).sort()).toEqual(['duty.due', 'duty.due', 'duty.overdue'])
    expect(await heard(clerk)).toEqual([])
  })

  it('move when their clock is counted anew, and the table of clocks tells the next day of each', async () => {
    const { clocks } = await must(server.call(listClocks, {}, clerk))
    const clock = clocks.find((one) => one.clock === 'law-report-public')
    expect(clock?.due).toEqual({ day: '2026-04-01', provisional: false })
    expect(clocks.find((one) => one.clock === 'rules-comments')?.due.day).toBe('2026-02-09')
    const set = { dayKind: 'natural' as const, days: 0, onDay: '04-15', endsAt: '24:00', recount: true }
    const how = { id: randomUUID(), clock: 'law-report-public' as const, version: clock?.version ?? 0 }
    await must(server.call(defineClock, { ...how, ...set, source: '市里另有规定' }, admin))
    while ((await workRecount(server.as(server.east))) > 0);
    expect(await named('law-report-public')).toMatchObject({ dueDay: '2026-04-15', source: '市里另有规定' })
    expect((await list()).filter((row) => row.clock === 'law-report-public')).toHaveLength(1)
  })
})
