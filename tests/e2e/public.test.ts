import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { listPublicFigures, readPublicFigure } from '@minyi/shared/indicators/closed/contract.ts'
import { listOfficerFigures } from '@minyi/shared/indicators/officers/contract.ts'
import { previewFigure, publishFigure, withdrawFigure } from '@minyi/shared/indicators/published/contract.ts'
import { readOpenFigure } from '@minyi/shared/indicators/published/open/contract.ts'
import { listUnits } from '@minyi/shared/registry/contract.ts'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Api, openApi, staffToken } from '../shots/roles.ts'
import { openDesk } from '../support/desk.ts'
import { expectUsable, shoot } from '../support/phone.ts'
import { phone, type Site, startSite } from '../support/site.ts'

let site: Site
let api: Api

beforeAll(async () => {
  site = await startSite({ scale: 0.3 })
  api = openApi(site.address)
})
afterAll(() => site?.close())

const percent = (share: number) => (share * 100).toFixed(1)
const wordsOf = async (page: Page, name: string) =>
  ((await page.getByRole('group', { name, exact: true }).textContent()) ?? '').replaceAll(/\s/g, '')

/** Publishes the figure that a closing let out last. */
async function publish(indicatorId: string, token: string) {
  const choice = { indicatorId, audience: 'public' as const }
  const { asOf, rows } = await api(previewFigure, choice, token)
  return api(publishFigure, { id: crypto.randomUUID(), ...choice, asOf, sha256: rows.sha256, note: '' }, token)
}

describe('the public page', () => {
  test('shows on a phone what the API says, as a chart and as a table, and marks it as a demonstration', async () => {
    const { rows } = await api(listPublicFigures, {})
    const { indicator, figure, trend } = await api(readPublicFigure, { indicatorId: rows[0]?.indicator.id ?? '' })
    const { point, n, interval } = figure.estimate ?? { point: 0, n: 0, interval: [0, 0] }

    const device = await site.device(phone)
    const page = await device.newPage()
    await page.goto('/figure')
    await page.getByRole('group', { name: indicator.name, exact: true }).waitFor()
    const words = await wordsOf(page, indicator.name)
    expect(words).toContain(`${percent(point)}%`)
    expect(words).toContain(`${percent(interval[0])}%–${percent(interval[1])}%`)
    expect(words).toContain(`n=${n.toLocaleString('en-US')}`)
    expect(words).toMatch(/每100份评价里约[\d.]+份满意，真实值很可能在[\d.]+到[\d.]+之间/)
    expect(words).toMatch(/判为(达标|未达标|数据不足)/)
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
    expect(await months.count()).toBe(trend.length + 1)
    expect(await page.getByRole('table', { name: '每 100 份评价里' }).getByRole('row').count()).toBe(4)
    await page.emulateMedia({ media: 'print' })
    const printed = await page.getByRole('table', { name: `${indicator.name}逐月` }).boundingBox()
    expect(printed?.width).toBeGreaterThan(200)
    await device.close()
  })

  test('is read by a resident in large print: figure, table, method and birth certificate', async () => {
    const { rows } = await api(listPublicFigures, {})
    const { id = '', name = '', clause, minN } = rows[0]?.indicator ?? {}
    const token = await staffToken(api, 'lingdao')
    const { id: figureId } = await publish(id, token)
    const standing = await api(readOpenFigure, { figureId })
    const mistaken = await publish(rows[1]?.indicator.id ?? '', token)
    const reason = '发布时选错了时段'
    await api(withdrawFigure, { id: crypto.randomUUID(), figureId: mistaken.id, reason }, token)
    const device = await site.device({ ...phone, reducedMotion: 'reduce' })
    const page = await device.newPage()
    page.setDefaultTimeout(20_000)

    await page.goto('/figure')
    await page.getByRole('switch', { name: '大字版' }).tap()
    await page.getByRole('group', { name, exact: true }).waitFor()
    await expectUsable(page, 60)
    await shoot(page, 'public/figure-large')

    await page.getByRole('radio', { name: '表' }).tap()
    await page.getByRole('table', { name: `${name}逐月` }).scrollIntoViewIfNeeded()
    await expectUsable(page, 60)
    await shoot(page, 'public/table-large')

    await page.getByRole('button', { name: /怎么算的（方法与口径/ }).tap()
    await page.getByText(`“${clause?.text}”`).waitFor()
    expect(await wordsOf(page, '不算什么')).toContain(`不到${minN}份，不给比率`)
    expect(await wordsOf(page, '准不准、怎么下结论')).toContain('区间最低的一头也不低于90%')
    await expectUsable(page, 60)
    await shoot(page, 'public/method-large')

    await page.getByRole('button', { name: '已发布的数字' }).last().tap()
    await page.getByRole('button', { name: /有效/ }).first().tap()
    await page.getByText(standing.rows.sha256).waitFor()
    expect(await wordsOf(page, '从事项到数字')).toContain('到期没有回应（不当作满意）')
    await expectUsable(page, 60)
    await shoot(page, 'public/certificate-large')

    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: /原始行/ }).tap(),
    ])
    expect(
      createHash('sha256')
        .update(readFileSync(await file.path()))
        .digest('hex'),
    ).toBe(standing.rows.sha256)

    await page.goto('/published')
    await page.getByText(`撤下原因：${reason}`).waitFor()
    await page
      .getByRole('button', { name: /已撤下/ })
      .first()
      .tap()
    await page.getByText(new RegExp(`撤下：${reason}`)).waitFor()
    await device.close()
  })

  test('gives its open data with a dictionary, and holds at the smallest phone, at 1.75 times the type and on a desktop', async () => {
    const faces = {
      small: { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true },
      grown: phone,
      desk: { viewport: { width: 1440, height: 900 } },
    }
    for (const [face, options] of Object.entries(faces)) {
      const device = await site.device({ ...options, reducedMotion: 'reduce' })
      const page = await device.newPage()
      for (const address of ['/figure', '/method', '/published', '/open-data']) {
        await page.goto(address)
        if (face === 'grown') await page.addStyleTag({ content: 'html { font-size: 28px }' })
        await page.locator('.card').first().waitFor()
        await expectUsable(page)
        await shoot(page, `public/${face}${address.replace('/', '-')}`)
      }
      await page
        .getByRole('button', { name: /数据字典/ })
        .first()
        .click()
      await page
        .getByRole('table', { name: /数据字典/ })
        .getByText('满意份数 ÷ n')
        .waitFor()
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: /公开指标.*JSON/ }).click(),
      ])
      const data = JSON.parse(readFileSync(await file.path(), 'utf8'))
      expect(data.fields.length).toBeGreaterThan(10)
      expect(Object.keys(data.rows[0]).sort()).toEqual(data.fields.map(({ code }: { code: string }) => code).sort())
      await device.close()
    }
  })
})

