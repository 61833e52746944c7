import { randomUUID } from 'node:crypto'
import * as live from '@minyi/shared/cases/live/contract.ts'
import * as office from '@minyi/shared/cases/office/contract.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CaseWorld, fileComplaint, makeCaseWorld, must } from '../../support/factories/cases.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

let one: TestServer
let two: TestServer
let world: CaseWorld
const address = { one: '', two: '' }
beforeAll(async () => {
  one = await startServer()
  two = await startServer({ databaseUrl: one.database.url, dataDir: one.dataDir })
  world = await makeCaseWorld(one)
  address.one = await one.listen()
  address.two = await two.listen()
})
afterAll(async () => {
  await two.close()
  await one.close()
})

type Told = { id: string; event: live.LiveEvent }

/** Follows the items at one of the servers and gathers what is told. */
async function follow(at: keyof typeof address, session: Session, since?: string) {
  const end = new AbortController()
  const headers = { authorization: `Bearer ${session.token}`, ...(since ? { 'last-event-id': since } : {}) }
  const answer = await fetch(`${address[at]}/api/${session.tenant.slug}/office/live`, { headers, signal: end.signal })
  const told: Told[] = []
  const place = { id: '' }
  const read = async () => {
    let held = ''
    const reader = answer.body?.getReader()
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
      held += Buffer.from(next.value).toString('utf8')
      const parts = held.split('\n\n')
      held = parts.pop() ?? ''
      for (const part of parts) {
        const field = (name: string) =>
          part
            .split('\n')
            .find((line) => line.startsWith(`${name}: `))
            ?.slice(name.length + 2)
        place.id = field('id') ?? place.id
        const data = field('data')
        if (data) told.push({ id: place.id, event: live.LiveEvent.parse(JSON.parse(data)) })
      }
    }
  }
  const reading = answer.status === 200 ? read().catch(() => undefined) : Promise.resolve()
  const changedOnes = () => told.flatMap(({ event }) => (event.kind === 'changed' ? event.items : []))
  return { status: answer.status, told, place, changedOnes, reading, stop: () => end.abort() }
}

const until = (holds: () => boolean) => expect.poll(holds, { timeout: 8_000, interval: 50 }).toBe(true)

describe('whoever follows the items', () => {
  it('hears at one server what was done at the other, and only what they may see', async () => {
    const dispatcher = await follow('two', world.dispatcher)
    const handler = await follow('two', world.handler)
    const accused = await follow('two', world.accusedStaff)
    const receipt = await fileComplaint(one, world)
    await until(() => dispatcher.changedOnes().some(({ id, version }) => id === receipt.id && version === 1))
    const step = { caseId: receipt.id }
    await must(one.call(office.acceptCase, { id: randomUUID(), ...step, version: 1 }, world.dispatcher))
    const given = { id: randomUUID(), ...step, version: 2, unitId: world.handling.id }
    await must(one.call(office.assignCase, given, world.dispatcher))
    await until(() => handler.changedOnes().some(({ id, version }) => id === receipt.id && version === 3))
    expect(accused.told).toEqual([])
    for (const one of [dispatcher, handler, accused]) one.stop()
  })

  it('goes on where the connection broke, without a gap', async () => {
    const before = await follow('one', world.dispatcher)
    const first = await fileComplaint(one, world)
    await until(() => before.changedOnes().some(({ id }) => id === first.id))
    before.stop()
    const missed = await fileComplaint(one, world)
    const after = await follow('two', world.dispatcher, before.place.id)
    await until(() => after.changedOnes().some(({ id }) => id === missed.id))
    expect(after.changedOnes().some(({ id }) => id === first.id)).toBe(false)
    after.stop()
  })

  it('is told to read everything again from a place that this database does not know', async () => {
    const lost = await follow('one', world.dispatcher, '99999999999999')
    await until(() => lost.told.some(({ event }) => event.kind === 'reset'))
    lost.stop()
  })

  it('is told to read everything again after being away for longer than events are kept', async () => {
    const away = await follow('one', world.dispatcher, '3')
    await until(() => away.told.some(({ event }) => event.kind === 'reset'))
    away.stop()
  })

  it('hears that somebody named them', async () => {
    const supervisor = await follow('two', world.supervisor)
    const receipt = await fileComplaint(one, world)
    const note = { id: randomUUID(), caseId: receipt.id, words: '请核对', mentions: [world.supervisor.id] }
    await must(one.call(office.noteCase, note, world.dispatcher))
    await until(() => supervisor.told.some(({ event }) => event.kind === 'mention'))
    supervisor.stop()
  })

  it('hears nothing more once the session has ended', async () => {
    const leaver = await one.staff(one.east, { permissions: ['cases.read'] })
    const stream = await follow('one', leaver)
    await one.platform.database.sql`update sessions set revoked_at = now() where actor_id = ${leaver.id}`
    await fileComplaint(one, world)
    await stream.reading
    expect(stream.told).toEqual([])
  })

  it('is sent away with too many streams at once, and without the permission', async () => {
    const many = await Promise.all(Array.from({ length: 6 }, () => follow('one', world.supervisor)))
    expect((await follow('one', world.supervisor)).status).toBe(429)
    for (const stream of many) stream.stop()
    expect((await follow('one', world.collector)).status).toBe(404)
  })
})
