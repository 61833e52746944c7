import { randomUUID } from 'node:crypto'
import { closeBatches } from '@minyi/server/features/follow-ups/jobs.ts'
import { listUnitBatches } from '@minyi/shared/follow-ups/contract.ts'
import { addDetails, setConsent } from '@minyi/shared/ratings/contract.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeRating } from '../../support/factories/ratings.ts'
import { makeUnit } from '../../support/factories/registry.ts'
import { startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const east = () => server.as(server.east)

describe('poor grades without consent', () => {
  it('reach the unit in batches of five or more of one kind, with reasons and nothing else', async () => {
    const unit = await makeUnit(east())
    const clerk = await server.staff(server.east, { permissions: ['matters.read'], unitId: unit.id })
    const poor = async (kind: string) => {
      const rating = await makeRating(server, east(), { grade: 1, unit, kind, title: `标题${randomUUID()}` })
      await server.call(addDetails, { id: randomUUID(), ...rating.held, reasons: ['attitude'] })
      return rating
    }
    const read = async () => (await server.call(listUnitBatches, {}, clerk)).body.rows
    for (let i = 0; i < 4; i += 1) await poor('enforcement')
    for (let i = 0; i < 4; i += 1) await poor('service')
    const named = await poor('enforcement')
    await server.call(setConsent, { id: randomUUID(), ...named.held, mayTellUnit: true })
    await closeBatches(server.platform)
    expect(await read()).toEqual([])

    const last = await makeRating(server, east(), { grade: 2, unit })
    await closeBatches(server.platform)
    await closeBatches(server.platform)
    const rows = await read()
    expect(rows).toMatchObject([
      {
        kind: 'enforcement',
        size: 5,
        unit: { id: unit.id },
        reasons: [
          { reason: 'attitude', count: 4 },
          { reason: null, count: 1 },
        ],
      },
    ])
    const { text } = await server.call(listUnitBatches, {}, clerk)
    expect(text).not.toMatch(/标题|2026-|officer/)
    expect(text).not.toContain(last.matter.id)
  })

  it('are shown to the staff of that unit alone', async () => {
    const other = await makeUnit(east())
    const callers = [
      await server.staff(server.east, { permissions: ['matters.read'], unitId: other.id }),
      await server.staff(server.west, { permissions: ['matters.read'] }),
    ]
    for (const caller of callers) expect((await server.call(listUnitBatches, {}, caller)).body.rows).toEqual([])
    const supervisor = await server.staff(server.east, { permissions: ['follow-ups.read'] })
    expect((await server.call(listUnitBatches, {}, supervisor)).problem.code).toBe('not-found')
  })
})
