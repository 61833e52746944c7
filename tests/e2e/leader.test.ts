import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { watchDay } from '@minyi/server/features/indicators/alarms/watch/service.ts'
import { closeDay } from '@minyi/server/features/indicators/closing/service.ts'
import { foldAll } from '@minyi/server/features/indicators/jobs.ts'
import { units } from '@minyi/server/features/registry/tables.ts'
import { systemContext } from '@minyi/server/platform/context.ts'
import { listTenants } from '@minyi/server/platform/tenants.ts'
import { addDays } from '@minyi/shared/platform/time.ts'
import { submitRating } from '@minyi/shared/ratings/contract.ts'
import { eq } from 'drizzle-orm'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callSite, type Desk, openDesk } from '../support/desk.ts'
import { inviteToRate } from '../support/factories/indicators.ts'
import { expectUsable, shoot } from '../support/phone.ts'
import { phone, type Site, startSite } from '../support/site.ts'

const service = '政务服务“好差评”满意率'
let site: Site
let leader: Desk
/** When the last rating was given; a published figure is of a whole minute that is over by one. */
let ratedAtMs = 0
const settledMs = 122_000

beforeAll(async () => {
  site = await startSite({ scale: 0.3 })
  await rateBadly(90)
  leader = await openDesk(site, 'lingdao')
})
afterAll(async () => {
  await leader?.close()
  await site?.close()
})

/** One office of the demo gets many poor ratings in these days, by as many people, through the product itself. */
async function rateBadly(count: number) {
  const [tenant] = await listTenants(site.platform)
  if (!tenant) throw new Error('the demo has its tenant')
  const ctx = systemContext(site.platform, tenant, 'test')
  const [unit] = await ctx.db.select().from(units).where(eq(units.externalId, 'u-spj'))
  if (!unit) throw new Error('the demo has the office')
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
  const closedDay = addDays(today, -3)
  for (let i = 0; i < count; i += 1) {
    const { token } = await inviteToRate(ctx, { unit, kind: 'service', closedDay })
    await callSite(site, submitRating, { id: crypto.randomUUID(), claim: token, grade: i % 3 === 0 ? 5 : 1 })
  }
  await foldAll(site.platform)
  await closeDay(ctx, today)
  await watchDay(ctx, today)
  ratedAtMs = Date.now()
}

/** The words of each part of the page that shows a rate: a figure, or a row of a table. */
const rated = (page: Page) => page.locator('.figure-number, [role=cell].cell-strong:not(:empty)')
const part = (page: Page, name: string) => page.getByRole('group', { name, exact: true })
/** The alarm about one place; others may name it as where to look. */
const alarmOf = (alarms: Locator, place: string) =>
  alarms.locator('.alarm').filter({ has: alarms.page().getByText(place, { exact: true }) })

/** Chooses one of the ways in which a part is exported, and reads the file. */
async function exportPart(page: Page, group: Locator, way: string) {
  await group.getByRole('button', { name: /^导出/ }).click()
  const [file] = await Promise.all([page.waitForEvent('download'), group.getByRole('button', { name: way }).click()])
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) }
}

