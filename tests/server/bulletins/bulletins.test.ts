import { createHash, randomUUID } from 'node:crypto'
import { countWaiting } from '@minyi/server/features/bulletins/counting/service.ts'
import { bulletins } from '@minyi/server/features/bulletins/tables.ts'
import type { Bulletin } from '@minyi/shared/bulletins/contract.ts'
import * as contract from '@minyi/shared/bulletins/contract.ts'
import * as openContract from '@minyi/shared/bulletins/open/contract.ts'
import { shownKeys } from '@minyi/shared/bulletins/rules.ts'
import { canonicalJson } from '@minyi/shared/indicators/published/comparison.ts'
import { listMessages } from '@minyi/shared/notices/contract.ts'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeDraft, makeItems, makePublished, onBulletin, publishRates } from '../../support/factories/bulletins.ts'
import { must } from '../../support/factories/cases.ts'
import { makeUnit } from '../../support/factories/registry.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let writer: Session
let reviewer: Session
let other: Session

beforeAll(async () => {
  server = await startServer()
  const ctx = server.as(server.east)
  const bureau = await makeUnit(ctx, { name: '市司法局' })
  const [city, market, small, tiny] = [
    await makeUnit(ctx, { name: '市城管局' }),
    await makeUnit(ctx, { name: '市市场监管局' }),
    await makeUnit(ctx, { name: '市甲局' }),
    await makeUnit(ctx, { name: '市乙局' }),
  ]
  const may = '2026-05-12T10:00:00+08:00'
  await makeItems(ctx, { count: 60, at: may, unitId: city.id, solved: 50 })
  await makeItems(ctx, { count: 40, at: may, unitId: market.id, conduct: 'inaction', identity: 'public' })
  await makeItems(ctx, { count: 6, at: may, unitId: small.id, conduct: 'uncivil' })
  await makeItems(ctx, { count: 2, at: may, unitId: tiny.id, conduct: 'abuse' })
  await makeItems(ctx, { count: 50, at: '2026-04-12T10:00:00+08:00', unitId: city.id, solved: 20 })
  await makeItems(ctx, { count: 30, at: '2025-05-12T10:00:00+08:00', unitId: city.id })
  await makeItems(ctx, { count: 9, at: may, unitId: city.id, kind: 'opinion' })
  writer = await server.staff(server.east, { permissions: ['bulletins.write'], memberOf: bureau.id, name: '拟稿人' })
  reviewer = await server.staff(server.east, { permissions: ['bulletins.review'], memberOf: bureau.id, name: '审核人' })
  const publisher = await server.staff(server.east, {
    permissions: ['figures.exact', 'figures.publish'],
    memberOf: bureau.id,
  })
  await publishRates(server, publisher, ['complaint-solved'], { from: '2026-05-01', to: '2026-05-31' })
  await publishRates(server, publisher, ['complaint-solved'], { from: '2026-04-01', to: '2026-04-30' })
  other = await server.staff(server.east, { permissions: ['bulletins.write', 'bulletins.review'], memberOf: bureau.id })
})
afterAll(() => server.close())

const numberOf = ({ figures }: Pick<Bulletin, 'figures'>, key: string) =>
  figures?.numbers.find((one) => one.key === key)
const edited = (made: Bulletin, paragraphs: string[]) => ({
  ...onBulletin(made),
  head: made.head,
  sections: made.sections.map((one, i) => (i === 0 ? { ...one, paragraphs } : one)),
})

