import { randomUUID } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { hashPassword } from '@minyi/server/features/identity/passwords/service.ts'
import { staff } from '@minyi/server/features/identity/tables.ts'
import { eq } from 'drizzle-orm'
import openapiTS, { astToString } from 'openapi-typescript'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeUnit } from '../../support/factories/registry.ts'
import { startServer, type TestServer } from '../../support/server.ts'

/** Below node_modules, so that the client finds its one library; nothing of it is kept. */
const folder = join(import.meta.dirname, '../../node_modules/.cache', `openapi-client-${process.pid}`)
const password = 'generated-client-2026'

/** What somebody writes who has the document and nothing else of ours. */
const consumer = `
import createClient from 'openapi-fetch'
import type { paths } from './schema.d.ts'

export async function use(baseUrl: string, tenant: string, login: string, password: string, unitId: string) {
  const client = createClient<paths>({ baseUrl })
  const path = { tenant }
  const session = await client.POST('/api/{tenant}/sessions/staff', { params: { path }, body: { login, password } })
  if (session.error) throw new Error(session.error.code)
  const headers = { authorization: \`Bearer \${session.data.token}\` }
  const me = await client.GET('/api/{tenant}/me', { params: { path }, headers })
  const topics = await client.GET('/api/{tenant}/units', { params: { path } })
  const body = {
    id: crypto.randomUUID(),
    kind: 'complaint' as const,
    identity: 'supervisor' as const,
    conduct: 'uncivil' as const,
    accusedUnitId: unitId,
    text: '执法人员言语粗暴，没有出示证件。',
  }
  const filed = await client.POST('/api/{tenant}/cases', { params: { path }, body })
  if (!filed.data) throw new Error(filed.error.code)
  const { number, secret } = filed.data
  const progress = await client.POST('/api/{tenant}/case-receipts', { params: { path }, body: { number, secret } })
  const listed = await client.GET('/api/{tenant}/staff', { params: { path, query: { limit: 5 } }, headers })
  const refused = await client.GET('/api/{tenant}/staff', { params: { path } })
  const file = await client.GET('/api/{tenant}/public/bulletins/{bulletinId}/files/{format}', {
    params: { path: { tenant, bulletinId: crypto.randomUUID(), format: 'pdf' } },
    parseAs: 'blob',
  })
  return {
    me: me.data?.kind,
    units: topics.data?.units.map(({ name }) => name),
    state: progress.data?.state,
    number: progress.data?.number === number,
    staff: listed.data?.rows.length,
    refused: refused.error?.code,
    missing: file.error?.status,
  }
}
`

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  mkdirSync(folder, { recursive: true })
  const document = (await server.app.inject({ method: 'GET', url: '/api/openapi.json' })).json()
  writeFileSync(join(folder, 'schema.d.ts'), astToString(await openapiTS(document)))
}, 60_000)
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await server.close()
})

/** What the compiler says about a consumer of the generated client. */
function faultsOf(name: string, source: string): string[] {
  const file = join(folder, name)
  writeFileSync(file, source)
  const program = ts.createProgram([file], {
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
    types: [],
  })
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
}

describe('a client that is generated from the served document', () => {
  it('passes the compiler, and a wrong call does not', () => {
    expect(faultsOf('consumer.ts', consumer)).toEqual([])
    const wrong = consumer.replace("identity: 'supervisor' as const", "identity: 'nobody' as const")
    expect(faultsOf('wrong.ts', wrong).join()).toContain('"nobody"')
    expect(faultsOf('lost.ts', consumer.replace('/case-receipts', '/no-receipts'))).not.toEqual([])
  }, 60_000)

  it('signs in, files, lists, reads and is told of failures by the running server', async () => {
    const ctx = server.as(server.east)
    const unit = await makeUnit(ctx, { name: '市城管局' })
    const member = await server.staff(server.east, { permissions: ['staff.manage'] })
    const login = `client-${randomUUID().slice(0, 8)}`
    const patch = { login, passwordHash: await hashPassword(password) }
    await ctx.db.update(staff).set(patch).where(eq(staff.id, member.id))
    const { outputText } = ts.transpileModule(consumer, {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
    })
    writeFileSync(join(folder, 'consumer.mjs'), outputText)
    const { use } = await import(pathToFileURL(join(folder, 'consumer.mjs')).href)
    const seen = await use(await server.listen(), server.east.slug, login, password, unit.id)
    expect(seen).toEqual({
      me: 'staff',
      units: ['市城管局'],
      state: 'received',
      number: true,
      staff: 1,
      refused: 'sign-in-required',
      missing: 404,
    })
  })
})

describe('the document', () => {
  it('names each operation once, for every caller, with all that it may answer', async () => {
    const { paths, components } = (await server.app.inject({ method: 'GET', url: '/api/openapi.json' })).json()
    type Described = { operationId: string; security: Record<string, unknown>[]; responses: Record<string, unknown> }
    const all = Object.values<Record<string, Described>>(paths).flatMap((path) => Object.values(path))
    const ids = all.map(({ operationId }) => operationId)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.filter((id) => !/^[a-z][a-zA-Z0-9]*$/.test(id))).toEqual([])
    for (const { operationId, security, responses } of all) {
      expect(Object.keys(responses), operationId).toEqual(expect.arrayContaining(['200', '400', '404', 'default']))
      if (security.length > 0) expect(Object.keys(responses), operationId).toContain('401')
      for (const one of security) expect(Object.keys(components.securitySchemes)).toContain(Object.keys(one)[0])
    }
  })
})
