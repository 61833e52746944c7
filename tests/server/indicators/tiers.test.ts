import { randomUUID } from 'node:crypto'
import * as office from '@minyi/shared/cases/office/contract.ts'
import * as requests from '@minyi/shared/cases/requests/contract.ts'
import * as own from '@minyi/shared/cases/resident/contract.ts'
import { defineHandling, handlingIdOf } from '@minyi/shared/indicators/handling/certified/contract.ts'
import { readTiers } from '@minyi/shared/indicators/handling/tiers/contract.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringTo, type CaseWorld, makeCaseWorld, must, opinionDraft } from '../../support/factories/cases.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let world: CaseWorld
let leader: Session

beforeAll(async () => {
  server = await startServer()
  world = await makeCaseWorld(server)
  leader = await server.staff(server.east, { permissions: ['figures.exact'] })
  server.clock.now = new Date('2026-06-04T09:00:00+08:00')
  for (let i = 0; i < 24; i += 1) await settled(world.grid.id, 'solved')
  for (let i = 0; i < 6; i += 1) await settled(world.village.id, 'partly')
  for (let i = 0; i < 2; i += 1) await settled(undefined, 'not-solved')
  await settled(world.grid.id, undefined)
}, 180_000)
afterAll(() => server.close())

/** An opinion about a place, answered, and what its resident says to it. */
async function settled(areaId: string | undefined, verdict: 'solved' | 'partly' | 'not-solved' | undefined) {
  server.clock.now = new Date(server.clock.now.getTime() + 2 * 3_600_000)
  const draft = opinionDraft(areaId ? { areaId } : {})
  const { id: caseId } = await must(server.call(own.submitCase, draft, world.resident))
  const at = (version: number) => ({ id: randomUUID(), caseId, version })
  await must(server.call(office.acceptCase, at(1), world.dispatcher))
  await must(server.call(office.assignCase, { ...at(2), unitId: world.handling.id }, world.dispatcher))
  const reply = { outcome: 'done' as const, words: '已经增设了一处信号灯。' }
  await must(server.call(office.replyCase, { ...at(3), ...reply }, world.handler))
  if (verdict) await must(server.call(own.giveVerdict, { id: randomUUID(), caseId, verdict }, world.resident))
}

const days = { from: '2026-06-01', to: '2026-06-11' }
const read = (more: Record<string, unknown> = {}) => must(server.call(readTiers, { ...days, ...more }, leader))

describe('where items are settled', () => {
  it('is a share per tier of what residents answered about, with its interval; silence is in no share', async () => {
    const { n, tiers, suppressed, definition } = await read()
    expect({ n, suppressed }).toEqual({ n: 32, suppressed: null })
    expect(definition).toMatchObject({ method: 'wilson', minN: 30, kinds: ['enquiry', 'opinion', 'help'] })
    const of = (name: string) => tiers.find(({ tier }) => tier === name)
    expect(of('grid')).toMatchObject({
      settled: 24,
      notSettled: 0,
      silent: 0,
      open: 1,
      share: { satisfied: 24, n: 32, point: 0.75 },
    })
    expect(of('village')).toMatchObject({ settled: 6, upToHere: { satisfied: 30, n: 32 } })
    expect(of('district')).toMatchObject({ settled: 0, notSettled: 2, share: { point: 0 } })
    expect(of('grid')?.share?.interval[0]).toBeLessThan(0.75)
  })

  it('keeps back shares under the minimum, and refuses a period that is none', async () => {
    const small = await read({ areaId: world.village.id, from: '2026-06-09' })
    expect(small).toMatchObject({ n: 0, suppressed: 'under-minimum' })
    expect(small.tiers.every(({ share }) => share === null)).toBe(true)
    const turned = await server.call(readTiers, { from: '2026-06-11', to: '2026-06-01' }, leader)
    expect(turned.problem.code).toBe('input-invalid')
    const elsewhere = await server.call(readTiers, { ...days, areaId: randomUUID() }, leader)
    expect(elsewhere.status).toBe(404)
  })
})

describe('the definition in force', () => {
  it('decides the minimum of the live shares as it does of the published ones', async () => {
    const admin = await server.staff(server.east, { permissions: ['definitions.write'] })
    const define = (indicatorId: string, expectedVersion: number, minN: number) =>
      must(
        server.call(
          defineHandling,
          {
            ...{ id: randomUUID(), indicatorId, expectedVersion, minN, target: null, level: 0.95 },
            reason: '样本小，先提高最少件数',
          },
          admin,
        ),
      )
    await define(handlingIdOf('tiers', 'grid'), 1, 33)
    await define(handlingIdOf('items', 'paused'), 1, 40)
    const { n, tiers, suppressed, pausedTime, definition } = await read()
    expect({ n, suppressed, version: definition.version }).toEqual({ n: 32, suppressed: null, version: 2 })
    expect(tiers[0]).toMatchObject({ tier: 'grid', settled: 24, share: null, upToHere: null, minN: 33 })
    expect(tiers[1]).toMatchObject({ tier: 'village', minN: 30, upToHere: { satisfied: 30, n: 32 } })
    expect(pausedTime).toMatchObject({ items: 33, share: null, minN: 40 })
    await define(handlingIdOf('tiers', 'grid'), 2, 30)
    expect((await read()).tiers[0]).toMatchObject({ share: { satisfied: 24, n: 32 }, minN: 30 })
  })
})

describe('paused time', () => {
  it('is counted by item and by time', async () => {
    const before = (await read()).pausedTime
    expect(before).toMatchObject({ items: 33, paused: 0, days: 0 })
    const { receipt } = await bringTo(server, world, 'handling')
    const at = (version: number) => ({ id: randomUUID(), caseId: receipt.id, version })
    const pause = { reason: 'expert' as const, days: 10, words: '等检测机构出具报告。' }
    const asked = await must(server.call(requests.askPause, { ...at(3), ...pause }, world.handler))
    const requestId = asked.waiting[0]?.id ?? ''
    const decision = { requestId, decision: 'approve' as const, words: '同意' }
    const paused = await must(
      server.call(requests.decideRequest, { ...at(asked.version), ...decision }, world.supervisor),
    )
    server.clock.now = new Date(server.clock.now.getTime() + 2 * 86_400_000)
    await must(server.call(requests.resumeCase, { ...at(paused.version), words: '报告已经拿到。' }, world.handler))
    // Two days of the paused item, and of the two that wait for a call-back two days and a few hours each.
    expect((await read()).pausedTime).toMatchObject({ items: 34, paused: 1, days: 2, ofDays: 6.3 })
    const accused = await server.staff(server.east, { permissions: ['figures.exact'], memberOf: world.accused.id })
    const shown = await must(server.call(readTiers, days, accused))
    expect(shown.pausedTime).toMatchObject({ items: 33, paused: 0 })
  })
})
