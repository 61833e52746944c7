import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Tenant } from '@minyi/server/platform/context.ts'
import { tenants } from '@minyi/server/platform/tables.ts'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Emulators, startEmulators, wxLogin } from '../support/emulators.ts'
import { makeClaim } from '../support/factories/matters.ts'
import { makeUnit } from '../support/factories/registry.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { startWeapp, type Weapp } from '../support/weapp.ts'

const dist = join(import.meta.dirname, '../../miniapp/dist/weapp')
const tenant: Tenant = { id: randomUUID(), slug: 'taicang', name: '太仓市', zone: 'Asia/Shanghai', demo: false }

let emulators: Emulators
let server: TestServer
let api: string
let weapp: Weapp
beforeAll(async () => {
  emulators = await startEmulators()
  server = await startServer({ env: { WECHAT_API_BASE: emulators.wechat, SMS_API_BASE: emulators.sms } })
  const { id, slug, name } = tenant
  await server.platform.database.db.insert(tenants).values({ id, slug, name })
  api = await server.listen()
})
afterAll(async () => {
  await server?.close()
  await emulators?.stop()
})
beforeEach(() => {
  weapp = startWeapp({ dist, api, loginCode: () => wxLogin(emulators.wechat, randomUUID()) })
})
afterEach(() => weapp.settle())

/** The first page, once WeChat has signed the resident in without asking anything. */
async function openHome() {
  const home = await weapp.open('pages/home/home')
  await expect.poll(() => weapp.storage.get('minyi:resident-session'), { timeout: 5_000 }).toBeTruthy()
  return home
}

describe('a resident in WeChat', () => {
  test('rates a contact in three taps, and the receipt shows what the database holds', async () => {
    const { token, matter } = await makeClaim(server.as(tenant))
    await openHome()
    const form = await weapp.open('pages/rate/rate', { claim: token })
    await form.shows('您对这次执法满意吗？')
    await form.tap({ id: 'grade-4' })
    await form.tap({ id: 'submit-rating' })

    const receipt = await weapp.follow()
    await receipt.shows('已收到您的评价')
    const rows = await server.platform.database.sql`
      select grade, channel from ratings where matter_id = ${matter.id}`
    expect(rows).toMatchObject([{ grade: 4, channel: 'link' }])
    expect(weapp.requests.find(({ url }) => url.endsWith('/ratings'))?.header.authorization).toMatch(/^Bearer /)

    await weapp.open('pages/rate/rate', { claim: token })
    await (await weapp.follow()).shows('已收到您的评价')
  })

  test('complains about a unit, and follows it by the receipt on the phone', async () => {
    const unit = await makeUnit(server.as(tenant), { name: '市城管局' })
    await openHome()
    const levels = await weapp.open('pages/tell/complain/complain', { unit: unit.id })
    await levels.tap({ text: '仅监督机构可见' })
    await levels.tap({ id: 'to-form' })

    const form = await weapp.follow()
    await form.tap({ text: '投诉' })
    await form.shows('市城管局')
    await form.tap({ text: '不文明' })
    await form.write({ label: '发生了什么事？' }, '检查摊点时把秤摔在地上，没有出示证件。')
    await form.tap({ id: 'to-check' })
    const check = await weapp.follow()
    await check.tap({ id: 'submit-case' })

    const done = await weapp.follow()
    await done.shows('已收到您的诉求')
    const rows = await server.platform.database.sql`
      select id, identity, conduct, channel, accused_unit_id as unit from cases where tenant_id = ${tenant.id}`
    expect(rows).toMatchObject([{ identity: 'supervisor', conduct: 'uncivil', channel: 'mini-app', unit: unit.id }])
    await done.tap({ id: 'to-progress' })
    await (await weapp.follow()).shows('检查摊点时把秤摔在地上')
  })
})
