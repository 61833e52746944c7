import { randomUUID } from 'node:crypto'
import { authenticateKey } from '@minyi/server/features/integrations/service.ts'
import { addKey, listKeys, revokeKey } from '@minyi/shared/integrations/contract.ts'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type Session, startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let admin: Session
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())
beforeEach(async () => {
  admin = await server.staff(server.east, { permissions: ['integrations.manage'] })
})

const draft = (more: object = {}) => ({
  id: randomUUID(),
  name: '12345 热线平台',
  scopes: ['api.import' as const],
  ...more,
})
const whoHas = (token: string, tenant = server.east) => authenticateKey(server.platform, tenant, token)

it('shows a key once, and keeps nothing that it could be read from', async () => {
  const input = draft()
  const made = await server.call(addKey, input, admin)
  expect(made.status).toBe(200)
  expect(made.body.token).toMatch(/^minyi_\S{32}$/)
  expect((await server.call(addKey, input, admin)).body).toEqual(made.body)
  const list = await server.call(listKeys, {}, admin)
  expect(list.text).not.toContain(made.body.token)
  expect(list.body.rows.find((row) => row.id === input.id)).toMatchObject({
    live: true,
    prefix: made.body.token.slice(0, 12),
  })
  const [row] = await server.platform.database.sql`select * from api_keys where id = ${input.id}`
  expect(JSON.stringify(row)).not.toContain(made.body.token.slice(12))
})

it('opens its own place with its scopes and tells when it was used last', async () => {
  const { body } = await server.call(addKey, draft(), admin)
  expect(await whoHas(body.token)).toMatchObject({ kind: 'key', id: body.key.id, scopes: ['api.import'] })
  expect(await whoHas(body.token, server.west)).toBeUndefined()
  expect(await whoHas(`${body.token}x`)).toBeUndefined()
  const list = await server.call(listKeys, {}, admin)
  expect(list.body.rows.find((row) => row.id === body.key.id)?.lastUsedAt).not.toBeNull()
})

it('opens nothing that is meant for people', async () => {
  const { body } = await server.call(addKey, draft(), admin)
  const answer = await server.call(listKeys, {}, { token: body.token, id: body.key.id, tenant: server.east })
  expect(answer.status).toBe(401)
})

it('ends at once when it is revoked, however often that is asked for', async () => {
  const { body } = await server.call(addKey, draft(), admin)
  expect((await server.call(revokeKey, { id: randomUUID(), keyId: body.key.id }, admin)).body.live).toBe(false)
  expect((await server.call(revokeKey, { id: randomUUID(), keyId: body.key.id }, admin)).status).toBe(200)
  expect(await whoHas(body.token)).toBeUndefined()
})

it('ends with its last day', async () => {
  const { body } = await server.call(addKey, draft({ lastDay: '2026-06-11' }), admin)
  expect(await whoHas(body.token)).toBeDefined()
  server.clock.now = new Date('2026-06-12T00:00:00+08:00')
  expect(await whoHas(body.token)).toBeUndefined()
  const over = await server.call(addKey, draft({ lastDay: '2026-06-11' }), admin)
  expect([over.status, over.problem.fields?.[0]?.path]).toEqual([400, 'lastDay'])
})

it('is refused for a source that is not there, for an id that was used, and to who may not manage keys', async () => {
  expect((await server.call(addKey, draft({ sourceIds: [randomUUID()] }), admin)).status).toBe(400)
  const input = draft()
  await server.call(addKey, input, admin)
  expect((await server.call(addKey, { ...input, name: '另一个系统' }, admin)).problem.code).toBe('id-reused')
  expect((await server.call(revokeKey, { id: randomUUID(), keyId: randomUUID() }, admin)).status).toBe(404)
  const other = await server.staff(server.east, { permissions: ['cases.read'] })
  expect((await server.call(addKey, draft(), other)).status).toBe(404)
})

it('answers no more than its limit in a minute', async () => {
  const { body } = await server.call(addKey, draft({ perMinute: 2 }), admin)
  await whoHas(body.token)
  await whoHas(body.token)
  await expect(whoHas(body.token)).rejects.toMatchObject({ code: 'too-many-requests' })
})