describe('a bulletin of a month', () => {
  it('counts complaints of its days, before and a year ago, and protects small cells', async () => {
    const made = await makeDraft(server, writer)
    expect(made).toMatchObject({ state: 'draft', progress: { done: 6, of: 6 }, number: null })
    expect(numberOf(made, 'received')).toMatchObject({ value: 108, shown: '108件' })
    expect(numberOf(made, 'received.before-change')?.shown).toBe('比上期多58件（增长116.0%）')
    expect(numberOf(made, 'received.year-change')?.shown).toBe('比上年同期多78件（增长260.0%）')
    expect(numberOf(made, 'conduct.irregular')?.value).toBe(60)
    expect(numberOf(made, 'conduct.abuse')).toMatchObject({ value: null, shown: '件数少，不单列' })
    expect(numberOf(made, 'conduct.uncivil')?.value, 'or abuse would follow from the whole').toBeNull()
    expect(numberOf(made, 'solved')?.rate).toMatchObject({ good: 98, n: 108 })
    expect(numberOf(made, 'solved.before-change')?.shown).toMatch(/^提高50\.7个百分点$/)
    const [places] = made.figures?.tables ?? []
    expect(places?.rows.map(([name, received]) => [name, received])).toEqual([
      ['市城管局', '60'],
      ['市市场监管局', '40'],
      ['其他2个单位', '8'],
      ['合计', '108'],
    ])
  })

  it('of so few items tells no count of 1 to 4 anywhere, nor anything that it could be computed from', async () => {
    const ctx = server.as(server.east)
    const unit = await makeUnit(ctx, { name: '市丙局' })
    await makeItems(ctx, { count: 3, at: '2026-01-12T10:00:00+08:00', unitId: unit.id, identity: 'public' })
    const made = await makeDraft(server, writer, { from: '2026-01-01', to: '2026-01-31' })
    expect(numberOf(made, 'received')).toMatchObject({ value: null, shown: '不到5件', source: { rows: null } })
    const [places] = made.figures?.tables ?? []
    expect(places?.rows).toEqual([['合计', '不到5', '0', '不到5', '不列', '不列']])
    const [months] = made.figures?.charts ?? []
    expect(months?.bars).toHaveLength(12)
    expect(months?.bars.at(-1)).toMatchObject({ value: null, shown: '少于5' })
    const counts = [...(made.figures?.numbers ?? [])].flatMap(({ value }) => (value === null ? [] : [value]))
    expect(counts.filter((value) => value > 0 && value < 5)).toEqual([])
  })

  it('names the origin of every number that it shows, under one hash', async () => {
    const { figures, sections } = await makeDraft(server, writer)
    if (!figures) throw new Error('the numbers were counted')
    const { sha256, ...frozen } = figures
    expect(createHash('sha256').update(canonicalJson(frozen)).digest('hex')).toBe(sha256)
    const all = [...figures.numbers, ...figures.tables, ...figures.charts]
    for (const key of shownKeys(sections)) {
      const source = all.find((one) => one.key === key)?.source
      expect(source, key).toBeDefined()
      if (source?.kind === 'derived') expect(all.map((one) => one.key)).toEqual(expect.arrayContaining(source.from))
      else expect(source?.sha256).toMatch(/^[0-9a-f]{64}$/)
    }
  })

  it('keeps the words of an edit and refuses numbers that were written by hand', async () => {
    const made = await makeDraft(server, writer)
    const fine = await must(
      server.call(contract.editBulletin, edited(made, ['2026年5月共收到{{received}}，总体平稳。']), writer),
    )
    expect(fine.edits).toHaveLength(1)
    const typed = await server.call(contract.editBulletin, edited(fine, ['共收到300件。']), writer)
    expect(typed.problem).toMatchObject({ code: 'input-invalid' })
    expect(typed.problem.fields?.[0]?.path).toBe('sections.0.paragraphs.0')
    const unknown = await server.call(contract.editBulletin, edited(fine, ['共收到{{nothing}}。']), writer)
    expect(unknown.problem.code).toBe('input-invalid')
    const late = await server.call(contract.editBulletin, edited(made, ['晚了一步。']), writer)
    expect(late.problem.code).toBe('version-conflict')
  })

  it('is counted anew when it is asked for, and keeps the text it had', async () => {
    const made = await makeDraft(server, writer)
    const again = await must(server.call(contract.recountBulletin, onBulletin(made), writer))
    expect(again).toMatchObject({ state: 'preparing', figures: null, progress: { done: 0, of: 6 } })
    const early = await server.call(contract.downloadBulletin, { bulletinId: made.id, format: 'pdf' }, writer)
    expect(early.problem.code).toBe('step-not-allowed')
  })

  it('counts anew around words that are kept, and says which numbers moved', async () => {
    const ctx = server.as(server.east)
    const march = { from: '2026-03-01', to: '2026-03-31' }
    const unit = await makeUnit(ctx, { name: '市丁局' })
    const at = '2026-03-12T10:00:00+08:00'
    await makeItems(ctx, { count: 40, at, unitId: unit.id })
    const first = await makeDraft(server, writer, march)
    expect(first.changes).toEqual([])
    const kept = ['三月{{received}}，诉求人满意率{{satisfied}}，判定为“达标”。']
    const words = await must(server.call(contract.editBulletin, edited(first, kept), writer))
    await makeItems(ctx, { count: 10, at, unitId: unit.id, solved: 0 })
    const asked = { ...onBulletin(words), words: 'kept' as const }
    await must(server.call(contract.recountBulletin, asked, writer))
    await countWaiting(server.platform)
    const again = await must(server.call(contract.readBulletin, { bulletinId: first.id }, writer))
    expect(again.sections[0]?.paragraphs).toEqual(kept)
    expect(again.changes).toContainEqual({ key: 'received', label: '收到', was: '40件', now: '50件' })
    expect(again.changes.map(({ key }) => key)).not.toContain('refused')
    expect(again.checks.filter(({ ok }) => !ok).map(({ words }) => words)).toEqual([
      '“判定为达标”和数字的判定不一致，请改文字',
    ])
    expect((await server.call(contract.submitBulletin, onBulletin(again), writer)).problem.code).toBe('input-invalid')
  })

  it('stands beside the period before and the year before, with the same protection, for the office alone', async () => {
    const made = await makeDraft(server, writer)
    const line = (key: string) => made.comparison.find((one) => one.key === key)
    expect(line('received')).toEqual({
      key: 'received',
      label: '收到',
      now: '108件',
      before: '50件',
      yearBefore: '30件',
      change: '多58件（增长116.0%）',
    })
    expect(line('solved')).toMatchObject({ now: '90.7%（n=108）', before: '40.0%（n=50）', change: '提高50.7个百分点' })
    expect(line('conduct.abuse')).toMatchObject({ now: '不单列', change: '件数少，不作比较' })
    const open = await makePublished(server, writer, reviewer, made)
    expect(open.comparison).toEqual(made.comparison)
    const answer = await server.call(openContract.readOpenBulletin, { bulletinId: open.id })
    expect(Object.keys(answer.body)).not.toContain('comparison')
  })

  it.each([
    ['not over yet', { from: '2026-06-01', to: '2026-06-30' }],
    ['turned round', { from: '2026-05-31', to: '2026-05-01' }],
    ['longer than a year', { from: '2024-01-01', to: '2025-12-31' }],
    ['no calendar year', { kind: 'annual' as const, from: '2025-01-02', to: '2025-12-31' }],
  ])('is refused for days that are %s', async (_, days) => {
    const input = { id: randomUUID(), kind: 'period' as const, ...days }
    expect((await server.call(contract.draftBulletin, input, writer)).problem.code).toBe('input-invalid')
  })
})

