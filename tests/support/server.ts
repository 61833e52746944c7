import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildApp } from '@minyi/server/app.ts'
import { insertGrant, insertRoles, insertSession, insertStaff } from '@minyi/server/features/identity/queries.ts'
import { residents } from '@minyi/server/features/identity/tables.ts'
import { readConfig } from '@minyi/server/platform/config.ts'
import { type Context, type Platform, systemContext, type Tenant } from '@minyi/server/platform/context.ts'
import { openPlatform } from '@minyi/server/platform/open-platform.ts'
import { tenants } from '@minyi/server/platform/tables.ts'
import type { Permission } from '@minyi/shared/platform/identity.ts'
import { type DraftOf, type Operation, type OutputOf, splitInput } from '@minyi/shared/platform/operation.ts'
import type { ProblemBody } from '@minyi/shared/platform/problems.ts'
import { createDatabase } from './database.ts'

/** A signed-in caller of one tenant. */
export type Session = { token: string; id: string; tenant: Tenant }

export type StaffSetup = {
  permissions: readonly Permission[]
  areaId?: string
  unitId?: string
  /** The unit that the member of staff belongs to; `unitId` limits the grant and is the default. */
  memberOf?: string
  officerId?: string
  name?: string
}

/** What came back: `body` is typed for a success, `problem` for a failure; `text` is every byte. */
export type Answer<T> = {
  status: number
  text: string
  headers: Record<string, unknown>
  body: T
  problem: ProblemBody
}

export type Options = {
  /** An existing database's address, for a second process on the same data. */
  databaseUrl?: string
  dataDir?: string
  env?: Record<string, string>
}

export type TestServer = Awaited<ReturnType<typeof startServer>>

/** The real application on a real, fresh database with two tenants, `east` and `west`, and a clock that tests move. */
export async function startServer(options: Options = {}) {
  const database = options.databaseUrl ? { url: options.databaseUrl, drop: async () => {} } : await createDatabase()
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'minyi-data-'))
  const clock = { now: new Date('2026-06-11T09:00:00+08:00') }
  const env = {
    MODE: 'test',
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    MINYI_MASTER_KEY: 'a1'.repeat(32),
    POOL_SIZE: '6',
    ...options.env,
  }
  const platform = openPlatform(readConfig(env), {
    now: () => clock.now,
    logLevel: 'error',
  })
  const east = await ensureTenant(platform, 'east', '东城')
  const west = await ensureTenant(platform, 'west', '西城')
  const app = buildApp(platform)
  await app.ready()

  return {
    app,
    platform,
    database,
    dataDir,
    clock,
    east,
    west,
    /** The product acting by itself for a tenant: what factories use to make their parents. */
    as: (tenant: Tenant, operation = 'test') => systemContext(platform, tenant, operation),
    call: <Op extends Operation>(
      operation: Op,
      input: DraftOf<Op>,
      session?: Session,
      tenant = session?.tenant ?? east,
    ) => callOperation(app, tenant, operation, input, session),
    staff: (tenant: Tenant, setup: StaffSetup) => makeStaff(systemContext(platform, tenant, 'test'), setup),
    resident: (tenant: Tenant) => makeResident(systemContext(platform, tenant, 'test')),
    listen: () => app.listen({ host: '127.0.0.1', port: 0 }),
    close: async () => {
      await app.close()
      await platform.database.close()
      await database.drop()
      if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function callOperation<Op extends Operation>(
  app: Awaited<ReturnType<typeof buildApp>>,
  tenant: Tenant,
  operation: Op,
  input: DraftOf<Op>,
  session?: Session,
): Promise<Answer<OutputOf<Op>>> {
  const { path, rest } = splitInput(operation.path, input)
  const isRead = operation.method === 'GET'
  const response = await app.inject({
    method: operation.method,
    url: `/api/${tenant.slug}${path}${isRead ? queryOf(rest) : ''}`,
    headers: session ? { authorization: `Bearer ${session.token}` } : {},
    ...(isRead ? {} : { payload: rest }),
  })
  const json = /json/.test(String(response.headers['content-type'])) ? JSON.parse(response.body) : undefined
  return {
    status: response.statusCode,
    text: response.body,
    headers: response.headers,
    body: json,
    problem: json,
  }
}

function queryOf(values: Record<string, unknown>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) {
    if (Array.isArray(value)) for (const one of value) query.append(name, String(one))
    else if (value !== undefined) query.append(name, String(value))
  }
  return query.size > 0 ? `?${query}` : ''
}

async function ensureTenant(platform: Platform, slug: string, name: string): Promise<Tenant> {
  const row = { id: randomUUID(), slug, name }
  await platform.database.db.insert(tenants).values(row).onConflictDoNothing()
  const [kept] = await platform.database.sql<Tenant[]>`
    select id, slug, name, zone, demo = 1 as demo from tenants where slug = ${slug}`
  if (!kept) throw new Error(`no tenant ${slug}`)
  return kept
}

async function makeStaff(ctx: Context, setup: StaffSetup): Promise<Session> {
  const id = randomUUID()
  const roleId = `role-${id}`
  await insertRoles(ctx, [{ id: roleId, title: '测试角色', permissions: setup.permissions }])
  await insertStaff(ctx, {
    id,
    login: `login-${id}`,
    name: setup.name ?? '测试人员',
    passwordHash: '-',
    unitId: setup.memberOf ?? setup.unitId ?? null,
    officerId: setup.officerId ?? null,
  })
  await insertGrant(ctx, {
    id: randomUUID(),
    staffId: id,
    roleId,
    areaId: setup.areaId ?? null,
    unitId: setup.unitId ?? null,
  })
  return openSession(ctx, 'staff', id)
}

async function makeResident(ctx: Context): Promise<Session> {
  const id = randomUUID()
  await ctx.db.insert(residents).values({ tenantId: ctx.tenant.id, id, createdAt: ctx.now() })
  return openSession(ctx, 'resident', id)
}

async function openSession(ctx: Context, actorKind: 'resident' | 'staff', id: string): Promise<Session> {
  const token = randomBytes(24).toString('base64url')
  const expiresAt = new Date('2099-01-01T00:00:00Z')
  await insertSession(ctx, {
    tokenHash: createHash('sha256').update(token).digest(),
    actorKind,
    actorId: id,
    expiresAt,
  })
  return { token, id, tenant: ctx.tenant }
}
