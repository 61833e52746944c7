import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Desk, openDesk } from '../support/desk.ts'
import { type Site, startSite } from '../support/site.ts'

let site: Site
let leader: Desk

beforeAll(async () => {
  site = await startSite({ scale: 0.3 })
  leader = await openDesk(site, 'lingdao')
})
afterAll(async () => {
  await leader?.close()
  await site?.close()
})

/** The words of each part of the page that shows a rate: a figure, or a row of a table. */
const rated = (page: Page) => page.locator('.figure-number, [role=cell].cell-strong:not(:empty)')

describe('a leader', () => {
  test('sees each indicator with its interval, its n and its verdict, never a bare percentage', async () => {
    const { page } = leader
    await page.waitForURL(/\/office\/figures/)
    const cards = page.locator('.leader-card')
    await cards.first().waitFor()
    for (const words of await cards.allInnerTexts()) {
      expect(words).toMatch(/达标|未达标|数据不足/)
      const line = words.replaceAll(/\s/g, '')
      if (/\d%/.test(line)) expect(line).toMatch(/\d+\.\d%.*\d+\.\d%–\d+\.\d%n=[\d,]+/)
    }
  })

  test('opens one by unit: a row without a rate says why, and every rate stands with its n', async () => {
    const { page } = leader
    await page.locator('.leader-card').first().click()
    await page.waitForURL(/\/office\/indicator/)
    const units = page.getByRole('table', { name: '按单位' })
    await units.waitFor()
    const rows = await units.getByRole('row').allInnerTexts()
    const hidden = rows.slice(1).filter((row) => !/\d%/.test(row))
    expect(hidden.length).toBeGreaterThan(0)
    for (const row of hidden) expect(row).toMatch(/不到|倒推|隐藏|不显示|份/)
    for (const row of rows.slice(1).filter((row) => /\d%/.test(row))) {
      expect(row).toMatch(/^\S+\s+[\d,]+\s+\d+\.\d%\s+\d+\.\d%–\d+\.\d%/)
      expect(row).toMatch(/达标|未达标|数据不足/)
    }
    expect(await rated(page).count()).toBeGreaterThan(1)
    expect(leader.faults).toEqual([])
  })

  test('downloads the table of units, whose rows carry n and interval as well', async () => {
    const { page } = leader
    const part = page.getByRole('group', { name: '按单位' })
    const [file] = await Promise.all([page.waitForEvent('download'), part.getByRole('button', { name: 'CSV' }).click()])
    const [head = '', ...lines] = readFileSync(await file.path(), 'utf8')
      .trim()
      .split(/\r?\n/)
    const columns = head.replace('\uFEFF', '').split(',')
    expect(columns).toContain('n')
    const at = (name: RegExp) => columns.findIndex((column) => name.test(column))
    const rates = lines.map((line) => line.split(',')).filter((cells) => cells[at(/满意率/)])
    expect(rates.length).toBeGreaterThan(0)
    for (const cells of rates) {
      expect(Number(cells[at(/^n$/)])).toBeGreaterThanOrEqual(30)
      expect(cells[at(/下限/)]).not.toBe('')
      expect(cells[at(/上限/)]).not.toBe('')
    }
  })
})
