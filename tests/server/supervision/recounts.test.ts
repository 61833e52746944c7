import { randomUUID } from 'node:crypto'
import { workRecount } from '@minyi/server/features/cases/recounts/service.ts'
import * as requests from '@minyi/shared/cases/requests/contract.ts'
import * as clocks from '@minyi/shared/clocks/contract.ts'
import { readOrder } from '@minyi/shared/supervision/contract.ts'
import { readLetter } from '@minyi/shared/supervision/letters/contract.ts'
import { askExtension, decideExtension } from '@minyi/shared/supervision/tasks/contract.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bringTo, type CaseWorld, makeCaseWorld, must } from '../../support/factories/cases.ts'
import { bringLetterTo, bringOrderTo, makeOrder, step } from '../../support/factories/supervision.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let world: CaseWorld
let admin: Session
let supervisor: Session
let unitStaff: Session

beforeEach(async () => {
  server = await startServer()
  server.clock.now = new Date('2026-06-11T09:00:00+08:00')
  world = await makeCaseWorld(server)
  admin = await server.staff(server.east, { permissions: ['definitions.write', 'supervision.read'] })
  const directs = ['supervision.read', 'supervision.order'] as const
  supervisor = await server.staff(server.east, { permissions: [...directs], memberOf: world.bureau.id })
  unitStaff = await server.staff(server.east, { permissions: ['supervision.answer'], unitId: world.handling.id })
})
afterEach(() => server.close())

const people = () => ({ assigner: supervisor, unitStaff, unitId: world.handling.id })
async function work() {
  while ((await workRecount(server.as(server.east))) > 0);
}
type Given = { days: number; dayKind: clocks.DayKind }
async function define(clock: clocks.ClockName, given: Given, { version = 1, recount = true } = {}) {
  const set = { id: randomUUID(), clock, version, ...given, months: 0, endsAt: '24:00', source: '本市新规定' }
  await must(server.call(clocks.defineClock, { ...set, recount }, admin))
  await work()
}
/** New Year and the Monday after it are off, the Sunday between is worked. */
async function publishCalendarOf2027() {
  const { version, daysOff, workDays } = await must(server.call(clocks.readCalendar, {}, admin))
  const notice = { knownFrom: '2025-01-01', knownThrough: '2027-12-31', source: '国务院办公厅2027年放假通知' }
  const days = { workDays: [...workDays, '2027-01-03'], daysOff: [...daysOff, '2027-01-01', '2027-01-04'] }
  await must(server.call(clocks.publishCalendar, { id: randomUUID(), version, ...notice, ...days }, admin))
  await work()
}
const orderOf = (orderId: string) => must(server.call(readOrder, { orderId }, supervisor))
const finishOf = async (orderId: string) =>
  (await orderOf(orderId)).tasks[0]?.checkpoints.find(({ kind, round }) => kind === 'finish' && round === 1)

