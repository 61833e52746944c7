import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDesk } from '../support/desk.ts'
import { expectUsable, shoot } from '../support/phone.ts'
import { desk, phone, type Site, startSite } from '../support/site.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
}, 240_000)
afterAll(() => site.close())

describe('a leader', () => {
  it('goes from a hot spot to its items, opens a campaign, tells its progress, and reads what an earlier one did', async () => {
    const { page, faults, close } = await openDesk(site, 'lingdao')
    await page.goto('/office/hotspots')
    await page.getByRole('heading', { name: '城厢镇 · 餐饮油烟' }).waitFor()
    await expectUsable(page, 24)
    await shoot(page, 'hotspots/list')

    await page.getByRole('link', { name: '看在哪里、是哪些件：城厢镇 · 餐饮油烟' }).click()
    await page.getByRole('heading', { name: /是往常的/ }).waitFor()
    await page.getByRole('table', { name: '热点下的民意件' }).waitFor()
    expect(await page.getByText('您的岗位看件数和进展').count()).toBe(1)
    await expectUsable(page, 24)
    await shoot(page, 'hotspots/detail')

    await page.getByRole('button', { name: '开展专项整治' }).click()
    await page.getByLabel('名称').waitFor()
    const task = page.getByLabel(/的任务$/)
    if ((await task.count()) === 0) await page.getByLabel('责任单位').selectOption({ index: 1 })
    await task.first().fill('逐户检查排烟设施，限期改正')
    await shoot(page, 'hotspots/campaign-form')
    await page.getByRole('button', { name: '开展专项整治' }).click()
    await page.getByRole('heading', { name: '目标' }).waitFor()
    await page.getByRole('button', { name: '记进展' }).click()
    await page.locator('#campaign-words').fill('已检查三十户，下发整改通知书八份')
    await page.getByRole('button', { name: '记下' }).click()
    await page.getByText('已检查三十户').waitFor()
    await expectUsable(page, 24)
    await shoot(page, 'hotspots/campaign-open')

    await page.getByRole('button', { name: '全部整治' }).click()
    await page.getByRole('link', { name: '沙溪镇占道经营专项整治' }).click()
    await page.getByRole('heading', { name: /整治后每天比整治前少了/ }).waitFor()
    expect(await page.getByText('明显减少').count()).toBeGreaterThan(0)
    await expectUsable(page, 24)
    await shoot(page, 'hotspots/campaign-effect')
    await page.screenshot({ path: '.shots/hotspots/campaign-effect-full.png', fullPage: true })
    expect(faults).toEqual([])
    await close()
  }, 240_000)

  it('reads the board of public opinion, on a desk and on a phone', async () => {
    const { page, faults, close } = await openDesk(site, 'lingdao')
    await page.goto('/office/sentiment')
    await page.getByRole('heading', { name: '收集' }).waitFor()
    await expectUsable(page, 24)
    await shoot(page, 'hotspots/sentiment')
    await page.getByRole('link', { name: '网民反映健身房关门跑路' }).click()
    await page.getByRole('button', { name: '回应' }).click()
    await page.getByLabel('回应标题').fill('关于健身房关门的回应')
    await page.getByLabel('回应内容').fill('已登记会员信息，约谈经营者，部分会员转入其他门店继续使用。')
    await page.getByRole('dialog').getByRole('button', { name: '回应' }).click()
    await page.getByText('还没有公开').waitFor()
    await shoot(page, 'hotspots/sentiment-item')
    await page.setViewportSize(phone.viewport)
    for (const at of ['hotspots', 'campaigns', 'sentiment']) {
      await page.goto(`/office/${at}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await expectUsable(page, 24)
      await shoot(page, `hotspots/phone-${at}`)
    }
    await page.setViewportSize(desk.viewport)
    expect(faults).toEqual([])
    await close()
  }, 240_000)
})

describe('whoever keeps the topics', () => {
  it('adds one below a group', async () => {
    const { page, faults, close } = await openDesk(site, 'admin')
    await page.goto('/office/topics')
    await page.getByRole('link', { name: '在城市管理下新增主题' }).click()
    await page.getByLabel('名称').fill('共享单车')
    await page.getByLabel('关键词').fill('共享单车、乱停单车')
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByRole('link', { name: '修改共享单车' }).waitFor()
    await expectUsable(page, 24)
    await shoot(page, 'hotspots/topics')
    expect(faults).toEqual([])
    await close()
  }, 120_000)
})
