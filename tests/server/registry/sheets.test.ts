import { randomUUID } from 'node:crypto'
import { areaClosure } from '@minyi/server/features/registry/tables.ts'
import { readSpreadsheet } from '@minyi/server/platform/spreadsheet.ts'
import * as registry from '@minyi/shared/registry/contract.ts'
import { and, eq, isNull } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let admin: Session
beforeAll(async () => {
  server = await startServer()
  admin = await server.staff(server.east, { permissions: ['registry.write', 'registry.read'] })
})
afterAll(() => server.close())

const load = (sheet: registry.SheetName, csv: string, more: { id?: string; rehearse?: boolean } = {}) =>
  server.call(
    registry.importSheet,
    { id: randomUUID(), sheet, fileName: 'a.csv', contentBase64: Buffer.from(csv).toString('base64'), ...more },
    admin,
  )

const areas = `编号,统计代码,名称,级别,上级编号,生效日期,失效日期
D1,320585000000,甲市,市,,2020-01-01,
T1,320585100000,乙镇,镇街,D1,2020-01-01,
T2,,丙街道,镇街,D1,2020-01-01,
V1,320585100001,丁村,村居,T1,2020-01-01,
G1,,丁村第一网格,网格,V1,2020-01-01,
`

describe('the registry is loaded from sheets', () => {
  it('once, however often the same file comes', async () => {
    expect((await load('areas', areas)).body).toMatchObject({ created: 5, changed: 0, unchanged: 0, written: true })
    expect((await load('areas', areas)).body).toMatchObject({ created: 0, changed: 0, unchanged: 5, written: true })
    const listed = await server.call(registry.listAreas, {})
    expect(listed.body.areas.map((area) => area.name)).toEqual(['甲市', '乙镇', '丁村', '丙街道'])
    expect((await server.call(registry.listAreas, {}, undefined, server.west)).body.areas).toEqual([])
  })

  it('writes nothing when one row is wrong, and names every row and column at fault', async () => {
    const report = await load('areas', `${areas}T3,12345,戊镇,区,没有,昨天,\nT3,,己镇,镇街,D1,,\n`)
    expect(report.status).toBe(200)
    expect(report.body.written).toBe(false)
    expect(report.body.faults.map(({ row, column }) => `${row} ${column}`)).toEqual([
      '7 统计代码',
      '7 级别',
      '7 上级编号',
      '7 生效日期',
      '8 编号',
    ])
    expect((await server.call(registry.listAreas, {})).body.areas).toHaveLength(4)
  })

  it('refuses a line of parents that comes back to itself', async () => {
    const report = await load('areas', areas.replace('D1,320585000000,甲市,市,,', 'D1,320585000000,甲市,市,V1,'))
    expect(report.body.faults.map((fault) => fault.message)).toContain('上级绕回了自己')
  })

  it('keeps the old place of an area that moves and knows its new one', async () => {
    const moved = await load('areas', areas.replace('丁村,村居,T1', '丁村,村居,T2'))
    expect(moved.body).toMatchObject({ created: 0, changed: 1, unchanged: 4 })
    const { areas: now } = (await server.call(registry.listAreas, {})).body
    const idOf = (name: string) => now.find((area) => area.name === name)?.id ?? ''
    expect(now.find((area) => area.name === '丁村')?.parentId).toBe(idOf('丙街道'))
    const lines = await server.platform.database.db
      .select()
      .from(areaClosure)
      .where(and(eq(areaClosure.tenantId, server.east.id), eq(areaClosure.descendantId, idOf('丁村'))))
    const above = (id: string) => lines.filter((line) => line.ancestorId === id)
    expect(above(idOf('乙镇'))).toMatchObject([{ validFrom: '2020-01-01', validTo: '2026-06-11' }])
    expect(above(idOf('丙街道'))).toMatchObject([{ validFrom: '2026-06-11', validTo: null }])
    expect(lines.filter((line) => line.ancestorId === idOf('甲市') && line.validTo === null)).toHaveLength(1)
  })

  it('takes back what it exported, as CSV and as XLSX, without a change', async () => {
    await load('units', '编号,名称,简称,所在区域编号,执法领域,状态\nU1,=甲市城市管理局,城管局,D1,城市管理、市容,在用\n')
    await load('officers', '编号,单位编号,姓名,执法证号,状态\nO1,U1,顾某,10050860127,在用\n')
    await load(
      'collection-points',
      '编号,名称,所在区域编号,地址,采集员类别,状态\nP1,丁村采集点,V1,丁村 1 号,网格员,在用\n',
    )
    for (const sheet of registry.sheetNames) {
      for (const format of ['csv', 'xlsx'] as const) {
        const file = await server.app.inject({
          url: `/api/east/registry/${sheet}/export?format=${format}`,
          headers: { authorization: `Bearer ${admin.token}` },
        })
        expect(file.statusCode).toBe(200)
        const input = { id: randomUUID(), sheet, fileName: 'x', contentBase64: file.rawPayload.toString('base64') }
        const back = await server.call(registry.importSheet, input, admin)
        expect(back.body, `${sheet} ${format}`).toMatchObject({ created: 0, changed: 0, written: true, faults: [] })
      }
    }
  })

  it('exports no cell that a spreadsheet would calculate', async () => {
    const file = await server.app.inject({
      url: '/api/east/registry/units/export?format=csv',
      headers: { authorization: `Bearer ${admin.token}` },
    })
    expect(file.body).toContain("'=甲市城市管理局")
    expect((await readSpreadsheet(file.rawPayload)).rows[0]?.cells.名称).toBe('=甲市城市管理局')
  })

  it('rehearses without writing', async () => {
    const rehearsed = await load('areas', areas.replace('乙镇', '新乙镇'), { rehearse: true })
    expect(rehearsed.body).toMatchObject({ written: false, faults: [] })
    expect((await server.call(registry.listAreas, {})).text).not.toContain('新乙镇')
  })

  it('says which column is missing and what cannot be read', async () => {
    expect((await load('units', '编号,名称\nU1,甲\n')).problem).toMatchObject({ code: 'import-unreadable' })
    const broken = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), Buffer.alloc(40)]).toString('base64')
    const answer = await server.call(
      registry.importSheet,
      { id: randomUUID(), sheet: 'units', fileName: 'x.xlsx', contentBase64: broken },
      admin,
    )
    expect(answer.problem.code).toBe('import-unreadable')
  })

  it('is for those who may write the registry', async () => {
    const reader = await server.staff(server.east, { permissions: ['registry.read'] })
    const input = { id: randomUUID(), sheet: 'units' as const, fileName: 'x', contentBase64: '' }
    expect((await server.call(registry.importSheet, input, reader)).status).toBe(404)
    expect((await server.call(registry.importSheet, input)).status).toBe(401)
  })
})

