import { randomUUID } from 'node:crypto'
import { demoContext, demoTenant } from '@minyi/server/demo/tenant.ts'
import { registryId } from '@minyi/server/features/registry/sheets/queries.ts'
import { setConsent, submitRating } from '@minyi/shared/ratings/contract.ts'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callSite, type Desk, openDesk, openEntry, tabTo } from '../support/desk.ts'
import { makeClaim } from '../support/factories/matters.ts'
import { makeUnit } from '../support/factories/registry.ts'
import { expectUsable, shoot } from '../support/phone.ts'
import { phone as phoneSize, type Site, startSite } from '../support/site.ts'

let site: Site
let supervisor: Desk
let leader: Desk
let other: Desk
let phone: Page
const faults: string[] = []

beforeAll(async () => {
  site = await startSite()
  unit = await makeTightUnit()
  supervisor = await openDesk(site, 'jiandu')
  leader = await openDesk(site, 'lingdao')
  other = await openDesk(site, 'lingdao2')
  const context = await site.device({ ...phoneSize, timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' })
  phone = await context.newPage()
  phone.setDefaultTimeout(15_000)
  phone.on('pageerror', ({ message }) => faults.push(message))
})
afterAll(async () => {
  expect([...faults, ...(supervisor?.faults ?? []), ...(leader?.faults ?? []), ...(other?.faults ?? [])]).toEqual([])
  await site?.close()
})

const mouseTarget = 24
const closedDay = new Date().toISOString().slice(0, 10)
let unit: Awaited<ReturnType<typeof makeUnit>>

/** A unit whose verdict hangs on one rating: 38 of 38 would do, 38 of 39 is too few to say. */
async function makeTightUnit() {
  const ctx = demoContext(site.platform)
  const made = await makeUnit(ctx, {
    name: '太仓市夜市管理办公室',
    areaId: registryId(demoTenant.id, 'areas', '320585100000'),
  })
  for (let n = 0; n < 38; n += 1) {
    const { token } = await makeClaim(ctx, { unit: made, officerId: null, closedDay })
    await callSite(site, submitRating, { id: randomUUID(), claim: token, grade: 5 })
  }
  return made
}

/** The resident rates on their own phone, which keeps the receipt; the answer is its number. */
async function ratePoorly(): Promise<string> {
  const { token } = await makeClaim(demoContext(site.platform), {
    unit,
    officerId: null,
    closedDay,
    title: '夜市占道检查',
  })
  await phone.goto(`/r/${token}`)
  await phone.getByRole('radio', { name: /^非常不满意/ }).tap()
  await phone.locator('#submit-rating').tap()
  const words = await phone.getByText(/回执号 PJ/).textContent()
  return /PJ[0-9A-Z-]+/.exec(words ?? '')?.[0] ?? ''
}

async function openLedger(page: Page, view: string) {
  await openEntry(page, '剔除台账')
  await page.getByRole('button', { name: new RegExp(`^${view}`) }).click()
  await page.locator('.list-title', { hasText: view }).first().waitFor()
}

/** Opens the exclusion of a rating by the keyboard, and waits for what a decision would do. */
async function openByKeys(page: Page, number: string) {
  await page.locator('.dense-row', { hasText: number }).waitFor()
  for (let rows = 0; rows < 20; rows += 1) {
    await page.keyboard.press('j')
    const open = page.locator('.item-facts', { hasText: number })
    if (
      await open.waitFor({ timeout: 2_000 }).then(
        () => true,
        () => false,
      )
    )
      break
  }
  await page.locator('.ledger-line').first().waitFor()
}

describe('a rating that somebody wants out of the count', () => {
  let number: string

  test('is proposed from its follow-up, and decided by another person who first sees what it does', async () => {
    number = await ratePoorly()
    const { page } = supervisor
    await page.goto('/office/follow-ups')
    await page.locator('#follow-up-search').fill(number)
    await page.locator('#follow-up-search').press('Enter')
    await page.locator('.dense-item', { hasText: number }).click()
    await page.getByRole('link', { name: '提出剔除' }).click()
    await page.getByRole('radio', { name: /^恶意差评/ }).click()
    await page.locator('#exclusion-note').fill('执法记录仪显示全程出示证件，与所述不符')
    await expectUsable(page, mouseTarget)
    await page.locator('#propose-exclusion').scrollIntoViewIfNeeded()
    await shoot(page, 'exclusions/propose')
    await page.locator('#propose-exclusion').click()
    await page.getByText('已提出，等另一人审核').waitFor()
    await page.getByRole('link', { name: /恶意差评，/ }).click()
    await page.getByText('是您提出的，须由别的同事决定').waitFor()

    const desk = leader.page
    await openLedger(desk, '待审核')
    await openByKeys(desk, number)
    await expectUsable(desk, mouseTarget)
    await desk.getByText('这一个决定会改变结论').waitFor()
    await shoot(desk, 'exclusions/decide')
    await desk.keyboard.press('a')
    await desk.locator('#deed-note:focus').waitFor()
    await desk.keyboard.type('已核对影像，同意剔除')
    await tabTo(desk, /同意剔除$/)
    await shoot(desk, 'exclusions/confirm')
    await desk.keyboard.press('Enter')
    await desk.getByText('审核同意，剔除').waitFor()
  })

  test('is told to the resident, who appeals', async () => {
    await phone.goto('/me')
    await phone.getByText('没有计入的评价').waitFor()
    await expectUsable(phone)
    await shoot(phone, 'exclusions/me')
    await phone.getByRole('button', { name: /夜市占道检查.*与事实明显不符/ }).tap()
    await phone.getByText('这条评价没有计入满意度').waitFor()
    await phone.getByText('已核对影像，同意剔除').waitFor()
    await expectUsable(phone)
    await shoot(phone, 'exclusions/told')
    await phone.locator('#appeal-exclusion').tap()
    await phone.locator('#appeal-words').fill('当天没有人出示证件，我有录像，可以提供。')
    await shoot(phone, 'exclusions/appeal')
    await phone.locator('#send-appeal').tap()
    await phone.getByText('申诉已收到，等待决定').waitFor()
    await expectUsable(phone)
    await shoot(phone, 'exclusions/appealed')
  })

  test('is put back by a third person, and the resident reads why', async () => {
    const desk = leader.page
    await openLedger(desk, '申诉待决定')
    await openByKeys(desk, number)
    await desk.getByText('是您审核的，申诉须由第三位同事决定').waitFor()
    const { page } = other
    await openLedger(page, '申诉待决定')
    await openByKeys(page, number)
    await page.getByText('当天没有人出示证件').waitFor()
    await expectUsable(page, mouseTarget)
    await shoot(page, 'exclusions/decide-appeal')
    await page.keyboard.press('a')
    await page.locator('#deed-note:focus').waitFor()
    await page.keyboard.type('录像属实，恢复计入')
    await tabTo(page, /申诉成立，恢复计入$/)
    await page.keyboard.press('Enter')
    await page.locator('.item-facts', { hasText: '已恢复计入' }).waitFor()
    await shoot(page, 'exclusions/restored')

    await phone.reload()
    await phone.getByText('这条评价已恢复计入满意度').waitFor()
    await phone.getByText('录像属实，恢复计入').waitFor()
    await expectUsable(phone)
    await shoot(phone, 'exclusions/restored-told')
  })
})

describe('the rated unit', () => {
  test('proposes about a poor grade that it may know, and only reads what becomes of it', async () => {
    const ctx = demoContext(site.platform)
    const own = { id: registryId(demoTenant.id, 'units', 'u-cgj'), name: '', areaId: unit.areaId }
    const { token } = await makeClaim(ctx, { unit: own, officerId: null, closedDay, title: '渣土运输检查' })
    const receipt = await callSite(site, submitRating, { id: randomUUID(), claim: token, grade: 1 })
    const held = { ratingId: receipt.id, secret: receipt.secret }
    await callSite(site, setConsent, { id: randomUUID(), ...held, mayTellUnit: true })
    const desk = await openDesk(site, 'chengguan')
    const { page } = desk
    await openEntry(page, '评价反馈')
    await page.getByRole('link', { name: '对“渣土运输检查”提出剔除' }).click()
    await page.getByRole('radio', { name: /^不属于评价范围/ }).click()
    await page.locator('#exclusion-note').fill('这一件由交通部门办理，不是本单位的事项')
    await expectUsable(page, mouseTarget)
    await shoot(page, 'exclusions/unit')
    await page.locator('#propose-exclusion').click()
    await page.locator('.ledger-step', { hasText: '渣土运输检查' }).getByText('待审核').waitFor()
    await expectUsable(page, mouseTarget)
    await shoot(page, 'exclusions/unit-proposed')
    expect(await page.getByRole('link', { name: '剔除台账' }).count()).toBe(0)
    expect(desk.faults).toEqual([])
    await desk.close()
  })
})

describe('many ratings', () => {
  test('are ticked, proposed together and taken back before anybody decides', async () => {
    const { page } = supervisor
    await page.goto('/office/exclusions?view=propose')
    await page.getByRole('checkbox').nth(2).waitFor()
    const free = page.locator('.dense-row', { hasNotText: '已提出' })
    for (const at of [0, 1, 2]) await free.nth(at).getByRole('checkbox').click()
    await page.getByText('已选 3 条').waitFor()
    await page.getByRole('radio', { name: /^测试数据/ }).click()
    await page.locator('#exclusion-note').fill('同一次培训时试填的')
    await expectUsable(page, mouseTarget)
    await shoot(page, 'exclusions/many')
    await page.locator('#propose-exclusion').click()
    await page.getByText('已提出 3 条，等另一人审核').waitFor()
    await shoot(page, 'exclusions/many-made')
    await page.getByRole('link', { name: '撤回整批' }).click()
    await page.getByText('已撤回 3 条').waitFor()
  })

  test('stay readable on a phone and in large print', async () => {
    const context = await site.device({ ...phoneSize, reducedMotion: 'reduce' })
    const small = await context.newPage()
    await small.addInitScript(
      (token) => localStorage.setItem('minyi:staff-session', token),
      await sessionOf(leader.page),
    )
    await small.goto('/office/exclusions?view=all')
    await small.locator('.dense-item').first().waitFor()
    await expectUsable(small)
    await shoot(small, 'exclusions/phone-list')
    await small.locator('.dense-item').first().tap()
    await small.locator('.card-title').first().waitFor()
    await expectUsable(small)
    await shoot(small, 'exclusions/phone-item')
    await context.close()

    await phone.addInitScript(() => localStorage.setItem('minyi:large-print', '{"data":true}'))
    await phone.reload()
    await phone.getByText('这条评价已恢复计入满意度').waitFor()
    await expectUsable(phone, 60)
    await shoot(phone, 'exclusions/large-told')
  })
})

const sessionOf = (page: Page): Promise<string> =>
  page.evaluate(() => localStorage.getItem('minyi:staff-session') ?? '')
