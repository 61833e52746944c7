import { randomUUID } from 'node:crypto'
import { staff as staffTable } from '@minyi/server/features/identity/tables.ts'
import { tellLate } from '@minyi/server/features/supervision/late/service.ts'
import { openOrder as openByProduct } from '@minyi/server/features/supervision/opening/service.ts'
import { listMessages } from '@minyi/shared/notices/contract.ts'
import {
  assignUnits,
  countOrders,
  listOrders,
  openOrder,
  readOrder,
  takeOverOrder,
  withdrawOrder,
} from '@minyi/shared/supervision/contract.ts'
import {
  askExtension,
  clearTask,
  decideExtension,
  finishTask,
  listTasks,
  readTask,
  reopenTask,
  reportTask,
  returnTask,
  studyTask,
  urgeTask,
} from '@minyi/shared/supervision/tasks/contract.ts'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { must } from '../../support/factories/cases.ts'
import { makeUnit } from '../../support/factories/registry.ts'
import { bringOrderTo, makeOrder, orderDraft, step } from '../../support/factories/supervision.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let bureau: { id: string }
let unit: { id: string }
let other: { id: string }
let supervisor: Session
let colleague: Session
let unitStaff: Session
let otherStaff: Session
const directs = ['supervision.read', 'supervision.order'] as const
beforeAll(async () => {
  server = await startServer()
  const ctx = server.as(server.east)
  ;[bureau, unit, other] = [await makeUnit(ctx), await makeUnit(ctx), await makeUnit(ctx)]
  const staff = (permissions: Parameters<typeof server.staff>[1]['permissions'], memberOf: string, unitId?: string) =>
    server.staff(server.east, { permissions, memberOf, ...(unitId ? { unitId } : {}), name: '某人' })
  supervisor = await staff(directs, bureau.id)
  colleague = await staff(directs, bureau.id)
  unitStaff = await staff(['supervision.answer'], unit.id, unit.id)
  otherStaff = await staff(['supervision.answer'], other.id, other.id)
})
beforeEach(() => {
  server.clock.now = new Date('2026-06-11T09:00:00+08:00')
})
afterAll(() => server.close())

const later = (at: string) => {
  server.clock.now = new Date(`2026-${at}:00+08:00`)
}
const people = () => ({ assigner: supervisor, unitStaff, unitId: unit.id })
const words = '已按要求办理，请予核实。'
const read = async (orderId: string, by = supervisor) => must(server.call(readOrder, { orderId }, by))

