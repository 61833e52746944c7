import { randomUUID } from 'node:crypto'
import { type Bulletin, type BulletinNumber, submitBulletin } from '@minyi/shared/bulletins/contract.ts'
import { defineHandling } from '@minyi/shared/indicators/handling/certified/contract.ts'
import { withdrawFigure } from '@minyi/shared/indicators/published/contract.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeDraft, makeItems, onBulletin, publishRates } from '../../support/factories/bulletins.ts'
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
  const [roads, water] = [await makeUnit(ctx, { name: '市交通局' }), await makeUnit(ctx, { name: '市水务局' })]
  const items = { unitId: unit.id, at: '2026-05-12T10:00:00+08:00', areaId: town.id }
  await makeItems(ctx, { ...items, count: 120, solved: 110 })
  await makeItems(ctx, { ...items, unitId: roads.id, count: 60, solved: 52 })
  await makeItems(ctx, { ...items, unitId: water.id, count: 20, solved: 18 })
  await makeItems(ctx, { ...items, count: 60, solved: 30, at: '2026-04-12T10:00:00+08:00' })
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

const placesOf = ({ figures }: Bulletin) => figures?.tables[0]?.rows.map((row) => row.slice(4).join(' '))
const wordsOf = ({ sections }: Bulletin) => sections.flatMap(({ paragraphs }) => paragraphs).join('')

it('a rate of handling is told only as its certificate has it: without one it stands in no number, table or sentence', async () => {
  const before = await makeDraft(server, publisher, { kind: 'period', ...may })
  for (const key of ['solved', 'satisfied', 'on-time', 'accepted-share', 'ended-share']) {
    const found = before.figures?.numbers.find((one) => one.key === key)
    expect(found).toMatchObject({ shown: '（还没有发布，不列）', value: null, rate: null })
    expect(found?.words).toContain('先发布这段时间的')
  }
  expect(placesOf(before)).toEqual(['不列 不列', '不列 不列', '不列 不列', '不列 不列'])
  expect(wordsOf(before)).not.toContain('{{solved}}')
  expect(wordsOf(before)).toContain('受理率、办结率、按期办结率、解决率、满意率还没有发布这段时间的数字，不列。')
  expect(before.comparison.find(({ key }) => key === 'solved')?.now, 'the office knows').toBe('90.0%（n=200）')

  const [figure] = await publishRates(server, publisher, ['complaint-solved'], may)
  const after = await makeDraft(server, publisher, { kind: 'period', ...may })
  const found = after.figures?.numbers.find((one) => one.key === 'solved')
  expect(found?.source).toMatchObject({ kind: 'certificate', figureId: figure?.id })
  expect(found?.rate).toMatchObject({ good: 180, n: 200 })
  expect(found?.shown).toMatch(/^90\.0%（区间\d+\.\d%–\d+\.\d%，n=200）$/)
  expect(wordsOf(after)).toContain('{{solved}}')
  expect(wordsOf(after)).toContain('受理率、办结率、按期办结率、满意率还没有发布这段时间的数字，不列。')
  expect(after.figures?.numbers.some(({ key }) => key.startsWith('figure.'))).toBe(false)
})

it('places tell their share of a published rate, unless it or what is left of the whole would show a few', async () => {
  const draft = await makeDraft(server, publisher, { kind: 'period', ...may })
  expect(draft.figures?.tables[0]?.rows.map(([name, , , , solved]) => [name, solved])).toEqual([
    ['市城管局', '91.7%（120）'],
    ['市交通局', '不列'],
    ['市水务局', '不列'],
    ['合计', '90.0%（200）'],
  ])
})

it('a comparison is made of published rates alone', async () => {
  const changeOf = async (days: object) => {
    const draft = await makeDraft(server, publisher, { kind: 'period', ...days })
    return draft.figures?.numbers.find(({ key }) => key === 'solved.before-change')?.shown
  }
  expect(await changeOf(may)).toBe('没有已发布的数字可比')
  await publishRates(server, publisher, ['complaint-solved'], { from: '2026-04-01', to: '2026-04-30' })
  expect(await changeOf(may)).toMatch(/^提高40\.0个百分点$/)
})

it('months that were published one by one are added up to the rate of what they make up together, and to none with a gap', async () => {
  const draft = await makeDraft(server, publisher, { kind: 'period', from: '2026-04-01', to: '2026-05-31' })
  const solved = draft.figures?.numbers.filter(({ key }) => /^solved(\.\d)?$/.test(key)) ?? []
  expect(solved.map(({ key, rate }) => [key, rate?.good, rate?.n])).toEqual([
    ['solved', 210, 260],
    ['solved.1', 30, 60],
    ['solved.2', 180, 200],
  ])
  expect(solved[0]?.source).toEqual({ kind: 'derived', from: ['solved.1', 'solved.2'] })
  expect(solved[0]?.shown).toMatch(/^80\.8%（区间75\.\d%–85\.\d%，n=260）$/)
  expect(solved.slice(1).map(({ source }) => source.kind)).toEqual(['certificate', 'certificate'])
  expect(wordsOf(draft)).toContain('{{solved}}')
  const longer = await makeDraft(server, publisher, { kind: 'period', from: '2026-03-31', to: '2026-05-31' })
  expect(longer.figures?.numbers.find(({ key }) => key === 'solved')?.shown).toBe('（还没有发布，不列）')
})

it('a figure that was corrected or withdrawn since it was counted goes out in no bulletin', async () => {
  const ctx = server.as(server.east)
  const unit = await makeUnit(ctx, { name: '市丙局' })
  const days = { from: '2026-03-01', to: '2026-03-31' }
  const items = { unitId: unit.id, at: '2026-03-12T10:00:00+08:00' }
  await makeItems(ctx, { ...items, count: 60, solved: 50 })
  const [figure] = await publishRates(server, publisher, ['complaint-solved'], days)
  const draft = await makeDraft(server, publisher, { kind: 'period', ...days })
  const withdrawal = { id: randomUUID(), figureId: figure?.id ?? '', reason: '补录了二十件，另行发布' }
  await must(server.call(withdrawFigure, withdrawal, publisher))
  const late = await server.call(submitBulletin, onBulletin(draft), publisher)
  expect(late.problem).toMatchObject({ code: 'input-invalid' })
  expect(late.problem.fields?.[0]?.message).toBe('解决率引用的已发布数字已经更正或撤下，请照此重算')
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
