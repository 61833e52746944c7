import { randomUUID } from 'node:crypto'
import { setNumberPrefix } from '@minyi/server/features/cases/intake/service.ts'
import { jobs } from '@minyi/server/features/cases/jobs.ts'
import { cases } from '@minyi/server/features/cases/tables.ts'
import { codes, collectionPoints } from '@minyi/server/features/registry/tables.ts'
import { auditRows, outbox } from '@minyi/server/platform/tables.ts'
import * as collect from '@minyi/shared/cases/collect/contract.ts'
import * as office from '@minyi/shared/cases/office/contract.ts'
import * as own from '@minyi/shared/cases/resident/contract.ts'
import { eq } from 'drizzle-orm'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  bringTo,
  type CaseWorld,
  complaintDraft,
  fileComplaint,
  makeCaseWorld,
  must,
  opinionDraft,
  uploadPhoto,
} from '../../support/factories/cases.ts'
import { startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let world: CaseWorld
beforeAll(async () => {
  server = await startServer()
  world = await makeCaseWorld(server)
})
beforeEach(() => {
  server.clock.now = new Date('2026-06-11T09:00:00+08:00')
})
afterAll(() => server.close())

const faultOf = async (given: Partial<ReturnType<typeof complaintDraft>>) => {
  const answer = await server.call(own.submitCase, complaintDraft(world, given))
  return [answer.status, answer.problem.fields?.[0]?.path]
}

describe('submitting', () => {
  it('is once: three identical submissions at the same instant are one item with equal receipts', async () => {
    const draft = complaintDraft(world)
    const second = await startServer({ databaseUrl: server.database.url, dataDir: server.dataDir })
    const answers = await Promise.all([server, second, server].map((at) => at.call(own.submitCase, draft)))
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200])
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(1)
    const db = server.platform.database.db
    expect(await db.select().from(cases).where(eq(cases.id, draft.id))).toHaveLength(1)
    expect(await db.select().from(outbox).where(eq(outbox.subjectId, draft.id))).toHaveLength(1)
    expect(await db.select().from(auditRows).where(eq(auditRows.subjectId, draft.id))).toHaveLength(1)
    const other = await server.call(own.submitCase, { ...draft, text: '另一份内容，编号却一样' })
    expect(other.problem.code).toBe('id-reused')
    await second.close()
  })

  it('numbers each month from one, without a gap or a double, with the tenant’s own letters', async () => {
    await setNumberPrefix(server.as(server.west), 'TC')
    const west = await makeCaseWorld(server, server.west)
    server.clock.now = new Date('2026-07-31T15:59:59Z')
    const july = await Promise.all(Array.from({ length: 12 }, () => fileComplaint(server, west)))
    expect(july.map((receipt) => receipt.number).sort()).toEqual(
      Array.from({ length: 12 }, (_, index) => `TC26-07-${String(index + 1).padStart(4, '0')}`),
    )
    server.clock.now = new Date('2026-07-31T16:00:00Z')
    expect((await fileComplaint(server, west)).number).toBe('TC26-08-0001')
  })

  it('says which field is at fault', async () => {
    expect(await faultOf({ conduct: undefined })).toEqual([400, 'conduct'])
    expect(await faultOf({ accusedUnitId: undefined })).toEqual([400, 'accusedUnitId'])
    expect(await faultOf({ accusedUnitId: randomUUID() })).toEqual([400, 'accusedUnitId'])
    expect(await faultOf({ accusedOfficerId: randomUUID() })).toEqual([400, 'accusedOfficerId'])
    expect(await faultOf({ accusedUnitId: world.handling.id, accusedOfficerId: world.officer.id })).toEqual([
      400,
      'accusedOfficerId',
    ])
    expect(await faultOf({ areaId: randomUUID() })).toEqual([400, 'areaId'])
    expect(await faultOf({ text: '短' })).toEqual([400, 'text'])
    expect(await faultOf({ photos: [{ id: randomUUID(), secret: 'no' }] })).toEqual([400, 'photos.0'])
    expect(await faultOf({ contact: { phone: '12345' } })).toEqual([400, 'contact.phone'])
    const opinion = await server.call(own.submitCase, opinionDraft({ accusedUnitId: world.accused.id }))
    expect(opinion.problem.fields?.[0]?.path).toBe('accusedUnitId')
  })

  it('takes the unit from the officer, and shows a village where a grid was chosen', async () => {
    const given = { accusedUnitId: undefined, accusedOfficerId: world.officer.id, areaId: world.grid.id }
    const { id, secret, number } = await fileComplaint(server, world, given)
    const progress = await must(server.call(own.readReceipt, { number, secret }))
    expect(progress).toMatchObject({
      id,
      accusedUnitName: '市城管局',
      areaName: world.village.name,
      accusedOfficerName: '顾某',
    })
  })

  it('through the code of a collection point belongs to that point; a revoked code is told', async () => {
    const ctx = server.as(server.east)
    const point = { tenantId: server.east.id, id: randomUUID(), externalId: 'p1', name: '南园社区采集点' }
    await ctx.db
      .insert(collectionPoints)
      .values({ ...point, areaId: world.village.id, address: '南园路', collectorKinds: ['grid'] })
    const code = { tenantId: server.east.id, targetKind: 'collection-point', targetId: point.id, createdAt: new Date() }
    await ctx.db.insert(codes).values([
      { ...code, code: 'GOOD1' },
      { ...code, code: 'GONE1', revokedAt: new Date() },
    ])
    const receipt = await must(server.call(own.submitCase, { ...opinionDraft(), code: 'GOOD1' }))
    const detail = await must(server.call(office.readCase, { caseId: receipt.id }, world.dispatcher))
    expect(detail).toMatchObject({ channel: 'point', pointName: '南园社区采集点', assisted: false })
    expect((await server.call(own.submitCase, { ...opinionDraft(), code: 'GONE1' })).problem.code).toBe('code-revoked')
    expect((await server.call(own.submitCase, { ...opinionDraft(), code: 'NONE1' })).problem.fields?.[0]?.path).toBe(
      'code',
    )
  })

  it('stops after many from one address', async () => {
    server.clock.now = new Date('2026-06-20T09:00:00+08:00')
    const draft = complaintDraft(world)
    for (let index = 0; index < 120; index += 1) await server.call(own.submitCase, draft)
    const answer = await server.call(own.submitCase, draft)
    expect([answer.status, answer.problem.code]).toEqual([429, 'too-many-requests'])
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
  })
})

