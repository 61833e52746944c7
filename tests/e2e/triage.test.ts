import { randomUUID } from 'node:crypto'
import { demoPassword } from '@minyi/server/demo/accounts.ts'
import * as office from '@minyi/shared/cases/office/contract.ts'
import * as resident from '@minyi/shared/cases/resident/contract.ts'
import * as search from '@minyi/shared/cases/search/contract.ts'
import { saveTemplate } from '@minyi/shared/cases/templates/contract.ts'
import { readMe, signInStaff as signInOperation } from '@minyi/shared/identity/contract.ts'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callSite, type Desk, openDesk } from '../support/desk.ts'
import { expectUsable, shoot } from '../support/phone.ts'
import { phone, type Site, signInStaff, startSite } from '../support/site.ts'

let site: Site
let clerk: string
const opened: Desk[] = []
const mouseTarget = 24
const howMany = 20

beforeAll(async () => {
  site = await startSite()
  clerk = await tokenOf('fenpai')
  const texts = ['路灯不亮', '占道经营', '夜间施工噪音', '下水道堵塞', '垃圾没有清运']
  for (let n = 0; n < howMany + 5; n += 1) {
    await callSite(site, resident.submitCase, {
      id: randomUUID(),
      kind: 'opinion',
      identity: 'public',
      text: `${texts[n % texts.length]}：人民路 ${n + 1} 号附近，居民出行很不方便，希望尽快处理。`,
    })
  }
})
afterAll(async () => {
  expect(opened.flatMap(({ faults }) => faults)).toEqual([])
  await site?.close()
})

async function sitDown(login: string): Promise<Page> {
  const one = await openDesk(site, login)
  opened.push(one)
  return one.page
}

const tokenOf = async (login: string) =>
  (await callSite(site, signInOperation, { login, password: demoPassword })).token
const waiting = async (queue: search.Queue) => (await callSite(site, search.countQueues, {}, clerk)).counts[queue]
const shownNumber = async (page: Page) =>
  /TC[\d-]+/.exec((await page.locator('.item-facts').first().textContent()) ?? '')?.[0]

test('twenty items are triaged in at most sixty key presses', async () => {
  const page = await sitDown('fenpai')
  const before = await waiting('to-accept')
  await page.locator('.dense-row').first().waitFor()
  await shoot(page, 'office/triage-queue')
  let presses = 0
  const press = async (key: string) => {
    presses += 1
    await page.keyboard.press(key)
  }
  const shownMs: { fromPress: number; fromAnswer: number }[] = []
  await press('j')
  for (let n = 0; n < howMany; n += 1) {
    await page.locator('.item-facts').first().waitFor()
    const number = await shownNumber(page)
    await press('a')
    await page.locator('#step-send').waitFor()
    if (n === 0) {
      await expectUsable(page, mouseTarget)
      await shoot(page, 'office/triage-accept')
    }
    await measureNext(page)
    await press('Enter')
    await expect.poll(() => shownNumber(page), { timeout: 30_000, interval: 20 }).not.toBe(number)
    shownMs.push(await measured(page))
  }
  expect(presses).toBeLessThanOrEqual(3 * howMany)
  await expect.poll(() => waiting('to-accept')).toBe(before - howMany)
  const fromPress = median(shownMs.map((one) => one.fromPress))
  const fromAnswer = median(shownMs.map((one) => one.fromAnswer))
  process.stderr.write(
    `triage: ${presses} presses for ${howMany} items; the next one painted ${fromPress} ms after the key (median), ${fromAnswer} ms of them after the answer\n`,
  )
  await shoot(page, 'office/triage-done')

  await page.keyboard.press('z')
  await page.locator('.toast', { hasText: '已撤销' }).waitFor()
  await expect.poll(() => waiting('to-accept')).toBe(before - howMany + 1)
})

test('whoever comes to the same item learns of the other, and neither loses the other’s work', async () => {
  const [one, two] = [await sitDown('fenpai'), await sitDown('jiandu')]
  const { name } = await callSite(site, readMe, {}, await tokenOf('jiandu'))
  const { rows } = await callSite(site, search.listCases, { queue: 'to-accept' }, clerk)
  const address = `/office/workbench?queue=to-accept&item=${rows[0]?.id}`
  await one.goto(address)
  await one.locator('.item-facts').first().waitFor()
  await two.goto(address)
  await two.getByText('也在看这一件').waitFor()
  await one.keyboard.press('n')
  await one.locator('#step-words').fill(`已电话核实，@${name?.slice(0, 1)}`)
  await one
    .locator('.chip', { hasText: name ?? '' })
    .first()
    .click()
  await shoot(one, 'office/mention')
  await one.locator('#step-send').click()
  await two.locator('.bell-count').waitFor()
  await two.getByLabel(/提到我的/).click()
  await two.locator('.mention', { hasText: '已电话核实' }).waitFor()
  await expectUsable(two, mouseTarget)
  await shoot(two, 'office/mentions')
})

