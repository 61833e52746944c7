import { randomUUID } from 'node:crypto'
import type { CaseRow } from '@minyi/shared/cases/contract.ts'
import * as office from '@minyi/shared/cases/office/contract.ts'
import * as own from '@minyi/shared/cases/resident/contract.ts'
import * as search from '@minyi/shared/cases/search/contract.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  bringTo,
  type CaseWorld,
  fileComplaint,
  makeCaseWorld,
  must,
  opinionDraft,
} from '../../support/factories/cases.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let world: CaseWorld
let town: Session
const at = (instant: string) => {
  server.clock.now = new Date(`${instant}+08:00`)
}

/** One item in each state, received on different days, so that some are late. */
beforeAll(async () => {
  server = await startServer()
  world = await makeCaseWorld(server)
  at('2026-06-01T09:00:00')
  await fileComplaint(server, world, { title: '最早的一件' })
  at('2026-06-10T09:00:00')
  await bringTo(server, world, 'accepted')
  await bringTo(server, world, 'handling', { title: '占道停车处罚未告知' })
  const { receipt, version } = await bringTo(server, world, 'handling')
  const back = { id: randomUUID(), caseId: receipt.id, version, words: '不属本单位管辖' }
  await must(server.call(office.returnCase, back, world.handler))
  await bringTo(server, world, 'replied')
  await bringTo(server, world, 'call-back')
  await bringTo(server, world, 'closed')
  await must(server.call(own.submitCase, opinionDraft({ areaId: world.town.id })))
  town = await server.staff(server.east, { permissions: ['cases.read'], areaId: world.village.id })
})
beforeEach(() => at('2026-06-11T09:00:00'))
afterAll(() => server.close())

const list = async (input: Parameters<typeof call>[0], session = world.dispatcher) =>
  (await must(call(input, session))).rows
const call = (input: { [key: string]: unknown }, session: Session) => server.call(search.listCases, input, session)
const states = (rows: CaseRow[]) => rows.map((row) => row.state).sort()

describe('the list', () => {
  it('shows what is open, the most urgent first', async () => {
    const rows = await list({})
    expect(states(rows)).toEqual(['accepted', 'call-back', 'handling', 'received', 'received', 'replied', 'returned'])
    const dues = rows.map((row) => Date.parse(row.clock?.dueAt ?? ''))
    expect(dues).toEqual([...dues].sort((a, b) => a - b))
    expect(rows[0]).toMatchObject({ title: '最早的一件', clock: { state: 'overdue', remaining: -3 } })
  })

  it('pages by key without losing or doubling a row, in both orders', async () => {
    for (const sort of ['due', 'received']) {
      const whole = await list({ sort, limit: 100 })
      const paged: CaseRow[] = []
      let after: string | null | undefined
      do {
        const page = await must(call({ sort, limit: 2, ...(after ? { after } : {}) }, world.dispatcher))
        paged.push(...page.rows)
        after = page.next
      } while (after)
      expect(paged).toEqual(whole)
      expect(whole).toHaveLength(sort === 'due' ? 7 : 8)
    }
    const bad = await call({ after: 'bm9uc2Vuc2U' }, world.dispatcher)
    expect([bad.status, bad.problem.fields?.[0]?.path]).toEqual([400, 'after'])
  })

  it('is narrowed by state, queue, kind, unit, area, clock and what the caller had a hand in', async () => {
    expect(states(await list({ state: 'closed' }))).toEqual(['closed'])
    expect(states(await list({ queue: 'returned' }))).toEqual(['returned'])
    expect((await list({ kind: 'opinion' })).map((row) => row.kind)).toEqual(['opinion'])
    expect(states(await list({ unitId: world.handling.id }))).toEqual(['call-back', 'handling', 'replied'])
    expect(await list({ unitId: world.accused.id, sort: 'received' })).toHaveLength(7)
    expect(await list({ areaId: world.village.id })).toHaveLength(6)
    expect(await list({ areaId: world.town.id })).toHaveLength(7)
    expect((await list({ clock: 'overdue' })).map((row) => row.title)).toEqual(['最早的一件'])
    expect(states(await list({ clock: 'soon' }))).toEqual(['call-back'])
    expect(states(await list({ reach: 'mine' }, world.handler))).toEqual(['call-back', 'replied'])
    expect(await list({ reach: 'mine' }, world.supervisor)).toEqual([])
    expect((await call({ state: 'nonsense' }, world.dispatcher)).status).toBe(400)
  })

  it('finds by the beginning of a number and by words of a title, ended ones too, and takes signs for what they are', async () => {
    const [found] = await list({ q: '占道停车' })
    expect(found?.title).toBe('占道停车处罚未告知')
    expect(await list({ q: found?.number.toLowerCase() })).toEqual([found])
    const [closed] = await list({ state: 'closed' })
    expect(await list({ q: closed?.number })).toEqual([closed])
    expect(await list({ q: '%' })).toEqual([])
    expect(await list({ q: '_' })).toEqual([])
  })

  it('reaches as far as the grant: the unit’s own items, the area’s own items', async () => {
    expect(states(await list({ sort: 'received' }, world.handler))).toEqual([
      'call-back',
      'closed',
      'handling',
      'replied',
    ])
    expect(await list({ sort: 'received' }, town)).toHaveLength(7)
    expect((await call({}, world.collector)).status).toBe(404)
  })
})

