import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { demoAccounts, demoPassword } from '@minyi/server/demo/accounts.ts'
import { loadDemo } from '@minyi/server/demo/load.ts'
import { demoOffers } from '@minyi/server/demo/offers.ts'
import { removeDemo } from '@minyi/server/demo/remove.ts'
import { demoTenant } from '@minyi/server/demo/tenant.ts'
import { verifyRollups } from '@minyi/server/features/indicators/rollups/service.ts'
import { openFileStore } from '@minyi/server/platform/file-store.ts'
import { files } from '@minyi/server/platform/tables.ts'
import { listLawDrafts, listOpinions } from '@minyi/shared/cases/legislation/contract.ts'
import { listReviews } from '@minyi/shared/cases/petitions/contract.ts'
import { listMyCases, readProgress, readReceipt } from '@minyi/shared/cases/resident/contract.ts'
import { listTemplates } from '@minyi/shared/cases/templates/contract.ts'
import { listViews } from '@minyi/shared/cases/views/contract.ts'
import { requestCode, signInByCode, signInStaff } from '@minyi/shared/identity/contract.ts'
import { listPublicFigures } from '@minyi/shared/indicators/closed/contract.ts'
import { readClaim, submitRating } from '@minyi/shared/ratings/contract.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { smsInbox, startEmulators } from '../../support/emulators.ts'
import { makeOfficer, makeUnit } from '../../support/factories/registry.ts'
import { startServer, type TestServer } from '../../support/server.ts'

const scale = 0.04
let server: TestServer
let emulators: Awaited<ReturnType<typeof startEmulators>>

/** How many rows each table holds for a tenant; tables that hold none are left out. */
async function rowsOf(tenantId: string): Promise<Record<string, number>> {
  const { sql } = server.platform.database
  const tables = await sql<{ name: string }[]>`
    select table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'tenant_id'`
  const counts: Record<string, number> = {}
  for (const { name } of tables) {
    const [row] = await sql<{ n: number }[]>`select count(*)::int as n from ${sql(name)} where tenant_id = ${tenantId}`
    if (row && row.n > 0) counts[name] = row.n
  }
  return counts
}

async function putFile(tenantId: string, bytes: Buffer): Promise<string> {
  const { platform } = server
  const storedSha256 = await openFileStore(platform.config.dataDir).store(bytes)
  await platform.database.db.insert(files).values({
    ...{ tenantId, id: randomUUID(), ownerKind: 'anyone', purpose: 'case-photo', chunkBytes: 1, createdAt: new Date() },
    ...{ declaredSha256: storedSha256, declaredBytes: bytes.length, secretHash: Buffer.alloc(32) },
    ...{ storedSha256, storedBytes: bytes.length, mediaType: 'image/jpeg', completedAt: new Date() },
  })
  return join(platform.config.dataDir, 'files', storedSha256.slice(0, 2), storedSha256)
}

beforeAll(async () => {
  emulators = await startEmulators()
  server = await startServer({ env: { SMS_API_BASE: emulators.sms } })
  await loadDemo(server.platform, { scale })
}, 120_000)
afterAll(async () => {
  await server.close()
  await emulators.stop()
})

async function login(name: string) {
  const signed = await server.call(signInStaff, { login: name, password: demoPassword }, undefined, demoTenant)
  return { id: name, token: signed.body.token, tenant: demoTenant }
}

async function loginOfResident(phone: string) {
  await server.call(requestCode, { phone }, undefined, demoTenant)
  const [sms] = await smsInbox(emulators.sms, phone)
  const signed = await server.call(signInByCode, { phone, code: sms?.params.code ?? '' }, undefined, demoTenant)
  return { id: phone, token: signed.body.token, tenant: demoTenant }
}

