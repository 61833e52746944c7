import { randomUUID } from 'node:crypto'
import { groupCommit } from '@minyi/server/platform/group-commit.ts'
import { Problem } from '@minyi/server/platform/problem.ts'
import { disputeClaim, submitRating } from '@minyi/shared/ratings/contract.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeClaim } from '../../support/factories/matters.ts'
import { startServer, type TestServer } from '../../support/server.ts'

let one: TestServer
let two: TestServer
beforeAll(async () => {
  one = await startServer()
  two = await startServer({ databaseUrl: one.database.url })
})
afterAll(async () => {
  await two.close()
  await one.close()
})

async function rowsOf(matterId: string) {
  const [row] = await one.platform.database.sql`
    select count(distinct r.id)::int as ratings, count(distinct e.id)::int as events, count(distinct a.id)::int as audits,
      count(distinct o.id)::int as outbox, count(distinct f.id)::int as follow_ups
    from ratings r
    left join rating_events e on e.rating_id = r.id
    left join audit_rows a on a.subject_id = r.id
    left join outbox o on o.subject_id = r.id
    left join follow_ups f on f.rating_id = r.id
    where r.matter_id = ${matterId}`
  return row
}
const once = { ratings: 1, events: 1, audits: 1, outbox: 1, follow_ups: 1 }

describe('submissions at the same instant', () => {
  it('of one phone at two processes make one rating and equal receipts', async () => {
    for (let i = 0; i < 20; i += 1) {
      const { token, matter } = await makeClaim(one.as(one.east))
      const input = { id: randomUUID(), claim: token, grade: 2 as const }
      const answers = await Promise.all([one, two, one, two].map((server) => server.call(submitRating, input)))
      expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200])
      expect(new Set(answers.map((answer) => answer.text)).size).toBe(1)
      expect(await rowsOf(matter.id)).toEqual(once)
    }
  })

  it('of two phones on one matter make one rating, and the other is told', async () => {
    for (let i = 0; i < 20; i += 1) {
      const { token, matter } = await makeClaim(one.as(one.east))
      const answers = await Promise.all(
        [one, two, one].map((server) =>
          server.call(submitRating, { id: randomUUID(), claim: token, grade: 1 as const }),
        ),
      )
      expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409])
      expect(await rowsOf(matter.id)).toEqual(once)
    }
  })

  it('of a grade and 与我无关 let one of them win', async () => {
    for (let i = 0; i < 20; i += 1) {
      const { token, matter } = await makeClaim(one.as(one.east))
      const [rating, dispute] = await Promise.all([
        one.call(submitRating, { id: randomUUID(), claim: token, grade: 1 }),
        two.call(disputeClaim, { id: randomUUID(), claim: token }),
      ])
      expect([rating.status === 200, dispute.status === 200].filter(Boolean)).toHaveLength(1)
      expect((await rowsOf(matter.id))?.ratings).toBe(rating.status === 200 ? 1 : 0)
    }
  })

  it('of many matters in one batch are all answered with their own receipt', async () => {
    const claims = await Promise.all(Array.from({ length: 60 }, () => makeClaim(one.as(one.east))))
    const answers = await Promise.all(
      claims.map(({ token }, i) =>
        one.call(submitRating, { id: randomUUID(), claim: token, grade: i % 2 === 0 ? 5 : 1 }),
      ),
    )
    expect(answers.map((answer) => answer.body.grade)).toEqual(claims.map((_, i) => (i % 2 === 0 ? 5 : 1)))
    expect(new Set(answers.map((answer) => answer.body.number)).size).toBe(60)
  })
})

describe('a batch with one bad row', () => {
  it('fails that row alone', async () => {
    const claims = await Promise.all(Array.from({ length: 10 }, () => makeClaim(one.as(one.east))))
    const bad = claims[4]?.matter.id ?? ''
    const { sql } = one.platform.database
    await sql.unsafe(`alter table ratings add constraint one_bad check (matter_id <> '${bad}')`)
    const answers = await Promise.all(
      claims.map(({ token }) => one.call(submitRating, { id: randomUUID(), claim: token, grade: 5 })),
    )
    await sql.unsafe('alter table ratings drop constraint one_bad')
    expect(answers.map((answer) => answer.status)).toEqual(claims.map((_, i) => (i === 4 ? 500 : 200)))
    const later = await one.call(submitRating, { id: randomUUID(), claim: claims[4]?.token ?? '', grade: 5 })
    expect(later.status).toBe(200)
  })
})

