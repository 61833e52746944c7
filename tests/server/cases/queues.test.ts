import { randomUUID } from 'node:crypto'
import { foldQueues, recountQueues, verifyQueues } from '@minyi/server/features/cases/queues/service.ts'
import * as office from '@minyi/shared/cases/office/contract.ts'
import { undoStep } from '@minyi/shared/cases/requests/contract.ts'
import * as own from '@minyi/shared/cases/resident/contract.ts'
import * as search from '@minyi/shared/cases/search/contract.ts'
import * as workload from '@minyi/shared/cases/workload/contract.ts'
import * as fc from 'fast-check'
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
let readers: Session[]
const at = (instant: string) => {
  server.clock.now = new Date(`${instant}+08:00`)
}
beforeAll(async () => {
  server = await startServer()
  world = await makeCaseWorld(server)
  const read = ['cases.read'] as const
  const both = { permissions: read, unitId: world.handling.id, areaId: world.village.id }
  readers = [
    world.dispatcher,
    world.handler,
    world.accusedStaff,
    world.accusedOfficer,
    await server.staff(server.east, { permissions: read, areaId: world.town.id }),
    await server.staff(server.east, both),
  ]
})
beforeEach(() => at('2026-06-11T09:00:00'))
afterAll(() => server.close())

/** Each queue's count beside what its list holds, for a caller. */
async function compare(session: Session) {
  const { counts } = await must(server.call(search.countQueues, {}, session))
  for (const queue of search.queues) {
    const { count } = await must(server.call(search.countCases, { queue }, session))
    expect([queue, counts[queue]]).toEqual([queue, count])
  }
}

const acts = {
  file: () => fileComplaint(server, world),
  opinion: () => must(server.call(own.submitCase, opinionDraft({ areaId: world.village.id }))),
  accept: () => bringTo(server, world, 'accepted'),
  assign: () => bringTo(server, world, 'handling'),
  reply: () => bringTo(server, world, 'replied'),
  dispute: () => bringTo(server, world, 'call-back'),
  close: () => bringTo(server, world, 'closed'),
  fold: () => foldQueues(server.platform),
  later: async () => at('2026-07-20T09:00:00'),
}
const Act = fc.constantFrom(...(Object.keys(acts) as (keyof typeof acts)[]))

describe('the counts of the queues', () => {
  it('are those of the lists at once, for every kind of reach, whatever happened and however far it is folded', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(Act, { minLength: 1, maxLength: 5 }), async (taken) => {
        for (const act of taken) await acts[act]()
        for (const reader of readers) await compare(reader)
        expect(await verifyQueues(server.platform)).toEqual([])
      }),
      { numRuns: 6 },
    )
  }, 60_000)

  it('can be counted anew, also after somebody has spoilt them', async () => {
    await acts.accept()
    await foldQueues(server.platform)
    await server.platform.database.sql`update case_queue_counts set count = count + 1 where dimension = 'unit'`
    expect(await verifyQueues(server.platform)).not.toEqual([])
    await recountQueues(server.platform)
    expect(await verifyQueues(server.platform)).toEqual([])
    await compare(world.dispatcher)
  })

  it('are folded once, by whoever comes first', async () => {
    await acts.accept()
    await Promise.all([1, 2, 3].map(() => foldQueues(server.platform)))
    expect(await verifyQueues(server.platform)).toEqual([])
  })
})

describe('the workload', () => {
  it('tells open items, how old they are and what falls due this week, and leaves out what accuses the caller', async () => {
    const lead = await server.staff(server.east, { permissions: ['cases.read', 'cases.workload'] })
    const answer = await must(server.call(workload.readWorkload, {}, lead))
    const handling = answer.units.find(({ unitId }) => unitId === world.handling.id)
    const { count } = await must(server.call(search.countCases, { queue: 'to-reply' }, lead))
    expect(handling?.open).toBeGreaterThanOrEqual(count)
    expect(handling?.ages.reduce((sum, n) => sum + n, 0)).toBe(handling?.open)
    const dispatcher = answer.people.find(({ staffId }) => staffId === world.dispatcher.id)
    expect(dispatcher?.inHand).toBeGreaterThan(0)
    const accused = await server.staff(server.east, {
      permissions: ['cases.read', 'cases.workload'],
      memberOf: world.accused.id,
    })
    const told = await must(server.call(workload.readWorkload, {}, accused))
    expect(told.units.find(({ unitId }) => unitId === world.handling.id)?.open ?? 0).toBe(0)
    expect((await server.call(workload.readWorkload, {}, world.handler)).status).toBe(404)
  })
})

describe('one step', () => {
  it('takes an item out of one queue and into the next', async () => {
    const before = await must(server.call(search.countQueues, {}, world.dispatcher))
    const receipt = await fileComplaint(server, world)
    await must(server.call(office.acceptCase, { id: randomUUID(), caseId: receipt.id, version: 1 }, world.dispatcher))
    const after = await must(server.call(search.countQueues, {}, world.dispatcher))
    expect(after.counts['to-assign']).toBe(before.counts['to-assign'] + 1)
    expect(after.counts['to-accept']).toBe(before.counts['to-accept'])
  })

  it('after another is taken back from the last one on, and the counts with them', async () => {
    const { receipt, version } = await bringTo(server, world, 'handling')
    const given = await must(server.call(search.countQueues, {}, world.dispatcher))
    const undo = (at: number) =>
      server.call(undoStep, { id: randomUUID(), caseId: receipt.id, version: at }, world.dispatcher)
    expect((await must(undo(version))).state).toBe('accepted')
    expect((await must(undo(version + 1))).state).toBe('received')
    expect((await undo(version + 2)).problem.code).toBe('step-not-allowed')
    const { counts } = await must(server.call(search.countQueues, {}, world.dispatcher))
    expect(counts['to-accept']).toBe(given.counts['to-accept'] + 1)
    expect(counts['to-reply']).toBe(given.counts['to-reply'] - 1)
  })
})
