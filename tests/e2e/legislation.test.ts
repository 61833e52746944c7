import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDesk, openEntry } from '../support/desk.ts'
import { expectUsable, shoot } from '../support/phone.ts'
import { phone, type Site, signInStaff, startSite } from '../support/site.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
}, 240_000)
afterAll(() => site?.close())

const draft = '太仓市行政执法监督办法（征求意见稿，演示数据）'

describe('opinions on a draft law', () => {
  it('are weighed and answered by the office, and who gave one reads what became of it', async () => {
    const resident = await site.device({ ...phone, timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' })
    const own = await resident.newPage()
    own.setDefaultTimeout(60_000)
    await own.goto('/complain?entry=legislative')
    await own.getByRole('radio', { name: /^公开/ }).click()
    await own.locator('#to-form').click()
    await own.locator('#law-draft').selectOption({ label: draft })
    await own.getByLabel('第几条').fill('第八条')
    await own.locator('#case-text').fill('第八条的“必要时”太宽，建议写明哪些情形。')
    const chosen = own.waitForEvent('filechooser')
    await own.getByRole('button', { name: '加一份 PDF' }).click()
    await (await chosen).setFiles({ name: '意见.pdf', mimeType: 'application/pdf', buffer: paper })
    await own.getByText('已传上').waitFor()
    await expectUsable(own)
    await shoot(own, 'legislation/resident-form')
    await own.locator('#to-check').click()
    await own.locator('#submit-case').click()
    await own.waitForURL(/\/complain\/done\?/)
    const caseId = new URL(own.url()).searchParams.get('id') ?? ''

    const { page, faults, close } = await openDesk(site, 'fenpai')
    await openEntry(page, '立法意见')
    await page.getByRole('link', { name: draft }).click()
    await page.getByRole('radio', { name: /^第十二条/ }).waitFor()
    await expectUsable(page, 24)
    await shoot(page, 'legislation/opinions')
    await page.getByRole('radio', { name: /^第八条/ }).click()
    const card = page.getByRole('group', { name: /^意见 TC/ }).filter({ hasText: '太宽，建议写明' })
    await card.waitFor()
    await card.getByRole('button', { name: '交起草单位研究' }).click()
    await page.getByRole('button', { name: '确认', exact: true }).click()
    await card.getByRole('radio', { name: '部分采纳' }).click()
    await card.getByLabel('理由').fill('已在第八条列明三种情形，其余由执法规程规定。')
    await shoot(page, 'legislation/decide')
    await card.getByRole('button', { name: '反馈给提意见的人' }).click()
    await card.getByText('告知提意见的人').waitFor()
    await expectUsable(page, 24)

    await page.goto(`/office/workbench?item=${caseId}`)
    const link = page.getByRole('link', { name: '看第 1 份 PDF' })
    await link.waitFor()
    await shoot(page, 'legislation/item-with-pdf')
    const answer = await page.request.get((await link.getAttribute('href')) ?? '')
    expect(answer.headers()).toMatchObject({ 'content-type': 'application/pdf', 'x-content-type-options': 'nosniff' })
    expect(answer.headers()['content-disposition']).toMatch(/^inline/)
    expect(faults).toEqual([])
    await close()

    await own.goto(`/progress?id=${caseId}`)
    await own.getByText('部分采纳：已在第八条列明三种情形').first().waitFor()
    await own
      .getByText(/采纳情况/)
      .first()
      .waitFor()
    await expectUsable(own)
    await shoot(own, 'legislation/resident-progress')
    await resident.close()
  }, 240_000)

  it('are read on a phone, and a draft is put up there', async () => {
    const device = await site.device({ ...phone, timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' })
    const page = await device.newPage()
    page.setDefaultTimeout(60_000)
    await signInStaff(page, 'fenpai')
    await page.goto('/office/legislation')
    await page.getByRole('link', { name: draft }).waitFor()
    await expectUsable(page)
    await shoot(page, 'legislation/phone-drafts')
    await page.getByRole('link', { name: draft }).click()
    await page
      .getByRole('group', { name: /^意见 TC/ })
      .first()
      .waitFor()
    await expectUsable(page)
    await shoot(page, 'legislation/phone-opinions')
    await page.goto('/office/legislation?new=1')
    await page.locator('#law-title').fill('太仓市养犬管理办法（征求意见稿）')
    await page.locator('#law-unit').selectOption({ index: 3 })
    await expectUsable(page)
    await shoot(page, 'legislation/phone-form')
    await page.getByRole('button', { name: '登记', exact: true }).click()
    await page.getByText('还没有收到意见').waitFor()
    await device.close()
  }, 240_000)
})

/** The smallest document that a reader opens: one empty page. */
const paper = Buffer.from(
  [
    '%PDF-1.4',
    '1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj',
    '2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj',
    '3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] >> endobj',
    'trailer << /Root 1 0 R /Size 4 >>',
    '%%EOF',
  ].join('\n'),
)