describe('a new definition of a clock of 13710', () => {
  it('moves what runs by it, tells it in the story, and keeps the first date on record', async () => {
    const { order } = await makeOrder(server, supervisor, world.handling.id)
    const definition = { clock: 'order-ordinary' as const, dayKind: 'natural' as const, days: 10, endsAt: '24:00' }
    const preview = await must(server.call(clocks.previewRecount, { definition }, admin))
    expect(preview).toMatchObject({
      examined: 1,
      later: 1,
      rows: [{ number: order.number, clock: 'order-ordinary', from: '2026-06-18', to: '2026-06-21' }],
    })
    expect((await finishOf(order.id))?.dueDay).toBe('2026-06-18')
    await define('order-ordinary', { days: 10, dayKind: 'natural' })
    expect(await finishOf(order.id)).toMatchObject({ dueDay: '2026-06-21', firstDueDay: '2026-06-18' })
    expect((await orderOf(order.id)).steps.at(-1)).toMatchObject({
      action: 'recount',
      words: '办结：期限由6月18日（周四）24:00 前改为6月21日（周日）24:00 前',
    })
    const { recounts } = await must(server.call(clocks.listRecounts, {}, admin))
    expect(recounts).toMatchObject([{ clock: 'order-ordinary', examined: 1, moved: 1, doneAt: expect.any(String) }])
  })

  it('leaves alone a date that a person set: a plan, and more time that was granted', async () => {
    const planned = await makeOrder(server, supervisor, world.handling.id, {
      importance: 'major',
      plannedDay: '2026-09-30',
    })
    const { orderId, task } = await bringOrderTo(server, people(), 'working', { importance: 'major' })
    const words = '涉及多个部门，需要更多时间。'
    const asked = await must(server.call(askExtension, { ...step(task), untilDay: '2026-08-31', words }, unitStaff))
    await must(server.call(decideExtension, { ...step(asked), grant: true }, supervisor))
    await define('order-major', { days: 10, dayKind: 'natural' })
    expect((await finishOf(planned.order.id))?.dueDay).toBe('2026-09-30')
    expect((await finishOf(orderId))?.dueDay).toBe('2026-08-31')
  })

  it('in working days waits for the calendar of its year, whose notice then moves it', async () => {
    server.clock.now = new Date('2026-12-28T09:00:00+08:00')
    const { order } = await makeOrder(server, supervisor, world.handling.id)
    await define('order-ordinary', { days: 5, dayKind: 'working' })
    expect(await finishOf(order.id)).toMatchObject({ dueDay: '2027-01-04' })
    await publishCalendarOf2027()
    // Monday to Thursday, and the made-up Sunday: New Year and the Monday after it are off.
    expect(await finishOf(order.id)).toMatchObject({ dueDay: '2027-01-05' })
  })
})

describe('a new definition of a letter’s clock', () => {
  it('leaves alone the dates that stand in the paper, and moves that of the review of an objection', async () => {
    const letter = await bringLetterTo(server, people(), 'objected')
    await define('letter-correct', { days: 45, dayKind: 'natural' })
    const same = await must(server.call(readLetter, { letterId: letter.id }, supervisor))
    expect(same.correct.dueDay).toBe('2026-07-11')
    expect(same.objection?.reviewDueDay).toBe('2026-07-11')
    await define('inspection-review', { days: 45, dayKind: 'natural' })
    const moved = await must(server.call(readLetter, { letterId: letter.id }, supervisor))
    expect(moved.objection?.reviewDueDay).toBe('2026-07-26')
    expect(moved.steps.at(-1)).toMatchObject({ action: 'recount', words: expect.stringContaining('复核异议：期限由') })
  })
})

describe('a new calendar', () => {
  it('counts the review of an objection by the definition that it was set with', async () => {
    await define('inspection-review', { days: 5, dayKind: 'working' })
    server.clock.now = new Date('2026-12-28T09:00:00+08:00')
    const letter = await bringLetterTo(server, people(), 'objected')
    await define('inspection-review', { days: 40, dayKind: 'working' }, { version: 2, recount: false })
    await publishCalendarOf2027()
    const { objection } = await must(server.call(readLetter, { letterId: letter.id }, supervisor))
    expect(objection?.reviewDueDay).toBe('2027-01-05')
  })
})

describe('a new definition of how long a second person may take', () => {
  it('moves the requests that wait, and no others', async () => {
    const { receipt, version } = await bringTo(server, world, 'handling')
    const caseId = receipt.id
    const words = '需要多部门会商，请再给我们一些时间。'
    const input = { id: randomUUID(), caseId, version, days: 10, words }
    await must(server.call(requests.askExtension, input, world.handler))
    const waiting = async () => (await must(server.call(requests.listRequests, {}, world.supervisor))).rows
    expect((await waiting())[0]?.clock).toMatchObject({ clock: 'approval', dueDay: '2026-06-12' })
    await define('objection-review', { days: 9, dayKind: 'working' })
    expect((await waiting())[0]?.clock.dueDay).toBe('2026-06-12')
    await define('approval', { days: 3, dayKind: 'working' })
    expect((await waiting())[0]?.clock).toMatchObject({ dueDay: '2026-06-16', dayKind: 'working' })
  })
})
