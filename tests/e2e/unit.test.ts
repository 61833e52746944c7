import { randomUUID } from 'node:crypto'
import { demoPassword } from '@minyi/server/demo/accounts.ts'
import { demoTenant } from '@minyi/server/demo/tenant.ts'
import { registryId } from '@minyi/server/features/registry/sheets/queries.ts'
import * as office from '@minyi/shared/cases/office/contract.ts'
import * as resident from '@minyi/shared/cases/resident/contract.ts'
import { signInStaff as signInOperation } from '@minyi/shared/identity/contract.ts'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callSite, type Desk, openDesk } from '../support/desk.ts'
import { expectUsable, shoot } from '../support/phone.ts'
import { phone, type Site, startSite } from '../support/site.ts'

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
const tokenOf = async (login: string) =>
  (await callSite(site, signInOperation, { login, password: demoPassword })).token

async function sitDown(login: string): Promise<Page> {
  const one = await openDesk(site, login)
  opened.push(one)
  return one.page
}

function complain(text: string) {
  return callSite(site, resident.submitCase, {
    id: randomUUID(),
    kind: 'complaint',
    identity: 'supervisor',
    text,
    conduct: 'irregular',
    accusedUnitId: unitId('u-cgj'),
    contact: { name: '李某', phone: '13912345678' },
  })
}

/** Accepted and given to a unit by the dispatcher; answers with the version. */
async function give(caseId: string, unit: string) {
  const token = await tokenOf('fenpai')
  const accepted = await callSite(site, office.acceptCase, { id: randomUUID(), caseId, version: 1 }, token)
  const step = { id: randomUUID(), caseId, version: accepted.version, unitId: unitId(unit) }
  return callSite(site, office.assignCase, step, token)
}

const openItem = async (page: Page, caseId: string, number: string) => {
  await page.goto(`/office/workbench?item=${caseId}`)
  await page.locator('.item-facts', { hasText: number }).first().waitFor()
}
const nextStepIs = (page: Page, words: string) => page.locator('.action-next', { hasText: words }).waitFor()
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click()

test('a unit takes an item on, asks for more time, is answered, objects to another one, and replies', async () => {
  const receipt = await complain('执法人员当场开了罚单，没有说明依据，也没有告诉我可以申辩。')
  await give(receipt.id, 'u-jtj')
  const unit = await sitDown('jiaotong')
  await openItem(unit, receipt.id, receipt.number)
  await nextStepIs(unit, '下一步：接收，或在期限内提异议')
  await expectUsable(unit, mouseTarget)
  await shoot(unit, 'office/unit-new')
  await unit.getByRole('button', { name: /^接收/ }).click()
  await press(unit, '确认接收')
  await nextStepIs(unit, '下一步：答复诉求人')

  await press(unit, '申请延期')
  await unit.getByLabel('延长几天').fill('10')
  await unit.getByLabel('延长的理由').fill('需要调取执法记录仪并听取多方意见，请再等几天。')
  await expectUsable(unit, mouseTarget)
  await shoot(unit, 'office/extension')
  await press(unit, '确认申请延期')
  await unit.getByText('等另一位同事审核').waitFor()

  const supervisor = await sitDown('jiandu')
  await supervisor.goto('/office/approvals')
  await supervisor.getByText(receipt.number).waitFor()
  const card = supervisor.getByRole('group', { name: `延期 ${receipt.number}` })
  await card.getByLabel('审核意见').fill('理由成立，同意延长。')
  await expectUsable(supervisor, mouseTarget)
  await shoot(supervisor, 'office/approvals')
  await card.getByRole('button', { name: '同意', exact: true }).click()
  await supervisor.getByText('已同意延期').waitFor()

  const { number, secret } = receipt
  const told = await callSite(site, resident.readReceipt, { number, secret })
  expect(told.told.at(-1)).toMatchObject({ action: 'extend', words: '需要调取执法记录仪并听取多方意见，请再等几天。' })

  const second = await complain('执法时没有出示证件，也没有说明检查的依据。')
  await give(second.id, 'u-jtj')
  await openItem(unit, second.id, second.number)
  await press(unit, '提异议')
  await unit.getByLabel('异议的理由和依据').fill('城市管理执法不属于交通部门的职责范围，依据见权责清单。')
  await shoot(unit, 'office/objection')
  await press(unit, '确认提异议')
  await unit.getByText('审核还剩').waitFor()

  const dispatcher = await sitDown('fenpai')
  await openItem(dispatcher, second.id, second.number)
  await dispatcher.getByLabel('审核意见').fill('职责不符，退回重新分派。')
  await expectUsable(dispatcher, mouseTarget)
  await shoot(dispatcher, 'office/objection-review')
  await press(dispatcher, '异议成立')
  await nextStepIs(dispatcher, '下一步：重新确定承办单位')

  await openItem(unit, receipt.id, receipt.number)
  await unit.getByRole('button', { name: /^答复/ }).click()
  await unit.getByRole('radio', { name: '已办结' }).click()
  await unit.locator('#step-words').fill('已责令当事人员补充告知权利，并重新送达文书。')
  await press(unit, '确认答复')
  await nextStepIs(unit, '等诉求人评价')
})

