import { readFileSync } from 'node:fs'
import { seededRandom } from '@minyi/shared/estimates/seeded-random.ts'
import { describe, expect, test } from 'vitest'
import { siteWithDesk } from '../support/desk.ts'
import { expectUsable, shoot } from '../support/phone.ts'
import { phone, signInStaff } from '../support/site.ts'

const { site, desk: leader } = siteWithDesk('lingdao', { scale: 0.1 })

const chance = seededRandom(11)
const csv = [
  '乡镇,村居,权数,是否知道,首先想到,总体评价',
  ...Array.from({ length: 300 }, (_, i) =>
    [
      ['城厢镇', '沙溪镇', '浏河镇'][i % 3],
      `第${Math.floor(i / 3) % 8}村`,
      40 + (i % 5),
      chance() < 0.8 ? '知道' : '不知道',
      i % 2 === 0 ? '没有遇到' : chance() < 0.6 ? '公共法律服务' : '别的办法',
      chance() < 0.1 ? '不了解' : chance() < 0.92 ? '满意' : '不满意',
    ].join(','),
  ),
].join('\n')

describe('a leader with the answers of a survey', () => {
  test('keeps them without names, chooses which answers count, and publishes the composite', async () => {
    const { page } = leader()
    await page.goto('/office/answers')
    await page.getByText('群众法治获得感、幸福感、安全感调查（演示）').waitFor()
    await page.getByRole('button', { name: '存入一次调查' }).click()
    await page.getByLabel('调查名称').fill('2026 年公共法律服务调查')
    await page.getByLabel('谁做的调查').fill('某调查公司')
    await page.getByLabel('从哪天开始问').fill('2026-05-06')
    await page.getByLabel('到哪天问完').fill('2026-05-20')
    await page.getByLabel('总体有多少人').fill('820000')
    await page.getByLabel('抽中多少人').fill('450')
    const chosen = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: '选文件' }).click()
    await (await chosen).setFiles({ name: '回答.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
    await page.getByRole('button', { name: '回答.csv' }).waitFor()
    await shoot(page, 'answers/keep')
    await page.getByRole('button', { name: '存入', exact: true }).click()
    await page.waitForURL(/\/office\/answers\?id=/)

    await page.getByLabel('回答方案里的哪一条').selectOption({ label: await firstOption(/公共法律服务知晓率/) })
    await page.getByLabel('指标名称').fill('公共法律服务综合指标')
    await page.getByLabel('目标（%）').fill('70')
    for (let i = 1; i < 3; i += 1) await page.getByRole('button', { name: '再加一部分，合成综合指标' }).click()
    await choosePart(1, '是否知道', ['知道'], [], '40', '知晓率')
    await choosePart(2, '首先想到', ['公共法律服务'], ['没有遇到'], '20', '首选率')
    await choosePart(3, '总体评价', ['满意'], ['不了解'], '40', '满意率')
    await page.getByText('各部分的权重合起来正好 100%。').waitFor()
    await page.getByRole('radio', { name: '向社会' }).click()
    await page.getByRole('button', { name: '预览', exact: true }).click()
    const preview = page.getByRole('group', { name: '预览', exact: true })
    await preview.waitFor()
    expect(await preview.textContent()).toMatch(/德尔塔法区间/)
    expect(await page.getByRole('table', { name: '由哪几部分合成' }).textContent()).toMatch(
      /知晓率[\s\S]*首选率[\s\S]*满意率/,
    )
    await shoot(page, 'answers/preview')
    await page.getByRole('button', { name: /的名义发布$/ }).click()
    await page.getByRole('button', { name: '发布', exact: true }).last().click()
    await page.waitForURL(/\/office\/publish\?id=/)
    const certificate = page.getByRole('group', { name: '公共法律服务综合指标' })
    await certificate.waitFor()
    expect(await certificate.textContent()).toMatch(/有效[\s\S]*向社会发布/)
    await shoot(page, 'answers/certificate')
    expect(leader().faults).toEqual([])
  })

  test('whoever is asked reads it in large print, in plain words, and gets sums of each question and nobody’s answers', async () => {
    const device = await site().device({ ...phone, timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' })
    await device.addInitScript(() => localStorage.setItem('minyi:large-print', JSON.stringify({ data: true })))
    const page = await device.newPage()
    await page.goto('/published')
    await page.getByText('公共法律服务综合指标').first().click()
    const head = page.getByRole('group', { name: '公共法律服务综合指标' })
    await head.waitFor()
    expect(await head.textContent()).toMatch(/满分 100，按抽样推算约为 \d+，真实值很可能在 \d+ 到 \d+ 之间/)
    expect(await page.getByRole('group', { name: '从抽样到数字' }).textContent()).toMatch(/抽中450[\s\S]*回答300/)
    await expectUsable(page, 60)
    await shoot(page, 'answers/public-large-print')
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: /每道题的合计（CSV）/ }).click(),
    ])
    const rows = readFileSync(await file.path(), 'utf8')
    expect(rows).toMatch(/^题,有效回答,[\s\S]*全部受访人,300,[\s\S]*知晓率,300,/)
    expect(rows).not.toMatch(/镇|第\d村/)
    await device.close()
  })

  test('is corrected from the certificate, beginning with what was chosen, with a reason that stays in sight', async () => {
    const { page } = leader()
    await page.getByRole('button', { name: '更正：另发一个' }).click()
    await page.getByText(/更正一个已发布的数字/).waitFor()
    await page.getByRole('link', { name: '2026 年公共法律服务调查' }).click()
    await page.getByLabel('更正的原因').fill('目标应当是 75%')
    expect(await page.getByLabel('目标（%）').inputValue()).toBe('70')
    await page.getByLabel('目标（%）').fill('75')
    await page.getByRole('button', { name: '预览', exact: true }).click()
    await page.getByRole('group', { name: '预览', exact: true }).waitFor()
    await shoot(page, 'answers/correct')
    await page.getByRole('button', { name: /的名义发布$/ }).click()
    await page.getByRole('button', { name: '发布', exact: true }).last().click()
    await page.getByText('这是一次更正，原因：目标应当是 75%').waitFor()
    await page.getByRole('link', { name: '看原来的数字' }).click()
    await page.getByText('已更正：目标应当是 75%').waitFor()
    expect(leader().faults).toEqual([])
  })

  test('and on a phone', async () => {
    const device = await site().device({ ...phone, timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' })
    const page = await device.newPage()
    await signInStaff(page, 'lingdao')
    await page.goto('/office/answers')
    await page.getByText('2026 年公共法律服务调查').waitFor()
    await expectUsable(page)
    await shoot(page, 'answers/phone-list')
    await page.getByText('2026 年公共法律服务调查').click()
    await page.getByText('怎样抽的人').first().waitFor()
    await expectUsable(page)
    await shoot(page, 'answers/phone-form')
    await device.close()
  })
})

async function firstOption(words: RegExp): Promise<string> {
  const options = leader().page.getByLabel('回答方案里的哪一条').locator('option', { hasText: words })
  await options.first().waitFor({ state: 'attached' })
  return (await options.first().textContent()) ?? ''
}

/** A part of the composite: its question, the answers that count, those that are no answers, its weight and name. */
async function choosePart(n: number, column: string, counted: string[], none: string[], weight: string, name: string) {
  const part = leader().page.getByRole('group', { name: `第 ${n} 部分` })
  await part.getByLabel('题目').selectOption({ label: column })
  const answers = (group: string, value: string) =>
    part.getByRole('group', { name: group }).getByRole('checkbox', { name: new RegExp(`^${value}（`) })
  for (const value of none) await answers('有效的回答', value).click()
  for (const value of counted) await answers('算作是的', value).click()
  await part.getByLabel('这一部分叫什么').fill(name)
  await part.getByLabel('权重（%）').fill(weight)
}
