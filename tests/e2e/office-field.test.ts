import { demoPassword } from '@minyi/server/demo/accounts.ts'
import { demoContext, demoTenant } from '@minyi/server/demo/tenant.ts'
import { registryId } from '@minyi/server/features/registry/sheets/queries.ts'
import { listCases } from '@minyi/shared/cases/search/contract.ts'
import { signInStaff as signInOperation } from '@minyi/shared/identity/contract.ts'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { callSite } from '../support/desk.ts'
import { makeClaim } from '../support/factories/matters.ts'
import { expectUsable, shoot } from '../support/phone.ts'
import { phone, type Site, signInStaff, startSite } from '../support/site.ts'

let site: Site
let context: BrowserContext
let page: Page

beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site?.close())
beforeEach(async () => {
  context = await site.device({ ...phone, timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' })
  page = await context.newPage()
  page.setDefaultTimeout(60_000)
  await signInStaff(page, 'wangge')
  await page.getByText('代群众提', { exact: true }).waitFor()
})
afterEach(() => context?.close())

describe('a grid worker at the door', () => {
  test('asks first who may know the resident, keeps what is written, and says what is not yet sent', async () => {
    await expectUsable(page)
    await shoot(page, 'field/start')
    await page.getByText('代群众提', { exact: true }).tap()
    await page.getByText('先问群众').waitFor()
    expect(await page.locator('#collect-text').count()).toBe(0)
    await expectUsable(page)
    await shoot(page, 'field/identity')
    await page.getByRole('radio', { name: /仅监督机构可见/ }).tap()
    await page.getByRole('radio', { name: '意见建议' }).tap()
    await page.locator('#collect-text').fill('希望小区门口的路灯早一点亮。')
    await page.getByRole('radio', { name: '网格员上门' }).tap()
    await expectUsable(page)
    await shoot(page, 'field/collect')

    await context.setOffline(true)
    await page.getByRole('button', { name: '念给群众听过，提交' }).tap()
    await page.locator('.notice-bar:visible', { hasText: '还有 1 份未上传' }).waitFor()
    expect(await page.getByText('已上传 1 份').count()).toBe(0)
    await expectUsable(page)
    await shoot(page, 'field/unsent')

    await context.setOffline(false)
    await page.getByText('已上传 1 份').waitFor()
    expect(await page.locator('.notice-bar:visible').count()).toBe(0)
    await shoot(page, 'field/sent')
    const found = await ofOffice('希望小区门口')
    expect(found.map(({ assisted, channel, identity }) => ({ assisted, channel, identity }))).toEqual([
      { assisted: true, channel: 'grid', identity: 'supervisor' },
    ])
  })

  test('is told which field is missing before anything leaves the phone', async () => {
    await page.getByText('代群众提', { exact: true }).tap()
    await page.getByRole('radio', { name: /公开/ }).first().tap()
    await page.getByRole('radio', { name: '意见建议' }).tap()
    await page.getByRole('button', { name: '念给群众听过，提交' }).tap()
    await page.getByText('请写明发生了什么事').first().waitFor()
  })

  test('gives a grade for somebody with their claim, marked as given on their behalf', async () => {
    const areaId = registryId(demoTenant.id, 'areas', 'grid-320585400002-01')
    const unit = { id: registryId(demoTenant.id, 'units', 'u-cgj'), name: '市城管局', areaId }
    const { shortCode, matter } = await makeClaim(demoContext(site.platform), { unit, officerId: null })
    await page.getByText('代群众评价', { exact: true }).tap()
    await page.locator('#claim').fill(shortCode.toLowerCase())
    await page.getByRole('button', { name: '找到这件事' }).tap()
    await page.getByText('占道经营检查').waitFor()
    await page.getByRole('radio', { name: /^满意/ }).tap()
    await expectUsable(page)
    await shoot(page, 'field/assist')
    await page.getByRole('button', { name: '代为提交' }).tap()
    await page.getByText('已上传 1 份').waitFor()
    const [rating] = await site.platform.database.sql`select grade, channel from ratings where matter_id = ${matter.id}`
    expect(rating).toEqual({ grade: 4, channel: 'assisted' })
  })
})

async function ofOffice(q: string) {
  const { token } = await callSite(site, signInOperation, { login: 'fenpai', password: demoPassword })
  return (await callSite(site, listCases, { q }, token)).rows
}
