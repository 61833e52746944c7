import { randomUUID } from 'node:crypto'
import { listFollowUps, readFollowUp } from '@minyi/shared/follow-ups/contract.ts'
import {
  addDetails,
  anonymiseRating,
  changeGrade,
  disputeClaim,
  type Grade,
  readReceipt,
  reRate,
  setConsent,
  submitRating,
} from '@minyi/shared/ratings/contract.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeClaim } from '../../support/factories/matters.ts'
import { makeRating } from '../../support/factories/ratings.ts'
import { startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const east = () => server.as(server.east)
type Held = { ratingId: string; secret: string }
const change = (held: Held, grade: Grade, id = randomUUID()) => server.call(changeGrade, { id, ...held, grade })

async function countsOf(ratingId: string): Promise<Record<string, number>> {
  const rows = await server.platform.database.sql<{ figure: { counts: Record<string, number> } | null }[]>`
    select figure from outbox where subject_id = ${ratingId} order by xid`
  const total: Record<string, number> = {}
  for (const { figure } of rows) {
    for (const [measure, count] of Object.entries(figure?.counts ?? {})) total[measure] = (total[measure] ?? 0) + count
  }
  return Object.fromEntries(Object.entries(total).filter(([, count]) => count !== 0))
}

/** The tables in which an id stands somewhere in a row. */
async function tablesNaming(id: string): Promise<string[]> {
  const { sql } = server.platform.database
  const tables = await sql<{ name: string }[]>`
    select table_name as name from information_schema.tables where table_schema = 'public' order by table_name`
  const named: string[] = []
  for (const { name } of tables) {
    const found = await sql`select 1 from ${sql(name)} as t where t::text like ${`%${id}%`} limit 1`
    if (found.length > 0) named.push(name)
  }
  return named
}

describe('a receipt', () => {
  it('opens nothing without its own secret, nor for another tenant', async () => {
    const one = await makeRating(server, east())
    const two = await makeRating(server, east())
    const wrong = { ratingId: one.held.ratingId, secret: two.held.secret }
    const id = randomUUID()
    const answers = [
      await server.call(readReceipt, wrong),
      await server.call(readReceipt, { ...one.held, ratingId: randomUUID() }),
      await server.call(readReceipt, one.held, undefined, server.west),
      await server.call(changeGrade, { id, ...wrong, grade: 1 }),
      await server.call(addDetails, { id, ...wrong }),
      await server.call(setConsent, { id, ...wrong, mayTellUnit: true }),
      await server.call(reRate, { id, ...wrong, grade: 1 }),
      await server.call(anonymiseRating, { id, ...wrong }),
    ]
    expect(new Set(answers.map((answer) => answer.problem.code))).toEqual(new Set(['receipt-invalid']))
  })

  it('leads from nothing that was written to the signed-in resident who holds it', async () => {
    const author = await server.resident(server.east)
    const { held } = await makeRating(server, east(), { grade: 2, session: author })
    const id = () => randomUUID()
    const answers = [
      await server.call(changeGrade, { id: id(), ...held, grade: 4 }, author),
      await server.call(changeGrade, { id: id(), ...held, grade: 1 }, author),
      await server.call(addDetails, { id: id(), ...held, reasons: ['attitude'], words: '没有说明理由' }, author),
      await server.call(setConsent, { id: id(), ...held, mayTellUnit: true }, author),
      await server.call(anonymiseRating, { id: id(), ...held }, author),
      await server.call(disputeClaim, { id: id(), claim: (await makeClaim(east())).token }, author),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200])
    expect(await tablesNaming(author.id)).toEqual(['residents', 'sessions'])
  })

  it('shows the steps that a poor grade causes, with who and by when in working days', async () => {
    const { held } = await makeRating(server, east(), { grade: 2 })
    const { steps } = (await server.call(readReceipt, held)).body
    // 2026-06-11 is a Thursday; 端午节 is on Friday 19 June.
    expect(steps.map((step) => [step.step, step.dueDay, step.doneDay])).toEqual([
      ['call-back', '2026-06-12', null],
      ['answer', '2026-06-18', null],
      ['re-rate', null, null],
    ])
    expect(steps[1]?.office).toMatch(/局$/)
  })
})

