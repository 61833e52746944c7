import { randomUUID } from 'node:crypto'
import { tellNews } from '@minyi/server/features/cases/notices/service.ts'
import { endAskWindows, giveAskWindows } from '@minyi/server/features/cases/petitions/service.ts'
import { workRecount } from '@minyi/server/features/cases/recounts/service.ts'
import { openClockBook } from '@minyi/server/features/clocks/service.ts'
import * as office from '@minyi/shared/cases/office/contract.ts'
import * as paths from '@minyi/shared/cases/paths/contract.ts'
import type { ReviewLevel, ReviewOutcome } from '@minyi/shared/cases/petitions/contract.ts'
import * as petitions from '@minyi/shared/cases/petitions/contract.ts'
import * as own from '@minyi/shared/cases/resident/contract.ts'
import { defineClock } from '@minyi/shared/clocks/contract.ts'
import { listMessages } from '@minyi/shared/notices/contract.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type CaseWorld, fileComplaint, makeCaseWorld, must } from '../../support/factories/cases.ts'
import { makeUnit } from '../../support/factories/registry.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let world: CaseWorld
let above: { id: string }
let upper: Session
let government: Session
let unit: { id: string }
let handler: Session

beforeAll(async () => {
  server = await startServer()
  server.clock.now = new Date('2026-06-11T09:00:00+08:00')
  world = await makeCaseWorld(server)
  const ctx = server.as(server.east)
  const permissions = ['cases.read', 'cases.handle'] as const
  above = await makeUnit(ctx, { name: '市住建局' })
  unit = await makeUnit(ctx, { name: '市住建局物业科', parentId: above.id })
  upper = await server.staff(server.east, { permissions: [...permissions], unitId: above.id, name: '复查员' })
  handler = await server.staff(server.east, { permissions: [...permissions], unitId: unit.id, name: '物业科' })
  const command = await makeUnit(ctx, { name: '市综合指挥中心' })
  government = await server.staff(server.east, {
    permissions: ['cases.read', 'cases.dispatch'],
    memberOf: command.id,
    name: '指挥中心',
  })
})
beforeEach(() => {
  server.clock.now = new Date('2026-06-11T09:00:00+08:00')
})
afterAll(() => server.close())

const at = (caseId: string, version: number) => ({ id: randomUUID(), caseId, version })
const reasons = '答复没有说明依据，也没有到现场看过。'
const progress = (caseId: string) => must(server.call(own.readProgress, { caseId }, world.resident))
const ask = (caseId: string, level: ReviewLevel, given: object = {}, by: Session | undefined = world.resident) =>
  server.call(petitions.askReview, { id: randomUUID(), caseId, level, reasons, ...given }, by, server.east)
const decide = (reviewId: string, outcome: ReviewOutcome, by: Session) =>
  server.call(petitions.decideReview, { id: randomUUID(), reviewId, outcome, words: '经复查，原答复事实清楚。' }, by)
const waiting = async (by: Session) => (await must(server.call(petitions.listReviews, {}, by))).rows

/** An item on the path of 信访, answered by a unit; `accused` false makes it an opinion that accuses nobody. */
async function answered(by: { id: string; session: Session } = { id: unit.id, session: handler }) {
  const receipt = await fileComplaint(server, world, {}, world.resident)
  const caseId = receipt.id
  await must(server.call(office.acceptCase, at(caseId, 1), world.dispatcher))
  const path = { legalPath: 'petition' as const, words: '属于信访事项，按信访办理。' }
  await must(server.call(paths.setPath, { ...at(caseId, 2), ...path }, world.dispatcher))
  await must(server.call(office.assignCase, { ...at(caseId, 3), unitId: by.id }, world.dispatcher))
  return { caseId, receipt, version: await answer(caseId, 4, by.session) }
}

async function answer(caseId: string, version: number, by: Session = handler) {
  const said = { outcome: 'done' as const, words: '已经按规定处理，并向您说明。' }
  return (await must(server.call(office.replyCase, { ...at(caseId, version), ...said }, by))).version
}

const lastReview = async (caseId: string) => (await progress(caseId)).petition?.reviews.at(-1)?.id ?? ''

