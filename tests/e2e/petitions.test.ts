import { randomUUID } from 'node:crypto'
import { demoPassword } from '@minyi/server/demo/accounts.ts'
import { demoTenant } from '@minyi/server/demo/tenant.ts'
import { registryId } from '@minyi/server/features/registry/sheets/queries.ts'
import * as office from '@minyi/shared/cases/office/contract.ts'
import { setPath } from '@minyi/shared/cases/paths/contract.ts'
import { askReview } from '@minyi/shared/cases/petitions/contract.ts'
import { submitCase } from '@minyi/shared/cases/resident/contract.ts'
import { signInStaff as signInOperation } from '@minyi/shared/identity/contract.ts'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callSite, openDesk } from '../support/desk.ts'
import { expectUsable, shoot } from '../support/phone.ts'
import { phone, type Site, startSite } from '../support/site.ts'

let site: Site
let device: BrowserContext
let page: Page
const faults: string[] = []
const id = () => randomUUID()
const unitOf = (externalId: string) => registryId(demoTenant.id, 'units', externalId)
const mouseTarget = 24
const reasons = '答复只说已处理，没有说明依据，也没有人到现场看过。'

beforeAll(async () => {
  site = await startSite()
  device = await site.device({ ...phone, timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' })
  page = await device.newPage()
  page.setDefaultTimeout(60_000)
  page.on('pageerror', ({ message }) => faults.push(message))
})
afterAll(async () => {
  expect(faults).toEqual([])
  await site?.close()
})

const tokenOf = async (login: string) =>
  (await callSite(site, signInOperation, { login, password: demoPassword })).token

/** A complaint on the path of 信访 that 城厢镇 has answered. */
async function answered() {
  const draft = {
    id: id(),
    kind: 'complaint' as const,
    identity: 'supervisor' as const,
    text: '拆除小区外侧雨棚时没有书面通知，也没有给整改的时间。',
    title: '拆雨棚没有书面通知',
    conduct: 'irregular' as const,
    accusedUnitId: unitOf('u-cgj'),
  }
  const receipt = await callSite(site, submitCase, draft)
  const step = (version: number) => ({ id: id(), caseId: draft.id, version })
  const dispatcher = await tokenOf('fenpai')
  await callSite(site, office.acceptCase, step(1), dispatcher)
  const path = { legalPath: 'petition' as const, words: '信访人来信反映，按信访办理。' }
  await callSite(site, setPath, { ...step(2), ...path }, dispatcher)
  await callSite(site, office.assignCase, { ...step(3), unitId: unitOf('u-chengxiang') }, dispatcher)
  const said = { outcome: 'done' as const, words: '经核查，拆除程序符合规定，已向您当面说明。' }
  await callSite(site, office.replyCase, { ...step(4), ...said }, await tokenOf('chengxiang'))
  return receipt
}

/** Somebody at a desk finds a review in the list, and writes a finding. */
async function find(login: string, number: string, outcome: string, picture: string) {
  const desk = await openDesk(site, login)
  await desk.page.goto('/office/petition-reviews')
  const card = desk.page.getByRole('group', { name: new RegExp(number) })
  await card.getByText(reasons).waitFor()
  await shoot(desk.page, `petitions/${picture}-list`)
  await card.getByRole('button', { name: '审阅并作出意见' }).click()
  await card.getByText('拆除程序符合规定').waitFor()
  await card.getByRole('radio', { name: outcome }).click()
  await card.getByRole('textbox').fill('经查，通知书已按规定送达，原答复认定事实清楚、程序合法。')
  await expectUsable(desk.page, mouseTarget)
  await shoot(desk.page, `petitions/${picture}-form`)
  await card.getByRole('button', { name: /^作出复.意见/ }).click()
  await card.waitFor({ state: 'detached' })
  await desk.page.getByRole('radio', { name: '已作出意见' }).click()
  await desk.page.getByText(number).waitFor()
  await shoot(desk.page, `petitions/${picture}-done`)
  faults.push(...desk.faults)
  await desk.close()
}

async function ask(word: string, picture: string) {
  await page.getByLabel('不服的地方和理由').fill(reasons)
  await expectUsable(page)
  await shoot(page, `petitions/${picture}`)
  await page.getByRole('button', { name: word }).tap()
  await page.getByText(`${word.slice(2)}中`).waitFor()
}

describe('after an answer on the path of 信访', () => {
  test('the resident asks for 复查, then for 复核, each answered by another office, and learns that it has ended', async () => {
    const receipt = await answered()
    await page.goto('/cases')
    await page.getByRole('button', { name: /^用编号查进度/ }).tap()
    await page.locator('#receipt-number').fill(receipt.number)
    await page.locator('#receipt-secret').fill(receipt.secret)
    await page.locator('#find-receipt').tap()
    await page.getByText('复查和复核').tap()
    await page.getByRole('heading', { name: '申请复查' }).waitFor()
    await ask('申请复查', 'asking')
    await expectUsable(page)
    await shoot(page, 'petitions/asked')

    await find('fenpai2', receipt.number, '维持', 'review')
    await page.reload()
    await page.getByText('复查意见：维持').waitFor()
    await ask('申请复核', 'asking-again')

    await find('jiandu', receipt.number, '变更', 'recheck')
    await page.reload()
    await page.getByText('信访程序已经终结').waitFor()
    await page.getByRole('heading', { name: '行政复议' }).waitFor()
    await expectUsable(page)
    await shoot(page, 'petitions/final')
    await page.getByText('信访程序已经终结').scrollIntoViewIfNeeded()
    await shoot(page, 'petitions/final-left')
    await device.addInitScript(() => localStorage.setItem('minyi:large-print', '{"data":true}'))
    await page.reload()
    await page.getByText('复核意见：变更').waitFor()
    await expectUsable(page, 60)
    await shoot(page, 'petitions/large')
  }, 240_000)

  test('the dispatcher has another unit review, and may change it once more', async () => {
    const { id: caseId, number, secret } = await answered()
    await callSite(site, askReview, { id: id(), caseId, secret, level: 'review', reasons })
    const desk = await openDesk(site, 'fenpai')
    await desk.page.goto('/office/petition-reviews')
    const card = desk.page.getByRole('group', { name: new RegExp(number) })
    await card.getByRole('button', { name: /看全文|审阅/ }).click()
    for (const [typed, unit] of [
      ['交通运输', '太仓市交通运输局'],
      ['司法', '太仓市司法局'],
    ] as const) {
      await card.getByRole('button', { name: '指定由其他单位复查' }).click()
      await card.locator('#units-search').fill(typed)
      await card.getByRole('checkbox', { name: unit }).first().click()
      await card.getByLabel('理由').fill('由上一级机关复查更合适。')
      await expectUsable(desk.page, mouseTarget)
      await shoot(desk.page, 'petitions/routing')
      await card.getByRole('button', { name: '指定', exact: true }).click()
      await card.getByText(`复查：${unit}`).waitFor()
    }
    await card.getByRole('button', { name: '指定由其他单位复查' }).waitFor()
    await shoot(desk.page, 'petitions/routed')
    faults.push(...desk.faults)
    await desk.close()
  }, 120_000)
})
