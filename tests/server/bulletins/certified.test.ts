import { randomUUID } from 'node:crypto'
import type { BulletinNumber } from '@minyi/shared/bulletins/contract.ts'
import { defineHandling } from '@minyi/shared/indicators/handling/certified/contract.ts'
import { previewFigure, publishFigure } from '@minyi/shared/indicators/published/contract.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeDraft, makeItems } from '../../support/factories/bulletins.ts'
import { must } from '../../support/factories/cases.ts'
import { makeArea, makeUnit } from '../../support/factories/registry.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let publisher: Session
let numberOf: (key: string) => Promise<{ found: BulletinNumber | undefined; all: BulletinNumber[] }>
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
  numberOf = async (key) => {
    const draft = await makeDraft(server, publisher, { kind: 'period', ...may })
    return { found: draft.figures?.numbers.find((one) => one.key === key), all: draft.figures?.numbers ?? [] }
  }
}, 120_000)
afterAll(() => server.close())

it('a bulletin tells a rate of handling as its certificate has it, and links to it, once there is one', async () => {
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

it('and goes on telling it so when the rate is defined anew: interval, target and verdict are those that were published', async () => {
  const published = await numberOf('solved')
  const admin = await server.staff(server.east, { permissions: ['definitions.write'] })
  const input = { id: randomUUID(), indicatorId: 'complaint-solved', expectedVersion: 1, minN: 1000, target: 0.97 }
  await must(server.call(defineHandling, { ...input, level: 0.99, method: 'clopper-pearson' }, admin))
  const after = await numberOf('solved')
  expect(after.found).toMatchObject({ source: published.found?.source, rate: published.found?.rate })
  expect(after.found?.shown).toBe(published.found?.shown)
})

it('names the method of an interval in words, never by its code', async () => {
  const admin = await server.staff(server.east, { permissions: ['definitions.write'] })
  const input = { id: randomUUID(), indicatorId: 'complaint-satisfied', expectedVersion: 1, minN: 30, target: 0.9 }
  await must(server.call(defineHandling, { ...input, level: 0.9, method: 'clopper-pearson' }, admin))
  const { found } = await numberOf('satisfied')
  expect(found?.words).toMatch(/；Clopper-Pearson 精确区间，90% 把握$/)
})