describe('复查 and 复核', () => {
  it('are asked and answered each once, by the next higher unit and then by the desk, and then 信访 has ended', async () => {
    const { caseId } = await answered()
    const first = (await progress(caseId)).petition
    expect(first).toMatchObject({
      ask: { level: 'review', clock: { dueDay: '2026-07-11' } },
      reviews: [],
      final: false,
    })
    expect((await ask(caseId, 'recheck')).problem.code).toBe('step-not-allowed')

    const asked = await must(ask(caseId, 'review'))
    expect(asked.ask).toBeNull()
    expect(asked.reviews).toMatchObject([{ level: 'review', state: 'asked', officeName: '市住建局', reasons }])
    expect(asked.reviews[0]?.clock).toMatchObject({ clock: 'petition-review', dueDay: '2026-07-11' })
    expect((await ask(caseId, 'review')).problem.code).toBe('step-not-allowed')

    const [row] = await waiting(upper)
    expect(row).toMatchObject({ caseId, answeredBy: '市住建局物业科', mayDecide: true, mayRoute: false })
    const detail = await must(server.call(petitions.readReview, { reviewId: row?.id ?? '' }, upper))
    expect(detail.answers).toMatchObject([{ unitName: '市住建局物业科' }])
    const told = await must(decide(row?.id ?? '', 'uphold', upper))
    expect(told).toMatchObject({ state: 'decided', outcome: 'uphold', mayDecide: false })

    const second = (await progress(caseId)).petition
    expect(second?.ask).toMatchObject({ level: 'recheck', clock: { clock: 'petition-recheck-ask' } })
    const rechecked = await must(ask(caseId, 'recheck'))
    expect(rechecked.reviews[1]).toMatchObject({ level: 'recheck', officeName: null })
    const lines = await waiting(government)
    expect(lines.find((line) => line.caseId === caseId)).toMatchObject({ mayDecide: true, mayRoute: true })
    await must(decide(await lastReview(caseId), 'change', government))
    const last = await progress(caseId)
    expect(last.petition).toMatchObject({ ask: null, final: true })
    expect(last.petition?.left.map(({ path }) => path)).toEqual(['reconsideration', 'litigation'])
    expect(last.told.map(({ action }) => action)).toEqual([
      ...['reply', 'ask-review', 'review-uphold', 'ask-recheck', 'recheck-change'],
    ])
    expect((await ask(caseId, 'recheck')).problem.code).toBe('step-not-allowed')
    expect((await ask(caseId, 'review')).problem.code).toBe('step-not-allowed')
  })

  it('that revoke an answer have the item handled anew; the new answer can go to 复核', async () => {
    const { caseId } = await answered()
    await must(ask(caseId, 'review'))
    await must(decide(await lastReview(caseId), 'revoke', upper))
    const again = await progress(caseId)
    expect(again).toMatchObject({ state: 'handling', round: 2, clock: { clock: 'petition-handle' } })
    expect(again.petition).toMatchObject({ ask: null, final: false })
    const { rows } = await must(server.call(listMessages, { limit: 50 }, handler))
    expect(rows.filter(({ kind, about }) => kind === 'case.assigned' && about.id === caseId)).toHaveLength(1)
    expect((await ask(caseId, 'recheck')).problem.code).toBe('step-not-allowed')
    await answer(caseId, again.version)
    expect((await progress(caseId)).petition?.ask).toMatchObject({ level: 'recheck' })
    await must(ask(caseId, 'recheck'))
    await must(decide(await lastReview(caseId), 'revoke', government))
    const third = await progress(caseId)
    expect(third).toMatchObject({ state: 'handling', round: 3, petition: { final: true } })
    await answer(caseId, third.version)
    expect((await progress(caseId)).petition?.ask).toBeNull()
  })

  it('are never decided by who answered, their unit, who reviewed before, or who is barred from the item', async () => {
    const { caseId } = await answered()
    await must(ask(caseId, 'review'))
    const reviewId = await lastReview(caseId)
    for (const by of [handler, world.accusedStaff, world.accusedOfficer]) {
      expect((await decide(reviewId, 'uphold', by)).status).toBe(404)
      expect((await waiting(by)).some((row) => row.id === reviewId)).toBe(false)
    }
    expect((await decide(reviewId, 'uphold', world.supervisor)).problem.code).toBe('second-person-needed')
    await must(
      server.call(
        petitions.routeReview,
        { id: randomUUID(), reviewId, unitId: null, words: '由受理分派岗复查。' },
        world.dispatcher,
      ),
    )
    await must(decide(reviewId, 'uphold', world.dispatcher))
    await must(ask(caseId, 'recheck'))
    const next = await lastReview(caseId)
    for (const by of [world.dispatcher, world.supervisor]) {
      expect((await decide(next, 'uphold', by)).problem.code).toBe('second-person-needed')
    }
    await must(decide(next, 'uphold', government))
  })

  it('go to the unit that the dispatcher names, never to one that answered or is kin of the accused', async () => {
    const { caseId } = await answered()
    await must(ask(caseId, 'review'))
    const reviewId = await lastReview(caseId)
    const route = (unitId: string, by = world.dispatcher) =>
      server.call(petitions.routeReview, { id: randomUUID(), reviewId, unitId, words: '按职责由该单位复查。' }, by)
    expect((await route(unit.id)).problem.code).toBe('unit-barred')
    expect((await route(world.accused.id)).problem.code).toBe('unit-barred')
    expect((await route(randomUUID())).problem.code).toBe('input-invalid')
    expect((await route(world.handling.id, upper)).status).toBe(404)
    expect(await must(route(world.handling.id))).toMatchObject({ officeName: '市督查室', mayDecide: false })
    expect((await decide(reviewId, 'uphold', upper)).status).toBe(404)
    await must(decide(reviewId, 'uphold', world.handler))
    expect((await route(world.handling.id)).problem.code).toBe('step-not-allowed')
  })

  it('can be asked by whoever holds the receipt, without signing in, and a repeated call asks once', async () => {
    const { caseId, receipt } = await answered()
    const id = randomUUID()
    const secret = receipt.secret
    expect((await ask(caseId, 'review', { id: randomUUID() }, world.handler)).status).toBe(404)
    const input = { id, caseId, level: 'review' as const, reasons, secret }
    const both = await Promise.all([1, 2].map(() => server.call(petitions.askReview, input, undefined, server.east)))
    expect(both.map(({ status }) => status)).toEqual([200, 200])
    expect(both[0]?.body).toEqual(both[1]?.body)
    expect((await progress(caseId)).petition?.reviews).toHaveLength(1)
  })

  it('are asked within their days only; then the clock stops at its own end', async () => {
    const { caseId } = await answered()
    server.clock.now = new Date('2026-07-12T09:00:00+08:00')
    expect((await progress(caseId)).petition?.ask).toBeNull()
    expect((await ask(caseId, 'review')).problem.code).toBe('review-window-over')
    while ((await endAskWindows(server.as(server.east))) > 0);
    expect((await ask(caseId, 'review')).problem.code).toBe('review-window-over')
    const item = await must(server.call(office.readCase, { caseId }, world.dispatcher))
    const clock = item.clocks.find((one) => one.clock === 'petition-review-ask')
    expect(clock).toMatchObject({ late: false, stoppedAt: clock?.dueAt })
  })

  it('are open from the answer on also to items that were answered before answers opened them', async () => {
    const old = async () => {
      const { caseId } = await answered()
      const { sql } = server.platform.database
      await sql`delete from case_clocks where case_id = ${caseId} and clock = 'petition-review-ask'`
      expect((await ask(caseId, 'review')).problem.code).toBe('step-not-allowed')
      return caseId
    }
    const fresh = await answered()
    const [late, early] = [await old(), await old()]
    const giveAll = async () => {
      let given = 0
      for (let last = 1; last > 0; given += last) last = await giveAskWindows(server.as(server.east))
      return given
    }
    server.clock.now = new Date('2026-07-01T09:00:00+08:00')
    expect(await giveAll()).toBe(2)
    expect((await progress(early)).petition?.ask).toMatchObject({ level: 'review', clock: { dueDay: '2026-07-11' } })
    await must(ask(early, 'review'))
    server.clock.now = new Date('2026-07-12T09:00:00+08:00')
    expect((await ask(late, 'review')).problem.code).toBe('review-window-over')
    expect(await giveAll(), 'each once, and none for an item that has its days').toBe(0)
    const item = await must(server.call(office.readCase, { caseId: fresh.caseId }, world.dispatcher))
    expect(item.clocks.filter((one) => one.clock === 'petition-review-ask')).toHaveLength(1)
  })

  it('go to a unit above only where somebody can answer there, also a member of it whose role has no limits', async () => {
    const ctx = server.as(server.east)
    const top = await makeUnit(ctx, { name: '市交通局' })
    const middle = await makeUnit(ctx, { name: '市交通局执法队', parentId: top.id })
    const low = await makeUnit(ctx, { name: '市交通局执法队一中队', parentId: middle.id })
    const permissions = ['cases.read', 'cases.handle'] as const
    const session = await server.staff(server.east, { permissions: [...permissions], unitId: low.id })
    const chief = await server.staff(server.east, { permissions: [...permissions], memberOf: top.id })
    const { caseId } = await answered({ id: low.id, session })
    await must(ask(caseId, 'review'))
    expect((await waiting(chief)).find((row) => row.caseId === caseId)).toMatchObject({
      officeName: '市交通局',
      mayDecide: true,
    })
  })

  it('are not offered to an item on another path, nor before the answer', async () => {
    const receipt = await fileComplaint(server, world, {}, world.resident)
    expect((await progress(receipt.id)).petition).toBeNull()
    expect((await ask(receipt.id, 'review')).problem.code).toBe('step-not-allowed')
  })

  it('lapse when the item is handled anew after a call-back, and may then be asked again', async () => {
    const { caseId } = await answered()
    const judged = { verdict: 'not-solved' as const, words: '' }
    await must(server.call(own.giveVerdict, { id: randomUUID(), caseId, ...judged }, world.resident))
    const { version, petition } = await must(
      ask(caseId, 'review').then(async (asked) => ({ ...asked, body: { ...(await progress(caseId)) } })),
    )
    expect(petition?.reviews).toHaveLength(1)
    expect((await progress(caseId)).may).not.toContain('reopen')
    const redo = { result: 'not-settled' as const, next: 'redo' as const, words: '核实后退回重办。' }
    const moved = await must(server.call(office.callBackCase, { ...at(caseId, version), ...redo }, world.supervisor))
    expect((await progress(caseId)).petition?.reviews).toMatchObject([{ state: 'lapsed', clock: null }])
    await answer(caseId, moved.version)
    expect((await progress(caseId)).petition?.ask).toMatchObject({ level: 'review' })
  })

  it('are told: the reviewing unit when it is asked, the resident when it has answered', async () => {
    const { caseId, receipt } = await answered()
    await must(ask(caseId, 'review'))
    await must(decide(await lastReview(caseId), 'uphold', upper))
    while ((await tellNews(server.platform)) > 0);
    const numbers = async (by: Session, kind: string) => {
      const { rows } = await must(server.call(listMessages, { limit: 50 }, by))
      return rows.filter((row) => row.kind === kind).map((row) => row.number)
    }
    expect(await numbers(upper, 'petition-review')).toContain(receipt.number)
    expect(await numbers(handler, 'petition-review')).toEqual([])
    expect(await numbers(world.resident, 'case.review-answered')).toContain(receipt.number)
  })

  it('are counted anew with their clock, and the resident is told of the other day', async () => {
    const { caseId } = await answered()
    await must(ask(caseId, 'review'))
    server.clock.now = new Date('2026-06-12T09:00:00+08:00')
    const ctx = server.as(server.east)
    const known = (await openClockBook(ctx)).clocks.get('petition-review')
    const admin = await server.staff(server.east, { permissions: ['definitions.write'] })
    const set = { clock: 'petition-review' as const, dayKind: 'natural' as const, days: 20, endsAt: '24:00' }
    const how = { id: randomUUID(), version: known?.version ?? 0, recount: true, source: '试行办法第三条' }
    await must(server.call(defineClock, { ...set, ...how }, admin))
    while ((await workRecount(ctx)) > 0);
    const { petition, told } = await progress(caseId)
    expect(petition?.reviews[0]?.clock?.dueDay).toBe('2026-07-01')
    expect(told.at(-1)).toMatchObject({ action: 'recount' })
    expect(told.at(-1)?.words).toMatch(/^复查期限：/)
  })
})
