import { buildApp } from '@minyi/server/app.ts'
import { ensureDemoTenant } from '@minyi/server/demo/tenant.ts'
import type { Platform } from '@minyi/server/platform/context.ts'
import { openDatabase } from '@minyi/server/platform/db.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let whole: Platform
beforeAll(async () => {
  server = await startServer()
  const { config } = server.platform
  whole = { ...server.platform, config: { ...config, mode: 'demo', webRoot: server.dataDir } }
})
afterAll(() => server.close())

async function readiness(platform: Platform) {
  const app = buildApp(platform)
  const { statusCode, body } = await app.inject({ url: '/api/health/ready' })
  expect((await app.inject({ url: '/api/health/live' })).statusCode).toBe(200)
  await app.close()
  return { status: statusCode, ...JSON.parse(body) }
}

it('a server is ready only once it is seeded, built and migrated, and is alive before', async () => {
  const state = { migrated: true, built: true }
  expect(await readiness(whole)).toEqual({ status: 503, ok: false, ...state, seeded: false, setAside: 0 })
  await ensureDemoTenant(whole)
  expect(await readiness(whole)).toEqual({ status: 200, ok: true, ...state, seeded: true, setAside: 0 })

  const unbuilt = { ...whole, config: { ...whole.config, webRoot: null } }
  expect(await readiness(unbuilt)).toMatchObject({ status: 503, built: false, seeded: true })

  await whole.database.sql`delete from migrations where name = (select max(name) from migrations)`
  expect(await readiness(whole)).toMatchObject({ status: 503, migrated: false, seeded: false })
})

it('a server whose database is away says that it is not ready', async () => {
  const database = openDatabase('postgres://minyi:none@127.0.0.1:1/minyi', 1)
  const away = { ...whole, database, log: Object.assign(whole.log.child({}), { warn: () => undefined }) }
  expect(await readiness(away)).toMatchObject({ status: 503, ok: false })
  await database.close()
})
