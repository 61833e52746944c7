import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDesk, openEntry } from '../support/desk.ts'
import { expectUsable, shoot } from '../support/phone.ts'
import { type Site, startSite } from '../support/site.ts'

let site: Site
const faults: string[] = []
const mouseTarget = 24
beforeAll(async () => {
  site = await startSite()
})
afterAll(async () => {
  expect(faults).toEqual([])
  await site?.close()
})

describe('what an office owes by law on a date', () => {
  test('stands on a list; a consultation is entered, and an annual report recorded as done', async () => {
    const desk = await openDesk(site, 'jiandu')
    const { page } = desk
    await openEntry(page, '法定期限')
    const report = page.getByRole('group', { name: '政府信息公开年度报告：部门' })
    await report.getByText('2027年1月31日', { exact: false }).waitFor()
    await shoot(page, 'duties/list')
    await page.getByRole('button', { name: '登记一项' }).click()
    await page.getByRole('radio', { name: '规章征求意见' }).click()
    await page.locator('#duty-title').fill('物业管理办法（草案）')
    await page.locator('#duty-day').fill('2026-11-24')
    await expectUsable(page, mouseTarget)
    await shoot(page, 'duties/adding')
    await page.getByRole('button', { name: '登记', exact: true }).click()
    await page
      .getByRole('group', { name: '物业管理办法（草案）' })
      .getByText('2026年12月24日', { exact: false })
      .waitFor()
    await report.getByRole('button', { name: '记录完成' }).click()
    await report.getByLabel('说明').fill('年报已在部门网站公布，并报政府办公室。')
    await report.getByLabel('公开网址').fill('https://www.taicang.gov.cn/nianbao')
    await expectUsable(page, mouseTarget)
    await shoot(page, 'duties/recording')
    await report.getByRole('button', { name: '记录', exact: true }).click()
    await report.waitFor({ state: 'detached' })
    await page.getByRole('radio', { name: '已完成' }).click()
    await report.getByText('周婷').waitFor()
    await page.setViewportSize({ width: 390, height: 844 })
    await page.getByRole('radio', { name: '要办的' }).click()
    await page.getByRole('group', { name: '物业管理办法（草案）' }).waitFor()
    await expectUsable(page, mouseTarget)
    await shoot(page, 'duties/phone')
    faults.push(...desk.faults)
    await desk.close()
  }, 180_000)

  test('is set by the administrator, who sees the next day of each clock and how much is called back', async () => {
    const desk = await openDesk(site, 'admin')
    const { page } = desk
    await page.goto('/office/clocks')
    await page.getByText('下一次').first().waitFor()
    await page.getByText('政府信息公开年度报告：部门').scrollIntoViewIfNeeded()
    await shoot(page, 'duties/clocks')
    await page.getByRole('radio', { name: '回访比例' }).click()
    await expect.poll(() => page.locator('#share-hotline').inputValue()).toBe('100')
    await page.locator('#share-web').fill('50')
    await page.locator('#share-source').fill('市回访办法第六条')
    await expectUsable(page, mouseTarget)
    await shoot(page, 'duties/shares')
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('现行依据：市回访办法第六条').waitFor()
    faults.push(...desk.faults)
    await desk.close()
  }, 120_000)
})