test('an item that somebody else moved shows what they did beside one’s own words, which stay', async () => {
  const page = await sitDown('fenpai')
  await page.goto('/office/workbench?queue=to-accept')
  await page.locator('.dense-item').first().click()
  await page.locator('.item-facts').first().waitFor()
  await page.getByRole('button', { name: '不予受理' }).click()
  await page.getByRole('radio', { name: '行政复议' }).click()
  await page.locator('#step-words').fill('请在六十日内申请行政复议，机构在市政府一楼。')
  const caseId = new URL(page.url()).searchParams.get('item') ?? ''
  const { version } = await callSite(site, office.readCase, { caseId }, clerk)
  const title = '同事先改过的标题'
  await callSite(site, office.classifyCase, { id: randomUUID(), caseId, version, title }, clerk)
  await page.locator('#step-send').click()
  const both = page.locator('.conflict')
  await both.waitFor()
  expect(await both.textContent()).toMatch(
    /别人刚做的[\s\S]*改分类[\s\S]*同事先改过的标题[\s\S]*您写的，还没有发[\s\S]*六十日内/,
  )
  await expectUsable(page, mouseTarget)
  await shoot(page, 'office/conflict')
  await page.getByRole('button', { name: '看最新内容' }).click()
  await page.getByRole('heading', { name: title }).waitFor()
  expect(await page.locator('#step-words').inputValue()).toContain('六十日内')
  await page.locator('#step-send').click()
  await page.locator('.toast', { hasText: '已不予受理' }).waitFor()
})

test('several items get one topic at once, and get their own back', async () => {
  const page = await sitDown('fenpai')
  await page.goto('/office/workbench?queue=to-accept')
  await page.locator('.dense-row').nth(2).waitFor()
  for (const at of [0, 1, 2]) await page.locator('.dense-row .dense-pick').nth(at).click()
  await page.getByRole('button', { name: '改分类' }).click()
  await page.locator('#step-topic').selectOption({ label: '　市政设施' })
  await expectUsable(page, mouseTarget)
  await shoot(page, 'office/classify-several')
  const topicOf = async () => {
    const { rows } = await callSite(site, search.listCases, { queue: 'to-accept', limit: 3 }, clerk)
    return Promise.all(
      rows.map(async ({ id }) => (await callSite(site, office.readCase, { caseId: id }, clerk)).topicId),
    )
  }
  const before = await topicOf()
  await page.locator('#step-send').click()
  await page.locator('.toast', { hasText: '3 件已改分类' }).waitFor()
  expect(new Set(await topicOf()).size).toBe(1)
  expect((await topicOf())[0]).not.toBeNull()
  await page.getByRole('button', { name: '撤销' }).click()
  await page.locator('.toast', { hasText: '3 件已撤销' }).waitFor()
  expect(await topicOf()).toEqual(before)
})

test('what comes in appears by itself, and a search marks what it found', async () => {
  const page = await sitDown('fenpai')
  await page.goto('/office/workbench?sort=received')
  await page.locator('.dense-row').first().waitFor()
  await callSite(site, resident.submitCase, {
    id: randomUUID(),
    kind: 'opinion',
    identity: 'public',
    title: '候鸟迁徙季请关掉景观灯',
    text: '湿地公园南侧的景观灯整夜不关，候鸟迁徙季请提前熄灯，附近的獬豸雕像也可以不照。',
  })
  await page.locator('.dense-row', { hasText: '候鸟迁徙季' }).waitFor({ timeout: 15_000 })
  await page.keyboard.press('/')
  await page.locator('#case-search').fill('獬豸')
  await page.keyboard.press('Enter')
  await page.locator('.dense-more .marked', { hasText: '獬豸' }).waitFor()
  await page.locator('.list-count', { hasText: '1 件' }).waitFor()
  await page.locator('.dense-item').first().click()
  await page.locator('.case-text .marked', { hasText: '獬豸' }).waitFor()
  await expectUsable(page, mouseTarget)
  await shoot(page, 'office/search-found')

  await page.getByText('把当前筛选存为视图').click()
  await page.locator('#view-name').fill('獬豸雕像')
  await page.locator('#view-save').click()
  await page.locator('.rail-item', { hasText: '獬豸雕像' }).waitFor()
  await page.locator('.rail-item', { hasText: '快到期的投诉' }).waitFor()
  await page.getByRole('button', { name: '筛选', exact: true }).click()
  await shoot(page, 'office/view-saved')
})