describe('changing the grade', () => {
  it('counts the last one, keeps the repeat of the first receipt, and moves the figure by both', async () => {
    const { held, input, receipt } = await makeRating(server, east(), { grade: 5 })
    const tick = () => {
      server.clock.now = new Date(server.clock.now.getTime() + 1000)
    }
    tick()
    expect((await change(held, 3)).body).toMatchObject({ grade: 3, changeable: true })
    tick()
    expect((await change(held, 2)).body.grade).toBe(2)
    expect(await countsOf(held.ratingId)).toEqual({ g2: 1, changes: 3 })
    expect((await server.call(submitRating, input)).body).toEqual(receipt)
    const events = await server.platform.database.sql`
      select event, grade_before, grade_after from rating_events where rating_id = ${held.ratingId} order by at, id`
    expect(events.map((row) => [row.event, row.grade_before, row.grade_after])).toEqual([
      ['given', null, 5],
      ['changed', 5, 3],
      ['changed', 3, 2],
    ])
  })

  it('is the same change when it is sent again, and no change when the grade is the same', async () => {
    const { held } = await makeRating(server, east(), { grade: 5 })
    const id = randomUUID()
    const first = await change(held, 4, id)
    expect((await change(held, 4, id)).text).toBe(first.text)
    expect((await change(held, 3, id)).problem.code).toBe('id-reused')
    await change(held, 4)
    expect(await countsOf(held.ratingId)).toEqual({ g4: 1, changes: 2 })
  })

  it('ends with the seventh day at 24:00 in the zone of the tenant', async () => {
    const { held } = await makeRating(server, east())
    const now = server.clock.now
    server.clock.now = new Date('2026-06-18T23:59:59+08:00')
    expect((await change(held, 4)).status).toBe(200)
    server.clock.now = new Date('2026-06-19T00:00:00+08:00')
    expect((await change(held, 3)).problem.code).toBe('change-window-over')
    expect((await server.call(readReceipt, held)).body).toMatchObject({ grade: 4, changeable: false })
    server.clock.now = now
  })
})

describe('what comes after the grade', () => {
  it('is kept as it was last written, with the telephone sealed', async () => {
    const { held } = await makeRating(server, east(), { grade: 2 })
    const details = { reasons: ['attitude' as const], words: '说话很冲', phone: '13900000009' }
    const answer = await server.call(addDetails, { id: randomUUID(), ...held, ...details })
    expect(answer.body).toMatchObject({ reasons: ['attitude'], words: '说话很冲', phoneLeft: true })
    const again = await server.call(addDetails, {
      id: randomUUID(),
      ...held,
      reasons: ['unfair'],
      phone: '13900000008',
    })
    expect(again.body).toMatchObject({ reasons: ['unfair'], words: '', phoneLeft: true })
    const rows = await server.platform.database.sql`select ciphertext from sealed where subject_id = ${held.ratingId}`
    expect(rows).toHaveLength(1)
    expect(answer.text).not.toContain('13900000009')
  })

  it('holds at most 500 words and only photos that are the caller’s', async () => {
    const { held } = await makeRating(server, east())
    const long = await server.call(addDetails, { id: randomUUID(), ...held, words: '字'.repeat(501) })
    expect(long.problem).toMatchObject({ code: 'input-invalid', fields: [{ path: 'words' }] })
    const photos = [{ id: randomUUID(), secret: 'not-mine' }]
    const foreign = await server.call(addDetails, { id: randomUUID(), ...held, photos })
    expect(foreign.problem.fields?.[0]?.path).toBe('photos.0')
  })

  it('takes consent back with the same one step', async () => {
    const { held } = await makeRating(server, east(), { grade: 1 })
    const set = (mayTellUnit: boolean) => server.call(setConsent, { id: randomUUID(), ...held, mayTellUnit })
    expect((await set(true)).body.mayTellUnit).toBe(true)
    expect((await set(false)).body.mayTellUnit).toBe(false)
  })

  it('allows a second grade only once there is an answer', async () => {
    const { held } = await makeRating(server, east(), { grade: 1 })
    const answer = await server.call(reRate, { id: randomUUID(), ...held, grade: 5 })
    expect(answer.problem.code).toBe('step-not-allowed')
  })
})

