import { randomUUID } from 'node:crypto'
import {
  foldHandling,
  rebuildHandling,
  verifyHandling,
} from '@minyi/server/features/indicators/handling/rollups/service.ts'
import { giveVerdict, reopenCase, withdrawCase } from '@minyi/shared/cases/resident/contract.ts'
import { type HandlingFigure, type HandlingRate, readHandling } from '@minyi/shared/indicators/handling/contract.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringTo, type CaseWorld, fileComplaint, makeCaseWorld, must } from '../../support/factories/cases.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let world: CaseWorld
let leader: Session

beforeAll(async () => {
  server = await startServer()
  world = await makeCaseWorld(server)
  leader = await server.staff(server.east, { permissions: ['figures.exact'] })
  server.clock.now = new Date('2026-06-04T09:00:00+08:00')
  for (let i = 0; i < 36; i += 1) await rated(i % 6 === 0 ? 2 : 5)
  for (let i = 0; i < 3; i += 1) await bringTo(server, world, 'replied')
  await bringTo(server, world, 'handling')
  await bringTo(server, world, 'call-back')
  const gone = await fileComplaint(server, world, {}, world.resident)
  await must(server.call(withdrawCase, { id: randomUUID(), caseId: gone.id }, world.resident))
}, 180_000)
afterAll(() => server.close())

/** A complaint that was answered and whose complainant says it is solved, with a grade. */
async function rated(grade: 2 | 5) {
  server.clock.now = new Date(server.clock.now.getTime() + 2 * 3_600_000)
  const { receipt } = await bringTo(server, world, 'replied')
  const said = { verdict: 'solved' as const, grade }
  await must(server.call(giveVerdict, { id: randomUUID(), caseId: receipt.id, ...said }, world.resident))
}

const days = { from: '2026-06-01', to: '2026-06-11' }
const read = async (more: Record<string, unknown> = {}, by = leader) =>
  await must(server.call(readHandling, { ...days, ...more }, by))
const of = (figures: readonly HandlingFigure[], rate: HandlingRate) => figures.find((figure) => figure.rate === rate)

describe('rates of handling', () => {
  it('are records: n, point, interval, verdict, funnel and exclusions by reason', async () => {
    const { figures } = await read()
    const solved = of(figures, 'solved')
    expect(solved).toMatchObject({ n: 37, target: 0.9, estimate: { satisfied: 36, n: 37, method: 'wilson' } })
    expect(solved?.definition).toMatchObject({ source: 'cases', design: 'census' })
    expect(solved?.funnel).toMatchObject({
      received: 42,
      accepted: 41,
      replied: 40,
      answered: 37,
      silent: 0,
      valid: 37,
    })
    expect(solved?.funnel?.excluded).toMatchObject({ total: 1 })
    expect(solved?.funnel?.excluded.byReason).toContainEqual({ reason: 'withdrawn', count: 1 })
    expect(of(figures, 'satisfied')).toMatchObject({ n: 36, verdict: 'insufficient', estimate: { satisfied: 30 } })
    expect(of(figures, 'responded')).toMatchObject({ n: 41, verdict: 'met', estimate: { satisfied: 41 } })
  })

  it('count no silence as solved: whoever says nothing is in no numerator and in no denominator', async () => {
    const before = of((await read()).figures, 'solved')
    await bringTo(server, world, 'replied')
    const after = of((await read()).figures, 'solved')
    expect(after?.estimate).toEqual(before?.estimate)
    expect(after?.funnel?.replied).toBe((before?.funnel?.replied ?? 0) + 1)
  })

  it('judge by every clock of the office: what is late is late although it was closed, what still runs is in neither', async () => {
    const now = server.clock.now
    const before = of((await read()).figures, 'on-time')
    server.clock.now = new Date('2026-09-30T09:00:00+08:00')
    const after = of((await read()).figures, 'on-time')
    expect(after?.n).toBeGreaterThan(before?.n ?? 0)
    expect(after?.estimate?.satisfied).toBe(before?.estimate?.satisfied)
    server.clock.now = now
  })

  it('stand by unit and by township, and hide what is few', async () => {
    const { rows } = await read({ by: 'unit' })
    const handled = rows.find(({ scope }) => scope.id === world.handling.id)
    expect(of(handled?.figures ?? [], 'solved')).toMatchObject({
      n: 37,
      scope: { dimension: 'unit', name: '市督查室' },
    })
    const towns = (await read({ by: 'area' })).rows
    expect(towns.map(({ scope }) => scope.id)).toEqual([world.town.id])
    const opinions = await read({ kind: 'opinion' })
    for (const figure of opinions.figures) {
      expect(figure).toMatchObject({
        suppressed: 'under-minimum',
        estimate: null,
        funnel: null,
        verdict: 'insufficient',
      })
    }
  })

  it('reach as far as the reader does', async () => {
    const other = await server.staff(server.east, { permissions: ['figures.exact'], unitId: world.bureau.id })
    expect(of((await read({}, other)).figures, 'solved')?.n).toBe(0)
    const stranger = await server.call(readHandling, { ...days, unitId: world.handling.id }, other)
    expect(stranger.problem.code).toBe('not-found')
    const mayNot = await server.call(readHandling, days, world.dispatcher)
    expect(mayNot.status).toBe(404)
    const backwards = await server.call(readHandling, { from: '2026-06-11', to: '2026-06-01' }, leader)
    expect(backwards.problem.code).toBe('input-invalid')
  })

  it('are the same before and after they are counted up, and follow an item that opens again', async () => {
    const choices = [{}, { by: 'unit' }, { by: 'area' }, { unitId: world.handling.id }, { areaId: world.town.id }]
    const readAll = () => Promise.all(choices.map(async (choice) => withoutInstant(await read(choice))))
    const before = await readAll()
    await foldHandling(server.platform)
    expect(await readAll()).toEqual(before)
    expect(await verifyHandling(server.platform)).toEqual([])

    const closed = await bringTo(server, world, 'replied')
    await must(
      server.call(
        giveVerdict,
        { id: randomUUID(), caseId: closed.receipt.id, verdict: 'solved', grade: 5 },
        world.resident,
      ),
    )
    await foldHandling(server.platform)
    const counted = of((await read()).figures, 'solved')
    await must(
      server.call(
        reopenCase,
        { id: randomUUID(), caseId: closed.receipt.id, words: '没有真正解决，请重办' },
        world.resident,
      ),
    )
    const reopened = of((await read()).figures, 'solved')
    expect(reopened?.n).toBe((counted?.n ?? 0) - 1)
    await foldHandling(server.platform)
    expect(of((await read()).figures, 'solved')).toMatchObject({ n: reopened?.n, funnel: reopened?.funnel })
    expect(await verifyHandling(server.platform)).toEqual([])
    expect(await rebuildHandling(server.platform)).toBeGreaterThan(0)
    expect(of((await read()).figures, 'solved')).toMatchObject({ n: reopened?.n, funnel: reopened?.funnel })
  })
})

type Read = Awaited<ReturnType<typeof read>>
const withoutInstant = (answer: Read) => JSON.parse(JSON.stringify(answer).replace(/"asOf":"[^"]*"/g, '"asOf":""'))
