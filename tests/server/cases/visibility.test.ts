import { randomUUID } from 'node:crypto'
import * as accused from '@minyi/shared/cases/against/contract.ts'
import type { IdentityLevel } from '@minyi/shared/cases/contract.ts'
import * as office from '@minyi/shared/cases/office/contract.ts'
import * as own from '@minyi/shared/cases/resident/contract.ts'
import * as search from '@minyi/shared/cases/search/contract.ts'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CaseWorld, fileComplaint, makeCaseWorld, must, uploadPhoto } from '../../support/factories/cases.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

/** Every sealed value holds a text that stands nowhere else. */
const marker = { name: '密名标记甲', phone: '13912345678', latitude: 31.45678, longitude: 121.13579 }
const sealedTexts = [marker.name, marker.phone, String(marker.latitude), String(marker.longitude)]
const levels: IdentityLevel[] = ['public', 'supervisor', 'sealed']

let server: TestServer
let world: CaseWorld
let foreign: CaseWorld
let residentId: string
const receipts = new Map<IdentityLevel, { id: string; number: string; secret: string; photoId: string }>()
const caseOf = (level: IdentityLevel) => receipts.get(level)?.id ?? ''

beforeAll(async () => {
  server = await startServer()
  world = await makeCaseWorld(server)
  foreign = await makeCaseWorld(server, server.west)
  residentId = world.resident.id
  for (const level of levels) {
    const photo = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#abc' } })
      .jpeg()
      .toBuffer()
    const uploaded = await uploadPhoto(server, photo)
    const text = `我是${marker.name}，电话${marker.phone}，城管清理摊位时言语粗暴${level}。`
    const { name, phone, ...position } = marker
    const draft = {
      identity: level,
      text,
      title: `${marker.name}被呵斥`,
      contact: { name, phone },
      position,
      photos: [uploaded],
    }
    const receipt = await fileComplaint(server, world, { ...draft, accusedOfficerId: world.officer.id }, world.resident)
    receipts.set(level, { ...receipt, photoId: uploaded.id })
    await must(server.call(office.acceptCase, { id: randomUUID(), caseId: receipt.id, version: 1 }, world.dispatcher))
    const given = { id: randomUUID(), caseId: receipt.id, version: 2, unitId: world.handling.id }
    await must(server.call(office.assignCase, given, world.dispatcher))
  }
})
afterAll(() => server.close())

const leaks = (text: string) => [...sealedTexts, residentId].filter((secret) => text.includes(secret))

/** Every read of the office, for one item. */
async function readAll(session: Session, level: IdentityLevel) {
  const caseId = caseOf(level)
  return {
    list: await server.call(search.listCases, { sort: 'received', limit: 100 }, session),
    search: await server.call(search.listCases, { q: receipts.get(level)?.number ?? '' }, session),
    title: await server.call(search.listCases, { q: marker.name }, session),
    queues: await server.call(search.countQueues, {}, session),
    detail: await server.call(office.readCase, { caseId }, session),
    against: await server.call(accused.listAgainst, {}, session),
    accused: await server.call(accused.readAgainst, { caseId }, session),
  }
}

describe('those who are accused', () => {
  for (const [who, pick] of [
    ['unit, whatever rights its staff hold', () => world.accusedStaff],
    ['officer, whatever desk he sits at', () => world.accusedOfficer],
  ] as const) {
    it.each(levels)(`the ${who}, is barred from list, search, counts and detail at %s`, async (level) => {
      const seen = await readAll(pick(), level)
      expect([seen.list.body.rows, seen.search.body.rows, seen.title.body.rows]).toEqual([[], [], []])
      expect(Object.values(seen.queues.body.counts).every((count) => count === 0)).toBe(true)
      expect([seen.detail.status, seen.detail.problem.code]).toEqual([404, 'not-found'])
    })
  }

  it.each([
    ['public', 200, true],
    ['supervisor', 200, false],
    ['sealed', 404, false],
  ] as const)('at %s the unit’s own view answers %i', async (level, status, open) => {
    const { list, accused, against } = await readAll(world.accusedStaff, level)
    expect(accused.status).toBe(status)
    expect(leaks(list.text)).toEqual([])
    const line = against.body.rows.find((row) => row.id === caseOf(level))
    expect(line !== undefined).toBe(status === 200)
    if (status === 404) return
    expect(accused.body.mayOpenIdentity).toBe(open)
    expect(accused.body.content.photos).toHaveLength(open ? 1 : 0)
    expect([accused.body.content.place, accused.body.content.happened]).toEqual(
      open ? ['南园农贸市场', { day: '2026-06-08', part: 'evening' }] : [null, null],
    )
    if (open) return
    expect(leaks(accused.text)).toEqual([])
    expect(leaks(JSON.stringify(line))).toEqual([])
    expect(accused.body.content.text).toBe('我是＊＊，电话＊＊，城管清理摊位时言语粗暴supervisor。')
  })

  it('opens the identity at 公开 only, and the resident reads that it did', async () => {
    const reason = '联系诉求人核实情况'
    const ask = (level: IdentityLevel) =>
      server.call(office.openIdentity, { id: randomUUID(), caseId: caseOf(level), reason }, world.accusedStaff)
    expect((await ask('public')).body).toMatchObject({ name: marker.name, phone: marker.phone })
    expect((await ask('supervisor')).status).toBe(404)
    expect((await ask('sealed')).status).toBe(404)
    const { rows } = await must(server.call(own.listOpenings, { caseId: caseOf('public') }, world.resident))
    expect(rows).toMatchObject([
      { unitName: '市城管局', staffName: '涉事单位', reason, fields: ['name', 'phone', 'position'] },
    ])
  })

  it('can take no step, with any version, at any level', async () => {
    const words = '试着处理一下这件事'
    for (const level of levels) {
      const step = () => ({ id: randomUUID(), caseId: caseOf(level), version: 3 })
      const answers = await Promise.all([
        server.call(office.transferCase, { ...step(), unitId: world.accused.id, words }, world.accusedStaff),
        server.call(office.replyCase, { ...step(), outcome: 'done', words }, world.accusedStaff),
        server.call(office.returnCase, { ...step(), words }, world.accusedStaff),
        server.call(office.closeCase, { ...step(), endReason: 'duplicate', words }, world.accusedStaff),
        server.call(office.noteCase, { id: randomUUID(), caseId: caseOf(level), words }, world.accusedStaff),
        server.call(office.classifyCase, { ...step(), title: words }, world.accusedStaff),
        server.call(office.callBackCase, { ...step(), result: 'settled', next: 'close', words }, world.accusedStaff),
      ])
      expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 404))
    }
  })
})