describe('a full queue', () => {
  it('answers 503 with Retry-After and loses nothing that was acknowledged', async () => {
    const small = await startServer({ databaseUrl: one.database.url, env: { INTAKE_QUEUE_LIMIT: '3' } })
    const claims = await Promise.all(Array.from({ length: 30 }, () => makeClaim(one.as(one.east))))
    const inputs = claims.map(({ token }) => ({ id: randomUUID(), claim: token, grade: 4 as const }))
    const answers = await Promise.all(inputs.map((input) => small.call(submitRating, input)))
    const refused = answers.filter((answer) => answer.status === 503)
    expect(refused.length).toBeGreaterThan(0)
    for (const answer of refused) {
      expect(answer.problem.code).toBe('intake-full')
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    }
    for (const [i, input] of inputs.entries()) {
      const again = await small.call(submitRating, input)
      expect(again.status).toBe(200)
      if (answers[i]?.status === 200) expect(again.text).toBe(answers[i]?.text)
      expect((await rowsOf(claims[i]?.matter.id ?? ''))?.ratings).toBe(1)
    }
    await small.close()
  })
})

describe('group commit', () => {
  it('writes what arrives during a commit with the next one, in order', async () => {
    const batches: number[][] = []
    const writer = groupCommit<number, number>({
      write: async (items) => {
        batches.push([...items])
        await new Promise((resolve) => setTimeout(resolve, 5))
        return items.map((item) => item * 2)
      },
      mostWaiting: 100,
      mostInBatch: 4,
      mostAtOnce: 1,
      leastBeside: 1,
    })
    const results = await Promise.all([1, 2, 3, 4, 5, 6, 7].map((item) => writer.put(item)))
    expect(results).toEqual([2, 4, 6, 8, 10, 12, 14])
    expect(batches).toEqual([
      [1, 2, 3, 4],
      [5, 6, 7],
    ])
    expect(writer.waiting()).toBe(0)
  })

  it('writes a batch beside another one only when enough wait, and never more than it may', async () => {
    const [sizes, most] = [[0], [0]]
    let underWay = 0
    const writer = groupCommit<number, number>({
      write: async (items) => {
        underWay += 1
        sizes.push(items.length)
        most.push(underWay)
        await new Promise((resolve) => setTimeout(resolve, 5))
        underWay -= 1
        return [...items]
      },
      mostWaiting: 1_000,
      mostInBatch: 8,
      mostAtOnce: 2,
      leastBeside: 4,
    })
    const items = Array.from({ length: 50 }, (_, i) => i)
    expect(await Promise.all(items.map((item) => writer.put(item)))).toEqual(items)
    expect(Math.max(...most)).toBe(2)
    expect(Math.max(...sizes)).toBe(8)
    sizes.length = 0
    const few = [writer.put(1), new Promise((resolve) => setTimeout(resolve, 2)).then(() => writer.put(2))]
    await Promise.all(few)
    expect(sizes).toEqual([1, 1])
    expect(writer.waiting()).toBe(0)
  })

  it('refuses what exceeds the queue, and goes on afterwards', async () => {
    const writer = groupCommit<number, number>({
      write: async (items) => [...items],
      mostWaiting: 1,
      mostInBatch: 1,
      mostAtOnce: 1,
      leastBeside: 1,
    })
    const tries = await Promise.allSettled([1, 2, 3].map((item) => writer.put(item)))
    expect(tries.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'rejected'])
    const [, full] = tries
    expect(full?.status === 'rejected' && full.reason instanceof Problem && full.reason.code).toBe('intake-full')
    expect(await writer.put(4)).toBe(4)
  })
})
