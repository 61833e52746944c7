import { randomUUID } from 'node:crypto'
import { verifyQueues } from '@minyi/server/features/cases/queues/service.ts'
import { cases } from '@minyi/server/features/cases/tables.ts'
import { findSealed } from '@minyi/server/platform/sealing.ts'
import { readSpreadsheet } from '@minyi/server/platform/spreadsheet.ts'
import { downloadFaults } from '@minyi/shared/cases/imports/contract.ts'
import { acceptCase } from '@minyi/shared/cases/office/contract.ts'
import { asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringIn, csvOf, headings, hotlineRow, makeSource } from '../../support/factories/imports.ts'
import { makeArea, makeUnit } from '../../support/factories/registry.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let clerk: Session
beforeAll(async () => {
  server = await startServer()
  clerk = await server.staff(server.east, { permissions: ['cases.import', 'cases.read', 'cases.dispatch'] })
})
afterAll(() => server.close())

const range = (count: number) => Array.from({ length: count }, (_, index) => index + 1)
const itemsOf = (ids: string) =>
  server.platform.database.sql<Record<string, unknown>[]>`
    select c.*, i.external_id from cases c join case_imports i on i.tenant_id = c.tenant_id and i.case_id = c.id
    where i.source_id = ${ids} order by i.external_id`

