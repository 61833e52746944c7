import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { folderOf, watchFolders } from '@minyi/server/features/cases/imports/folders/service.ts'
import { workThrough } from '@minyi/server/features/cases/imports/work/service.ts'
import { listRuns, pushItems, saveSource, stopRun } from '@minyi/shared/cases/imports/contract.ts'
import { addKey } from '@minyi/shared/integrations/contract.ts'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { bringIn, csvOf, hotlineRow, makeSource } from '../../support/factories/imports.ts'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let clerk: Session
let admin: Session
beforeAll(async () => {
  server = await startServer()
  clerk = await server.staff(server.east, { permissions: ['cases.import'] })
  admin = await server.staff(server.east, { permissions: ['integrations.manage'] })
})
afterAll(() => server.close())

async function withKey(sourceIds: string[] | null): Promise<Session> {
  const draft = { id: randomUUID(), name: '热线平台', scopes: ['api.import' as const], sourceIds }
  const { body } = await server.call(addKey, draft, admin)
  return { token: body.token, id: body.key.id, tenant: server.east }
}
const item = (externalId: string, more: object = {}) => ({
  externalId,
  receivedAt: '2026-06-01 08:00',
  text: '路灯不亮，晚上看不见路',
  ...more,
})

it('another system pushes items by their numbers, again without doubling, and learns of each fault', async () => {
  const source = await makeSource(server, clerk)
  const key = await withKey([source.id])
  const batch = { source: source.slug, items: [item('A1'), item('A2', { receivedAt: '昨天' }), item('A3')] }
  const input = { id: randomUUID(), ...batch }
  const first = await server.call(pushItems, input, key)
  expect(first.body).toMatchObject({ read: 3, created: 2, faulty: 1 })
  expect(first.body.faults).toMatchObject([{ index: 1, externalId: 'A2', field: 'receivedAt', code: 'not-a-time' }])
  expect((await server.call(pushItems, input, key)).body).toEqual(first.body)
  const again = await server.call(pushItems, { ...batch, id: randomUUID() }, key)
  expect(again.body).toMatchObject({ created: 0, same: 2, faulty: 1 })
  const changed = await server.call(
    pushItems,
    { id: randomUUID(), source: source.slug, items: [item('A1', { text: '路灯修好了又坏' })] },
    key,
  )
  expect(changed.body).toMatchObject({ changed: 1 })
  const runs = await server.call(listRuns, { sourceId: source.id }, clerk)
  expect(runs.body.rows.map(({ origin, state }) => [origin, state])).toEqual(Array(3).fill(['api', 'done']))
})

it('fills no source that its key does not name, and nothing without a key', async () => {
  const [own, other] = [await makeSource(server, clerk), await makeSource(server, clerk)]
  const key = await withKey([own.id])
  const push = (source: string, session?: Session) =>
    server.call(pushItems, { id: randomUUID(), source, items: [item('B1')] }, session)
  expect((await push(other.slug, key)).status).toBe(404)
  expect((await push('nothing', key)).status).toBe(404)
  expect((await push(own.slug)).status).toBe(401)
  expect((await push(own.slug, clerk)).status).toBe(404)
  expect((await push(other.slug, await withKey(null))).status).toBe(200)
})

it('the key may come in its own header', async () => {
  const source = await makeSource(server, clerk)
  const key = await withKey(null)
  const answer = await server.app.inject({
    method: 'POST',
    url: `/api/east/imports/${source.slug}/items`,
    headers: { 'x-api-key': key.token },
    payload: { id: randomUUID(), items: [item('C1')] },
  })
  expect(answer.statusCode).toBe(200)
})

it('takes what lies in the folder of a watched source, once, with a record', async () => {
  const source = await makeSource(server, clerk, { watched: true })
  const folder = folderOf(server.as(server.east), source.slug)
  await mkdir(folder, { recursive: true })
  const path = join(folder, '六月.csv')
  await writeFile(path, csvOf([hotlineRow(1), hotlineRow(2)]))
  expect(await watchFolders(server.platform)).toBe(0)
  await utimes(path, new Date(0), new Date(0))
  expect(await watchFolders(server.platform)).toBe(1)
  expect(await watchFolders(server.platform)).toBe(0)
  // Nothing of it stays on the disk in clear: neither the file nor its pieces, once it was brought in.
  expect(await readdir(folder, { recursive: true })).toEqual(['taking'])
  await workThrough(server.platform)
  expect(existsSync(join(server.dataDir, 'files', 'parts', server.east.id))).toBe(true)
  expect(await readdir(join(server.dataDir, 'files', 'parts', server.east.id))).toEqual([])
  const { body } = await server.call(listRuns, { sourceId: source.id }, clerk)
  expect(body.rows).toMatchObject([
    { origin: 'folder', state: 'done', created: 2, fileName: '六月.csv', startedBy: null },
  ])
})

it('takes up again what somebody died over', async () => {
  const source = await makeSource(server, clerk, { watched: true })
  const aside = join(folderOf(server.as(server.east), source.slug), 'taking')
  await mkdir(aside, { recursive: true })
  const left = join(aside, `${randomUUID()}-七月.csv`)
  await writeFile(left, csvOf([hotlineRow(7)]))
  await utimes(left, new Date(0), new Date(0))
  expect(await watchFolders(server.platform)).toBe(0)
  const later = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 31 * 60_000)
  expect(await watchFolders(server.platform)).toBe(1)
  later.mockRestore()
  await workThrough(server.platform)
  const { body } = await server.call(listRuns, { sourceId: source.id }, clerk)
  expect(body.rows).toMatchObject([{ state: 'done', created: 1, fileName: '七月.csv' }])
})

it('a source is changed on its newest version only, keeps its three needed columns, and its name in the data folder', async () => {
  const source = await makeSource(server, clerk)
  const save = (more: object) =>
    server.call(
      saveSource,
      {
        id: randomUUID(),
        sourceId: source.id,
        version: 1,
        slug: source.slug,
        name: '12345 热线（新）',
        channel: 'hotline',
        mapping: source.mapping,
        ...more,
      },
      clerk,
    )
  expect((await save({})).body).toMatchObject({ version: 2, name: '12345 热线（新）' })
  expect((await save({})).problem.code).toBe('version-conflict')
  expect((await save({ sourceId: randomUUID() })).status).toBe(404)
  expect((await save({ sourceId: randomUUID(), version: 0 })).problem.fields?.[0]?.path).toBe('slug')
  const short = { ...source.mapping, columns: source.mapping.columns.slice(0, 1) }
  expect((await save({ version: 2, mapping: short })).problem.fields?.[0]?.path).toBe('mapping.columns')
})

it('a run that is over cannot be stopped, and a mapping whose columns are not in the file ends it with their names', async () => {
  const source = await makeSource(server, clerk)
  const run = await bringIn(server, clerk, source.id, csvOf([['1', '2']], ['甲', '乙']))
  expect(run.state).toBe('failed')
  expect(run.fault).toContain('“诉求内容”')
  expect((await server.call(stopRun, { id: randomUUID(), runId: run.id }, clerk)).problem.code).toBe('step-not-allowed')
})
