import { randomUUID } from 'node:crypto'
import { previewFigure, publishFigure } from '@minyi/shared/indicators/published/contract.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeDraft, makeItems } from '../../support/factories/bulletins.ts'
import { must } from '../../support/factories/cases.ts'
import { makeArea, makeUnit } from '../../support/factories/registry.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let publisher: Session
const may = { from: '2026-05-01', to: '2026-05-31' }

beforeAll(async () => {
  server = await startServer()
  const ctx = server.as(server.east)
  const town = await makeArea(ctx, { level: 'township', name: '北镇' })
  const unit = await makeUnit(ctx, { name: '市城管局', areaId: town.id })
  const items = { unitId: unit.id, at: '2026-05-12T10:00:00+08:00', areaId: town.id }
  await makeItems(ctx, { ...items, count: 120, solved: 110 })
  server.clock.now = new Date('2026-06-12T09:00:00+08:00')
  const bureau = await makeUnit(ctx, { name: '市司法局', areaId: town.id })
  const permissions = ['figures.exact', 'figures.publish', 'bulletins.write'] as const
  publisher = await server.staff(server.east, { permissions, memberOf: bureau.id })
}, 120_000)
afterAll(() => server.close())

it('a bulletin tells a rate of handling as its certificate has it, and links to it, once there is one', async () => {
  const numberOf = async (key: string) => {
    const draft = await makeDraft(server, publisher, { kind: 'period', ...may })
    return { found: draft.figures?.numbers.find((one) => one.key === key), all: draft.figures?.numbers ?? [] }
  }
  const before = await numberOf('solved')
  expect(before.found?.source.kind).toBe('query')
  const choice = { indicatorId: 'complaint-solved', audience: 'public' as const, ...may }
  const { asOf, rows, figure } = await must(server.call(previewFigure, choice, publisher))
  const input = { id: randomUUID(), ...choice, asOf, sha256: rows.sha256, note: '' }
  const { id } = await must(server.call(publishFigure, input, publisher))
  const after = await numberOf('solved')
  expect(after.found?.source).toMatchObject({ kind: 'certificate', figureId: id })
  expect(after.found?.rate).toMatchObject({ good: figure.estimate?.satisfied, n: figure.estimate?.n })
  expect(after.found?.rate).toEqual(before.found?.rate)
  expect(after.all.some(({ key }) => key.startsWith('figure.'))).toBe(false)
})
