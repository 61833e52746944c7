import { randomUUID } from 'node:crypto'
import * as merging from '@minyi/shared/cases/merging/contract.ts'
import * as office from '@minyi/shared/cases/office/contract.ts'
import * as own from '@minyi/shared/cases/resident/contract.ts'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { type CaseWorld, makeCaseWorld, must } from '../support/factories/cases.ts'
import { expectUsable, openPhone, type Phone, shoot } from '../support/phone.ts'
import { startServer, type TestServer } from '../support/server.ts'

const text = '楼下烧烤店的油烟直排到窗户，夜里呛得睡不着。'

let server: TestServer
let browser: Browser
let phone: Phone
let world: CaseWorld
beforeAll(async () => {
  server = await startServer()
  world = await makeCaseWorld(server)
  await must(server.call(own.submitCase, opinion(), undefined, server.east))
  await must(server.call(own.submitCase, opinion(), undefined, server.east))
  browser = await launchBrowser()
  phone = await openPhone(browser, await server.listen(), 'east')
})
afterAll(async () => {
  expect(phone.faults).toEqual([])
  await phone.close()
  await browser.close()
  await server.close()
})

const opinion = () => ({
  ...({ id: randomUUID(), kind: 'opinion', identity: 'public', text } as const),
  areaId: world.village.id,
})
const read = (caseId: string) => must(server.call(office.readCase, { caseId }, world.supervisor))

/** The unit answers, as the office does it. */
async function answer(caseId: string, words: string): Promise<void> {
  const { version } = await read(caseId)
  await must(
    server.call(office.replyCase, { id: randomUUID(), caseId, version, outcome: 'done', words }, world.handler),
  )
}

/** A resident's matter in the hands of the unit, which others are merged into. */
async function leadAbout(): Promise<{ id: string; version: number }> {
  const { id } = await must(server.call(own.submitCase, opinion(), undefined, server.east))
  const step = (version: number) => ({ id: randomUUID(), caseId: id, version })
  await must(server.call(office.acceptCase, step(1), world.dispatcher))
  await must(server.call(office.assignCase, { ...step(2), unitId: world.handling.id }, world.dispatcher))
  return { id, version: 3 }
}

/** The resident's own words on the answer. */
async function judge(verdict: RegExp, words: string): Promise<void> {
  const { page } = phone
  await page.getByRole('radio', { name: verdict }).tap()
  await page.getByLabel(/还差什么|想说几句/).fill(words)
  await page.locator('#submit-verdict').tap()
}

describe('one matter of several residents', () => {
  test('is told of before submitting, merged, answered, not solved, reopened and solved, all on the own receipt', async () => {
    const { page } = phone
    const lead = await leadAbout()
    const mine = await submitWithOthers()
    const { candidates } = await must(server.call(merging.listSimilar, { caseId: mine.id }, world.dispatcher))
    expect(candidates.filter(({ linked }) => linked)).toHaveLength(1)
    const items = [{ caseId: mine.id, version: 1 }]
    const merge = { id: randomUUID(), caseId: lead.id, version: lead.version, items }
    await must(server.call(merging.mergeCases, merge, world.dispatcher))
    await page.locator('#to-progress').tap()
    await page.getByText('已合并一起办理').first().waitFor()
    await expectUsable(page)
    await shoot(page, 'merged/merged')

    await answer(lead.id, '已责令店主安装油烟净化设施，排烟口已改道。')
    await page.reload()
    await page.getByText('排烟口已改道').first().waitFor()
    await expectUsable(page)
    await shoot(page, 'merged/answered')
    await judge(/没有解决/, '晚上还是有油烟，净化器没有开。')
    await page.getByText('监督机构正在核实您的意见').waitFor()
    await shoot(page, 'merged/not-solved')

    await page.getByRole('button', { name: /申请重办一次/ }).tap()
    await page.getByRole('dialog').getByLabel('理由').fill('请晚上来看一次，净化器没有开。')
    await page.locator('#confirm-reopen').tap()
    await page.locator('#confirm-reopen').waitFor({ state: 'detached' })
    await answer(mine.id, '夜间复查两次，净化设施已常开，油烟检测达标。')
    await page.reload()
    await page.getByText('油烟检测达标').first().waitFor()
    await judge(/^解决了/, '')
    await page.locator('#submit-verdict').waitFor({ state: 'detached' })
    await expectUsable(page)
    await shoot(page, 'merged/solved')
    expect(await read(mine.id)).toMatchObject({ state: 'closed', round: 2, verdict: 'solved' })
    expect(await read(lead.id)).toMatchObject({ state: 'replied', verdict: null })
  }, 240_000)
})

/** Writes the same matter down on the phone, takes the offer to be counted with the others, and submits. */
async function submitWithOthers(): Promise<{ id: string }> {
  const { page } = phone
  await page.goto('/complain')
  await page.getByRole('radio', { name: /^公开/ }).tap()
  await page.locator('#to-form').tap()
  await page.getByRole('radio', { name: /^意见建议/ }).tap()
  await page.locator('#case-text').fill(text)
  await page.locator('#town').selectOption({ label: world.town.name })
  await page.locator('#village').selectOption({ label: world.village.name })
  await page.locator('#to-check').tap()
  await page.getByText('已有 3 人以上反映').waitFor()
  await page.getByRole('switch', { name: '一并关注' }).tap()
  await expectUsable(page)
  await shoot(page, 'merged/offer')
  await page.locator('#submit-case').tap()
  await page.locator('#to-progress').waitFor()
  await expectUsable(page)
  await shoot(page, 'merged/receipt')
  const [kept] = await server.platform.database.sql<{ id: string }[]>`
    select id from cases where tenant_id = ${server.east.id} order by received_at desc, number desc limit 1`
  if (!kept) throw new Error('the item was submitted a moment ago')
  return kept
}
