import { randomUUID } from 'node:crypto'
import { demoPassword } from '@minyi/server/demo/accounts.ts'
import { demoContext, demoTenant } from '@minyi/server/demo/tenant.ts'
import { drawCallBacks } from '@minyi/server/features/cases/call-backs/drawing/service.ts'
import { registryId } from '@minyi/server/features/registry/sheets/queries.ts'
import * as office from '@minyi/shared/cases/office/contract.ts'
import { submitCase } from '@minyi/shared/cases/resident/contract.ts'
import { approveReward, decideReward, listRewards } from '@minyi/shared/cases/rewards/contract.ts'
import { signInStaff as signInOperation } from '@minyi/shared/identity/contract.ts'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callSite, type Desk, openDesk } from '../support/desk.ts'
import { expectUsable, shoot } from '../support/phone.ts'
import { phone, type Site, startSite } from '../support/site.ts'

let site: Site
const faults: string[] = []
const id = () => randomUUID()
const unitOf = (externalId: string) => registryId(demoTenant.id, 'units', externalId)
const mouseTarget = 24

beforeAll(async () => {
  site = await startSite()
})
afterAll(async () => {
  expect(faults).toEqual([])
  await site?.close()
})

const tokenOf = async (login: string) =>
  (await callSite(site, signInOperation, { login, password: demoPassword })).token

/** A complaint against 市城管局 that 城厢镇 handles, known to the supervision alone. */
async function complain() {
  const draft = {
    id: id(),
    kind: 'complaint' as const,
    identity: 'supervisor' as const,
    text: '城管清理路边摊位时没有出示执法证，说话也很凶，希望规范。',
    title: '清理摊位未亮证',
    conduct: 'uncivil' as const,
    accusedUnitId: unitOf('u-cgj'),
    contact: { name: '俞某', phone: '13912345678' },
    checkIns: true,
  }
  const receipt = await callSite(site, submitCase, draft)
  const dispatcher = await tokenOf('fenpai')
  const step = { caseId: draft.id }
  await callSite(site, office.acceptCase, { id: id(), ...step, version: 1 }, dispatcher)
  const given = { id: id(), ...step, version: 2, unitId: unitOf('u-chengxiang') }
  await callSite(site, office.assignCase, given, dispatcher)
  return receipt
}

async function open(login: string): Promise<Desk> {
  const desk = await openDesk(site, login)
  return desk
}

async function leave(desk: Desk) {
  faults.push(...desk.faults)
  await desk.close()
}

