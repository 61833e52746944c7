import { randomUUID } from 'node:crypto'
import { demoPassword } from '@minyi/server/demo/accounts.ts'
import { demoTenant } from '@minyi/server/demo/tenant.ts'
import { registryId } from '@minyi/server/features/registry/sheets/queries.ts'
import * as office from '@minyi/shared/cases/office/contract.ts'
import * as resident from '@minyi/shared/cases/resident/contract.ts'
import { signInStaff as signInOperation } from '@minyi/shared/identity/contract.ts'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callSite, type Desk, openDesk, tabTo } from '../support/desk.ts'
import { expectUsable, shoot } from '../support/phone.ts'
import { type Site, startSite } from '../support/site.ts'

let site: Site
const opened: Desk[] = []

beforeAll(async () => {
  site = await startSite()
})
afterAll(async () => {
  expect(opened.flatMap(({ faults }) => faults)).toEqual([])
  await site?.close()
})

const mouseTarget = 24
const unitId = (externalId: string) => registryId(demoTenant.id, 'units', externalId)

async function sitDown(login: string): Promise<Page> {
  const one = await openDesk(site, login)
  opened.push(one)
  return one.page
}

function complain(text: string) {
  return callSite(site, resident.submitCase, {
    id: randomUUID(),
    kind: 'complaint',
    identity: 'sealed',
    text,
    conduct: 'uncivil',
    accusedUnitId: unitId('u-cgj'),
    contact: { name: '李某', phone: '13912345678' },
  })
}

const tokenOf = async (login: string) =>
  (await callSite(site, signInOperation, { login, password: demoPassword })).token

const nextStepIs = (page: Page, words: string) => page.locator('.action-next', { hasText: words }).waitFor()

/** Finds one item by its number and opens it, without the mouse. */
async function openByNumber(page: Page, number: string) {
  await page.keyboard.press('/')
  await page.locator('#case-search').fill(number)
  await page.keyboard.press('Enter')
  await page.locator('.dense-row', { hasText: number }).waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('j')
  await page.locator('.item-facts', { hasText: number }).waitFor()
}

/** Opens a step by its key; what is typed next must find the step's own fields. */
async function openStep(page: Page, key: string) {
  await page.keyboard.press(key)
  await page.locator('#step-send').waitFor()
}

describe('an item from acceptance to its end, by keyboard alone', () => {
  test('dispatcher accepts and assigns, unit answers, resident disagrees, dispatcher calls back and closes', async () => {
    const receipt = await complain('傍晚在菜场门口，两名队员清理摊位时大声呵斥，没有出示执法证件。')
    const dispatcher = await sitDown('fenpai')
    await dispatcher.locator('.rail-item', { hasText: '待受理' }).waitFor()
    await openByNumber(dispatcher, receipt.number)
    expect(await dispatcher.getByText('诉求人身份：封存').isVisible()).toBe(true)
    expect(await dispatcher.getByText('13912345678').count()).toBe(0)
    expect(await dispatcher.getByText('申请开启').count()).toBe(0)
    await expectUsable(dispatcher, mouseTarget)
    await shoot(dispatcher, 'office/workbench')

    await openStep(dispatcher, 'a')
    await tabTo(dispatcher, '先不交办')
    await dispatcher.keyboard.press('Enter')
    await tabTo(dispatcher, '确认受理')
    await dispatcher.keyboard.press('Enter')
    await nextStepIs(dispatcher, '下一步：交办')

    await dispatcher.keyboard.press('t')
    await dispatcher.getByText('被投诉单位，不能经办').waitFor()
    await expectUsable(dispatcher, mouseTarget)
    await shoot(dispatcher, 'office/assign')
    await dispatcher.keyboard.type('交通')
    await dispatcher.keyboard.press('Enter')
    await tabTo(dispatcher, '确认交办')
    await dispatcher.keyboard.press('Enter')
    await nextStepIs(dispatcher, '等承办单位答复')

    const unit = await sitDown('jiaotong')
    await openByNumber(unit, receipt.number)
    await openStep(unit, 'r')
    await tabTo(unit, '已办结')
    await unit.keyboard.press('Space')
    await tabTo(unit, '答复')
    await unit.keyboard.type('已批评教育带队人员，并补开单据，秤已退还。')
    await shoot(unit, 'office/reply')
    await tabTo(unit, '确认答复')
    await unit.keyboard.press('Enter')
    await nextStepIs(unit, '等诉求人评价')

    const { secret } = receipt
    await callSite(site, resident.giveVerdict, {
      id: randomUUID(),
      caseId: receipt.id,
      secret,
      verdict: 'not-solved',
      grade: 2,
      words: '秤退了，但没有人道歉。',
    })

    await openByNumber(dispatcher, receipt.number)
    await dispatcher.getByText('两方说法不一').first().waitFor()
    await expectUsable(dispatcher, mouseTarget)
    await shoot(dispatcher, 'office/call-back')
    await openStep(dispatcher, 'r')
    await tabTo(dispatcher, '已认可')
    await dispatcher.keyboard.press('Space')
    await tabTo(dispatcher, '回访情况')
    await dispatcher.keyboard.type('当面道歉后，诉求人表示认可。')
    await tabTo(dispatcher, '记录并结案')
    await dispatcher.keyboard.press('Enter')
    await nextStepIs(dispatcher, '已经结束')

    const { state, residentSays } = await callSite(site, resident.readReceipt, { number: receipt.number, secret })
    expect({ state, verdict: residentSays?.verdict }).toEqual({ state: 'closed', verdict: 'not-solved' })
  })
})

