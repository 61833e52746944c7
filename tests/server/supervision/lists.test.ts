import { randomUUID } from 'node:crypto'
import { supervisionLists } from '@minyi/server/features/supervision/tables.ts'
import {
  downloadList,
  draftList,
  issueList,
  listIssued,
  listOwnLists,
  readList,
} from '@minyi/shared/supervision/lists/contract.ts'
import { reviewOf, sectionsOf } from '@minyi/shared/supervision/lists/rules.ts'
import { clearTask, finishTask, returnTask, studyTask } from '@minyi/shared/supervision/tasks/contract.ts'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../../support/factories/cases.ts'
import { makeUnit } from '../../support/factories/registry.ts'
import { bringOrderTo, makeOrder, step } from '../../support/factories/supervision.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let unit: { id: string; name: string }
let other: { id: string; name: string }
let supervisor: Session
let narrow: Session
let unitStaff: Session
const words = '已按要求办理，请予核实。'
beforeAll(async () => {
  server = await startServer()
  const ctx = server.as(server.east)
  const bureau = await makeUnit(ctx)
  ;[unit, other] = [await makeUnit(ctx), await makeUnit(ctx)]
  const permissions = ['supervision.read', 'supervision.order'] as const
  supervisor = await server.staff(server.east, { permissions, memberOf: bureau.id, name: '监督员' })
  narrow = await server.staff(server.east, { permissions, memberOf: bureau.id, unitId: other.id })
  unitStaff = await server.staff(server.east, { permissions: ['supervision.answer'], unitId: unit.id })
  const at = (day: string) => {
    server.clock.now = new Date(`2026-${day}T10:00:00+08:00`)
  }
  const people = { assigner: supervisor, unitStaff, unitId: unit.id }
  at('05-27')
  await makeOrder(server, supervisor, other.id, { title: '一直没有办的督办' })
  at('06-02')
  const { task } = await bringOrderTo(server, people, 'finished', { title: '退回过一次的督办' })
  at('06-04')
  await must(server.call(returnTask, { ...step(task), words, dueDay: '2026-06-08' }, supervisor))
  at('06-09')
  const again = await must(
    server.call(finishTask, { ...step({ ...task, version: task.version + 1 }), words }, unitStaff),
  )
  await must(server.call(clearTask, { ...step(again), words }, supervisor))
  const fresh = await makeOrder(server, supervisor, unit.id, { title: '本周新交办的督办' })
  await must(server.call(studyTask, { ...step(fresh.task), words }, unitStaff))
  at('06-11')
})
afterAll(() => server.close())

const draft = (kind: 'weekly' | 'monthly', day = '2026-06-11', by = supervisor) =>
  server.call(draftList, { kind, day }, by)
const issue = (kind: 'weekly' | 'monthly', day: string, by = supervisor) =>
  server.call(issueList, { id: randomUUID(), kind, day, words: '请各单位对照抓好落实。' }, by)

describe('the weekly hand-out list', () => {
  it('says what is new in the week, what is due or late, and what goes on', async () => {
    const { entries, fromDay, toDay } = await must(draft('weekly'))
    expect([fromDay, toDay]).toEqual(['2026-06-08', '2026-06-14'])
    const titles = Object.values(sectionsOf(entries)).map((part) => part.map(({ title }) => title))
    expect(titles).toEqual([['本周新交办的督办'], ['一直没有办的督办'], ['退回过一次的督办']])
    expect(entries.find(({ title }) => title.startsWith('退回'))).toMatchObject({ cleared: true, open: false })
  })

  it('is frozen when it is issued, once for each week, also by two at the same instant', async () => {
    const answers = await Promise.all([issue('weekly', '2026-06-08'), issue('weekly', '2026-06-14')])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(answers.find(({ status }) => status === 409)?.problem.code).toBe('list-issued')
    const list = answers.find(({ status }) => status === 200)?.body
    if (!list) throw new Error('one was issued')
    expect(list.number).toBe('周交办〔2026〕1号')
    await makeOrder(server, supervisor, unit.id, { title: '印发以后的督办' })
    expect((await must(server.call(readList, { listId: list.id }, supervisor))).entries).toHaveLength(3)
    const change = server
      .as(server.east)
      .db.update(supervisionLists)
      .set({ words: '改动' })
      .where(eq(supervisionLists.id, list.id))
    await expect(change).rejects.toThrow()
    expect((await must(draft('weekly'))).issuedId).toBe(list.id)
  })

  it('is refused for a week that has not begun, and to whoever steers only a part of the place', async () => {
    expect((await draft('weekly', '2026-06-15')).problem.code).toBe('input-invalid')
    expect((await issue('weekly', '2026-06-15')).problem.code).toBe('input-invalid')
    expect((await issue('weekly', '2026-06-01', narrow)).problem.code).toBe('not-found')
    expect((await must(draft('weekly', '2026-06-01', narrow))).mayIssue).toBe(false)
  })
})

describe('the monthly review', () => {
  it('counts each unit’s checkpoints that fell due in the month, in time and late, with what became of the parts', async () => {
    const { entries } = await must(draft('monthly'))
    const { rows, total } = reviewOf(entries)
    const of = (name: string) => rows.find(({ unitName }) => unitName === name)
    expect(of(other.name)).toMatchObject({ assigned: 1, fresh: 0, checkpoints: 1, onTime: 0, late: 1, open: 1 })
    expect(of(unit.name)).toMatchObject({ assigned: 3, checkpoints: 5, onTime: 4, late: 1, cleared: 1, returned: 1 })
    expect(total.assigned).toBe(4)
  })

  it('is shown to each reader as far as the reader may see, to a unit its own part, and leaves as a file', async () => {
    const list = await must(issue('monthly', '2026-05-31'))
    expect(list.entries.map(({ unitName }) => unitName)).toEqual([other.name])
    expect((await must(server.call(readList, { listId: list.id }, narrow))).entries).toHaveLength(1)
    const own = await must(server.call(listOwnLists, { kind: 'weekly' }, unitStaff))
    expect(own.rows[0]?.entries.every(({ unitId }) => unitId === unit.id)).toBe(true)
    const heads = await must(server.call(listIssued, { kind: 'monthly' }, supervisor))
    expect(heads.rows.map(({ id }) => id)).toEqual([list.id])
    const file = await server.call(downloadList, { listId: list.id, format: 'csv' }, supervisor)
    expect(file.text).toContain(`${other.name},1,1,2,0,2,0,0,0,1`)
    expect(file.text).toContain('合计,1,1,2,0,2')
    const sheet = await server.call(downloadList, { listId: list.id, format: 'xlsx' }, supervisor)
    expect(sheet.status).toBe(200)
  })

  it('is not found under another id, and pages by a cursor of its own', async () => {
    const lost = { listId: randomUUID() }
    expect((await server.call(readList, lost, supervisor)).problem.code).toBe('not-found')
    expect((await server.call(downloadList, { ...lost, format: 'csv' }, supervisor)).problem.code).toBe('not-found')
    for (const operation of [listIssued, listOwnLists]) {
      const by = operation === listIssued ? supervisor : unitStaff
      expect((await server.call(operation, { kind: 'weekly', after: 'x' }, by)).problem.code).toBe('input-invalid')
    }
  })
})