describe('a leader', () => {
  test('sees each indicator with its interval, its n and its verdict, never a bare percentage', async () => {
    const { page } = leader
    await page.waitForURL(/\/office\/figures/)
    const cards = page.locator('.leader-card')
    await cards.first().waitFor()
    for (const words of await cards.allInnerTexts()) {
      expect(words).toMatch(/达标|未达标|数据不足/)
      const line = words.replaceAll(/\s/g, '')
      if (/\d%/.test(line)) expect(line).toMatch(/\d+\.\d%.*\d+\.\d%–\d+\.\d%n=[\d,]+/)
    }
    await part(page, '要注意的').waitFor()
    await shoot(page, 'leader/overview')
  })

  test('reads the case for an alarm, and says under their own name what will be done', async () => {
    const { page } = leader
    const attention = part(page, '要注意的')
    expect(await attention.textContent()).toMatch(/每天盯 \d+ 条序列.*每月约误报 \d+\.\d 次/)
    await attention.getByRole('link', { name: '太仓市行政审批局的预警' }).click()
    await page.waitForURL(/\/office\/indicator.*unit=/)
    const alarms = part(page, '预警')
    await alarms.waitFor()
    expect(await alarms.textContent()).toMatch(/以来 \d+ 份评价满意率 \d+\.\d%，平时 9\d\.\d%/)
    expect(await alarms.textContent()).toMatch(/平均约 \d+ 天才误报一次/)
    const ofUnit = alarmOf(alarms, '太仓市行政审批局')
    await ofUnit.getByRole('button', { name: '看过了，写处理意见' }).click()
    await page.getByLabel('处理意见').fill('请行政审批局三个工作日内说明原因')
    await page.getByRole('button', { name: '记下' }).click()
    await expect.poll(() => alarms.textContent()).toContain('陆文斌')
    expect(await alarms.textContent()).toContain('请行政审批局三个工作日内说明原因')
    await ofUnit.scrollIntoViewIfNeeded()
    await shoot(page, 'leader/alarm')
    await page.goto('/office/figures')
    await part(page, '要注意的').waitFor()
    expect(leader.faults).toEqual([])
  })

  test('opens an order out of the alarm, for its unit and without its numbers', async () => {
    const { page } = leader
    await part(page, '要注意的').getByRole('link', { name: '太仓市行政审批局的预警' }).click()
    const ofUnit = alarmOf(part(page, '预警'), '太仓市行政审批局')
    await ofUnit.getByRole('button', { name: '开督办件' }).click()
    await page.getByText('来自满意度预警“太仓市行政审批局').waitFor()
    expect(await page.locator('#order-title').inputValue()).toBe(`提升${service}`)
    expect(await page.getByLabel('要求：办什么、办到什么程度').inputValue()).not.toMatch(/\d/)
    const own = page.getByRole('checkbox', { name: /行政审批局/, checked: true })
    await own.waitFor()
    await shoot(page, 'leader/order')
    await page.getByRole('button', { name: '先不' }).click()
    await page.goto('/office/figures')
    await part(page, '要注意的').waitFor()
    expect(leader.faults).toEqual([])
  })

  test('finds why a verdict changed: which one, through whom, by rate or by number of ratings', async () => {
    const { page } = leader
    const attention = part(page, '要注意的')
    expect(await attention.textContent()).toContain(`${service}：结论变了`)
    expect(await part(page, '是什么在动').textContent()).toContain('太仓市行政审批局')
    await attention.getByRole('link', { name: new RegExp(`${service}：结论变了`) }).click()
    await page.waitForURL(/\/office\/indicator/)
    const moved = part(page, '是什么在动')
    await moved.waitFor()
    await expect.poll(() => moved.textContent()).toContain('结论由“达标”变为')
    const words = await moved.textContent()
    expect(words).toMatch(/比上一期低 \d+\.\d 个百分点：各单位自身变化合计 −\d+\.\d，占比变化合计 [+−]?\d+\.\d/)
    expect(words).toMatch(/影响最大的是太仓市行政审批局/)
    await moved.scrollIntoViewIfNeeded()
    await shoot(page, 'leader/what-moved-it')
  })

  test('follows the number to where it comes from, publishes it under their own name, and downloads its rows', async () => {
    const { page } = leader
    const origin = part(page, '数字从哪里来')
    expect(await origin.textContent()).toMatch(/满意份数 ÷ 有效份数 = [\d,]+ ÷ [\d,]+/)
    await page.getByRole('button', { name: '发布这个数字' }).click()
    await page.waitForURL(/\/office\/publish/)
    await page.waitForTimeout(Math.max(0, ratedAtMs + settledMs - Date.now()))
    await page.getByRole('radio', { name: '内部' }).click()
    await page.getByRole('button', { name: '预览', exact: true }).click()
    const preview = part(page, '预览')
    await preview.waitFor()
    expect(await preview.textContent()).toMatch(/指纹 [0-9a-f]{8}…/)
    await shoot(page, 'leader/preview')
    await page.getByLabel('说明').fill('本季度，供常务会议使用')
    await page.getByRole('button', { name: /的名义发布$/ }).click()
    await page.getByRole('button', { name: '发布', exact: true }).last().click()
    await page.waitForURL(/\/office\/publish\?id=/)
    const certificate = part(page, service)
    await certificate.waitFor()
    expect(await certificate.textContent()).toMatch(/有效[\s\S]*内部发布[\s\S]*未达标[\s\S]*谁发布[\s\S]*陆文斌/)
    await shoot(page, 'leader/certificate')
    const rows = page.getByRole('button', { name: /原始行（CSV）/ })
    const [file] = await Promise.all([page.waitForEvent('download'), rows.click()])
    const lines = readFileSync(await file.path(), 'utf8')
      .trim()
      .split(/\r?\n/)
    expect(lines.length).toBeGreaterThan(90)
    const told = lines.map((line) => line.split(',').slice(1).join(','))
    expect(told.join('\n')).not.toMatch(/1[3-9]\d{9}/)
    expect(leader.faults).toEqual([])
  })

  test('corrects it with a reason after a look at the new one, then takes that down; all three stay in sight', async () => {
    const { page } = leader
    // A correction is of another minute than what it corrects.
    await page.waitForTimeout(60_000 - (Date.now() % 60_000) + 1_000)
    await page.getByRole('button', { name: '更正：另发一个' }).click()
    const sheet = page.getByRole('dialog')
    await sheet.getByLabel('原因').fill('补登了三件，重新统计')
    await sheet.getByRole('button', { name: '先预览更正后的数字' }).click()
    await sheet.getByText(/原来 [\d.]+%，更正后 [\d.]+%/).waitFor()
    await shoot(page, 'leader/correct')
    await sheet.getByRole('button', { name: '发布更正' }).click()
    await page.getByText('这是一次更正，原因：补登了三件，重新统计').waitFor()
    await shoot(page, 'leader/corrected')
    await page.getByRole('link', { name: '看原来的数字' }).click()
    await page.getByText('已更正：补登了三件，重新统计').waitFor()
    await page.getByRole('link', { name: '看更正后的数字' }).click()
    await page.getByRole('button', { name: '撤下', exact: true }).click()
    await sheet.getByLabel('原因').fill('口径要再商量')
    await shoot(page, 'leader/withdraw')
    await sheet.getByRole('button', { name: '撤下', exact: true }).click()
    await page.getByText(/撤下：口径要再商量/).waitFor()
    await shoot(page, 'leader/withdrawn')
    expect(await page.getByRole('button', { name: '更正：另发一个' }).count()).toBe(0)
    await page.getByRole('button', { name: '回清单' }).click()
    const list = part(page, '已发布的数字')
    await list.waitFor()
    await expect.poll(() => list.textContent()).toMatch(/已撤下[\s\S]*已更正/)
    expect(leader.faults).toEqual([])
  })

  test('opens one by unit: a row without a rate says why, and every rate stands with its n', async () => {
    const { page } = leader
    await page.goto('/office/indicator?id=IND-002-01')
    const card = part(page, '按单位')
    await card.getByRole('radio', { name: '表' }).click()
    const table = page.getByRole('table', { name: '按单位' })
    const rows = (await table.getByRole('row').allInnerTexts()).slice(1)
    const hidden = rows.filter((row) => !/\d%/.test(row))
    expect(hidden.length).toBeGreaterThan(0)
    for (const row of hidden) expect(row).toMatch(/不到|倒推|隐藏|不显示|份/)
    for (const row of rows.filter((row) => /\d%/.test(row))) {
      expect(row).toMatch(/^\S+\s+[\d,]+\s+\d+\.\d%\s+\d+\.\d%–\d+\.\d%/)
      expect(row).toMatch(/达标|未达标|数据不足/)
    }
    expect(await rated(page).count()).toBeGreaterThan(1)
  })

  test('keeps what was chosen in the address, against the year before, by field and by channel', async () => {
    const { page } = leader
    await page.getByRole('combobox', { name: '时间' }).selectOption({ label: '按季度' })
    await page.getByRole('combobox', { name: '渠道' }).selectOption({ label: '窗口出示' })
    await expect.poll(() => page.url()).toMatch(/period=quarter.*channel=counter/)
    await page.getByRole('button', { name: '前一期' }).click()
    await expect.poll(() => page.url()).toMatch(/at=\d{4}-\d{2}-01/)
    const chosen = new URL(page.url())
    await page.goto(chosen.pathname + chosen.search)
    await part(page, '按执法领域').waitFor()
    expect(await page.getByRole('combobox', { name: '渠道' }).locator('option:checked').textContent()).toBe('窗口出示')
    await page.getByRole('radio', { name: '比去年' }).click()
    await expect.poll(() => page.url()).toContain('against=year')
    await page.goto('/office/indicator?id=IND-002-01')
    await part(page, '按渠道').waitFor()
    expect(await part(page, '按渠道').textContent()).toMatch(/常设二维码 \d+ 份，只展示，不计入/)
  })

  test('downloads the tables, whose rows carry n and interval as well, and the chart as a picture', async () => {
    const { page } = leader
    const { bytes } = await exportPart(page, part(page, '按单位'), 'CSV 表格')
    const [head = '', ...lines] = bytes.toString('utf8').trim().split(/\r?\n/)
    const columns = head.replace('\uFEFF', '').split(',')
    expect(columns).toContain('n')
    const at = (name: RegExp) => columns.findIndex((column) => name.test(column))
    const rates = lines.map((line) => line.split(',')).filter((cells) => cells[at(/满意率/)])
    expect(rates.length).toBeGreaterThan(0)
    for (const cells of rates) {
      expect(Number(cells[at(/^n$/)])).toBeGreaterThanOrEqual(30)
      expect(cells[at(/下限/)]).not.toBe('')
      expect(cells[at(/上限/)]).not.toBe('')
    }
    const sheet = await exportPart(page, part(page, '走势'), 'XLSX 表格')
    expect(sheet.bytes.subarray(0, 2).toString()).toBe('PK')
    const picture = await exportPart(page, part(page, '走势'), 'PNG 图片')
    expect(picture.name).toMatch(/走势\.png$/)
    expect(picture.bytes.subarray(1, 4).toString()).toBe('PNG')
    expect(picture.bytes.length).toBeGreaterThan(20_000)
    writeFileSync(join(import.meta.dirname, '../../.shots/leader/course-saved.png'), picture.bytes)
    expect(leader.faults).toEqual([])
  })
})

describe('on a phone in large print', () => {
  test.each(['/office/figures', '/office/indicator?id=IND-002-01', '/office/publish'])(
    '%s can be used',
    async (path) => {
      const context = await site.device({ ...phone, timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' })
      const kept = await leader.page.evaluate(() => Object.entries(localStorage))
      await context.addInitScript((entries) => {
        for (const [name, value] of entries) localStorage.setItem(name, value)
        localStorage.setItem('minyi:large-print', JSON.stringify({ data: true }))
      }, kept)
      const page = await context.newPage()
      await page.goto(path)
      await page.locator('.office-title').waitFor()
      await page.waitForLoadState('networkidle')
      await expectUsable(page, 60)
      await shoot(page, `leader/large-print${path.split('?')[0]?.replaceAll('/', '-')}`)
      await context.close()
    },
  )
})