describe('the rated unit', () => {
  test('reads its own figures and its place in the funnel, and is sent nothing of another unit', async () => {
    const desk = await openDesk(site, 'chengguan')
    const bodies: string[] = []
    desk.page.on('response', async (response) => {
      if (response.url().includes('/closed-figures/')) bodies.push(await response.text())
    })
    await desk.page.goto('/office/own-figures')
    await desk.page.getByRole('group', { name: '和全市比，是不是偶然' }).waitFor()
    await desk.page.getByRole('group', { name: '涉及本单位的剔除' }).waitFor()
    await desk.page.getByRole('heading', { name: '差评的原因，满 5 件按批告知' }).waitFor()
    await shoot(desk.page, 'public/own-unit')
    const { units } = await api(listUnits, {})
    const others = units.filter(({ name }) => name !== '太仓市城市管理局').map(({ id }) => id)
    expect(bodies).toHaveLength(1)
    expect(others.length).toBeGreaterThan(10)
    for (const id of others) expect(bodies[0]).not.toContain(id)
    await expectUsable(desk.page, 28)
    expect(desk.faults).toEqual([])
    await desk.close()
  })
})

describe('an officer', () => {
  test('reads an estimate of the own work that names neither n nor colleagues', async () => {
    const desk = await openDesk(site, 'zhifa')
    await desk.page.goto('/office/own-figures')
    const card = desk.page.getByRole('group', { name: '行政执法社会满意度：个人估计' })
    await card.waitFor()
    const words = ((await card.textContent()) ?? '').replaceAll(/\s/g, '')
    expect(words).toMatch(/每100位当事人中约\d+位满意，真实值很可能在\d+到\d+之间|不作估计|还没有估计/)
    expect(words).not.toMatch(/n=/)
    await shoot(desk.page, 'public/own-officer')
    await expectUsable(desk.page, 28)
    expect(desk.faults).toEqual([])
    await desk.close()
  })

  test('is found by the supervising office in a list without ranks, and by no leader', async () => {
    const desk = await openDesk(site, 'jiandu')
    await desk.page.goto('/office/officers')
    await desk.page.getByRole('table', { name: '执法人员' }).waitFor()
    await shoot(desk.page, 'public/officers')
    await desk.page.getByLabel('姓名或执法证号').fill('孟洁')
    await desk.page.getByLabel('姓名或执法证号').press('Enter')
    const rows = desk.page.getByRole('table', { name: '执法人员' }).getByRole('row')
    await expect.poll(() => rows.count()).toBe(2)
    expect(await rows.nth(1).textContent()).toContain('孟洁')
    await expectUsable(desk.page, 28)
    expect(desk.faults).toEqual([])
    await desk.close()

    const leader = await openDesk(site, 'lingdao')
    await leader.page.waitForURL(/\/office\/figures/)
    expect(await leader.page.getByRole('link', { name: '执法人员' }).count()).toBe(0)
    const asLeader = api(listOfficerFigures, { indicatorId: 'IND-002-01' }, await staffToken(api, 'lingdao'))
    await expect(asLeader).rejects.toThrow('404')
    await leader.close()
  })
})