describe('an order', () => {
  it('is numbered in its year and sets the checkpoints of 13710 in natural days', async () => {
    const { order, task } = await makeOrder(server, supervisor, unit.id)
    expect(order.number).toMatch(/^督办〔2026〕\d+号$/)
    expect(task.checkpoints.map(({ kind, dueDay, standing }) => [kind, dueDay, standing])).toEqual([
      ['study', '2026-06-11', 'open'],
      ['report', '2026-06-14', 'open'],
      ['finish', '2026-06-18', 'open'],
    ])
    const major = await makeOrder(server, supervisor, unit.id, { importance: 'major' })
    expect(major.task.checkpoints[2]?.dueDay).toBe('2026-07-11')
    const planned = await makeOrder(server, supervisor, unit.id, { importance: 'major', plannedDay: '2026-09-30' })
    expect(planned.task.checkpoints[2]).toMatchObject({ dueDay: '2026-09-30', dueAt: '2026-09-30T23:59:59+08:00' })
    expect(order).toMatchObject({ mine: true, next: 'study', late: false, state: 'open' })
  })

  it('goes the whole way: studied, reported, finished, returned, finished again, cleared, reopened', async () => {
    const { orderId, task } = await bringOrderTo(server, people(), 'working')
    expect(task.checkpoints[0]?.standing).toBe('met')
    later('06-13T10:00')
    const reported = await must(server.call(reportTask, { ...step(task), words }, unitStaff))
    later('06-19T10:00')
    expect((await read(orderId)).late).toBe(true)
    const finished = await must(server.call(finishTask, { ...step(reported), words }, unitStaff))
    expect(finished.checkpoints.map(({ standing }) => standing)).toEqual(['met', 'met', 'met-late'])
    expect(await read(orderId)).toMatchObject({ state: 'finished', due: null, late: false })
    const back = await must(server.call(returnTask, { ...step(finished), words }, supervisor))
    expect(back.tasks[0]).toMatchObject({ state: 'returned', round: 2, due: { dueDay: '2026-06-26' } })
    const again = await must(server.call(readTask, { taskId: task.id }, unitStaff))
    const done = await must(server.call(finishTask, { ...step(again), words }, unitStaff))
    const cleared = await must(server.call(clearTask, { ...step(done), words }, supervisor))
    expect(cleared).toMatchObject({ state: 'cleared', acts: [] })
    const up = { ...step({ id: task.id, version: cleared.tasks[0]?.version ?? 0 }), words, dueDay: '2026-06-25' }
    const reopened = await must(server.call(reopenTask, up, supervisor))
    expect(reopened.tasks[0]).toMatchObject({ state: 'returned', round: 3, due: { dueDay: '2026-06-25' } })
    expect(reopened.steps.map(({ action }) => action)).toEqual([
      ...['open', 'assign', 'study', 'report', 'finish', 'return', 'finish', 'clear', 'reopen'],
    ])
  })

  it('is the same when it is sent twice, and refuses the same id for another', async () => {
    const draft = orderDraft([unit.id])
    const first = await server.call(openOrder, draft, supervisor)
    expect((await server.call(openOrder, draft, supervisor)).text).toBe(first.text)
    const changed = await server.call(openOrder, { ...draft, title: '另外一件督办' }, supervisor)
    expect(changed.problem.code).toBe('id-reused')
  })

  it('is refused without a plan that fits, a source that it needs, a unit that is there, or reach', async () => {
    const code = async (given: Parameters<typeof orderDraft>[1], by = supervisor, unitIds = [unit.id]) =>
      (await server.call(openOrder, orderDraft(unitIds, given), by)).problem
    expect((await code({ plannedDay: '2026-06-30' })).fields?.[0]?.path).toBe('plannedDay')
    expect((await code({ importance: 'major', plannedDay: '2026-06-10' })).fields?.[0]?.path).toBe('plannedDay')
    for (const source of ['alarm', 'hotspot', 'campaign'] as const) {
      expect((await code({ source })).fields?.[0]?.path).toBe('sourceId')
      expect((await code({ source, sourceId: randomUUID() })).fields?.[0]?.path).toBe('sourceId')
    }
    expect((await code({ sourceId: randomUUID() })).fields?.[0]?.path).toBe('sourceId')
    expect((await code({}, supervisor, [randomUUID()])).fields?.[0]?.path).toBe('unitIds')
    expect((await code({}, supervisor, [bureau.id])).code).toBe('order-own-unit')
    expect((await code({}, unitStaff)).code).toBe('not-found')
    const narrow = await server.staff(server.east, { permissions: directs, unitId: other.id, memberOf: bureau.id })
    expect((await code({}, narrow)).code).toBe('not-found')
    expect((await code({}, narrow, [other.id])).code).toBeUndefined()
  })
})