test('an answer begins from a template, filled with the item’s own values', async () => {
  await callSite(
    site,
    saveTemplate,
    {
      id: randomUUID(),
      templateId: randomUUID(),
      version: 0,
      unitId: null,
      act: 'refuse',
      title: '请走信访渠道',
      words: '您反映的 {编号} 已由{单位}受理，请按信访程序办理。',
    },
    clerk,
  )
  const page = await sitDown('fenpai')
  await page.goto('/office/workbench?queue=to-accept')
  await page.locator('.dense-item').first().click()
  await page.getByRole('button', { name: '不予受理' }).click()
  await page.getByRole('button', { name: /用模板/ }).click()
  await page.locator('.template-offered', { hasText: '请走信访渠道' }).click()
  expect(await page.locator('#step-words').inputValue()).toMatch(/您反映的 TC\d\d-\d\d-\d+ 已由\{单位\}受理/)
  await page.getByText('还有没填的：{单位}').waitFor()
  await shoot(page, 'office/template-used')
  await page.goto('/office/templates')
  await page.getByText('请走信访渠道').waitFor()
  await expectUsable(page, mouseTarget)
  await shoot(page, 'office/templates')
})

test('the load of units and people is told, at a desk and on a phone', async () => {
  const page = await sitDown('jiandu')
  await page.goto('/office/workload')
  await page.getByText('各单位').first().waitFor()
  await expectUsable(page, mouseTarget)
  await shoot(page, 'office/workload')
  const device = await site.device({ ...phone, timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' })
  const small = await device.newPage()
  await signInStaff(small, 'fenpai')
  await small.goto('/office/workload')
  await small.getByText('各单位').first().waitFor()
  await expectUsable(small)
  await shoot(small, 'office/workload-phone')
  await small.goto('/office/workbench?queue=to-accept')
  await small.locator('.dense-row').first().waitFor()
  await expectUsable(small)
  await shoot(small, 'office/workbench-phone')
  await device.close()
})

/** Starts a watch in the page: from the key press, and from the answer to it, until another item has been painted. */
async function measureNext(page: Page): Promise<void> {
  await page.evaluate(() => {
    const shown = () => /TC[\d-]+/.exec(document.querySelector('.item-facts')?.textContent ?? '')?.[0] ?? ''
    const before = shown()
    const watch = { pressed: 0, answered: 0, fromPress: 0, fromAnswer: 0 }
    Reflect.set(window, 'nextShown', watch)
    window.addEventListener('keydown', () => (watch.pressed ||= performance.now()), { capture: true, once: true })
    const look = () => {
      if (document.querySelector('#step-send') === null) watch.answered ||= performance.now()
      const now = shown()
      if (now === '' || now === before) return requestAnimationFrame(look)
      // What stands in the document now is on the screen after the next frame.
      return requestAnimationFrame(() => {
        const painted = performance.now()
        watch.fromPress = painted - watch.pressed
        watch.fromAnswer = painted - (watch.answered || painted)
      })
    }
    requestAnimationFrame(look)
  })
}

/** Milliseconds from the key press and from the answer, once the next item is painted. */
async function measured(page: Page): Promise<{ fromPress: number; fromAnswer: number }> {
  const watch = await page.waitForFunction(() => {
    const seen: unknown = Reflect.get(window, 'nextShown')
    return typeof seen === 'object' && seen !== null && Number(Reflect.get(seen, 'fromPress')) > 0 ? seen : null
  })
  const seen = await watch.evaluate((value) => ({
    fromPress: Number(Reflect.get(value ?? {}, 'fromPress')),
    fromAnswer: Number(Reflect.get(value ?? {}, 'fromAnswer')),
  }))
  return seen
}

const median = (values: readonly number[]) => Math.round([...values].sort((a, b) => a - b)[values.length >> 1] ?? 0)
