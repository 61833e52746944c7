import { signInStaff as signIn } from '@minyi/shared/identity/contract.ts'
import { defineIndicator, listIndicators } from '@minyi/shared/indicators/contract.ts'
import { orderedLabel } from '@minyi/shared/indicators/published/labels.ts'
import { describe, expect, test } from 'vitest'
import { callSite, siteWithDesk } from '../support/desk.ts'
import { expectUsable, shoot } from '../support/phone.ts'
import { phone } from '../support/site.ts'

const survey = '群众法治获得感、幸福感、安全感综合指标'
const { site, desk: leader } = siteWithDesk('lingdao', { scale: 0.1 })

const group = (name: string | RegExp) => leader().page.getByRole('group', { name, exact: true })

describe('a leader publishes a rate of handling', () => {
  test('beside the live rate, of a month that is over, with its funnel, under the own name', async () => {
    const { page } = leader()
    await page.goto('/office/figures')
    const card = group('民意件办理')
    await card.waitFor()
    await card.scrollIntoViewIfNeeded()
    await card.getByRole('link', { name: /民意件解决率的出生证明/ }).waitFor()
    await shoot(page, 'handling-published/leader')
    await card.getByRole('link', { name: '发布这个指标的数字' }).first().click()
    await page.waitForURL(/indicator=handling-responded/)
    await page.getByLabel('时段').waitFor()
    await page.getByRole('button', { name: '预览', exact: true }).click()
    const preview = group('预览')
    await preview.waitFor()
    expect(await preview.textContent()).toMatch(/收到 [\d,]+ → 属于办理范围 [\d,]+ → 已受理，或收到满 24 小时 [\d,]+/)
    await shoot(page, 'handling-published/preview')
    await page.getByRole('button', { name: /的名义发布$/ }).click()
    await page.getByRole('button', { name: '发布', exact: true }).last().click()
    await page.waitForURL(/\/office\/publish\?id=/)
    await group('民意件响应率').waitFor()
    expect(await group('从收到到数字').textContent()).toMatch(/收到[\s\S]*其中算作是的/)
    await shoot(page, 'handling-published/certificate')
    await page.goto('/office/figures')
    await card.getByRole('link', { name: '民意件响应率的出生证明' }).waitFor()
    expect(leader().faults).toEqual([])
  })

  test('and whoever is curious reads it in large print, with how it is computed, beside a survey', async () => {
    const device = await site().device({ ...phone, timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' })
    await device.addInitScript(() => localStorage.setItem('minyi:large-print', JSON.stringify({ data: true })))
    const page = await device.newPage()
    page.setDefaultTimeout(60_000)
    await page.goto('/published')
    const newest = page.getByRole('group', { name: '调查和办理：最近一次' })
    await newest.getByText(survey).waitFor()
    await expectUsable(page, 60)
    await shoot(page, 'handling-published/public-list-large')
    await newest.getByText('民意件响应率').click()
    await page.getByRole('group', { name: '从收到到数字' }).waitFor()
    expect(await page.getByRole('group', { name: '民意件响应率' }).textContent()).toMatch(
      /每 100 件里约 \d+(\.\d+)? 件是这样，真实值很可能在/,
    )
    await expectUsable(page, 60)
    await shoot(page, 'handling-published/public-certificate-large')
    await page.getByRole('button', { name: '这个指标怎么算' }).click()
    await page.getByText('每一件恰好算一种情形').waitFor()
    await page.getByText('口径历次版本').waitFor()
    await expectUsable(page, 60)
    await shoot(page, 'handling-published/method-large')
    await page.getByRole('radio', { name: '调查', exact: true }).click()
    await page.getByText('数字 = 各部分的比例乘以权重，再相加').waitFor()
    await expectUsable(page, 60)
    await shoot(page, 'handling-published/method-survey-large')
    await device.close()
  })
})

describe('silence that an order counts', () => {
  test('stands second and labelled, on the cards and on the page of one indicator, never in the headline', async () => {
    await orderSilence()
    const { page } = leader()
    await page.goto('/office/figures')
    await page.getByText(orderedLabel).first().waitFor()
    await shoot(page, 'handling-published/leader-ordered')
    await page.getByText(orderedLabel).first().click()
    await group('数字从哪里来').waitFor()
    await page.getByText(orderedLabel).filter({ visible: true }).first().waitFor()
    await shoot(page, 'handling-published/indicator-ordered')
    const headline = await page.locator('.figure-number').filter({ visible: true }).first().textContent()
    const second = await page.getByText(orderedLabel).filter({ visible: true }).first().textContent()
    expect(second).not.toContain(`：${headline}（`)
  })
})

/** The administrator enters the order for each indicator. */
async function orderSilence() {
  const { token } = await callSite(site(), signIn, { login: 'admin', password: 'minyi-demo-2026' })
  const { indicators } = await callSite(site(), listIndicators, {})
  for (const { id, definition, grades, channels, windowDays, minN, target, level } of indicators) {
    await callSite(
      site(),
      defineIndicator,
      {
        ...{ id: crypto.randomUUID(), indicatorId: id, expectedVersion: definition.version, grades },
        channels: channels.flatMap((channel) => (channel === 'standing' ? [] : [channel])),
        ...{ windowDays, minN, target: target ?? 0.9, level: level === 0.99 ? 0.99 : 0.95 },
        silence: { order: '演示市关于评价统计的通知', issuer: '演示市数据局' },
        reason: '按通知要求另列',
      },
      token,
    )
  }
}
