import { randomUUID } from 'node:crypto'
import { demoContext, demoTenant } from '@minyi/server/demo/tenant.ts'
import { registryId } from '@minyi/server/features/registry/sheets/queries.ts'
import { reRate, submitRating } from '@minyi/shared/ratings/contract.ts'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callSite, type Desk, openDesk, openEntry, tabTo } from '../support/desk.ts'
import { makeClaim } from '../support/factories/matters.ts'
import { expectUsable, shoot } from '../support/phone.ts'
import { type Site, startSite } from '../support/site.ts'

let site: Site
let desk: Desk

beforeAll(async () => {
  site = await startSite()
  desk = await openDesk(site, 'jiandu')
})
afterAll(async () => {
  expect(desk?.faults).toEqual([])
  await site?.close()
})

const mouseTarget = 24

async function ratePoorly() {
  const unit = {
    id: registryId(demoTenant.id, 'units', 'u-cgj'),
    name: '太仓市城市管理局',
    areaId: registryId(demoTenant.id, 'areas', '320585000000'),
  }
  const { token } = await makeClaim(demoContext(site.platform), { unit, officerId: null, phone: '13912345678' })
  return callSite(site, submitRating, { id: randomUUID(), claim: token, grade: 1 })
}

async function record(page: Page, word: string, note: string) {
  await page.keyboard.press('r')
  await page.locator('#follow-note:focus').waitFor()
  await page.keyboard.type(note)
  await tabTo(page, `确认${word}`)
  await page.keyboard.press('Enter')
  await page.locator('#follow-note').waitFor({ state: 'detached' })
}

describe('a poor grade at the supervisor’s desk', () => {
  test('is called back, verified, put right, rated again and closed, by keyboard alone', async () => {
    const receipt = await ratePoorly()
    const { page } = desk
    await openEntry(page, '差评跟进')
    await page.locator('#follow-up-search').waitFor()
    await page.keyboard.press('/')
    await page.locator('#follow-up-search:focus').waitFor()
    await page.keyboard.type(receipt.number)
    await page.keyboard.press('Enter')
    await page.locator('.dense-row', { hasText: receipt.number }).waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('j')
    await page.getByText('下一步：回访').waitFor()
    await expectUsable(page, mouseTarget)
    await shoot(page, 'supervisor/follow-up')

    await page.getByRole('button', { name: '申请查看' }).click()
    await page.keyboard.type('回访核实差评')
    await tabTo(page, '查看并记录')
    await page.keyboard.press('Enter')
    await page.getByText('13912345678').waitFor()
    await shoot(page, 'supervisor/contact')

    await record(page, '已回访', '当事人说检查时没有出示证件。')
    await page.getByText('下一步：核实').waitFor()
    await record(page, '核实属实', '调取执法记录仪影像，情况属实。')
    await page.getByText('下一步：整改').waitFor()
    await record(page, '整改完成', '带队人员已上门道歉，全队重新培训。')
    await page.getByText('等居民再评价').waitFor()

    await callSite(site, reRate, { id: randomUUID(), ratingId: receipt.id, secret: receipt.secret, grade: 4 })
    await page.reload()
    await page.getByText('居民再评价：满意').waitFor()
    await record(page, '办结', '居民再评价满意。')
    await page.getByText('办结：已解决').waitFor()
    await expectUsable(page, mouseTarget)
    await shoot(page, 'supervisor/closed')
  })

  test('the list says what is late, and a stage narrows it', async () => {
    const { page } = desk
    await page.goto('/office/follow-ups?view=overdue')
    await page.locator('.list-title', { hasText: '已超期' }).first().waitFor()
    await page.locator('.rail-item', { hasText: '待核实' }).click()
    await page.locator('.list-title', { hasText: '待核实' }).first().waitFor()
    expect(new URL(page.url()).searchParams.get('view')).toBe('verify')
    await expectUsable(page, mouseTarget)
    await shoot(page, 'supervisor/list')
  })
})