describe('clearing', () => {
  it('is the assigner’s alone: neither a colleague nor the unit can do it', async () => {
    const { task } = await bringOrderTo(server, people(), 'finished')
    const input = () => ({ ...step(task), words })
    expect((await server.call(clearTask, input(), colleague)).problem.code).toBe('assigner-only')
    expect((await server.call(clearTask, input(), unitStaff)).problem.code).toBe('not-found')
    const both = await server.staff(server.east, {
      permissions: [...directs, 'supervision.answer'],
      memberOf: unit.id,
    })
    expect((await server.call(clearTask, input(), both)).problem.code).toBe('assigner-only')
    expect((await server.call(clearTask, input(), supervisor)).status).toBe(200)
  })

  it('waits for the unit to be finished, and for the version that is on the screen', async () => {
    const { task } = await bringOrderTo(server, people(), 'working')
    expect((await server.call(clearTask, { ...step(task), words }, supervisor)).problem.code).toBe('step-not-allowed')
    const old = { ...step({ id: task.id, version: task.version - 1 }), words }
    expect((await server.call(clearTask, old, supervisor)).problem.code).toBe('version-conflict')
    expect((await server.call(finishTask, old, unitStaff)).problem.code).toBe('version-conflict')
  })

  it('happens once when two come at the same instant, and loses neither’s work', async () => {
    const { orderId, task } = await bringOrderTo(server, people(), 'finished')
    const answers = await Promise.all([
      server.call(clearTask, { ...step(task), words }, supervisor),
      server.call(returnTask, { ...step(task), words }, supervisor),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const { steps } = await read(orderId)
    expect(steps.filter(({ action }) => action === 'clear' || action === 'return')).toHaveLength(1)
  })

  it('of one unit leaves the others open, each with its own dates and story', async () => {
    const draft = orderDraft([unit.id, other.id])
    const order = await must(server.call(openOrder, draft, supervisor))
    const own = order.tasks.find(({ unitId }) => unitId === unit.id)
    if (!own) throw new Error('the unit has its part')
    const studied = await must(server.call(studyTask, { ...step(own), words }, unitStaff))
    const finished = await must(server.call(finishTask, { ...step(studied), words }, unitStaff))
    await must(server.call(clearTask, { ...step(finished), words }, supervisor))
    const now = await read(order.id)
    expect(now.state).toBe('open')
    const theirs = now.tasks.find(({ unitId }) => unitId === other.id)
    const told = await must(server.call(readTask, { taskId: theirs?.id ?? '' }, otherStaff))
    expect(told.steps.map(({ action }) => action)).toEqual(['assign'])
    expect((await server.call(readTask, { taskId: own.id }, otherStaff)).status).toBe(404)
  })
})

describe('more time', () => {
  it('moves the date only when the assigner grants it, and the first date stays on record', async () => {
    const { task } = await bringOrderTo(server, people(), 'working', { importance: 'major' })
    const asked = await must(server.call(askExtension, { ...step(task), untilDay: '2026-08-31', words }, unitStaff))
    expect(asked.acts).not.toContain('ask-extension')
    const decided = await must(server.call(decideExtension, { ...step(asked), grant: true }, supervisor))
    expect(decided.tasks[0]?.checkpoints[2]).toMatchObject({ dueDay: '2026-08-31', firstDueDay: '2026-07-11' })
    const [extension] = decided.tasks[0]?.extensions ?? []
    expect(extension).toMatchObject({ fromDay: '2026-07-11', untilDay: '2026-08-31', granted: true })
    const again = { ...step({ id: task.id, version: decided.tasks[0]?.version ?? 0 }), grant: true }
    expect((await server.call(decideExtension, again, supervisor)).problem.code).toBe('step-not-allowed')
  })

  it('is refused with the date as it was, once asked for, and never after the date is over', async () => {
    const { task } = await bringOrderTo(server, people(), 'asking')
    const twice = { ...step(task), untilDay: '2026-06-30', words }
    expect((await server.call(askExtension, twice, unitStaff)).problem.code).toBe('extension-not-allowed')
    expect((await server.call(decideExtension, { ...step(task), grant: false }, colleague)).problem.code).toBe(
      'assigner-only',
    )
    const refused = await must(server.call(decideExtension, { ...step(task), grant: false, words }, supervisor))
    expect(refused.tasks[0]?.checkpoints[2]?.dueDay).toBe('2026-06-18')
    later('06-19T00:01')
    const late = { ...step({ id: task.id, version: refused.tasks[0]?.version ?? 0 }), untilDay: '2026-06-30', words }
    expect((await server.call(askExtension, late, unitStaff)).problem.code).toBe('extension-not-allowed')
  })
})

describe('what hides an order', () => {
  it('keeps it from everybody of the units and persons it is hidden from, in lists, counts and details', async () => {
    const ofUnit = await server.staff(server.east, { permissions: [...directs], memberOf: other.id })
    const person = await server.staff(server.east, { permissions: [...directs], memberOf: bureau.id })
    const before = (await must(server.call(countOrders, {}, ofUnit))).counts.all
    const ctx = server.as(server.east)
    const id = randomUUID()
    await ctx.db.transaction((db) =>
      openByProduct(
        { ...ctx, db },
        {
          id,
          source: 'retaliation',
          sourceId: randomUUID(),
          title: '核查打击报复线索',
          demand: '核查回访中反映的打击报复情况。',
          importance: 'ordinary',
          areaId: null,
          assignerId: null,
          unitIds: [],
          hiddenFromUnits: [other.id],
          hiddenFromStaff: [person.id],
        },
      ),
    )
    for (const hidden of [ofUnit, person]) {
      expect((await server.call(readOrder, { orderId: id }, hidden)).status).toBe(404)
      const listed = await must(server.call(listOrders, { view: 'all', limit: 100 }, hidden))
      expect(listed.rows.map((row) => row.id)).not.toContain(id)
    }
    expect((await must(server.call(countOrders, {}, ofUnit))).counts.all).toBe(before)
    const waiting = await must(server.call(listOrders, { view: 'unassigned' }, supervisor))
    expect(waiting.rows.map((row) => row.id)).toContain(id)

    const order = await read(id)
    expect(order.acts).toEqual(['take-over', 'assign', 'withdraw'])
    const barred = { id: randomUUID(), orderId: id, version: order.version, unitIds: [other.id] }
    expect((await server.call(assignUnits, barred, supervisor)).problem.fields?.[0]?.path).toBe('unitIds')
    const handed = await must(server.call(assignUnits, { ...barred, id: randomUUID(), unitIds: [unit.id] }, supervisor))
    expect(handed).toMatchObject({ mine: true, state: 'open' })
    const own = await must(server.call(readTask, { taskId: handed.tasks[0]?.id ?? '' }, unitStaff))
    expect(own.source).toBeNull()
  })
})

describe('who holds an order', () => {
  it('hands it to more units, withdraws it, and is followed by a colleague when the account is closed', async () => {
    const leaving = await server.staff(server.east, { permissions: [...directs], memberOf: bureau.id })
    const { order } = await makeOrder(server, leaving, unit.id)
    const on = () => ({ id: randomUUID(), orderId: order.id, version: order.version })
    expect((await server.call(takeOverOrder, on(), colleague)).problem.code).toBe('step-not-allowed')
    expect((await server.call(assignUnits, { ...on(), unitIds: [other.id] }, colleague)).problem.code).toBe(
      'assigner-only',
    )
    const ctx = server.as(server.east)
    await ctx.db.update(staffTable).set({ active: false }).where(eq(staffTable.id, leaving.id))
    const handler = await server.staff(server.east, { permissions: directs, memberOf: unit.id })
    expect((await server.call(takeOverOrder, on(), handler)).problem.code).toBe('order-own-unit')
    const taken = await must(server.call(takeOverOrder, on(), colleague))
    expect(taken).toMatchObject({ mine: true, version: 2 })
    expect((await server.call(takeOverOrder, on(), supervisor)).problem.code).toBe('version-conflict')
    const twice = { ...on(), version: 2, unitIds: [unit.id] }
    expect((await server.call(assignUnits, twice, colleague)).problem.code).toBe('input-invalid')
    const more = await must(server.call(assignUnits, { ...on(), version: 2, unitIds: [other.id] }, colleague))
    expect(more.units).toHaveLength(2)
    const gone = await must(server.call(withdrawOrder, { ...on(), version: 3, words }, colleague))
    expect(gone).toMatchObject({ state: 'withdrawn', acts: [] })
    const ended = await must(server.call(listTasks, { view: 'ended', limit: 100 }, unitStaff))
    const own = ended.rows.find(({ orderId }) => orderId === order.id)
    const told = await must(server.call(readTask, { taskId: own?.id ?? '' }, unitStaff))
    expect(told.steps.at(-1)).toMatchObject({ action: 'withdraw', words })
    const inbox = await must(server.call(listMessages, { limit: 100 }, unitStaff))
    expect(inbox.rows.filter(({ about }) => about.id === order.id)).toHaveLength(2)
    expect((await server.call(withdrawOrder, { ...on(), version: 4, words }, colleague)).problem.code).toBe(
      'step-not-allowed',
    )
  })

  it('sees the list narrowed by unit, state, words and lateness, page by page, the most urgent first', async () => {
    const fresh = await makeUnit(server.as(server.east))
    const ids: string[] = []
    for (const at of ['06-01T09:00', '06-02T09:00', '06-03T09:00']) {
      later(at)
      ids.push((await makeOrder(server, supervisor, fresh.id, { title: `道路照明督办${at}` })).order.id)
    }
    later('06-02T10:00')
    const list = async (given: Parameters<typeof server.call<typeof listOrders>>[1]) =>
      must(server.call(listOrders, { unitId: fresh.id, ...given }, supervisor))
    expect((await list({})).rows.map(({ id }) => id)).toEqual(ids)
    expect((await list({ view: 'late' })).rows.map(({ id }) => id)).toEqual([ids[0]])
    expect((await list({ view: 'all' })).rows.map(({ id }) => id)).toEqual([...ids].reverse())
    expect((await list({ q: '06-02T' })).rows.map(({ id }) => id)).toEqual([ids[1]])
    expect((await list({ view: 'cleared' })).rows).toEqual([])
    expect((await list({ source: 'campaign' })).rows).toEqual([])
    const first = await list({ limit: 2 })
    const second = await list({ limit: 2, after: first.next ?? '' })
    expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual(ids)
    expect((await server.call(listOrders, { after: 'x' }, supervisor)).problem.code).toBe('input-invalid')
    expect((await must(server.call(listOrders, { reach: 'mine', unitId: fresh.id }, colleague))).rows).toEqual([])
    const { counts } = await must(server.call(countOrders, {}, supervisor))
    expect(counts.late).toBe(
      (await must(server.call(listOrders, { view: 'late', limit: 100 }, supervisor))).rows.length,
    )
  })

  it('presses a unit without moving its dates; the unit’s list has the late ones first', async () => {
    const { task } = await makeOrder(server, supervisor, unit.id)
    const urged = await must(server.call(urgeTask, { ...step(task), words }, supervisor))
    expect(urged.tasks[0]?.checkpoints).toEqual(task.checkpoints)
    later('06-12T00:01')
    const { rows, counts } = await must(server.call(listTasks, { view: 'late', limit: 100 }, unitStaff))
    expect(rows.map(({ id }) => id)).toContain(task.id)
    expect(rows.every(({ late }) => late)).toBe(true)
    expect(counts.late).toBe(rows.length)
    expect((await server.call(listTasks, { after: 'x' }, unitStaff)).problem.code).toBe('input-invalid')
  })
})

describe('a checkpoint that has gone by', () => {
  it('is told once, in the story and to both sides, and not at all when it was met', async () => {
    const fresh = await makeUnit(server.as(server.east))
    const by = await server.staff(server.east, { permissions: ['supervision.answer'], unitId: fresh.id })
    const { order, task } = await makeOrder(server, supervisor, fresh.id)
    await must(server.call(studyTask, { ...step(task), words }, by))
    const ctx = server.as(server.east)
    const late = async () => (await read(order.id)).steps.filter(({ action }) => action === 'late')
    while ((await tellLate(ctx)) > 0);
    expect(await late()).toEqual([])
    later('06-15T00:00')
    const told = await Promise.all([tellLate(ctx), tellLate(ctx)])
    expect(told.reduce((a, b) => a + b)).toBeGreaterThan(0)
    while ((await tellLate(ctx)) > 0);
    expect((await late()).map(({ words }) => words)).toEqual(['3 日反馈'])
  })
})
