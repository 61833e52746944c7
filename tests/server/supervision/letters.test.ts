import { randomUUID } from 'node:crypto'
import { tellLateLetters } from '@minyi/server/features/supervision/letters/late/service.ts'
import { listMessages } from '@minyi/shared/notices/contract.ts'
import {
  acceptLetter,
  acknowledgeLetter,
  correctLetter,
  listLetters,
  listUnitLetters,
  objectLetter,
  readLetter,
  readUnitLetter,
  reportLetter,
  reviewObjection,
  sendLetter,
} from '@minyi/shared/supervision/letters/contract.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { must } from '../../support/factories/cases.ts'
import { makeUnit } from '../../support/factories/registry.ts'
import { bringLetterTo, letterDraft, letterStep, makeOrder } from '../../support/factories/supervision.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let bureau: { id: string }
let unit: { id: string }
let supervisor: Session
let colleague: Session
let unitStaff: Session
let otherStaff: Session
const directs = ['supervision.read', 'supervision.order'] as const
beforeAll(async () => {
  server = await startServer()
  const ctx = server.as(server.east)
  const other = await makeUnit(ctx)
  ;[bureau, unit] = [await makeUnit(ctx), await makeUnit(ctx)]
  supervisor = await server.staff(server.east, { permissions: directs, memberOf: bureau.id })
  colleague = await server.staff(server.east, { permissions: directs, memberOf: bureau.id })
  unitStaff = await server.staff(server.east, { permissions: ['supervision.answer'], unitId: unit.id })
  otherStaff = await server.staff(server.east, { permissions: ['supervision.answer'], unitId: other.id })
})
beforeEach(() => {
  server.clock.now = new Date('2026-06-11T09:00:00+08:00')
})
afterAll(() => server.close())

const later = (at: string) => {
  server.clock.now = new Date(`2026-${at}:00+08:00`)
}
const words = '已组织培训并完善执法程序。'
const people = () => ({ assigner: supervisor, unitStaff, unitId: unit.id })
const letter = (until: Parameters<typeof bringLetterTo>[2]) => bringLetterTo(server, people(), until)