describe('the queues', () => {
  it('count what their lists hold', async () => {
    const { counts, mine } = await must(server.call(search.countQueues, {}, world.dispatcher))
    expect(counts).toEqual({
      'to-accept': 2,
      'to-assign': 1,
      'due-soon': 1,
      overdue: 1,
      'to-reply': 1,
      returned: 1,
      'to-call-back': 1,
    })
    for (const queue of search.queues) expect(await list({ queue })).toHaveLength(counts[queue])
    expect(mine).toBe(5)
    const unit = await must(server.call(search.countQueues, {}, world.handler))
    expect(unit.counts).toMatchObject({ 'to-accept': 0, 'to-reply': 1, returned: 0, 'to-call-back': 1 })
  })
})

describe('two people on one item', () => {
  it('never overwrite each other: the second hears of the first', async () => {
    const receipt = await fileComplaint(server, world)
    const accept = () => ({ id: randomUUID(), caseId: receipt.id, version: 1 })
    const refusal = { words: '不属于受理范围，请走复议', otherPath: 'reconsideration' as const }
    const answers = await Promise.all([
      server.call(office.acceptCase, accept(), world.dispatcher),
      server.call(office.refuseCase, { ...accept(), ...refusal }, world.dispatcher),
    ])
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
    expect(answers.find((answer) => answer.status === 409)?.problem.code).toBe('version-conflict')
    const detail = await must(server.call(office.readCase, { caseId: receipt.id }, world.dispatcher))
    expect([detail.version, detail.timeline]).toEqual([2, expect.objectContaining({ length: 2 })])
  })

  it('take a step once, however often it is sent', async () => {
    const receipt = await fileComplaint(server, world)
    const accept = { id: randomUUID(), caseId: receipt.id, version: 1 }
    const answers = await Promise.all([1, 2, 3].map(() => server.call(office.acceptCase, accept, world.dispatcher)))
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(1)
    const detail = await must(server.call(office.readCase, { caseId: receipt.id }, world.dispatcher))
    expect(detail.version).toBe(2)
  })

  it('take no step that the state does not allow, nor one that is not theirs', async () => {
    const receipt = await fileComplaint(server, world)
    const step = () => ({ id: randomUUID(), caseId: receipt.id, version: 1 })
    const words = '按规定处理这一件'
    const assign = await server.call(office.assignCase, { ...step(), unitId: world.handling.id }, world.dispatcher)
    const close = await server.call(office.closeCase, { ...step(), endReason: 'duplicate', words }, world.dispatcher)
    expect([assign.problem.code, close.problem.code]).toEqual(['step-not-allowed', 'step-not-allowed'])
    expect((await server.call(office.acceptCase, step(), world.handler)).status).toBe(404)
    expect((await server.call(office.replyCase, { ...step(), outcome: 'done', words }, world.handler)).status).toBe(404)
    expect((await server.call(office.acceptCase, step(), world.resident)).status).toBe(404)
    expect((await server.call(office.acceptCase, step())).status).toBe(401)
  })
})

describe('a note', () => {
  it('is the office’s own: in its story, never in the resident’s', async () => {
    const receipt = await fileComplaint(server, world)
    const words = '内部标记：已电话了解情况'
    const note = { id: randomUUID(), caseId: receipt.id, words }
    at('2026-06-11T09:30:00')
    const detail = await must(server.call(office.noteCase, note, world.supervisor))
    expect(detail.timeline.at(-1)).toMatchObject({ action: 'note', words, internal: true, staffName: '监督岗' })
    expect(detail.version).toBe(1)
    const progress = await server.call(own.readReceipt, { number: receipt.number, secret: receipt.secret })
    expect(progress.text).not.toContain('内部标记')
  })
})