describe('collecting on somebody’s behalf', () => {
  it('is marked as assisted and names the collector, within the collector’s own area', async () => {
    const draft = { ...opinionDraft(), channel: 'grid' as const, areaId: world.village.id }
    const receipt = await must(server.call(collect.collectCase, draft, world.collector))
    const detail = await must(server.call(office.readCase, { caseId: receipt.id }, world.dispatcher))
    expect(detail).toMatchObject({ assisted: true, channel: 'grid', collectorName: '网格员' })
    const away = await server.call(
      collect.collectCase,
      { ...draft, id: randomUUID(), areaId: world.town.id },
      world.collector,
    )
    expect(away.problem.fields?.[0]?.path).toBe('areaId')
    const unknown = await server.call(
      collect.collectCase,
      { ...draft, id: randomUUID(), pointId: randomUUID() },
      world.collector,
    )
    expect(unknown.problem.fields?.[0]?.path).toBe('pointId')
    expect((await server.call(collect.collectCase, { ...draft, id: randomUUID() }, world.handler)).status).toBe(404)
  })
})

describe('following', () => {
  it('needs number and secret, as people type them, or the session that filed it', async () => {
    const { number, secret, id } = await fileComplaint(server, world, {}, world.resident)
    const typed = ` ${secret.toLowerCase().replaceAll('-', ' ')} `
    const progress = await must(server.call(own.readReceipt, { number: number.toLowerCase(), secret: typed }))
    expect(progress).toMatchObject({ id, may: ['add', 'withdraw', 'tighten'], contactLeft: false })
    const wrong = await server.call(own.readReceipt, { number, secret: 'ABCDEFGHJKMN' })
    expect([wrong.status, wrong.problem.code]).toEqual([404, 'receipt-invalid'])
    const { rows } = await must(server.call(own.listMyCases, {}, world.resident))
    expect(rows.some((row) => row.id === id)).toBe(true)
    expect((await server.call(own.listMyCases, {})).status).toBe(401)
  })

  it('stops guessing secrets', async () => {
    server.clock.now = new Date('2026-06-21T09:00:00+08:00')
    const { number } = await fileComplaint(server, world)
    const guesses = Array.from({ length: 21 }, (_, index) => `AAAAAAAA${String(index).padStart(4, '0')}`)
    const statuses: number[] = []
    for (const secret of guesses) statuses.push((await server.call(own.readReceipt, { number, secret })).status)
    expect([statuses[0], statuses.at(-1)]).toEqual([404, 429])
  })

  it('lets the resident add, withdraw and make the level stricter, by receipt alone', async () => {
    const { id: caseId, secret } = await fileComplaint(server, world, { identity: 'public' })
    const mine = () => ({ id: randomUUID(), caseId, secret })
    const empty = await server.call(own.addToCase, { ...mine(), words: ' ' })
    expect(empty.problem.fields?.[0]?.path).toBe('words')
    const added = await must(server.call(own.addToCase, { ...mine(), words: '昨天又来了一次' }))
    expect(added.told).toMatchObject([{ from: 'resident', action: 'add', words: '昨天又来了一次' }])
    const looser = await must(server.call(own.tightenIdentity, { ...mine(), identity: 'sealed' }))
    expect([looser.identity, looser.may]).toEqual(['sealed', ['add', 'withdraw']])
    expect((await server.call(own.tightenIdentity, { ...mine(), identity: 'public' })).problem.code).toBe(
      'step-not-allowed',
    )
    const gone = await must(server.call(own.withdrawCase, { ...mine(), words: '已经解决了' }))
    expect(gone).toMatchObject({ state: 'withdrawn', endReason: 'withdrawn', verdict: null, may: [] })
    expect((await server.call(own.withdrawCase, { ...mine() })).problem.code).toBe('step-not-allowed')
    expect((await server.call(own.addToCase, { ...mine(), words: '再说一句' })).problem.code).toBe('step-not-allowed')
  })
})

