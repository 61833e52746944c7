import { mkdtempSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { workThrough } from '@minyi/server/features/cases/imports/work/service.ts'
import { readSpreadsheet } from '@minyi/server/platform/spreadsheet.ts'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Desk, openDesk } from '../support/desk.ts'
import { csvOf } from '../support/factories/imports.ts'
import { expectUsable, shoot } from '../support/phone.ts'
import { phone, type Site, signInStaff, startSite } from '../support/site.ts'

let site: Site
let desk: Desk
let folder: string
beforeAll(async () => {
  site = await startSite()
  desk = await openDesk(site, 'fenpai')
  folder = mkdtempSync(join(tmpdir(), 'minyi-tables-'))
})
afterAll(async () => {
  expect(desk?.faults).toEqual([])
  await site?.close()
})

const mouseTarget = 24
const head = ['工单号', '来电时间', '来电人', '来电号码', '诉求内容', '承办单位', '工单状态']
const work = () => workThrough(site.platform)
const row = (number: number, unit = '', time = '2026-06-01 09:00') => [
  `WX${number}`,
  time,
  '陈女士',
  '13912340471',
  `小区门口路灯不亮，第 ${number} 次反映`,
  unit,
  unit ? '派件中' : '',
]

async function sendFile(page: Page, name: string, bytes: Buffer): Promise<void> {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  const chooser = page.waitForEvent('filechooser')
  await page.locator('#import-file').click()
  await (await chooser).setFiles(path)
  await page.getByText('对应字段', { exact: true }).waitFor()
}

describe('a clerk with a table of another platform', () => {
  test('puts its columns where they belong, says what its words mean, and checks every row', async () => {
    const { page } = desk
    await page.goto('/office/imports')
    await page.getByText('12345热线工单（演示数据）.csv').first().waitFor()
    await expectUsable(page, mouseTarget)
    await shoot(page, 'imports/runs')
    const rows = [row(1), row(2, '太仓市城市管理局'), row(3, '', '昨天下午'), row(4), row(5, '没有的单位')]
    await sendFile(page, '微信群.csv', csvOf(rows, head))
    await page.locator('#import-name').fill('微信群收集表')
    await page.locator('#import-slug').fill('wechat')
    await page.getByLabel('来源渠道').selectOption({ label: '微信群' })
    await page.getByLabel('“派件中”是什么意思').selectOption({ label: '办理中' })
    await expectUsable(page, mouseTarget)
    await shoot(page, 'imports/mapping')
    await page.getByRole('button', { name: '存下方案，逐行检查' }).click()
    await page.getByText('排队中').waitFor()
    await work()
    await page.getByText('“昨天下午”不是时间').waitFor()
    await page.getByText('名录里没有“没有的单位”').waitFor()
    await expectUsable(page, mouseTarget)
    await shoot(page, 'imports/checked')
  })

  test('brings the sound rows in, and the faulty ones after they were corrected', async () => {
    const { page } = desk
    await page.getByRole('button', { name: '导入没有错的行' }).click()
    await page.getByText('新增', { exact: true }).waitFor()
    await work()
    await page.getByText('已完成').waitFor()
    await shoot(page, 'imports/done')
    const downloading = page.waitForEvent('download')
    await page.getByRole('button', { name: '下载问题表' }).click()
    const report = await (await downloading).path()
    const { headings, rows } = await readSpreadsheet(await readFile(report))
    expect(rows.map(({ cells }) => [cells.工单号, cells.原行号])).toEqual([
      ['WX3', '4'],
      ['WX5', '6'],
    ])
    const corrected = rows.map(({ cells }) =>
      headings.map((heading) =>
        heading === '来电时间' ? '2026-06-02' : heading === '承办单位' ? '太仓市城市管理局' : (cells[heading] ?? ''),
      ),
    )
    await page.getByRole('button', { name: '回导入记录' }).click()
    await sendFile(page, '微信群-改.csv', csvOf(corrected, headings))
    await page.getByLabel('哪个来源').selectOption({ label: '微信群收集表' })
    await page.getByRole('button', { name: '存下方案，逐行检查' }).click()
    await page.getByText('排队中').waitFor()
    await work()
    await page.getByRole('button', { name: '导入没有错的行' }).click()
    await page.getByText('新增', { exact: true }).waitFor()
    await work()
    await page.getByText('已完成').waitFor()
    const { sql } = site.platform.database
    const [found] = await sql<{ n: number }[]>`
      select count(*)::int as n from case_imports where external_id in ('WX1', 'WX2', 'WX3', 'WX4', 'WX5')`
    expect(found?.n).toBe(5)
  })
})

describe('a key for another system', () => {
  test('is shown once by the administrator', async () => {
    const admin = await openDesk(site, 'admin')
    await admin.page.goto('/office/keys')
    await admin.page.getByRole('button', { name: '新建密钥' }).click()
    await admin.page.locator('#key-name').fill('热线平台')
    await admin.page.getByRole('checkbox', { name: '推送民意件' }).click()
    await admin.page.getByRole('button', { name: '生成密钥' }).click()
    expect(await admin.page.locator('#new-key').textContent()).toMatch(/^minyi_/)
    await expectUsable(admin.page, mouseTarget)
    await shoot(admin.page, 'imports/keys')
    expect(admin.faults).toEqual([])
    await admin.close()
  })
})

describe('a collector with several opinions', () => {
  let context: BrowserContext
  afterAll(() => context?.close())

  test('hands them over in one go, and each is told by itself', async () => {
    context = await site.device({ ...phone, timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' })
    const page = await context.newPage()
    page.setDefaultTimeout(60_000)
    await signInStaff(page, 'caiji')
    await page.getByText('连着记几条', { exact: true }).tap()
    await page.locator('#batch-1').fill('希望公园晚一点关门')
    await page.getByRole('radio', { name: '微信群' }).tap()
    await page.getByRole('radio', { name: '仅监督机构可见' }).tap()
    await page.locator('#batch-add').tap()
    await page.locator('#batch-2').fill('想问社区食堂几点开门')
    await expectUsable(page)
    await shoot(page, 'imports/batch')
    await page.locator('#batch-send').tap()
    await page.getByText('刚才交的 2 条').waitFor()
    await page.getByText('已上传', { exact: true }).nth(1).waitFor()
    await shoot(page, 'imports/batch-sent')
    const { sql } = site.platform.database
    const [found] = await sql<{ n: number }[]>`
      select count(*)::int as n from cases where channel = 'wechat-group' and text like '希望公园晚%'`
    expect(found?.n).toBe(1)
  })
})