describe('protection', () => {
  let receipt: Awaited<ReturnType<typeof complain>>

  test('the accused says its side in a view of its own, and nothing of the resident', async () => {
    receipt = await complain()
    const desk = await open('chengguan')
    const { page } = desk
    await page.getByRole('link', { name: '涉及本单位' }).click()
    await page.locator('.dense-item', { hasText: receipt.number }).click()
    await page.getByLabel('事实和理由').fill('当天两名队员都佩戴并出示了执法证，有记录仪影像可查。')
    await shoot(page, 'protection/against')
    await page.getByRole('button', { name: '提交', exact: true }).click()
    await page.getByText('本人陈述申辩').or(page.getByText('陈述申辩 ·')).first().waitFor()
    expect(await page.content()).not.toContain('13912345678')
    await expectUsable(page, mouseTarget)
    await shoot(page, 'protection/stated')
    await leave(desk)
  }, 120_000)

  test('the supervisor reads it, writes down an intervention, and finds it on the page of protection', async () => {
    const desk = await open('jiandu')
    const { page } = desk
    await page.goto(`/office/workbench?item=${receipt.id}`)
    const card = page.getByRole('group', { name: '监督保护' })
    await card.getByText('有记录仪影像可查').waitFor()
    await card.getByRole('button', { name: '记录干预插手' }).click()
    await fillIntervention(page)
    await shoot(page, 'protection/intervene')
    await page.getByRole('button', { name: '记录，不再修改' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.goto('/office/protection')
    await page.getByText('问能不能从轻').waitFor()
    await page.getByRole('button', { name: '记一条更正' }).first().click()
    await page.getByRole('dialog').getByLabel('方式').selectOption({ label: '当面' })
    await page.getByRole('dialog').getByLabel('原话或经过').fill('更正：是当面说的，问能不能从轻。')
    await shoot(page, 'protection/correct')
    await page.getByRole('button', { name: '记录，不再修改' }).click()
    await page.getByText('更正前一条').first().waitFor()
    for (const view of ['回避', '不实举报澄清', '举报奖励', '报复回访', '干预插手']) {
      await page.getByRole('radio', { name: view, exact: true }).click()
      await page.waitForTimeout(400)
      await expectUsable(page, mouseTarget)
      await shoot(page, `protection/office-${view}`)
    }
    await leave(desk)
  }, 180_000)

  test('the resident reads who looked, is asked, claims a reward with the receipt and gets a code', async () => {
    const handler = await tokenOf('chengxiang')
    const reply = { outcome: 'done' as const, words: '经核查，当日确有未主动亮证的情形，已批评教育并整改。' }
    await callSite(site, office.replyCase, { id: id(), caseId: receipt.id, version: 3, ...reply }, handler)
    const context = await site.device({ ...phone, timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' })
    const page = await context.newPage()
    page.on('pageerror', ({ message }) => faults.push(message))
    await page.addInitScript(keep, { ...receipt, receivedAt: receipt.receivedAt })
    await page.goto(`/progress?id=${receipt.id}`)
    await page.getByText('保护和奖励').waitFor()
    await page.getByRole('radio', { name: /^解决了/ }).tap()
    const wish = page.getByRole('switch', { name: '结案后问我有没有人为难我' })
    expect(await wish.getAttribute('aria-checked')).toBe('true')
    await shoot(page, 'protection/verdict')
    await page.getByRole('button', { name: '提交我的评价' }).tap()
    await page.getByText('您的评价已收到').waitFor()
    await shoot(page, 'protection/progress')
    await page.goto(`/openings?id=${receipt.id}`)
    await page.getByText('看过这件诉求').waitFor()
    await expectUsable(page)
    await shoot(page, 'protection/openings')
    await page.goto(`/safeguard?id=${receipt.id}`)
    await page.getByText('有没有人为难您').waitFor()
    expect(await page.getByRole('switch', { name: '同意结案后问我' }).getAttribute('aria-checked')).toBe('true')
    await page.getByRole('button', { name: '凭回执申领' }).tap()
    await page.getByText('已收到您的申领').waitFor()
    await expectUsable(page)
    await shoot(page, 'protection/safeguard')
    await awardReward()
    await page.reload()
    await page.getByText('领取时出示这个码').waitFor()
    await shoot(page, 'protection/reward-code')
    await page.goto('/clarifications')
    await page.getByRole('heading', { name: '不实举报澄清' }).first().waitFor()
    await page.waitForTimeout(500)
    await expectUsable(page)
    await shoot(page, 'protection/clarifications')
    await context.close()
  }, 180_000)

  test('a leader reads the three rates, and a unit its own quarters', async () => {
    const desk = await open('jiandu')
    await desk.page.goto('/office/three-rates')
    await desk.page.getByText('历次抽样').waitFor()
    await desk.page.getByRole('button', { name: '重算核对' }).first().click()
    await desk.page.getByText('重算一致').first().waitFor()
    await expectUsable(desk.page, mouseTarget)
    await shoot(desk.page, 'protection/three-rates')
    await leave(desk)
    const unit = await open('chengguan')
    await unit.page.goto('/office/own-figures')
    await unit.page.getByText('按已结束的季度').waitFor()
    await shoot(unit.page, 'protection/own-rates')
    await leave(unit)
  }, 120_000)

  test('whoever calls back opens the number with a reason and records three answers', async () => {
    await drawLastWeek()
    const desk = await open('jiandu')
    const { page } = desk
    await page.goto('/office/call-backs')
    await page.getByRole('heading', { name: '结案回访' }).waitFor()
    await page.waitForTimeout(500)
    await page.getByRole('radio', { name: /^别人的和待领的/ }).click()
    await page.waitForTimeout(500)
    await page.getByRole('radio', { name: /^分给我的/ }).click()
    await page.locator('.dense-item').first().click()
    await page.getByRole('button', { name: '查看电话' }).click()
    await page.locator('#phone-reason').fill('抽中结案回访')
    await page.getByRole('button', { name: '查看并记录' }).click()
    await page.locator('.opened').waitFor()
    await page.getByRole('radio', { name: '24 小时内联系了', exact: true }).click()
    await page.getByRole('radio', { name: '解决了', exact: true }).click()
    await page.getByRole('radio', { name: '满意', exact: true }).click()
    await expectUsable(page, mouseTarget)
    await shoot(page, 'protection/call-back')
    await page.getByRole('button', { name: '登记', exact: true }).click()
    await page.getByText('已登记').waitFor()
    await leave(desk)
  }, 120_000)
})

async function fillIntervention(page: Page) {
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('哪一天').fill('2026-06-01')
  await sheet.getByLabel('几点').fill('14:30')
  await sheet.getByLabel('谁', { exact: true }).selectOption({ label: '行政执法机关内部人员' })
  await sheet.getByLabel('单位', { exact: true }).fill('某执法大队')
  await sheet.getByLabel('方式').selectOption({ label: '电话' })
  await sheet.getByLabel('要求什么').selectOption({ label: '为被投诉人说情' })
  await sheet.getByLabel('原话或经过').fill('来电说是熟人，问能不能从轻。')
}

/** The item ended last week, and everything of that week is drawn anew. */
async function drawLastWeek() {
  const { sql } = site.platform.database
  await sql`update cases set ended_at = now() - interval '7 days' where state = 'closed' and title = '清理摊位未亮证'`
  await sql`delete from call_backs`
  await sql`delete from call_back_draws`
  await drawCallBacks(demoContext(site.platform))
}

async function awardReward() {
  const [one, other] = [await tokenOf('jiandu'), await tokenOf('jiandu2')]
  const { rows } = await callSite(site, listRewards, {}, one)
  const at = { rewardId: rows[0]?.id ?? '', version: rows[0]?.version ?? 1 }
  const decided = { id: id(), ...at, award: true, amountYuan: 500, reason: '反映的情况经查属实' }
  await callSite(site, decideReward, decided, one)
  await callSite(site, approveReward, { id: id(), rewardId: at.rewardId, version: at.version + 1, agree: true }, other)
}

/** Keeps the receipt on this phone, as filing it there would have done. */
function keep(receipt: { id: string; number: string; secret: string; title: string; receivedAt: string }) {
  const { id, number, secret, title, receivedAt } = receipt
  localStorage.setItem('minyi:kept:cases', JSON.stringify({ data: [{ id, number, secret, title, receivedAt }] }))
}
