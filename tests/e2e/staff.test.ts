import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Desk, openDesk, openEntry, tabTo } from '../support/desk.ts'
import { expectUsable, shoot } from '../support/phone.ts'
import { phone, type Site, startSite } from '../support/site.ts'

let site: Site
let desk: Desk
let clerk: BrowserContext
let oneTime = ''

beforeAll(async () => {
  site = await startSite()
  desk = await openDesk(site, 'admin')
  clerk = await site.device({ ...phone, timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' })
})
afterAll(async () => {
  expect(desk?.faults).toEqual([])
  await clerk?.close()
  await site?.close()
})

const mouseTarget = 24
const ownPassword = 'Loujiang-7788'

async function enter(page: Page, password: string) {
  await page.goto('/office/login')
  await page.getByLabel('账号').fill('shenjia')
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
}

/** Writes a new password twice, with Enter from field to field. */
async function setPassword(page: Page, password: string) {
  await page.getByLabel('新密码', { exact: true }).fill(password)
  await page.getByLabel('新密码', { exact: true }).press('Enter')
  await page.locator('#again-password:focus').waitFor()
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')
}

describe('somebody new in the office', () => {
  test('is added by the administrator, by keyboard, with a role limited to their unit', async () => {
    const { page } = desk
    await openEntry(page, '人员与权限')
    await page.locator('.dense-item').first().waitFor()
    await expectUsable(page, mouseTarget)
    await page.keyboard.press('n')
    await page.locator('#staff-name:focus').waitFor()
    await page.keyboard.type('沈佳')
    await page.keyboard.press('Tab')
    await page.keyboard.type('shenjia')
    await page.getByLabel('单位', { exact: true }).selectOption({ label: '太仓市城市管理局' })
    await tabTo(page, '加一个角色')
    await page.keyboard.press('Enter')
    await page.getByLabel('角色 1', { exact: true }).selectOption({ label: '单位经办人' })
    await page.getByText('可以：查看办结事项和评价反馈').waitFor()
    expect(await page.getByText('没有限定单位').count()).toBe(0)
    await expectUsable(page, mouseTarget)
    await shoot(page, 'staff/add')
    await tabTo(page, /^新增$/)
    await page.keyboard.press('Enter')
    await page.locator('#one-time-copy:focus').waitFor()
    oneTime = (await page.locator('.one-time-password').textContent()) ?? ''
    await page.getByText('沈佳（shenjia）的一次性密码').waitFor()
    await expectUsable(page, mouseTarget)
    await shoot(page, 'staff/one-time')
    await page.getByRole('button', { name: '已交给本人，不再显示' }).click()
    await page.locator('.one-time').waitFor({ state: 'detached' })
    expect(await page.content()).not.toContain(oneTime)
    await page.getByText('待首次登录').first().waitFor()
  })

  test('signs in with the one-time password, must set an own one, and then sees the workbench', async () => {
    const page = await clerk.newPage()
    page.setDefaultTimeout(30_000)
    await enter(page, oneTime)
    await page.getByText('先设一个自己的密码').waitFor()
    await expectUsable(page)
    await shoot(page, 'staff/first-password')
    await page.goto('/office/workbench')
    await page.waitForURL('**/office/account')
    await page.getByLabel('一次性密码').fill(oneTime)
    await setPassword(page, '1234567890')
    await page.getByText('新密码字母、数字、符号至少用两种').waitFor()
    await page.getByLabel('再输一次').fill('')
    await setPassword(page, ownPassword)
    await page.waitForURL('**/office/workbench')
    await page.locator('.list-title:visible').first().waitFor()
    await page.reload()
    await page.waitForURL('**/office/workbench')

    await page.locator('.top-person').click()
    await page.getByRole('button', { name: '修改密码、登记手机号' }).click()
    await page.getByText('还没有登记。').waitFor()
    await expectUsable(page)
    await shoot(page, 'staff/account')
    await page.getByRole('textbox', { name: '手机号' }).fill('13912345699')
    await page.getByText('获取验证码').click()
    await page.getByText(/已发送/).waitFor()
    await page.getByRole('button', { name: '查看演示验证码' }).click()
    await expect.poll(() => page.getByRole('textbox', { name: '验证码' }).inputValue()).toMatch(/^\d{6}$/)
    await page.getByRole('button', { name: '登记这个号码' }).click()
    await page.getByText('已登记 139****5699').waitFor()
    await page.close()
  })

  test('is found, gets another password, is stopped after a question, and no longer gets in', async () => {
    const { page } = desk
    await page.keyboard.press('/')
    await page.locator('#staff-search:focus').waitFor()
    await page.keyboard.type('沈佳')
    await page.keyboard.press('Enter')
    await page.locator('.dense-row', { hasText: 'shenjia' }).waitFor()
    expect(await page.locator('.dense-row').count()).toBe(1)
    await page.keyboard.press('Escape')
    await page.keyboard.press('j')
    await page.getByText('已登记，封存').waitFor()
    await shoot(page, 'staff/member')

    await page.getByRole('button', { name: '重置密码' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '重置密码' }).click()
    const again = (await page.locator('.one-time-password').textContent()) ?? ''
    expect(again).not.toBe(oneTime)
    await page.getByRole('button', { name: '已交给本人，不再显示' }).click()

    await page.getByRole('button', { name: '停用账号' }).click()
    await page.getByText('马上不能登录').waitFor()
    await shoot(page, 'staff/stop')
    await page.getByRole('dialog').getByRole('button', { name: '停用账号' }).click()
    await page.getByRole('button', { name: '已停用' }).click()
    await page.locator('.dense-row', { hasText: 'shenjia' }).waitFor()

    const stranger = await clerk.newPage()
    await enter(stranger, again)
    await stranger.getByText('账号或密码不对').waitFor()
    await stranger.close()
  })

  test('the administrator’s own account is theirs to use, not to change', async () => {
    const { page } = desk
    await page.goto('/office/staff?search=admin')
    await page.locator('.dense-item').first().click()
    await page.getByText('这是您自己的账号').waitFor()
    expect(await page.getByRole('button', { name: '停用账号' }).count()).toBe(0)
    await expectUsable(page, mouseTarget)
  })
})