describe('a file of another platform', () => {
  it('comes in once, however often it is sent and however it is cut into batches', async () => {
    const source = await makeSource(server, clerk)
    const bytes = csvOf(range(25).map((number) => hotlineRow(number)))
    const first = await bringIn(server, clerk, source.id, bytes, { batch: 7 })
    expect(first).toMatchObject({ state: 'done', share: 100, read: 25, created: 25, same: 0, faulty: 0 })
    const again = await bringIn(server, clerk, source.id, bytes, { batch: 4 })
    expect(again).toMatchObject({ state: 'done', read: 25, created: 0, same: 25, changed: 0 })
    const items = await itemsOf(source.id)
    expect(items).toHaveLength(25)
    expect(items[0]).toMatchObject({ channel: 'hotline', state: 'received', clock: 'hotline-reply', kind: 'help' })
    expect(items[0]?.text).toBe('小区门口流动摊贩占道经营，第 1 次反映')
    expect(await verifyQueues(server.platform)).toEqual([])
  })

  it('keeps every sign of a text as it was told, one row or many at once', async () => {
    const texts = [
      'NULL',
      '{NULL,"甲",\\}',
      '路径 C:\\temp\\，说“好”、"不好"',
      "it's 100%，第一行\n第二行",
      '表情😀和生僻字𠮷',
    ]
    for (const batch of [1, texts.length]) {
      const source = await makeSource(server, clerk)
      const rows = texts.map((text, at) => hotlineRow(at + 1, { 诉求内容: text }))
      expect(await bringIn(server, clerk, source.id, csvOf(rows), { batch })).toMatchObject({ created: 5, faulty: 0 })
      expect((await itemsOf(source.id)).map(({ text }) => text)).toEqual(texts)
    }
  })

  it('keeps names and telephones sealed, and the queue counts as if each had been received alone', async () => {
    const source = await makeSource(server, clerk)
    await bringIn(server, clerk, source.id, csvOf([hotlineRow(1, { 来电号码: '13955556666' })]))
    const [item] = await itemsOf(source.id)
    expect(JSON.stringify(item)).not.toContain('13955556666')
    expect(await findSealed(server.as(server.east), 'case', 'phone', '13955556666')).toEqual([item?.id])
  })

  it('changes what changed at its source while nobody has it in hand, and says so', async () => {
    const source = await makeSource(server, clerk)
    await bringIn(server, clerk, source.id, csvOf([hotlineRow(1), hotlineRow(2), hotlineRow(3)]))
    const [, , third] = await itemsOf(source.id)
    await server.call(acceptCase, { id: randomUUID(), caseId: String(third?.id), version: 1 }, clerk)
    const edited = [1, 2, 3].map((number) =>
      hotlineRow(
        number,
        number === 1 ? {} : { 诉求内容: '改过的内容', 办理状态: '已办结', 办结时间: '2026-06-03 10:00' },
      ),
    )
    const run = await bringIn(server, clerk, source.id, csvOf(edited))
    expect(run).toMatchObject({ read: 3, same: 1, changed: 1, kept: 1, created: 0, faulty: 0 })
    expect(run.faults.map(({ code, stops }) => [code, stops])).toContainEqual(['in-hand', false])
    const items = await itemsOf(source.id)
    expect(items.map(({ text, state }) => [text, state])).toEqual([
      ['小区门口流动摊贩占道经营，第 1 次反映', 'received'],
      ['改过的内容', 'closed'],
      ['小区门口流动摊贩占道经营，第 3 次反映', 'accepted'],
    ])
    expect(items[1]).toMatchObject({ version: 2, due_at: null, end_reason: 'done' })
    expect(await verifyQueues(server.platform)).toEqual([])
  })

  it('tells every fault by row and column, and the report can be corrected and sent again', async () => {
    const source = await makeSource(server, clerk)
    const rows = [
      hotlineRow(1),
      hotlineRow(2, { 来电时间: '2026-5-32' }),
      hotlineRow(3, { 承办单位: '没有的单位' }),
      hotlineRow(4, { 诉求内容: '' }),
      hotlineRow(1, { 诉求内容: '同一编号，另一份内容' }),
      hotlineRow(1),
    ]
    const run = await bringIn(server, clerk, source.id, csvOf(rows), { batch: 2 })
    expect(run).toMatchObject({ read: 6, created: 1, same: 1, faulty: 4 })
    const told = run.faults.filter(({ stops }) => stops).map(({ column, firstRow, code }) => [column, firstRow, code])
    expect(told.sort((a, b) => Number(a[1]) - Number(b[1]))).toEqual([
      ['来电时间', 3, 'not-a-time'],
      ['承办单位', 4, 'unknown-name'],
      ['诉求内容', 5, 'missing'],
      ['工单编号', 6, 'double'],
    ])
    const report = await server.call(downloadFaults, { runId: run.id, format: 'csv' }, clerk)
    const { headings: head, rows: kept } = await readSpreadsheet(Buffer.from(report.text))
    const lines = kept.map(({ cells }) => head.map((heading) => cells[heading] ?? ''))
    expect(head).toEqual([...headings, '原行号', '错在哪里'])
    expect(lines.map((line) => line.at(-2))).toEqual(['3', '4', '5', '6'])
    const corrected = lines.slice(0, 3).map((line) => {
      const cells = [...line]
      cells[headings.indexOf('来电时间')] = '2026-06-02'
      cells[headings.indexOf('承办单位')] = ''
      cells[headings.indexOf('诉求内容')] ||= '补上的内容'
      return cells
    })
    const again = await bringIn(server, clerk, source.id, csvOf(corrected, head))
    expect(again).toMatchObject({ read: 3, created: 3, faulty: 0 })
  })

  it('checks a whole file without bringing anything in', async () => {
    const source = await makeSource(server, clerk)
    const rows = [...range(5).map((number) => hotlineRow(number)), hotlineRow(6, { 来电时间: '昨天' }), hotlineRow(1)]
    const run = await bringIn(server, clerk, source.id, csvOf(rows), { mode: 'check', batch: 3 })
    expect(run).toMatchObject({ mode: 'check', state: 'done', read: 7, created: 5, same: 1, faulty: 1 })
    expect(await itemsOf(source.id)).toEqual([])
  })

  it('finds places and units by their names, and ends as the source says', async () => {
    const ctx = server.as(server.east)
    const area = await makeArea(ctx, { name: '浏河镇', level: 'township' })
    const unit = await makeUnit(ctx, { name: '太仓市城市管理局', areaId: area.id })
    const source = await makeSource(server, clerk, { values: { unit: { 城管: unit.id } } })
    const rows = [
      hotlineRow(1, { 所属区域: '浏河镇', 承办单位: '城管', 办理状态: '办理中' }),
      hotlineRow(2, { 承办单位: '太仓市城市管理局', 办结时间: '2026/6/5 8:00', 满意度: '默认满意' }),
      hotlineRow(3, { 承办单位: '城管', 办理状态: '已办结', 办结时间: '2026/6/5 8:00', 满意度: '不满意' }),
    ]
    const run = await bringIn(server, clerk, source.id, csvOf(rows))
    expect(run).toMatchObject({ created: 3, faulty: 0, warned: 1 })
    const items = await itemsOf(source.id)
    expect(items.map(({ state, unit_id, verdict }) => [state, unit_id, verdict])).toEqual([
      ['handling', unit.id, null],
      ['closed', unit.id, 'no-answer'],
      ['closed', unit.id, 'not-solved'],
    ])
    expect(items[0]).toMatchObject({ area_id: area.id, clock: 'hotline-reply' })
  })

  it('reads GB18030 as well as UTF-8', async () => {
    const source = await makeSource(server, clerk)
    const gb = Buffer.from('d0f2bac52cc0b4b5e7cab1bce42ccbdfc7f3c4dac8dd0d0a4731', 'hex')
    const head = Buffer.concat([gb])
    expect(new TextDecoder('gb18030').decode(head)).toContain('来电时间')
    const mapped = await makeSource(server, clerk, {
      mapping: {
        columns: [
          { column: '序号', field: 'externalId' },
          { column: '来电时间', field: 'receivedAt' },
          { column: '诉求内容', field: 'text' },
        ],
        values: {},
      },
    })
    const bytes = Buffer.concat([gb, Buffer.from(',2026-06-01,', 'latin1'), Buffer.from('c2b7b5c6b2bbc1c1', 'hex')])
    expect(await bringIn(server, clerk, mapped.id, bytes)).toMatchObject({ created: 1, faulty: 0 })
    const [item] = await itemsOf(mapped.id)
    expect(item?.text).toBe('路灯不亮')
    expect(await itemsOf(source.id)).toEqual([])
  })

  it('numbers items by the month in which they were received, each number once', async () => {
    const source = await makeSource(server, clerk)
    const rows = range(6).map((number) => hotlineRow(number, { 来电时间: `2026-0${1 + (number % 2)}-03 08:00` }))
    await bringIn(server, clerk, source.id, csvOf(rows), { batch: 2 })
    const numbers = (await itemsOf(source.id)).map(({ number }) => String(number))
    expect(new Set(numbers).size).toBe(6)
    expect(numbers.filter((number) => number.includes('26-01-'))).toHaveLength(3)
    const [first] = await server.platform.database.db
      .select()
      .from(cases)
      .where(eq(cases.number, numbers[0] ?? ''))
      .orderBy(asc(cases.id))
    expect(first?.number).toBe(numbers[0])
  })
})