describe('the demo district after a load', () => {
  test('holds every kind of row that the product writes, as many as its parameters say', async () => {
    const rows = await rowsOf(demoTenant.id)
    const expected = ['areas', 'units', 'officers', 'collection_points', 'codes', 'staff', 'residents', 'sealed']
    const lived = ['matters', 'claims', 'claim_showings', 'ratings', 'rating_events', 'rating_details', 'follow_ups']
    const handled = ['follow_up_steps', 'cases', 'case_rounds', 'case_events', 'case_clocks', 'outbox', 'audit_rows']
    for (const table of [...expected, ...lived, ...handled, 'figure_rollups', 'closings']) {
      expect(rows[table], table).toBeGreaterThan(0)
    }
    const { matters = 0, ratings = 0 } = rows
    expect(matters).toBeGreaterThan(30_000 * scale * 0.8)
    expect(matters).toBeLessThan(30_000 * scale * 1.2)
    expect(ratings / matters).toBeGreaterThan(0.2)
    expect(ratings / matters).toBeLessThan(0.35)
  })

  test('shows saved views, templates to answer with, and opinions on a draft that were answered', async () => {
    const [clerk, unit] = [await login('fenpai'), await login('chengguan')]
    const viewsOf = async (session: typeof clerk) => (await server.call(listViews, {}, session)).body.rows
    expect((await viewsOf(clerk)).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['快到期的投诉', '微信群来的']),
    )
    expect((await viewsOf(unit)).map(({ name }) => name)).toContain('本单位超期的')
    const { rows: templates } = (await server.call(listTemplates, {}, unit)).body
    expect(templates.map(({ unitName }) => unitName === null)).toEqual(expect.arrayContaining([true, false]))
    const [law] = (await server.call(listLawDrafts, {}, clerk)).body.rows
    expect(law).toMatchObject({ open: true, opinions: 5, adopted: 1 })
    const { articles } = (await server.call(listOpinions, { draftId: law?.id ?? '' }, clerk)).body
    expect(articles.find(({ article }) => article === '第二十条')).toMatchObject({ opinions: 2, waiting: 2 })
  })

  test('has an item that waits for 复查 at the desks, as its resident sees too', async () => {
    const { rows } = (await server.call(listReviews, {}, await login('fenpai2'))).body
    expect(rows.map(({ level, state, mayDecide, answeredBy }) => ({ level, state, mayDecide, answeredBy }))).toEqual([
      { level: 'review', state: 'asked', mayDecide: true, answeredBy: '太仓市城厢镇人民政府' },
    ])
    const resident = await loginOfResident('13800000003')
    const mine = (await server.call(listMyCases, {}, resident)).body.rows.find(({ id }) => id === rows[0]?.caseId)
    expect(mine?.title).toBe('物业费涨价没有公示')
    const progress = await server.call(readProgress, { caseId: mine?.id ?? '' }, resident)
    expect(progress.body.petition).toMatchObject({ ask: null, reviews: [{ level: 'review', state: 'asked' }] })
  })

  test('has nothing that lies in the future', async () => {
    const now = server.clock.now.toISOString()
    const [late] = await server.platform.database.sql<{ n: number }[]>`
      select (select count(*) from ratings where given_at > ${now})
        + (select count(*) from case_events where at > ${now})
        + (select count(*) from outbox where at > ${now})
        + (select count(*) from matters where closed_day > '2026-06-10') as n`
    expect(Number(late?.n)).toBe(0)
  })

  test('has rollups that agree with the rows', async () => {
    expect(await verifyRollups(server.platform)).toEqual([])
  })

  test('is left as it is by a second load', async () => {
    const before = await rowsOf(demoTenant.id)
    expect(await loadDemo(server.platform, { scale })).toBe(false)
    expect(await rowsOf(demoTenant.id)).toEqual(before)
  })

  test('lets every printed account of the staff sign in', async () => {
    const staff = demoAccounts().filter(({ password }) => password === demoPassword)
    expect(staff.length).toBeGreaterThan(20)
    for (const login of ['chengguan', 'jiandu', 'lingdao', 'admin']) {
      expect(staff.map((each) => each.login)).toContain(login)
      const answer = await server.call(signInStaff, { login, password: demoPassword }, undefined, demoTenant)
      expect(answer.status, login).toBe(200)
    }
  })

  test('marks its figures as demo figures', async () => {
    const { body } = await server.call(listPublicFigures, {}, undefined, demoTenant)
    expect(body.rows.length).toBeGreaterThan(0)
    expect(body.rows.every(({ figure }) => figure.demo)).toBe(true)
  })

  test('offers two claims that can be rated at once, and a receipt that can be followed', async () => {
    const offers = await demoOffers(server.platform)
    expect(await demoOffers(server.platform)).toEqual(offers)
    const [first, second, receipt, key] = offers
    expect(key?.what).toContain('Open311')
    for (const offer of [first, second]) {
      const { body } = await server.call(readClaim, { claim: offer?.code ?? '' }, undefined, demoTenant)
      expect(body.state).toBe('open')
    }
    const rating = { id: randomUUID(), claim: first?.code ?? '', grade: 5 as const }
    expect((await server.call(submitRating, rating, undefined, demoTenant)).status).toBe(200)
    const [number = '', secret = ''] = (receipt?.code ?? '').split(' ')
    const progress = await server.call(readReceipt, { number, secret }, undefined, demoTenant)
    expect(progress.body.state).toBe('replied')
  })
})

describe('loading and removing', () => {
  test('is refused in production with one sentence', async () => {
    const production = { ...server.platform, config: { ...server.platform.config, mode: 'production' as const } }
    await expect(loadDemo(production, { scale })).rejects.toThrow('生产模式不装演示数据。')
  })

  test('removes every row and file of the demo tenant and touches no other tenant', async () => {
    const unit = await makeUnit(server.as(server.east))
    await makeOfficer(server.as(server.east), { unitId: unit.id })
    const own = await putFile(demoTenant.id, Buffer.from('only of the demo'))
    const both = await putFile(demoTenant.id, Buffer.from('of both'))
    await putFile(server.east.id, Buffer.from('of both'))
    const before = await rowsOf(server.east.id)

    const removed = await removeDemo(server.platform)

    expect(removed.find(({ table }) => table === 'tenants')?.rows).toBe(1)
    expect(await rowsOf(demoTenant.id)).toEqual({})
    expect(await rowsOf(server.east.id)).toEqual(before)
    expect([existsSync(own), existsSync(both)]).toEqual([false, true])
    expect(await removeDemo(server.platform)).toEqual([])
  })

  test('makes what was cut off anew, with the same ids', async () => {
    const { sql } = server.platform.database
    await loadDemo(server.platform, { scale: 0.002 })
    const first = await sql`select id from matters where tenant_id = ${demoTenant.id} order by id`
    await sql`delete from parameters where tenant_id = ${demoTenant.id} and name = 'demo.loaded'`
    await sql`delete from ratings where tenant_id = ${demoTenant.id}`
    expect(await loadDemo(server.platform, { scale: 0.002 })).toBe(true)
    expect(await sql`select id from matters where tenant_id = ${demoTenant.id} order by id`).toEqual(first)
    expect((await rowsOf(demoTenant.id)).ratings).toBeGreaterThan(0)
  })
})
