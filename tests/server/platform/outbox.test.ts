import { randomUUID } from 'node:crypto'
import { emit, followOutbox, type OutboxEvent } from '@minyi/server/platform/outbox.ts'
import { countSetAside, listSetAside, replaySetAside } from '@minyi/server/platform/set-aside.ts'
import { outbox, outboxFaults } from '@minyi/server/platform/tables.ts'
import { inArray } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startServer, type TestServer } from '../../support/server.ts'
import { untilSettled } from '../../support/settled.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

/** A follower of a topic of its own, which fails at the subjects in `bad` and writes down what it took. */
function makeFollower() {
  const consumer = `test-${randomUUID()}`
  const bad = new Set<string>()
  const taken: string[] = []
  const take = async (events: OutboxEvent[]) => {
    for (const { subjectId } of events) if (bad.has(subjectId)) throw new Error(`no way with ${subjectId}\nits values`)
    taken.push(...events.map(({ subjectId }) => subjectId))
  }
  const log = Object.assign(server.platform.log.child({}), { warn: () => undefined, error: () => undefined })
  const from = { consumer, topics: [consumer], since: new Date(0), limit: 3 }
  const run = async () => {
    await untilSettled(server.platform)
    return followOutbox({ ...server.platform, log }, from, (_, events) => take(events))
  }
  /** Several events of one transaction; answered in the order that their ids have, which within a millisecond is any. */
  const tell = async (count: number) => {
    const subjects = Array.from({ length: count }, () => randomUUID())
    await server.as(server.east).db.transaction(async (db) => {
      for (const subjectId of subjects) await emit({ ...server.as(server.east), db }, { topic: consumer, subjectId })
    })
    const { db } = server.platform.database
    const rows = await db.select().from(outbox).where(inArray(outbox.subjectId, subjects)).orderBy(outbox.id)
    return rows.map(({ subjectId }) => subjectId)
  }
  return { consumer, bad, taken, run, tell }
}

const mine = async (consumer: string) =>
  (await listSetAside(server.platform)).filter((one) => one.consumer === consumer)

it('a follower comes back to an event that fails, and takes it when it works again', async () => {
  const { consumer, bad, taken, run, tell } = makeFollower()
  const [first = '', second = ''] = [...(await tell(1)), ...(await tell(1))]
  bad.add(second)
  expect(await run(), 'it is not asked again at once').toBe(0)
  await run()
  bad.clear()
  const [third = ''] = await tell(1)
  await run()
  expect([...new Set(taken)]).toEqual([first, second, third])
  expect(await mine(consumer)).toEqual([])
  expect((await server.platform.database.db.select().from(outboxFaults)).map((row) => row.consumer)).not.toContain(
    consumer,
  )
})

it('an event that fails three times is set aside with its error, and everything after it goes on, each once', async () => {
  const { consumer, bad, taken, run, tell } = makeFollower()
  const [one = '', two = '', three = ''] = await tell(3)
  bad.add(two)
  for (let i = 0; i < 3; i += 1) await run()
  const later: string[] = [...(await tell(2)), ...(await tell(3))]
  for (let i = 0; i < 3; i += 1) await run()
  expect([...new Set(taken)]).toEqual([one, three, ...later])
  expect(taken.filter((id) => later.includes(id))).toEqual(later)
  expect(await mine(consumer)).toMatchObject([
    { subjectId: two, tenantId: server.east.id, tries: 3, error: `Error: no way with ${two}` },
  ])
  expect(await countSetAside(server.platform)).toBeGreaterThan(0)
  const health = await server.app.inject({ url: '/api/health/ready' })
  expect(health.json().setAside).toBe(await countSetAside(server.platform))
})

it('what was set aside is handed over again when it is asked for, even if nothing else happened, and is lost never', async () => {
  const { consumer, bad, taken, run, tell } = makeFollower()
  const [only = ''] = await tell(1)
  bad.add(only)
  for (let i = 0; i < 3; i += 1) await run()
  expect(await replaySetAside(server.platform, consumer)).toBe(1)
  await run()
  expect(await mine(consumer), 'it failed again').toMatchObject([{ subjectId: only, tries: 4, replayAt: null }])
  bad.clear()
  await run()
  expect(taken, 'nobody asked').toEqual([])
  expect(await replaySetAside(server.platform)).toBeGreaterThan(0)
  await run()
  expect(taken).toEqual([only])
  expect(await mine(consumer)).toEqual([])
})
