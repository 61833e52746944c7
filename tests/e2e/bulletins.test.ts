import { countWaiting } from '@minyi/server/features/bulletins/counting/service.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Desk, openDesk } from '../support/desk.ts'
import { expectUsable, shoot } from '../support/phone.ts'
import { phone, type Site, startSite } from '../support/site.ts'

let site: Site
let writer: Desk
let reviewer: Desk

beforeAll(async () => {
  site = await startSite()
  writer = await openDesk(site, 'jiandu')
  reviewer = await openDesk(site, 'lingdao')
})
afterAll(async () => {
  expect([...(writer?.faults ?? []), ...(reviewer?.faults ?? [])]).toEqual([])
  await site?.close()
})

const mouseTarget = 24
const sheetButton = (desk: Desk, name: string) =>
  desk.page.getByRole('dialog').getByRole('button', { name, exact: true }).click()

describe('a bulletin', () => {
  test('is drafted: the numbers are counted, the words are changed around them', async () => {
    const { page } = writer
    await page.goto('/office/bulletins')
    await page.getByText('通报和年度报告').first().waitFor()
    await page.getByText('行政执法投诉举报办理情况的通报').first().waitFor()
    await shoot(page, 'bulletins/list')
    await expectUsable(page, mouseTarget)
    await page.getByRole('button', { name: '起草', exact: true }).click()
    await page.getByRole('dialog').getByText('从哪天').waitFor()
    await shoot(page, 'bulletins/new')
    await page.getByRole('button', { name: '开始统计' }).click()
    await page.getByText('正在统计数字').waitFor()
    await shoot(page, 'bulletins/counting')
    await countWaiting(site.platform)
    await page.getByText('一、总体情况').first().waitFor()
    await expectUsable(page, mouseTarget)
    await shoot(page, 'bulletins/draft')
    await page.getByRole('button', { name: '下一个数字' }).click()
    await page.getByText('数字出处 2').waitFor()
    await page.getByRole('link', { name: '改第1段' }).first().click()
    const last = page.locator('.paragraph-form textarea').last()
    await last.fill('。共300件。')
    await page.getByText('这里手写了数字').waitFor()
    await shoot(page, 'bulletins/typed')
    await last.fill('。总体平稳。')
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await page.getByText('总体平稳').waitFor()
  })

  test('stands beside the period before, and is counted anew around its words', async () => {
    const { page } = writer
    await page.getByRole('radio', { name: '与上期对照' }).click()
    await page.getByRole('table', { name: '与上期对照' }).getByText('收到', { exact: true }).waitFor()
    await expectUsable(page, mouseTarget)
    await shoot(page, 'bulletins/comparison')
    await page.getByRole('radio', { name: '正文' }).click()
    await page.getByRole('button', { name: '照此重算' }).click()
    await page.getByRole('dialog').getByRole('radio', { name: '只换数字，文字不动' }).waitFor()
    await shoot(page, 'bulletins/recount')
    await sheetButton(writer, '照此重算')
    await page.getByText('正在统计数字').waitFor()
    await countWaiting(site.platform)
    await page.getByText('总体平稳').waitFor()
    await page.getByText(/照此重算，文字不动/).waitFor()
    await expectUsable(page, mouseTarget)
  })

  test('is sent on, reviewed and published by another person', async () => {
    await writer.page.getByRole('button', { name: '送审', exact: true }).click()
    await sheetButton(writer, '送审')
    await writer.page.getByText('待审核').first().waitFor()
    const { page } = reviewer
    await page.goto(new URL(writer.page.url()).pathname + new URL(writer.page.url()).search)
    await page.getByRole('button', { name: '审核通过' }).click()
    await sheetButton(reviewer, '审核通过')
    await page.getByText('已审核，待发布').first().waitFor()
    await page.getByRole('button', { name: '发布', exact: true }).click()
    await sheetButton(reviewer, '发布')
    await page
      .getByText(/执法监督通报〔\d{4}〕\d+号/)
      .first()
      .waitFor({ timeout: 120_000 })
    await shoot(page, 'bulletins/published')
  }, 180_000)

  test('is read and downloaded by anybody', async () => {
    const context = await site.device(phone)
    const page = await context.newPage()
    page.setDefaultTimeout(60_000)
    await page.goto('/bulletins')
    await page.getByText('行政执法投诉举报办理情况的通报').first().waitFor()
    await shoot(page, 'bulletins/open-list')
    await expectUsable(page)
    await page.getByText('行政执法投诉举报办理情况的通报').first().click()
    await page.getByText('总体平稳').waitFor()
    await shoot(page, 'bulletins/open')
    await expectUsable(page)
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: /下载 PDF/ }).click(),
    ])
    expect(file.suggestedFilename()).toMatch(/^执法监督通报〔\d{4}〕\d+号 .+\.pdf$/)
    await context.close()
  })
})