describe('standing codes', () => {
  it('lead to what they stand for until they are revoked, and are never guessed by a typing error', async () => {
    const unit = (await server.call(registry.listUnits, { search: '城管' })).body.units[0]
    const targetId = unit?.id ?? ''
    const made = await server.call(registry.issueCode, { id: randomUUID(), targetKind: 'unit', targetId }, admin)
    const { code } = made.body
    expect((await server.call(registry.readCodeSubject, { code: code.toLowerCase() })).body).toMatchObject({ targetId })
    const wrong = `${code.slice(0, -1)}${code.endsWith('A') ? 'B' : 'A'}`
    expect((await server.call(registry.readCodeSubject, { code: wrong })).problem.code).toBe('not-found')
    expect((await server.call(registry.readCodeSubject, { code }, undefined, server.west)).status).toBe(404)
    await server.call(registry.revokeCode, { id: randomUUID(), code }, admin)
    expect((await server.call(registry.readCodeSubject, { code })).problem.code).toBe('code-revoked')
    const listed = await server.call(registry.listCodes, { targetKind: 'unit', targetId }, admin)
    expect(listed.body.codes).toMatchObject([{ code, revokedAt: expect.any(String) }])
  })

  it('check an officer by the number on the card and tell no name', async () => {
    const card = await server.call(registry.findOfficerCard, { certificateNumber: '10050860127' })
    expect(card.body).toMatchObject({ certificateNumber: '10050860127', unitName: '=甲市城市管理局' })
    expect(card.text).not.toContain('顾某')
    expect((await server.call(registry.findOfficerCard, { certificateNumber: '99999999999' })).status).toBe(404)
    const officers = await server.call(registry.listOfficers, {}, admin)
    expect(officers.body.rows).toMatchObject([{ name: '顾某' }])
  })
})

it('an open area has no end in the closure', async () => {
  const rows = await server.platform.database.db
    .select()
    .from(areaClosure)
    .where(and(eq(areaClosure.tenantId, server.east.id), eq(areaClosure.depth, 0), isNull(areaClosure.validTo)))
  expect(rows).toHaveLength(5)
})