describe('what keeps a clerk from harm', () => {
  test('somebody else was faster: it is said, and the words typed stay', async () => {
    const receipt = await complain('检查时没有出示证件，也没有说明检查的依据。')
    const dispatcher = await sitDown('fenpai')
    await openByNumber(dispatcher, receipt.number)
    await dispatcher.getByRole('button', { name: '不予受理' }).click()
    await dispatcher.getByRole('radio', { name: '行政复议' }).click()
    await dispatcher.getByLabel('为什么不予受理').fill('这件事已经在行政复议中。')
    await callSite(
      site,
      office.classifyCase,
      { id: randomUUID(), caseId: receipt.id, version: 1, title: '检查时未出示证件' },
      await tokenOf('fenpai2'),
    )
    await dispatcher.getByRole('button', { name: '确认不予受理' }).click()
    await dispatcher.getByText('别人刚改过这一条').waitFor()
    await shoot(dispatcher, 'office/conflict')
    await dispatcher.getByRole('button', { name: '看最新内容' }).click()
    await dispatcher.locator('.item-title', { hasText: '检查时未出示证件' }).waitFor()
    expect(await dispatcher.getByLabel('为什么不予受理').inputValue()).toBe('这件事已经在行政复议中。')
    await dispatcher.getByRole('button', { name: '确认不予受理' }).click()
    await nextStepIs(dispatcher, '已经结束')
  })

  test('several are accepted at once, and the queue counts fall', async () => {
    await complain('罚款金额和当场告知的不一样，第一件。')
    await complain('罚款金额和当场告知的不一样，第二件。')
    const dispatcher = await sitDown('fenpai')
    await dispatcher.goto('/office/workbench?queue=to-accept')
    await dispatcher.locator('.dense-row').first().waitFor()
    const before = await countOf(dispatcher, '待受理')
    for (let row = 0; row < 2; row++) {
      await dispatcher.keyboard.press('j')
      await dispatcher.keyboard.press('x')
    }
    await dispatcher.getByText('已选 2 件').waitFor()
    await shoot(dispatcher, 'office/picked')
    await dispatcher.keyboard.press('a')
    await tabTo(dispatcher, '受理 2 件')
    await dispatcher.keyboard.press('Enter')
    await dispatcher.getByText('2 件已受理').waitFor()
    await expect.poll(() => countOf(dispatcher, '待受理')).toBe(before - 2)
  })

  test('the filters stand in the address and come back with it', async () => {
    const dispatcher = await sitDown('fenpai')
    await dispatcher.getByRole('button', { name: '筛选', exact: true }).click()
    await dispatcher.getByLabel('执法问题').selectOption({ label: '不文明' })
    await dispatcher.getByText('问题：不文明').waitFor()
    await expectUsable(dispatcher, mouseTarget)
    await shoot(dispatcher, 'office/filters')
    await dispatcher.reload()
    await dispatcher.getByText('问题：不文明').waitFor()
    await dispatcher.getByRole('button', { name: '清除全部' }).click()
    expect(new URL(dispatcher.url()).searchParams.get('conduct')).toBeNull()
  })

  test('the accused unit is told, cannot handle it, and never learns who it was', async () => {
    const unit = await sitDown('chengguan')
    await unit.goto('/office/against')
    await unit.locator('.dense-row').first().waitFor()
    await unit.keyboard.press('j')
    await unit.getByText('请勿打听').waitFor()
    expect(await unit.getByRole('toolbar').count()).toBe(0)
    await expectUsable(unit, mouseTarget)
    await shoot(unit, 'office/against')
  })
})

describe('signing in', () => {
  test('a wrong password says what happens next and keeps the name', async () => {
    const context = await site.device({ viewport: { width: 1440, height: 900 } })
    const page = await context.newPage()
    await page.goto('/office/workbench?queue=overdue')
    await page.getByLabel('账号').fill('fenpai')
    await page.getByLabel('密码', { exact: true }).fill('not-the-password')
    await page.keyboard.press('Enter')
    await page.getByText('账号或密码不对').waitFor()
    expect(await page.getByLabel('账号').inputValue()).toBe('fenpai')
    await expectUsable(page, mouseTarget)
    await shoot(page, 'office/login')
    await page.getByLabel('密码', { exact: true }).fill(demoPassword)
    await page.keyboard.press('Enter')
    await page.locator('.rail-item-on', { hasText: '已超期' }).waitFor()
    await context.close()
  })

  test.each([
    ['laptop', 1366, 768],
    ['phone', 390, 844],
  ])('the workbench holds on a %s', async (name, width, height) => {
    const dispatcher = await sitDown('fenpai')
    await dispatcher.setViewportSize({ width, height })
    await dispatcher.goto('/office/workbench?sort=received')
    await dispatcher.locator('.dense-row').first().waitFor()
    await expectUsable(dispatcher, mouseTarget)
    await dispatcher.locator('.dense-item').first().click()
    await dispatcher.getByText('经过', { exact: true }).waitFor()
    await expectUsable(dispatcher, mouseTarget)
    await shoot(dispatcher, `office/workbench-${name}`)
  })
})

async function countOf(page: Page, queue: string) {
  return Number(await page.locator('.rail-item', { hasText: queue }).locator('.rail-count').textContent())
}