describe('a letter', () => {
  it('is numbered by its kind and year, and sets 30 days each for correction, report and objection', async () => {
    const sent = await letter('sent')
    expect(sent.number).toMatch(/^执监函〔2026〕\d+号$/)
    expect([sent.correct.dueDay, sent.report.dueDay, sent.objectDueDay]).toEqual(Array(3).fill('2026-07-11'))
    const plain = await must(server.call(sendLetter, letterDraft(unit.id, { kind: 'supervision' }), supervisor))
    expect(plain.number).toMatch(/^督办函〔2026〕\d+号$/)
    const ten = await Promise.all(
      Array.from({ length: 10 }, () => must(server.call(sendLetter, letterDraft(unit.id), supervisor))),
    )
    expect(new Set(ten.map(({ number }) => number)).size).toBe(10)
  })

  it('is acknowledged, corrected, reported, sent back once, and accepted', async () => {
    const reported = await letter('reported')
    expect((await must(server.call(listLetters, { view: 'to-accept' }, supervisor))).rows[0]?.id).toBe(reported.id)
    const back = { ...letterStep(reported), accept: false, words }
    const again = await must(server.call(acceptLetter, back, colleague))
    expect(again.state).toBe('sent-back')
    const corrected = await must(server.call(correctLetter, { ...letterStep(again), words }, unitStaff))
    const told = await must(server.call(reportLetter, { ...letterStep(corrected), words }, unitStaff))
    const accepted = await must(server.call(acceptLetter, { ...letterStep(told), accept: true, words }, supervisor))
    expect(accepted).toMatchObject({ state: 'accepted', acts: [], late: false })
    expect(accepted.steps.map(({ action }) => action)).toEqual([
      ...['send', 'acknowledge', 'correct', 'report', 'send-back', 'correct', 'report', 'accept'],
    ])
    const more = { ...letterStep(accepted), words }
    expect((await server.call(correctLetter, more, unitStaff)).problem.code).toBe('step-not-allowed')
  })

  it('shares the veil of the order that it comes from, and is found with it', async () => {
    const { order } = await makeOrder(server, supervisor, unit.id)
    const draft = letterDraft(unit.id, { orderId: order.id })
    const sent = await must(server.call(sendLetter, draft, supervisor))
    expect(sent.orderId).toBe(order.id)
    const { rows } = await must(server.call(listLetters, { view: 'all', orderId: order.id }, supervisor))
    expect(rows.map(({ id }) => id)).toEqual([sent.id])
    const lost = letterDraft(unit.id, { orderId: randomUUID() })
    expect((await server.call(sendLetter, lost, supervisor)).problem.code).toBe('not-found')
    expect((await server.call(sendLetter, { ...draft, title: '另一份监督函' }, supervisor)).problem.code).toBe(
      'id-reused',
    )
    expect((await server.call(sendLetter, letterDraft(bureau.id), supervisor)).problem.code).toBe('order-own-unit')
    expect((await server.call(sendLetter, letterDraft(randomUUID()), supervisor)).problem.code).toBe('input-invalid')
    expect((await server.call(sendLetter, letterDraft(unit.id), unitStaff)).problem.code).toBe('not-found')
  })

  it('is listed as late from the day after, for both sides, until it is done', async () => {
    const sent = await letter('acknowledged')
    later('07-11T23:59')
    expect((await must(server.call(readLetter, { letterId: sent.id }, supervisor))).late).toBe(false)
    later('07-12T00:00')
    const late = await must(server.call(listLetters, { view: 'late', unitId: unit.id, limit: 100 }, supervisor))
    expect(late.rows.map(({ id }) => id)).toContain(sent.id)
    expect(late.counts.late).toBe(late.rows.length)
    const own = await must(server.call(listUnitLetters, { view: 'late', limit: 100 }, unitStaff))
    expect(own.rows.find(({ id }) => id === sent.id)).toMatchObject({ late: true, correct: { late: true } })
    expect((await server.call(listUnitLetters, { after: 'x' }, unitStaff)).problem.code).toBe('input-invalid')
    expect((await server.call(listLetters, { after: 'x' }, supervisor)).problem.code).toBe('input-invalid')
  })

  it('that is late is told once for each date: to its sender, to those who supervise the unit, and to the unit', async () => {
    const sent = await letter('acknowledged')
    const hear = async () => {
      while ((await tellLateLetters(server.as(server.east))) > 0);
    }
    const heard = async (by: Session) =>
      (await must(server.call(listMessages, { limit: 100 }, by))).rows.filter(
        ({ kind, about }) => kind === 'letter.late' && about.id === sent.id,
      ).length
    later('07-11T23:00')
    await hear()
    expect(await heard(supervisor)).toBe(0)
    later('07-12T00:00')
    await hear()
    await hear()
    for (const by of [supervisor, colleague, unitStaff]) expect(await heard(by)).toBe(2)
    expect(await heard(otherStaff)).toBe(0)
    const read = await must(server.call(readLetter, { letterId: sent.id }, supervisor))
    expect(read.steps.map(({ action }) => action)).toEqual(expect.arrayContaining(['late-correct', 'late-report']))
  })

  it('is nobody else’s: another unit finds neither letter nor step', async () => {
    const sent = await letter('sent')
    expect((await server.call(readUnitLetter, { letterId: sent.id }, otherStaff)).status).toBe(404)
    expect((await must(server.call(listUnitLetters, { view: 'all' }, otherStaff))).rows).toEqual([])
    const input = () => ({ ...letterStep(sent), words })
    for (const operation of [acknowledgeLetter, correctLetter, reportLetter, objectLetter]) {
      expect((await server.call(operation, input(), otherStaff)).problem.code).toBe('not-found')
    }
    expect((await must(server.call(readUnitLetter, { letterId: sent.id }, unitStaff))).acts).toEqual([
      'acknowledge',
      'object',
    ])
  })

  it('takes one step when two come at the same instant', async () => {
    const reported = await letter('reported')
    const decide = (accept: boolean, by: Session) =>
      server.call(acceptLetter, { ...letterStep(reported), accept, words }, by)
    const answers = await Promise.all([decide(true, supervisor), decide(false, colleague)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(answers.find(({ status }) => status === 409)?.problem.code).toBe('version-conflict')
  })
})

describe('an objection', () => {
  it('is made once within 30 days, and is reviewed within 30 by somebody else than the sender', async () => {
    const objected = await letter('objected')
    expect(objected.objection).toMatchObject({ reviewDueDay: '2026-07-11', upheld: null })
    const twice = { ...letterStep(objected), words }
    expect((await server.call(objectLetter, twice, unitStaff)).problem.code).toBe('objection-over')
    const { rows } = await must(server.call(listLetters, { view: 'objections' }, colleague))
    expect(rows.map(({ id }) => id)).toContain(objected.id)
    const review = (uphold: boolean) => ({ ...letterStep(objected), uphold, words })
    expect((await server.call(reviewObjection, review(true), supervisor)).problem.code).toBe('second-person-needed')
    const upheld = await must(server.call(reviewObjection, review(true), colleague))
    expect(upheld).toMatchObject({ state: 'sent', objection: { upheld: true } })
    const more = { ...letterStep(upheld), uphold: false, words }
    expect((await server.call(reviewObjection, more, colleague)).problem.code).toBe('step-not-allowed')
  })

  it('that is right withdraws the letter; after 30 days none is heard', async () => {
    const objected = await letter('objected')
    const withdrawn = await must(
      server.call(reviewObjection, { ...letterStep(objected), uphold: false, words }, colleague),
    )
    expect(withdrawn).toMatchObject({ state: 'withdrawn', acts: [] })
    const sent = await letter('sent')
    later('07-12T00:00')
    const late = { ...letterStep(sent), words }
    expect((await server.call(objectLetter, late, unitStaff)).problem.code).toBe('objection-over')
  })

  it('and a decision are refused on an old version', async () => {
    const sent = await letter('sent')
    const old = { ...letterStep({ id: sent.id, version: 9 }), words }
    for (const operation of [acknowledgeLetter, correctLetter, reportLetter, objectLetter]) {
      expect((await server.call(operation, { ...old, id: randomUUID() }, unitStaff)).problem.code).toBe(
        'version-conflict',
      )
    }
    const accept = await server.call(acceptLetter, { ...letterStep(sent), accept: true, words }, supervisor)
    expect(accept.problem.code).toBe('step-not-allowed')
  })
})
