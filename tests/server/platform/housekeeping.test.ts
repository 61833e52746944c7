import { randomUUID } from 'node:crypto'
import { tellNews } from '@minyi/server/features/cases/notices/service.ts'
import { rebuildRollups, verifyRollups } from '@minyi/server/features/indicators/rollups/service.ts'
import { figureRollups } from '@minyi/server/features/indicators/tables.ts'
import { collectEvents } from '@minyi/server/features/webhooks/collecting/service.ts'
import { forgetPassed } from '@minyi/server/platform/housekeeping.ts'
import { attempts, outbox, replays } from '@minyi/server/platform/tables.ts'
import { signInStaff } from '@minyi/shared/identity/contract.ts'
import { changeGrade } from '@minyi/shared/ratings/contract.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { foldEverything, rateContact } from '../../support/factories/indicators.ts'
import { makeRating } from '../../support/factories/ratings.ts'
import { makeUnit } from '../../support/factories/registry.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { untilSettled } from '../../support/settled.ts'

const dayMs = 86_400_000

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const later = (days: number) => {
  server.clock.now = new Date(server.clock.now.getTime() + days * dayMs)
}

it('a repeated write gets its answer for ninety days; then the answer is forgotten, and nothing is done twice', async () => {
  const { held } = await makeRating(server, server.as(server.east))
  const input = { id: randomUUID(), ...held, grade: 3 as const }
  const first = await server.call(changeGrade, input)
  later(89)
  await forgetPassed(server.platform)
  expect((await server.call(changeGrade, input)).text).toBe(first.text)
  later(2)
  await forgetPassed(server.platform)
  expect(await server.platform.database.db.$count(replays)).toBe(0)
  expect((await server.call(changeGrade, input)).problem.code).toBe('change-window-over')
})

it('a long queue of old answers goes piece by piece, and younger ones stay', async () => {
  const { sql, db } = server.platform.database
  const made = (count: number, at: Date) => sql`
    insert into replays (tenant_id, id, operation, actor, input_hash, at)
    select ${server.east.id}, gen_random_uuid(), 'test', 'test', 'test', ${at.toISOString()}::timestamptz
    from generate_series(1, ${count})`
  await made(5_200, new Date(server.clock.now.getTime() - 91 * dayMs))
  await made(3, new Date(server.clock.now.getTime() - 89 * dayMs))
  await forgetPassed(server.platform)
  expect(await db.$count(replays)).toBe(3)
})

it('the addresses that attempts were counted by are gone after two days, and not before', async () => {
  const { db } = server.platform.database
  await server.call(signInStaff, { login: 'nobody', password: 'nothing' })
  expect(await db.$count(attempts)).toBeGreaterThan(0)
  later(1)
  await forgetPassed(server.platform)
  expect(await db.$count(attempts)).toBeGreaterThan(0)
  later(2)
  await forgetPassed(server.platform)
  expect(await db.$count(attempts)).toBe(0)
})

it('an event goes 45 days after everybody has heard of it, and never before; figures are made anew without it', async () => {
  const { platform } = server
  const { db } = platform.database
  const ctx = server.as(server.east)
  const rate = async () => rateContact(server, ctx, { unit: await makeUnit(ctx), grade: 5 })
  await rebuildRollups(platform)
  await rate()
  const told = await db.$count(outbox)
  expect(told).toBeGreaterThan(0)
  await foldEverything(server)
  await collectEvents(platform)
  later(46)
  await db.execute(`update outbox_cursors set xid = '1' where consumer = 'webhooks'`)
  await forgetPassed(platform)
  expect(await db.$count(outbox)).toBe(told)

  await untilSettled(platform)
  await collectEvents(platform)
  await tellNews(platform)
  await rate()
  await forgetPassed(platform)
  expect(await db.$count(outbox)).toBeLessThan(told)

  await foldEverything(server)
  expect(await verifyRollups(platform)).toEqual([])
  const rollups = await db.$count(figureRollups)
  expect(await rebuildRollups(platform)).toBe(rollups)
})

it('events stay while a follower reads in another cluster', async () => {
  const { platform } = server
  const { db } = platform.database
  later(46)
  const told = await db.$count(outbox)
  await db.execute(`update outbox_cursors set cluster = 'another' where consumer = 'webhooks'`)
  await forgetPassed(platform)
  expect(await db.$count(outbox)).toBe(told)
})