describe('a bulletin on its way', () => {
  it('is reviewed and published by somebody who wrote none of it', async () => {
    const made = await makeDraft(server, other)
    const early = await server.call(contract.publishBulletin, onBulletin(made), reviewer)
    expect(early.problem.code).toBe('step-not-allowed')
    const sent = await must(server.call(contract.submitBulletin, onBulletin(made), writer))
    const pass = { ...onBulletin(sent), decision: 'approve' as const }
    expect((await server.call(contract.decideBulletin, pass, other)).problem.code).toBe('second-person-needed')
    const back = { ...onBulletin(sent), decision: 'return' as const, words: '' }
    expect((await server.call(contract.decideBulletin, back, reviewer)).problem.code).toBe('input-invalid')
    const told = { ...back, words: '第二部分请补充原因' }
    const returned = await must(server.call(contract.decideBulletin, told, reviewer))
    expect(returned).toMatchObject({ state: 'draft', returnedWords: '第二部分请补充原因', submitted: null })
    const again = await must(server.call(contract.submitBulletin, onBulletin(returned), writer))
    const passed = { ...onBulletin(again), decision: 'approve' as const }
    const reviewed = await must(server.call(contract.decideBulletin, passed, reviewer))
    expect(reviewed.may, 'whoever gave it back wrote none of it').toEqual(['return', 'publish'])
    const published = await must(server.call(contract.publishBulletin, onBulletin(reviewed), reviewer))
    expect(published.state).toBe('published')
    expect(published.number).toMatch(/^执法监督通报〔2026〕\d+号$/)
  })

  it('tells its reviewers, its writer when it comes back, and whoever listens outside when it is out', async () => {
    const told = async (session: Session, id: string) => {
      const { rows } = await must(server.call(listMessages, { limit: 100 }, session))
      return rows.flatMap(({ title, about }) => (about.kind === 'bulletin' && about.id === id ? [title] : []))
    }
    const made = await makeDraft(server, writer)
    const sent = await must(server.call(contract.submitBulletin, onBulletin(made), writer))
    expect(await told(reviewer, made.id)).toEqual(['通报等您审核'])
    expect(await told(writer, made.id)).toEqual([])
    const back = { ...onBulletin(sent), decision: 'return' as const, words: '请核对第二部分' }
    const returned = await must(server.call(contract.decideBulletin, back, reviewer))
    expect(await told(writer, made.id)).toEqual(['通报退回给您修改'])
    const { id } = await makePublished(server, writer, reviewer, returned)
    const { sql } = server.platform.database
    const events = await sql`select payload from outbox where topic = 'bulletin.published' and subject_id = ${id}`
    expect(events.map(({ payload }) => payload)).toEqual([{ kind: 'period' }])
  })

  it('is frozen once it is published, also for the database, and corrected by another one', async () => {
    const published = await makePublished(server, writer, reviewer)
    const late = await server.call(contract.editBulletin, edited(published, ['改一改。']), writer)
    expect(late.problem.code).toBe('step-not-allowed')
    const { db } = server.as(server.east)
    const attempt = db.update(bulletins).set({ correction: 'x' }).where(eq(bulletins.id, published.id))
    await expect(attempt).rejects.toThrow()
    const asked = { id: randomUUID(), bulletinId: published.id, reason: '四月的件数有误' }
    const correction = await must(server.call(contract.correctBulletin, asked, writer))
    expect(correction).toMatchObject({ corrects: published.id, state: 'preparing' })
    const twice = { ...asked, id: randomUUID() }
    expect((await server.call(contract.correctBulletin, twice, writer)).problem.code).toBe('step-not-allowed')
    const draft = await makeDraft(server, writer)
    const wrong = { id: randomUUID(), bulletinId: draft.id, reason: '还没有发布' }
    expect((await server.call(contract.correctBulletin, wrong, writer)).problem.code).toBe('step-not-allowed')
    const counted = await must(server.call(contract.readBulletin, { bulletinId: correction.id }, writer))
    await makePublished(server, writer, reviewer, counted)
    const open = await must(server.call(openContract.readOpenBulletin, { bulletinId: published.id }))
    expect(open.correctedBy).toBe(correction.id)
  })

  it('is listed for everybody when it is out, and for nobody else before', async () => {
    const draft = await makeDraft(server, writer)
    expect((await server.call(openContract.readOpenBulletin, { bulletinId: draft.id })).status).toBe(404)
    expect((await server.call(openContract.downloadOpenBulletin, { bulletinId: draft.id, format: 'pdf' })).status).toBe(
      404,
    )
    const published = await makePublished(server, writer, reviewer, draft)
    const { rows } = await must(server.call(openContract.listOpenBulletins, {}))
    const row = rows.find(({ id }) => id === published.id)
    expect(row?.figuresSha256).toBe(published.figures?.sha256)
    expect(row?.files.map(({ format }) => format)).toEqual(['pdf', 'docx'])
    const listed = await must(server.call(contract.listBulletins, { state: 'published' }, reviewer))
    expect(listed.rows.map(({ id }) => id)).toContain(published.id)
    const stranger = await server.staff(server.east, { permissions: ['cases.read'] })
    expect((await server.call(contract.listBulletins, {}, stranger)).status).toBe(404)
    const west = await server.staff(server.west, { permissions: ['bulletins.write'] })
    expect((await server.call(contract.readBulletin, { bulletinId: published.id }, west)).status).toBe(404)
  })
})
