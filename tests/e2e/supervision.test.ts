import { randomUUID } from 'node:crypto'
import { demoContext, demoTenant } from '@minyi/server/demo/tenant.ts'
import { cases } from '@minyi/server/features/cases/tables.ts'
import { registryId } from '@minyi/server/features/registry/sheets/queries.ts'
import { submitCase } from '@minyi/shared/cases/resident/contract.ts'
import { and, eq } from 'drizzle-orm'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callSite, type Desk, openDesk } from '../support/desk.ts'
import { expectUsable, shoot } from '../support/phone.ts'
import { phone, type Site, signInStaff, startSite } from '../support/site.ts'

let site: Site
let supervisor: Desk
let unit: Desk

beforeAll(async () => {
  site = await startSite()
  supervisor = await openDesk(site, 'jiandu')
  unit = await openDesk(site, 'jiaotong')
})
afterAll(async () => {
  expect([...(supervisor?.faults ?? []), ...(unit?.faults ?? [])]).toEqual([])
  await site?.close()
})

const mouseTarget = 24
const title = '公交站台周边违停整治督办'

/** An item that lies with the unit, as residents and dispatchers made it. */
async function makeItem(): Promise<{ id: string; number: string }> {
  const draft = {
    id: randomUUID(),
    kind: 'opinion' as const,
    identity: 'public' as const,
    text: '城东公交站台每天早高峰都有网约车违停，公交车进不了站，请安排人员疏导。',
    areaId: registryId(demoTenant.id, 'areas', '320585100000'),
  }
  const { id, number } = await callSite(site, submitCase, draft)
  const ctx = demoContext(site.platform)
  const unitId = registryId(demoTenant.id, 'units', 'u-jtj')
  const handed = { state: 'handling', unitId }
  await ctx.db
    .update(cases)
    .set(handed)
    .where(and(eq(cases.tenantId, ctx.tenant.id), eq(cases.id, id)))
  return { id, number }
}

async function openRow(page: Page, view: string, words: string) {
  await page.goto(`/office/supervision?view=${view}`)
  await page.locator('.dense-row', { hasText: words }).locator('.dense-item').click()
  await page.locator('.item-title', { hasText: words }).waitFor()
}

/** Takes a step by its key, with its words. */
async function take(page: Page, key: string, words: string) {
  await page.locator('.item-title').click()
  await page.keyboard.press(key)
  await page.locator('#step-words').fill(words)
  await page.locator('#step-confirm').click()
  await page.locator('#step-words').waitFor({ state: 'detached' })
}

/** The short message of a desk lies over nothing that can be pressed. */
async function expectFreeToast(page: Page) {
  const toast = page.locator('.toast')
  await toast.waitFor()
  await shoot(page, 'supervision/toast')
  const covered = await toast.evaluate((element) => {
    const own = element.getBoundingClientRect()
    const controls = [...document.querySelectorAll('button, a, input, textarea, select, [role=button], [tabindex="0"]')]
    return controls
      .filter((control) => !element.contains(control) && !control.contains(element))
      .filter((control) => {
        const box = control.getBoundingClientRect()
        return box.left < own.right && box.right > own.left && box.top < own.bottom && box.bottom > own.top
      })
      .map((control) => control.textContent)
  })
  expect(covered).toEqual([])
}

describe('an order', () => {
  test('comes out of an item, is reported, sent back, finished, and cleared by whoever assigned it', async () => {
    const item = await makeItem()
    const { page } = supervisor
    await page.goto(`/office/workbench?q=${item.number}&item=${item.id}`)
    await page.getByRole('button', { name: '开督办件' }).click()
    await page.locator('#order-title').fill(title)
    await page.getByText(`所涉民意件 ${item.number}`).waitFor()
    await page.getByLabel('要求：办什么、办到什么程度').fill('增派人员疏导，施划禁停标线，一周内做到早高峰站台无违停。')
    await page.locator('#units-search').fill('交通运输')
    await page.getByRole('checkbox', { name: /交通运输局/ }).click()
    await shoot(page, 'supervision/new-order')
    await page.getByRole('button', { name: '交办', exact: true }).click()
    await expectFreeToast(page)
    await page.locator('.item-title', { hasText: title }).waitFor()
    await page.locator('.checkpoint', { hasText: '3 日反馈' }).waitFor()
    await expectUsable(page, mouseTarget)
    await shoot(page, 'supervision/order')

    await openRow(unit.page, 'tasks.open', title)
    await take(unit.page, 'a', '由运管科负责，明早开始派人疏导。')
    await take(unit.page, 'r', '已派 4 人疏导，标线施划已排期。')
    await take(unit.page, 'f', '标线已施划，连续三天早高峰无违停。')
    await unit.page.getByText('等交办人核实销号').waitFor()
    await expectUsable(unit.page, mouseTarget)
    await shoot(unit.page, 'supervision/unit-finished')

    await openRow(page, 'orders.to-clear', title)
    await take(page, 'b', '现场看周末仍有违停，请补充周末的安排。')
    await openRow(unit.page, 'tasks.open', title)
    await unit.page.getByText('退回重办').first().waitFor()
    await take(unit.page, 'f', '周末也已排班，附排班表。')
    await openRow(page, 'orders.to-clear', title)
    await take(page, 'c', '周末现场核实，站台没有违停。')
    await page.getByText('已经了结').waitFor()
    await page.locator('.checkpoint-met', { hasText: '销号' }).waitFor()
    await expectUsable(page, mouseTarget)
    await shoot(page, 'supervision/cleared')
  })
})

