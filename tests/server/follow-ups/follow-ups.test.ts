import { randomUUID } from 'node:crypto'
import {
  type FollowUpAction,
  listFollowUps,
  listToldFollowUps,
  openContact,
  readFollowUp,
  takeStep,
} from '@minyi/shared/follow-ups/contract.ts'
import { addDetails, changeGrade, readReceipt, reRate, setConsent } from '@minyi/shared/ratings/contract.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeRating } from '../../support/factories/ratings.ts'
import { makeArea, makeUnit } from '../../support/factories/registry.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let supervisor: Session
beforeAll(async () => {
  server = await startServer()
  supervisor = await server.staff(server.east, {
    permissions: ['follow-ups.read', 'follow-ups.handle'],
    name: '监督员甲',
  })
})
afterAll(() => server.close())

const east = () => server.as(server.east)

/** A poor grade and its follow-up. */
async function makeFollowUp(given: Parameters<typeof makeRating>[2] = {}) {
  const rating = await makeRating(server, east(), { grade: 2, ...given })
  const { rows } = (await server.call(listFollowUps, { number: rating.receipt.number }, supervisor)).body
  const followUpId = rows[0]?.id
  if (!followUpId) throw new Error('no follow-up')
  return { ...rating, followUpId, row: rows[0] }
}

async function step(followUpId: string, action: FollowUpAction, as = supervisor) {
  const { version } = (await server.call(readFollowUp, { followUpId }, supervisor)).body
  return server.call(takeStep, { id: randomUUID(), followUpId, version, action, note: `记录 ${action}` }, as)
}

describe('a poor grade', () => {
  it('opens a follow-up at the supervisor’s office, found by the number of the receipt', async () => {
    const { row, receipt, matter } = await makeFollowUp()
    expect(row).toMatchObject({
      number: receipt.number,
      stage: 'call-back',
      grade: 2,
      unit: { id: matter.unitId },
      title: matter.title,
      dueDay: '2026-06-12',
      overdue: false,
    })
  })

  it('opens none when the grade is good', async () => {
    const { receipt } = await makeRating(server, east(), { grade: 3 })
    expect((await server.call(listFollowUps, { number: receipt.number }, supervisor)).body.rows).toEqual([])
  })

  it('is seen in the supervisor’s area only, and never by the rated unit whatever its permissions', async () => {
    const { followUpId, matter } = await makeFollowUp()
    const permissions = ['follow-ups.read', 'follow-ups.handle'] as const
    const elsewhere = await makeArea(east())
    const callers = [
      await server.staff(server.east, { permissions, areaId: elsewhere.id }),
      await server.staff(server.east, { permissions, memberOf: matter.unitId }),
      await server.staff(server.west, { permissions }),
      await server.staff(server.east, { permissions: ['matters.read'] }),
    ]
    const [unknown] = [await server.call(readFollowUp, { followUpId: randomUUID() }, supervisor)]
    for (const caller of callers) {
      const read = await server.call(readFollowUp, { followUpId }, caller)
      expect(read.text).toBe(unknown.text)
      const input = { id: randomUUID(), followUpId, version: 1, action: 'reached' as const, note: '回访了' }
      expect((await server.call(takeStep, input, caller)).problem.code).toBe('not-found')
      const contact = await server.call(openContact, { id: randomUUID(), followUpId, reason: '回访' }, caller)
      expect(contact.problem.code).toBe('not-found')
      const list = await server.call(listFollowUps, { unitId: matter.unitId }, caller)
      expect(list.status === 200 ? list.body.rows : []).toEqual([])
    }
    expect((await server.call(listFollowUps, {})).problem.code).toBe('sign-in-required')
  })
})