describe('making a rating anonymous', () => {
  it('wipes words, photos, telephone, consent and the matter, and keeps the count', async () => {
    const { held, token, matter } = await makeRating(server, east(), { grade: 1, title: '唯一的标题' })
    await server.call(addDetails, { id: randomUUID(), ...held, words: '只有我知道', phone: '13900000007' })
    await server.call(setConsent, { id: randomUUID(), ...held, mayTellUnit: true })
    const input = { id: randomUUID(), ...held }
    const { body, text } = await server.call(anonymiseRating, input)
    expect(body).toMatchObject({ state: 'anonymised', words: '', phoneLeft: false, mayTellUnit: false, matter: null })
    expect(text).not.toContain('唯一的标题')
    expect((await server.call(anonymiseRating, input)).body.state).toBe('anonymised')
    expect(await countsOf(held.ratingId)).toEqual({ g1: 1, changes: 1 })
    const { sql } = server.platform.database
    const [left] = await sql`
      select (select count(*)::int from rating_details where rating_id = ${held.ratingId}) as details,
        (select count(*)::int from sealed where subject_id = ${held.ratingId}) as sealed,
        (select count(*)::int from ratings where matter_id = ${matter.id}) as heads,
        (select count(*)::int from follow_ups where matter_id = ${matter.id}) as follow_ups`
    expect(left).toEqual({ details: 0, sealed: 0, heads: 0, follow_ups: 0 })
    const again = await server.call(submitRating, { id: randomUUID(), claim: token, grade: 5 })
    expect(again.problem.code).toBe('already-rated')
    for (const answer of [
      await change(held, 5),
      await server.call(addDetails, { id: randomUUID(), ...held, words: '再写' }),
      await server.call(setConsent, { id: randomUUID(), ...held, mayTellUnit: true }),
    ]) {
      expect(answer.problem.code).toBe('step-not-allowed')
    }
  })
})

describe('a grade that changes between good and poor', () => {
  it('opens a follow-up, closes it while nobody has acted, and opens it again', async () => {
    const { held, matter } = await makeRating(server, east(), { grade: 5 })
    const supervisor = await server.staff(server.east, { permissions: ['follow-ups.read'] })
    const find = async () => {
      const { rows } = (await server.call(listFollowUps, { unitId: matter.unitId }, supervisor)).body
      return rows.map(({ stage, outcome, grade, gradeRaised }) => ({ stage, outcome, grade, gradeRaised }))
    }
    expect(await find()).toEqual([])
    await change(held, 2)
    expect(await find()).toEqual([{ stage: 'call-back', outcome: null, grade: 2, gradeRaised: false }])
    await change(held, 1)
    expect(await find()).toEqual([{ stage: 'call-back', outcome: null, grade: 1, gradeRaised: false }])
    await change(held, 4)
    expect(await find()).toEqual([{ stage: 'closed', outcome: 'grade-raised', grade: 4, gradeRaised: true }])
    await change(held, 2)
    expect(await find()).toEqual([{ stage: 'call-back', outcome: null, grade: 2, gradeRaised: false }])
    const [row] = (await server.call(listFollowUps, { unitId: matter.unitId }, supervisor)).body.rows
    const whole = await server.call(readFollowUp, { followUpId: row?.id ?? '' }, supervisor)
    expect(whole.body.steps.map((step) => step.step)).toEqual(['opened', 'grade-raised', 'grade-lowered'])
  })
})