describe('photos', () => {
  const draw = (background: string) =>
    sharp({ create: { width: 8, height: 8, channels: 3, background } })
      .jpeg()
      .toBuffer()

  it('are added while the item is open, each belonging to one item only, and at most nine at once', async () => {
    const { id: caseId, secret } = await fileComplaint(server, world)
    const photo = await uploadPhoto(server, await draw('#123456'))
    const mine = () => ({ id: randomUUID(), caseId, secret })
    const added = await must(server.call(own.addToCase, { ...mine(), photos: [photo] }))
    expect(added.photos.map(({ id, mediaType }) => [id, mediaType])).toEqual([[photo.id, 'image/jpeg']])
    expect(added.told.at(-1)?.words).toBe('补充了 1 张照片')
    const other = await fileComplaint(server, world)
    const stolen = { ...mine(), caseId: other.id, secret: other.secret, photos: [photo] }
    expect((await server.call(own.addToCase, stolen)).problem.fields?.[0]?.path).toBe('photos.0')
    const ten = { ...mine(), photos: Array.from({ length: 10 }, () => photo) }
    expect((await server.call(own.addToCase, ten)).problem.fields?.[0]?.path).toBe('photos')
  })
})

describe('the verdict', () => {
  it('is given once, after the answer', async () => {
    const early = await bringTo(server, world, 'handling')
    const verdict = (caseId: string) => ({ id: randomUUID(), caseId, verdict: 'partly' as const })
    const tooEarly = await server.call(own.giveVerdict, verdict(early.receipt.id), world.resident)
    expect(tooEarly.problem.code).toBe('step-not-allowed')
    const { receipt } = await bringTo(server, world, 'replied')
    await must(server.call(own.giveVerdict, verdict(receipt.id), world.resident))
    const twice = await server.call(own.giveVerdict, verdict(receipt.id), world.resident)
    expect([twice.status, twice.problem.code]).toEqual([409, 'verdict-given'])
  })

  it('of a not-solved waits for a call-back, and the unit’s own word stays beside it', async () => {
    const { receipt } = await bringTo(server, world, 'call-back')
    const progress = await must(server.call(own.readProgress, { caseId: receipt.id }, world.resident))
    expect(progress).toMatchObject({
      state: 'call-back',
      unitSays: { outcome: 'done' },
      residentSays: { verdict: 'not-solved' },
      clock: { clock: 'call-back', dueDay: '2026-06-12' },
      may: ['add', 'reopen', 'tighten'],
    })
  })

  it('that never comes is 未表态, never solved, and can still be reopened', async () => {
    const { receipt } = await bringTo(server, world, 'replied')
    const job = jobs.find(({ name }) => name === 'cases.verdict-windows')
    server.clock.now = new Date('2026-06-18T23:59:00+08:00')
    await job?.run(server.platform)
    const waiting = await must(server.call(own.readProgress, { caseId: receipt.id }, world.resident))
    expect(waiting).toMatchObject({ state: 'replied', verdictUntilDay: '2026-06-18' })
    server.clock.now = new Date('2026-06-19T00:00:01+08:00')
    await job?.run(server.platform)
    const lapsed = await must(server.call(own.readProgress, { caseId: receipt.id }, world.resident))
    expect(lapsed).toMatchObject({ state: 'closed', verdict: 'no-answer', endReason: 'done', unitOutcome: 'done' })
    expect(lapsed.residentSays).toMatchObject({ verdict: 'no-answer', grade: null })
    expect(lapsed.may).toContain('reopen')
    const late = { id: randomUUID(), caseId: receipt.id, verdict: 'solved' } as const
    expect((await server.call(own.giveVerdict, late, world.resident)).problem.code).toBe('step-not-allowed')
  })
})
