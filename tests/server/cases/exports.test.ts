import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expireExports, writeExport } from '@minyi/server/features/cases/exports/writing/service.ts'
import { readSpreadsheet } from '@minyi/server/platform/spreadsheet.ts'
import * as contract from '@minyi/shared/cases/exports/contract.ts'
import { exportColumns } from '@minyi/shared/cases/exports/contract.ts'
import { usualColumns, withoutNumbers } from '@minyi/shared/cases/exports/rules.ts'
import { listMessages } from '@minyi/shared/notices/contract.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringTo, type CaseWorld, fileComplaint, makeCaseWorld, must } from '../../support/factories/cases.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let world: CaseWorld
let clerk: Session
let accused: Session

beforeAll(async () => {
  server = await startServer()
  world = await makeCaseWorld(server)
  const permissions = ['cases.read', 'cases.export'] as const
  clerk = await server.staff(server.east, { permissions, memberOf: world.bureau.id })
  accused = await server.staff(server.east, { permissions, memberOf: world.accused.id })
})
afterAll(() => server.close())

type Draft = Partial<Parameters<typeof server.call<typeof contract.beginExport>>[1]>
const begin = (given: Draft = {}, by = clerk) =>
  server.call(
    contract.beginExport,
    { id: randomUUID(), filter: {}, format: 'csv', columns: [...usualColumns], reason: '核对本月台账', ...given },
    by,
  )
async function written(given: Draft = {}, by = clerk) {
  const { id } = await must(begin(given, by))
  while ((await writeExport(server.platform)) > 0);
  const { rows } = await must(server.call(contract.listExports, {}, by))
  const row = rows.find((one) => one.id === id)
  if (!row) throw new Error('the export is gone')
  return row
}
const download = (exportId: string, by = clerk) => server.call(contract.downloadExport, { exportId }, by)
async function numbersOf(exportId: string, by = clerk) {
  const { rows } = await readSpreadsheet(Buffer.from((await download(exportId, by)).text))
  return rows.map(({ cells }) => cells.编号)
}

describe('a list taken out as a file', () => {
  it('holds what the filter holds, opens in Excel in Chinese, and is told of when it is ready', async () => {
    const { receipt } = await bringTo(server, world, 'closed')
    const open = await fileComplaint(server, world)
    const all = await written({ filter: { sort: 'received' } })
    expect(all).toMatchObject({ state: 'ready', rows: 2, reason: '核对本月台账' })
    const file = await download(all.id)
    expect(file.headers['content-disposition']).toContain(encodeURIComponent('民意件'))
    expect(file.text.startsWith('\uFEFF编号,类型')).toBe(true)
    expect((await numbersOf(all.id)).sort()).toEqual([receipt.number, open.number].sort())
    expect(await numbersOf((await written({ filter: { state: 'closed' } })).id)).toEqual([receipt.number])
    expect(await numbersOf((await written({ filter: { queue: 'to-accept' } })).id)).toEqual([open.number])
    const { rows } = await must(server.call(listMessages, {}, clerk))
    expect(rows.find(({ about }) => about.id === all.id)).toMatchObject({ title: '导出文件好了', text: '共 2 件' })
  })

  it('holds the columns that were chosen, as XLSX too', async () => {
    const made = await written({ format: 'xlsx', columns: ['title', 'number'] })
    const raw = await server.app.inject({
      method: 'GET',
      url: `/api/east/office/exports/${made.id}/file`,
      headers: { authorization: `Bearer ${clerk.token}` },
    })
    const { headings, rows } = await readSpreadsheet(raw.rawPayload)
    expect([headings, rows.length]).toEqual([['标题', '编号'], made.rows])
  })

  it('carries no formula and no telephone, whatever a resident wrote', async () => {
    const given = {
      title: '=HYPERLINK("http://a.cn","13800000001")',
      contact: { name: '王某某', phone: '13911112222' },
    }
    const receipt = await fileComplaint(server, world, given)
    const made = await written({ columns: [...exportColumns] })
    const { text } = await download(made.id)
    expect(text).toContain(receipt.number)
    expect(text).toContain("'=HYPERLINK")
    for (const secret of ['13800000001', '13911112222', '王某某', '南园农贸市场']) expect(text).not.toContain(secret)
    expect(withoutNumbers('找我 138-0000 0001 或 0512-53520000，证号 32052219900101123X')).toBe(
      '找我 （电话略） 或 （电话略），证号 （证件号略）',
    )
  })

  it('holds nothing that accuses the unit of who takes it out', async () => {
    const made = await written({}, accused)
    expect(made.rows).toBe(0)
    expect(await numbersOf(made.id, accused)).toEqual([])
  })

  it('is who asked for it alone, for three days', async () => {
    const made = await written()
    expect((await download(made.id, accused)).status).toBe(404)
    expect((await server.call(contract.downloadExport, { exportId: made.id }, world.dispatcher)).status).toBe(404)
    server.clock.now = new Date(server.clock.now.getTime() + 4 * 86_400_000)
    expect((await download(made.id)).problem.code).toBe('step-not-allowed')
    await expireExports(server.platform)
    const folder = join(server.dataDir, 'made', server.east.id)
    expect(readdirSync(folder)).not.toContain(made.id)
    const { rows } = await must(server.call(contract.listExports, {}, clerk))
    expect(rows.find(({ id }) => id === made.id)?.state).toBe('expired')
  })

  it('can be stopped before and after it is written', async () => {
    const waiting = await must(begin())
    const stop = (exportId: string) => server.call(contract.cancelExport, { id: randomUUID(), exportId }, clerk)
    expect((await must(stop(waiting.id))).state).toBe('cancelled')
    while ((await writeExport(server.platform)) > 0);
    expect((await stop(waiting.id)).problem.code).toBe('step-not-allowed')
    const made = await written()
    await must(stop(made.id))
    expect(existsSync(join(server.dataDir, 'made', server.east.id, made.id))).toBe(false)
    expect((await stop(randomUUID())).problem.code).toBe('not-found')
  })

  it('needs a reason and a column, ends with who asked for it, and is not asked for all day', async () => {
    expect((await begin({ reason: '无' })).problem.fields?.[0]?.path).toBe('reason')
    expect((await begin({ columns: [] })).status).toBe(400)
    const leaver = await server.staff(server.east, { permissions: ['cases.read', 'cases.export'] })
    const { id } = await must(begin({}, leaver))
    await server.platform.database.sql`update staff set active = false where id = ${leaver.id}`
    await writeExport(server.platform)
    const [row] = await server.platform.database.sql`select state from case_exports where id = ${id}`
    expect(row?.state).toBe('failed')
    const busy = await server.staff(server.east, { permissions: ['cases.read', 'cases.export'] })
    for (let times = 0; times < 40; times += 1) await begin({}, busy)
    expect((await begin({}, busy)).problem.code).toBe('too-many-requests')
  })
})

it.each(['csv', 'xlsx'])('a long list is written as %s within few megabytes', async (format) => {
  const child = fork(join(import.meta.dirname, '../../support/long-table.ts'), [format, '20000'], { execArgv: [] })
  const [told] = await once(child, 'message')
  expect(told).toMatchObject({ rows: 20_000 })
  expect(told.grownMb).toBeLessThan(180)
})