test('the dispatcher takes a step back, puts an item on its legal path, and the resident reads where to go', async () => {
  const receipt = await complain('对罚款决定不服，要求撤销处罚决定。')
  const dispatcher = await sitDown('fenpai')
  await openItem(dispatcher, receipt.id, receipt.number)
  await dispatcher.getByRole('button', { name: /^受理/ }).click()
  await press(dispatcher, '确认受理')
  await dispatcher.getByText('前可以撤销').waitFor()
  await shoot(dispatcher, 'office/undo')
  await press(dispatcher, '撤销')
  await press(dispatcher, '确认撤销')
  await nextStepIs(dispatcher, '下一步：受理')
  await press(dispatcher, '归法定途径')
  await dispatcher.getByRole('radio', { name: '行政复议' }).click()
  await dispatcher.getByLabel('理由').fill('对处罚决定不服，属于行政复议范围。')
  await expectUsable(dispatcher, mouseTarget)
  await shoot(dispatcher, 'office/legal-path')
  await press(dispatcher, '确认归法定途径')
  await dispatcher.locator('.item-head', { hasText: '行政复议' }).waitFor()
  const context = await site.device({ ...phone, timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto('/cases')
  await page.getByText('用编号查进度').click()
  await page.locator('#receipt-number').fill(receipt.number)
  await page.locator('#receipt-secret').fill(receipt.secret)
  await page.locator('#find-receipt').click()
  await page.getByText('自知道这个决定之日起 60 日内').first().waitFor()
  await shoot(page, 'progress-path')
  await context.close()
})

test('the administrator sees every clock with its source, previews a change, and enters the next calendar', async () => {
  const admin = await sitDown('admin')
  await admin.goto('/office/clocks')
  await admin.getByText('行政执法投诉：作出处理并答复').waitFor()
  await expectUsable(admin, mouseTarget)
  await shoot(admin, 'office/clocks')
  await admin
    .getByRole('row', { name: /行政执法投诉：作出处理并答复/ })
    .getByRole('button')
    .click()
  await admin.locator('#clock-days').fill('20')
  await press(admin, '预览影响')
  await admin.getByText('如果重算').waitFor()
  await expectUsable(admin, mouseTarget)
  await shoot(admin, 'office/clock-preview')
  await admin.getByRole('radio', { name: '工作日历' }).click()
  await admin.getByLabel('放假日').fill('1-1、2-5、2-8、2-9、2-10、2-11、2-12')
  await admin.getByLabel('调休上班日').fill('2-14')
  await press(admin, '预览影响')
  await admin.locator('.notice', { hasText: /如果重算|没有在办件/ }).waitFor()
  await shoot(admin, 'office/calendar')
  await admin.getByRole('radio', { name: '法定途径去处' }).click()
  await admin.getByText('信访').first().waitFor()
  await shoot(admin, 'office/path-desks')
})