describe('a letter', () => {
  test('is sent, acknowledged, corrected, reported and accepted', async () => {
    const { page } = supervisor
    const name = '关于规范道路客运检查告知的监督函'
    await page.goto('/office/supervision?view=letters.open')
    await page.getByRole('button', { name: '发监督函' }).click()
    await page.locator('#units-search').fill('交通运输')
    await page.getByRole('checkbox', { name: /交通运输局/ }).click()
    await page.locator('#letter-title').fill(name)
    await page.getByLabel('事实').fill('抽查发现，道路客运检查中有三起没有告知陈述申辩的权利。')
    await page.getByLabel('整改要求').fill('补齐告知，组织培训，今后每月自查并报送结果。')
    await page.getByLabel('依据').fill('《中华人民共和国行政处罚法》第四十四条')
    await page.getByRole('button', { name: '编号并送达' }).click()
    await page.locator('.letter-number', { hasText: '执监函' }).waitFor()
    await expectUsable(page, mouseTarget)
    await shoot(page, 'supervision/letter')

    await openRow(unit.page, 'received.open', name)
    await unit.page.locator('.item-title').click()
    await unit.page.keyboard.press('a')
    await unit.page.locator('#step-confirm').click()
    await unit.page.getByText('下一步：改正').waitFor()
    await take(unit.page, 'f', '三起均已补充告知，培训 52 人。')
    await take(unit.page, 'r', '整改情况和培训名册报告如下：三起已补齐，自查制度已印发。')
    await unit.page.getByText('等监督机构验收').waitFor()

    await openRow(page, 'letters.to-accept', name)
    await take(page, 'c', '抽查案卷二十份，告知完整。')
    await page.locator('.item-head .tag', { hasText: '已验收' }).waitFor()
    await shoot(page, 'supervision/letter-accepted')
  })
})

describe('the lists', () => {
  test('say what is handed out in a week and how units did in a month, and are frozen when issued', async () => {
    const { page } = supervisor
    await page.goto('/office/supervision?view=lists.weekly')
    await page.getByText('本周新交办').first().waitFor()
    await page.getByRole('button', { name: '印发', exact: true }).click()
    await page.locator('#issue-words').fill('请各单位对照抓好落实。')
    await page.getByRole('button', { name: /^确认印发/ }).click()
    await page.getByText('此后不变').waitFor()
    await expectUsable(page, mouseTarget)
    await shoot(page, 'supervision/weekly')
    await page.getByRole('button', { name: '月讲评' }).click()
    await page.getByText('按时／到期节点').waitFor()
    await expectUsable(page, mouseTarget)
    await shoot(page, 'supervision/monthly')
  })

  test('and orders hold on a phone, one column at a time', async () => {
    const context = await site.device({ ...phone, timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' })
    const page = await context.newPage()
    page.setDefaultTimeout(60_000)
    await signInStaff(page, 'chengguan')
    await page.goto('/office/supervision?view=tasks.open')
    await page.locator('.dense-item').first().waitFor()
    await expectUsable(page)
    await shoot(page, 'supervision/phone-list')
    await page.locator('.dense-item').first().tap()
    await page.locator('.checkpoint').first().waitFor()
    await expectUsable(page)
    await shoot(page, 'supervision/phone-task')
    await context.close()
  })
})