describe('those who handle', () => {
  it.each(levels)('at %s nobody reads a sealed value that was not opened', async (level) => {
    for (const session of [world.dispatcher, world.supervisor, world.handler]) {
      const { detail, ...rest } = await readAll(session, level)
      expect(detail.status).toBe(200)
      const { text: _, title: __, ...beside } = detail.body
      expect(leaks(JSON.stringify(beside).replaceAll(`${marker.name}被呵斥`, ''))).toEqual([])
      expect(leaks(rest.queues.text)).toEqual([])
      expect(detail.body.identitySealed.fields.sort()).toEqual(['name', 'phone', 'position'])
    }
  })

  it.each([
    ['public', [200, 200, 200]],
    ['supervisor', [404, 200, 404]],
    ['sealed', [404, 200, 404]],
  ] as const)(
    'at %s dispatcher, supervisor and handling unit may open the identity as it says',
    async (level, statuses) => {
      const sessions = [world.dispatcher, world.supervisor, world.handler]
      const reason = '核实诉求需要联系本人'
      const answers = await Promise.all(
        sessions.map((session) =>
          server.call(office.openIdentity, { id: randomUUID(), caseId: caseOf(level), reason }, session),
        ),
      )
      expect(answers.map((answer) => answer.status)).toEqual(statuses)
      for (const answer of answers) expect(leaks(answer.text).length > 0).toBe(answer.status === 200)
      const details = await Promise.all(
        sessions.map((session) => server.call(office.readCase, { caseId: caseOf(level) }, session)),
      )
      expect(details.map((answer) => answer.body.identitySealed.mayOpen)).toEqual(
        statuses.map((status) => status === 200),
      )
    },
  )

  it('supervision without 启封 does not open what is sealed', async () => {
    const watcher = await server.staff(server.east, {
      permissions: ['cases.read', 'cases.supervise'],
      memberOf: world.bureau.id,
    })
    const ask = { id: randomUUID(), caseId: caseOf('sealed'), reason: '想看看是谁投诉的' }
    expect((await server.call(office.openIdentity, ask, watcher)).status).toBe(404)
    const open = { id: randomUUID(), caseId: caseOf('supervisor'), reason: '联系本人核实情况' }
    expect((await server.call(office.openIdentity, open, watcher)).body.phone).toBe(marker.phone)
  })
})

describe('everybody else', () => {
  it('sees nothing: another unit, another resident, another tenant, nobody', async () => {
    const stranger = await server.resident(server.east)
    const elsewhere = await makeCaseWorld(server)
    for (const level of levels) {
      const caseId = caseOf(level)
      expect((await server.call(office.readCase, { caseId }, elsewhere.handler)).status).toBe(404)
      expect((await server.call(office.readCase, { caseId }, foreign.dispatcher)).status).toBe(404)
      expect((await server.call(office.readCase, { caseId }, world.resident)).status).toBe(404)
      expect((await server.call(office.readCase, { caseId })).status).toBe(401)
      expect((await server.call(own.readProgress, { caseId }, stranger)).status).toBe(404)
      expect((await server.call(own.addToCase, { id: randomUUID(), caseId, words: '补充' }, stranger)).status).toBe(404)
      expect((await server.call(own.listOpenings, { caseId, secret: 'AAAA-BBBB-CCCC' })).status).toBe(404)
      expect((await server.call(own.listOpenings, { caseId }, foreign.resident)).status).toBe(404)
    }
    const west = await server.call(search.listCases, { sort: 'received' }, foreign.dispatcher)
    expect(west.body.rows).toEqual([])
    expect((await server.call(own.listMyCases, {}, stranger)).body.rows).toEqual([])
  })

  it('finds no sealed value in any table but the sealed one, nor in the outbox', async () => {
    const tables = await server.platform.database.sql<{ name: string }[]>`
      select table_name as name from information_schema.tables where table_schema = 'public'`
    // The item, what it is found by, and the former title that taking a step back restores.
    const holdItems = ['cases', 'case_search', 'case_events']
    for (const { name } of tables) {
      const sql = server.platform.database.sql
      const rows = await sql`select t::text as line from ${sql(name)} t`
      const text = rows.map((row) => String(row.line)).join('\n')
      // What a resident writes in words is the content of the item; only the values of their own fields are sealed.
      const kept = holdItems.includes(name) ? text.replaceAll(/我是[^。]*。|密名标记甲被呵斥/g, '') : text
      const ownOfResident = ['residents', 'sessions', 'resident_logins', 'attempts']
      const found = leaks(kept).filter((secret) => secret !== residentId || !ownOfResident.includes(name))
      expect([name, found]).toEqual([name, []])
    }
  })
})
