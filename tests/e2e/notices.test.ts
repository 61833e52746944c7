import { randomUUID } from 'node:crypto'
import { writeExport } from '@minyi/server/features/cases/exports/writing/service.ts'
import { tellNews } from '@minyi/server/features/cases/notices/service.ts'
import { deliverNotices } from '@minyi/server/features/notices/delivery/service.ts'
import { collectEvents } from '@minyi/server/features/webhooks/collecting/service.ts'
import { sendDue } from '@minyi/server/features/webhooks/sending/service.ts'
import { submitCase } from '@minyi/shared/cases/resident/contract.ts'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callSite, type Desk, openDesk } from '../support/desk.ts'
import { smsInbox } from '../support/emulators.ts'
import { expectUsable, shoot } from '../support/phone.ts'
import { type Receiver, startReceiver } from '../support/receiver.ts'
import { phone, type Site, startSite } from '../support/site.ts'

let site: Site
let receiver: Receiver
let admin: Desk
let clerk: Desk
let mobile: BrowserContext
let page: Page

const number = '13800000001'
const mouseTarget = 24

beforeAll(async () => {
  ;[site, receiver] = await Promise.all([startSite(), startReceiver()])
  await site.platform.database
    .sql`update parameters set value = jsonb_set(value, '{quiet}', 'null') where name = 'notices.settings'`
  admin = await openDesk(site, 'admin')
  clerk = await openDesk(site, 'fenpai')
  mobile = await site.device({ ...phone, timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' })
  page = await mobile.newPage()
  page.setDefaultTimeout(60_000)
})
afterAll(async () => {
  expect([...(admin?.faults ?? []), ...(clerk?.faults ?? [])]).toEqual([])
  await Promise.all([mobile?.close(), admin?.close(), clerk?.close()])
  await receiver?.stop()
  await site?.close()
})

/** What the jobs do, without waiting for them. */
async function work() {
  const { platform } = site
  while ((await tellNews(platform)) > 0);
  while ((await deliverNotices(platform)) > 0);
  while ((await collectEvents(platform)) > 0);
  while ((await sendDue(platform)) > 0);
  while ((await writeExport(platform)) > 0);
}

async function signIn() {
  await page.goto('/sign-in')
  await page.locator('#phone').fill(number)
  await page.getByText('获取验证码').tap()
  await page.getByText('查看演示验证码').tap()
  await expect.poll(() => page.locator('#code').inputValue()).toMatch(/^\d{6}$/)
  await page.locator('#sign-in').tap()
  await page.waitForURL((url) => url.pathname !== '/sign-in')
  const kept = await page.evaluate(() => JSON.stringify(Object.values({ ...localStorage })))
  return /token\\+":\\+"([\w-]+)/.exec(kept)?.[1] ?? ''
}

async function file(token: string, text: string) {
  const draft = { id: randomUUID(), kind: 'opinion' as const, identity: 'public' as const, text }
  return callSite(site, submitCase, { ...draft, contact: { phone: number } }, token)
}

describe('a resident who has filed something', () => {
  test('gets an SMS and a message, reads it, and says what may come', async () => {
    const token = await signIn()
    const receipt = await file(token, '建议在学校门口增设一处过街信号灯，方便孩子上学。')
    await work()
    const texts = (await smsInbox(site.emulators.sms, number)).map(({ text }) => text)
    expect(texts.filter((text) => text.includes(receipt.number))).toEqual([
      `【民意直通】您的民意件 ${receipt.number} 有新进展：已收到。`,
    ])
    await page.goto('/me')
    await page.getByRole('button', { name: /^消息/ }).tap()
    await page.getByText(receipt.number).waitFor()
    await expectUsable(page)
    await shoot(page, 'notices/messages')
    await page.getByRole('button', { name: new RegExp(`^未读.*${receipt.number}`) }).tap()
    await page.waitForURL(/progress/)
    await page.goto('/messages')
    await page.getByRole('button', { name: new RegExp(`^您的诉求已收到.*${receipt.number}`) }).waitFor()
    await page.getByRole('button', { name: '消息设置' }).tap()
    await page.getByText('请您评价', { exact: true }).waitFor()
    await expectUsable(page)
    await shoot(page, 'notices/wishes')
    await page.getByRole('switch', { name: '办理进展发短信' }).tap()
    await expect
      .poll(() => page.getByRole('switch', { name: '办理进展发短信' }).getAttribute('aria-checked'))
      .toBe('false')
    const second = await file(token, '建议公园晚上多开一小时的灯，方便散步的人。')
    await work()
    expect((await smsInbox(site.emulators.sms, number)).some(({ text }) => text.includes(second.number))).toBe(false)
  })

  test('and the office sees what was sent, what was read, and that nobody is named', async () => {
    const { page } = admin
    await page.goto('/office/notices')
    await page.getByRole('table', { name: '发送记录' }).waitFor()
    await expectUsable(page, mouseTarget)
    await shoot(page, 'notices/log')
    await page.getByLabel('结果').selectOption({ label: '不适用' })
    await page.getByText('居民关掉了这个渠道').first().waitFor()
    await page.getByLabel('结果').selectOption({ label: '已发出' })
    await page.getByRole('table', { name: '发送记录' }).getByText('已发出').first().waitFor()
    expect(await page.content()).not.toContain(number)
    await page.getByRole('button', { name: /免打扰/ }).click()
    await page.getByLabel('从', { exact: true }).fill('20:30')
    await page.getByLabel('依据').fill('局务会议')
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('20:30 到次日 08:00').waitFor()
    await shoot(page, 'notices/settings')
  })
})

describe('the administrator', () => {
  test('adds a subscriber, sees a delivery fail, and sends it again', async () => {
    const { page } = admin
    await page.goto('/office/webhooks')
    await page.getByRole('button', { name: '新订阅方' }).click()
    await page.getByLabel('名称').fill('市城运中心')
    await page.getByLabel('网址').fill(receiver.address)
    await page.getByRole('combobox', { name: '地方' }).selectOption({ index: 1 })
    await expectUsable(page, mouseTarget)
    await shoot(page, 'webhooks/add')
    await page.getByRole('button', { name: '添加' }).click()
    await page.getByText(/^whsec_/).waitFor()
    await shoot(page, 'webhooks/secret')
    await page.getByRole('button', { name: '收好了' }).click()
    const card = page.getByRole('group', { name: '市城运中心', exact: true })
    await card.getByText(/范围：(?!全部)\S+/).waitFor()
    await receiver.behave({ kind: 'code', code: 422 })
    await card.getByRole('button', { name: '发测试事件' }).click()
    await page.getByText('测试事件已排队').waitFor()
    await work()
    const log = page.getByRole('table', { name: '推送记录' })
    await log.getByText(/^(响应 )?422/).waitFor()
    await expectUsable(page, mouseTarget)
    await shoot(page, 'webhooks/failing')
    await site.platform.database.sql`update webhook_deliveries set state = 'failed' where state = 'waiting'`
    await receiver.behave({ kind: 'ok' })
    await log.getByRole('button', { name: /^重发/ }).click()
    await page.getByText('已排队重发').waitFor()
    await work()
    await log.getByText(/^(响应 )?200/).waitFor()
    await log.getByRole('button', { name: '详情' }).first().click()
    await page.getByText('"type": "ping"').waitFor()
    await shoot(page, 'webhooks/replayed')
    expect((await receiver.got()).map(({ taken }) => taken)).toEqual([false, true])
  })
})

describe('the dispatcher', () => {
  test('takes a list out as a file and is told by the bell when it is ready', async () => {
    const { page } = clerk
    await page.goto('/office/workbench')
    await page.getByRole('button', { name: '导出', exact: true }).click()
    await page.getByLabel('用途').fill('核对本月台账')
    await expectUsable(page, mouseTarget)
    await shoot(page, 'exports/sheet')
    await page.getByRole('button', { name: '开始导出' }).click()
    await page.waitForURL(/exports/)
    await work()
    await page.getByRole('button', { name: /^下载 XLSX/ }).waitFor()
    await expectUsable(page, mouseTarget)
    await shoot(page, 'exports/ready')
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: /^下载 XLSX/ }).click(),
    ])
    expect(file.suggestedFilename()).toMatch(/^民意件-.*\.xlsx$/)
    await page.reload()
    await page.getByRole('button', { name: /^消息，.*未读/ }).click()
    await page.getByText('导出文件好了').waitFor()
    await expectUsable(page, mouseTarget)
    await shoot(page, 'notices/inbox')
    await page.getByRole('button', { name: /^未读，导出文件好了/ }).click()
    await page.waitForURL(/exports/)
  })
})