describe('the office', () => {
  it('calls back, verifies, has it fixed, asks again and closes; the resident reads each step', async () => {
    const { followUpId, held, matter } = await makeFollowUp()
    for (const action of ['not-reached', 'reached', 'confirmed', 'fixed'] as const) {
      expect((await step(followUpId, action)).status, action).toBe(200)
    }
    const receipt = (await server.call(readReceipt, held)).body
    expect(receipt.canReRate).toBe(true)
    expect(receipt.steps.map((one) => one.doneDay)).toEqual(['2026-06-11', '2026-06-11', null])
    expect(receipt.steps[1]).toMatchObject({ office: matter.unit.name, note: '记录 fixed' })
    expect((await step(followUpId, 'close')).problem.code).toBe('step-not-allowed')
    expect((await server.call(reRate, { id: randomUUID(), ...held, grade: 4 })).body.reRating?.grade).toBe(4)
    const closed = await step(followUpId, 'close')
    expect(closed.body).toMatchObject({ stage: 'closed', outcome: 'settled', grade: 2, reRating: { grade: 4 } })
    expect(closed.body.steps.map((one) => [one.step, one.by])).toEqual([
      ['opened', null],
      ['not-reached', '监督员甲'],
      ['reached', '监督员甲'],
      ['confirmed', '监督员甲'],
      ['fixed', '监督员甲'],
      ['re-rated', null],
      ['close', '监督员甲'],
    ])
    const figures = await server.platform.database.sql`
      select figure from outbox where subject_id = ${held.ratingId} and figure is not null`
    expect(figures.map((row) => row.figure.counts)).toEqual([{ g2: 1, changes: 1 }])
  })

  it('sends a second poor grade back once, and then may close it as not settled', async () => {
    const { followUpId, held } = await makeFollowUp()
    for (const action of ['unreachable', 'unfounded', 'explained'] as const) await step(followUpId, action)
    const rate = (grade: 1 | 5) => server.call(reRate, { id: randomUUID(), ...held, grade })
    await rate(1)
    expect((await step(followUpId, 'close')).problem.code).toBe('step-not-allowed')
    expect((await step(followUpId, 'sent-back')).body).toMatchObject({ stage: 'answer', reRating: null })
    await step(followUpId, 'explained')
    await rate(1)
    expect((await step(followUpId, 'close')).body).toMatchObject({ outcome: 'not-settled' })
    expect((await rate(5)).problem.code).toBe('step-not-allowed')
  })

  it('closes without a second grade only when the resident’s window is over', async () => {
    const { followUpId } = await makeFollowUp()
    for (const action of ['reached', 'confirmed', 'fixed'] as const) await step(followUpId, action)
    expect((await step(followUpId, 'close')).problem.code).toBe('step-not-allowed')
    const now = server.clock.now
    server.clock.now = new Date('2026-06-30T09:00:00+08:00')
    const list = await server.call(listFollowUps, { state: 'overdue', limit: 100 }, supervisor)
    expect(list.body.rows.map((row) => row.id)).toContain(followUpId)
    expect((await step(followUpId, 'close')).body).toMatchObject({ outcome: 'unanswered' })
    server.clock.now = now
  })

  it('is overdue past its hard limit, also while the resident’s window for a second grade is open', async () => {
    const { followUpId } = await makeFollowUp()
    const now = server.clock.now
    server.clock.now = new Date('2026-07-01T09:00:00+08:00')
    for (const action of ['reached', 'confirmed', 'fixed'] as const) await step(followUpId, action)
    const read = async () => (await server.call(readFollowUp, { followUpId }, supervisor)).body
    const { dueDay, hardDueDay } = await read()
    expect([dueDay, hardDueDay]).toEqual(['2026-07-08', '2026-07-03'])
    expect(await read()).toMatchObject({ overdue: false })
    server.clock.now = new Date('2026-07-06T09:00:00+08:00')
    expect(await read()).toMatchObject({ overdue: true })
    const list = await server.call(listFollowUps, { state: 'overdue', limit: 100 }, supervisor)
    expect(list.body.rows.map((row) => row.id)).toContain(followUpId)
    server.clock.now = now
  })

  it('takes no step that the stage does not know, nor one on an old version, and repeats none', async () => {
    const { followUpId } = await makeFollowUp()
    expect((await step(followUpId, 'fixed')).problem.code).toBe('step-not-allowed')
    const input = { id: randomUUID(), followUpId, version: 1, action: 'reached' as const, note: '已回访' }
    const first = await server.call(takeStep, input, supervisor)
    expect(first.body).toMatchObject({ stage: 'verify', version: 2 })
    expect((await server.call(takeStep, input, supervisor)).text).toBe(first.text)
    expect((await server.call(takeStep, { ...input, note: '另写' }, supervisor)).problem.code).toBe('id-reused')
    const late = { ...input, id: randomUUID() }
    expect((await server.call(takeStep, late, supervisor)).problem.code).toBe('version-conflict')
    expect((await server.call(readFollowUp, { followUpId }, supervisor)).body.actions).toEqual([
      'confirmed',
      'unfounded',
    ])
  })

  it('is told when the resident raises the grade after the office has begun', async () => {
    const { followUpId, held } = await makeFollowUp()
    await step(followUpId, 'reached')
    await server.call(changeGrade, { id: randomUUID(), ...held, grade: 5 })
    const { body } = await server.call(readFollowUp, { followUpId }, supervisor)
    expect(body).toMatchObject({ stage: 'verify', gradeRaised: true, grade: 5 })
  })

  it('opens the telephone with a reason, which is recorded', async () => {
    const { followUpId, held, matter } = await makeFollowUp({ phone: '13900000011' })
    const open = () =>
      server.call(openContact, { id: randomUUID(), followUpId, reason: '一个工作日内回访' }, supervisor)
    expect((await server.call(readFollowUp, { followUpId }, supervisor)).body.contact).toBe('of-the-matter')
    expect((await open()).body).toEqual({ phone: '13900000011', name: '王某' })
    await server.call(addDetails, { id: randomUUID(), ...held, phone: '13900000012', words: '请打这个' })
    const whole = await server.call(readFollowUp, { followUpId }, supervisor)
    expect(whole.body).toMatchObject({ contact: 'left-by-resident', words: '请打这个' })
    expect(whole.text).not.toMatch(/139000000/)
    expect((await open()).body).toEqual({ phone: '13900000012', name: null })
    const opened = await server.platform.database.sql`
      select subject_kind, staff_id, reason from unsealings where subject_id in ${server.platform.database.sql([
        matter.id,
        held.ratingId,
      ])} order by subject_kind`
    expect(opened.map((row) => [row.subject_kind, row.staff_id, row.reason])).toEqual([
      ['matter', supervisor.id, '一个工作日内回访'],
      ['rating', supervisor.id, '一个工作日内回访'],
    ])
  })

  it('pages through the list without losing or repeating a row', async () => {
    const unit = await makeUnit(east())
    const made = new Set<string>()
    for (let i = 0; i < 5; i += 1) made.add((await makeFollowUp({ unit })).followUpId)
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await server.call(listFollowUps, { unitId: unit.id, limit: 2, ...(after && { after }) }, supervisor)
      seen.push(...page.body.rows.map((row) => row.id))
      after = page.body.next ?? undefined
    } while (after)
    expect(seen).toHaveLength(5)
    expect(new Set(seen)).toEqual(made)
    const wrong = await server.call(listFollowUps, { after: 'nonsense' }, supervisor)
    expect(wrong.problem.code).toBe('input-invalid')
  })
})

describe('the rated unit', () => {
  it('learns which matter it was only while the resident consents', async () => {
    const { held, matter } = await makeFollowUp({ title: '同意告知的事' })
    await server.call(addDetails, { id: randomUUID(), ...held, reasons: ['attitude'], words: '只给监督机构看' })
    const clerk = await server.staff(server.east, { permissions: ['matters.read'], unitId: matter.unitId })
    const told = () => server.call(listToldFollowUps, {}, clerk)
    expect((await told()).body.rows).toEqual([])
    await server.call(setConsent, { id: randomUUID(), ...held, mayTellUnit: true })
    const shown = await told()
    expect(shown.body.rows).toMatchObject([
      { kind: 'enforcement', matter: { title: '同意告知的事' }, reasons: ['attitude'], stage: 'call-back' },
    ])
    expect(shown.text).not.toContain('只给监督机构看')
    expect(shown.text).not.toContain(held.ratingId)
    await server.call(setConsent, { id: randomUUID(), ...held, mayTellUnit: false })
    expect((await told()).body.rows).toEqual([])
  })
})
