import { listPublicFigures, readPublicFigure } from '@minyi/shared/indicators/closed/contract.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openApi } from '../shots/roles.ts'
import { phone, type Site, startSite } from '../support/site.ts'

let site: Site

beforeAll(async () => {
  site = await startSite({ scale: 0.3 })
})
afterAll(() => site?.close())

describe('the public page', () => {
  test('shows on a phone what the API says, as a chart and as a table, and marks it as a demonstration', async () => {
    const api = openApi(site.address)
    const { rows } = await api(listPublicFigures, {})
    const { indicator, figure, trend } = await api(readPublicFigure, { indicatorId: rows[0]?.indicator.id ?? '' })
    const { point, n, interval } = figure.estimate ?? { point: 0, n: 0, interval: [0, 0] }
    const percent = (share: number) => (share * 100).toFixed(1)

    const device = await site.device(phone)
    const page = await device.newPage()
    await page.goto('/figure')
    const card = page.getByRole('group', { name: indicator.name })
    await card.waitFor()
    const words = ((await card.textContent()) ?? '').replaceAll(/\s/g, '')
    expect(words).toContain(`${percent(point)}%`)
    expect(words).toContain(`${percent(interval[0])}%–${percent(interval[1])}%`)
    expect(words).toContain(`n=${n.toLocaleString('en-US')}`)
    expect(words).toMatch(/达标|未达标|数据不足/)
    expect(words).toContain('演示数据')

    await page.getByRole('radio', { name: '表' }).tap()
    const months = page.getByRole('table', { name: `${indicator.name}逐月` }).getByRole('row')
    expect(await months.count()).toBe(trend.length + 1)
    const last = trend.at(-1)?.figure
    const newest = ((await months.nth(1).textContent()) ?? '').replaceAll(',', '')
    if (last?.estimate) {
      expect(newest).toContain(`${percent(last.estimate.point)}%`)
      expect(newest).toContain(String(last.estimate.n))
    } else expect(newest).toMatch(/不到|份数|公布/)

    await page.getByRole('radio', { name: '图' }).tap()
    await page.getByRole('img', { name: /近 \d+ 个月/ }).waitFor()
    await device.close()
  })
})
