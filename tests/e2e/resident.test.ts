import { randomUUID } from 'node:crypto'
import * as office from '@minyi/shared/cases/office/contract.ts'
import { issueCode } from '@minyi/shared/registry/contract.ts'
import type { Browser } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { type Emulators, startEmulators } from '../support/emulators.ts'
import { type CaseWorld, fileComplaint, makeCaseWorld, must } from '../support/factories/cases.ts'
import { makeClaim } from '../support/factories/matters.ts'
import { expectUsable, openPhone, type Phone, shoot } from '../support/phone.ts'
import { startServer, type TestServer } from '../support/server.ts'

let server: TestServer
let emulators: Emulators
let browser: Browser
let base: string
let world: CaseWorld
let phone: Phone

beforeAll(async () => {
  emulators = await startEmulators()
  server = await startServer({ env: { SMS_API_BASE: emulators.sms, WECHAT_API_BASE: emulators.wechat } })
  await server.platform.database.sql`update tenants set demo = 1 where slug = 'east'`
  world = await makeCaseWorld(server)
  base = await server.listen()
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
  await emulators?.stop()
})
beforeEach(async () => {
  phone = await openPhone(browser, base, 'east')
})
afterEach(async () => {
  expect(phone.faults).toEqual([])
  await phone.close()
})

const contact = (given: { phone?: string; title?: string } = {}) =>
  makeClaim(server.as(server.east), {
    unit: { id: world.accused.id, name: '市城管局', areaId: world.village.id },
    officerId: null,
    ...given,
  })

describe('a resident rates a contact', () => {
  test('in three taps from the link, and changes the grade on the receipt', async () => {
    const { page } = phone
    const { token, matter } = await contact()
    await page.goto(`/r/${token}`)
    await page.getByText('您对这次执法满意吗？').waitFor()
    expect(await page.getByRole('radio', { checked: true }).count()).toBe(0)
    expect(await page.locator('#submit-rating').isDisabled()).toBe(true)
    await expectUsable(page)
    await shoot(page, 'resident/rate')

    await page.getByRole('radio', { name: /^不满意/ }).tap()
    await page.locator('#submit-rating').tap()
    await page.getByText('已收到您的评价').waitFor()
    await page.getByText('回访核实').waitFor()
    expect(await gradesOf(matter.id)).toEqual([2])
    await expectUsable(page)
    await shoot(page, 'resident/rating')

    server.clock.now = new Date(server.clock.now.getTime() + 60_000)
    await page.getByRole('link', { name: '修改' }).tap()
    await page.getByRole('dialog').getByRole('radio', { name: /^满意/ }).tap()
    await page.locator('#confirm-change').tap()
    await page.getByText('已改好，以这一次为准').waitFor()
    expect(await gradesOf(matter.id)).toEqual([4])
    expect(await eventsOf(matter.id)).toEqual(['given', 'changed'])
  })

  test('and a second scan on the same phone opens the receipt, where reasons can be added', async () => {
    const { page } = phone
    const { token, matter } = await contact()
    await page.goto(`/r/${token}`)
    await page.getByRole('radio', { name: /^非常不满意/ }).tap()
    await page.locator('#submit-rating').tap()
    await page.getByText('已收到您的评价').waitFor()
    await page.goto(`/r/${token}`)
    await page.getByText('已收到您的评价').waitFor()
    await page.getByRole('checkbox', { name: '没讲清依据' }).tap()
    await page.getByLabel('想说几句').fill('没有说依据的是哪一条。')
    await page.locator('#save-details').tap()
    await page.getByText('补充的内容已收到').waitFor()
    const [details] = await server.platform.database.sql`
      select d.reasons, d.words from rating_details d join ratings r on r.id = d.rating_id where r.matter_id = ${matter.id}`
    expect(details).toMatchObject({ reasons: ['no-legal-basis'], words: '没有说依据的是哪一条。' })
  })

  test('or says that the matter is not theirs, and no rating comes of it', async () => {
    const { page } = phone
    const { token, matter } = await contact()
    await page.goto(`/r/${token}`)
    await page.getByRole('button', { name: '这次执法与我无关' }).tap()
    await page.getByRole('button', { name: '与我无关', exact: true }).tap()
    await page.getByText('已告诉监督机构').waitFor()
    expect(await gradesOf(matter.id)).toEqual([])
  })

  test('finds what waits on the first page after signing in', async () => {
    const { page } = phone
    await contact({ phone: '13812345678', title: '流动摊点检查' })
    await page.goto('/')
    await page.getByText('扫一扫').waitFor()
    expect(await page.getByText('等您评价').count()).toBe(0)
    await page.goto('/sign-in')
    await signIn('13812345678')
    await page.getByText('流动摊点检查').waitFor()
    await expectUsable(page)
    await shoot(page, 'resident/home')
    await page.locator('#rate-waiting').tap()
    await page.getByText('您对这次执法满意吗？').waitFor()
  })
})

describe('a resident complains', () => {
  test('with a photo, follows it, and has the last word on the answer', async () => {
    const { page } = phone
    await page.goto('/home')
    await page.getByRole('button', { name: /^我要诉求/ }).tap()
    await page.getByRole('radio', { name: /^仅监督机构可见/ }).waitFor()
    await expectUsable(page)
    await shoot(page, 'resident/complain')
    await page.getByRole('radio', { name: /^仅监督机构可见/ }).tap()
    await page.locator('#to-form').tap()
    await fillForm()
    await expectUsable(page)
    await shoot(page, 'resident/complain-form')
    await page.locator('#to-check').tap()
    await page.locator('#submit-case').waitFor()
    await page.getByText('1 张').waitFor()
    await shoot(page, 'resident/complain-check')
    await page.locator('#submit-case').tap()
    await page.getByText('已收到您的诉求').waitFor()
    await expectUsable(page)
    await shoot(page, 'resident/complain-done')

    const [kept] = await server.platform.database.sql`
      select id, identity, conduct, accused_unit_id as unit, place,
        (select count(*)::int from files f where f.subject_id = cases.id) as photos
      from cases order by received_at desc, number desc limit 1`
    const wanted = {
      identity: 'supervisor',
      conduct: 'uncivil',
      unit: world.accused.id,
      place: '南园农贸市场',
      photos: 1,
    }
    expect(kept).toMatchObject(wanted)

    await page.locator('#to-progress').tap()
    await page.getByText('您写的内容').waitFor()
    await answer(String(kept?.id))
    await page.reload()
    await page.getByText('您认为解决了吗？').waitFor()
    await expectUsable(page)
    await shoot(page, 'resident/progress')
    await page.getByRole('radio', { name: '没有解决' }).tap()
    await page.getByLabel('还差什么').fill('摊位还在。')
    await page.locator('#submit-verdict').tap()
    await page.getByText('监督机构正在核实您的意见').waitFor()
    await shoot(page, 'resident/progress-verdict')
    const [after] = await server.platform.database.sql`select state from cases where id = ${String(kept?.id)}`
    expect(after?.state).toBe('call-back')
  })

  test('and finds a draft again after the phone was put away', async () => {
    const { page } = phone
    await page.goto('/complain?entry=stuck')
    await page.getByRole('radio', { name: /^封存/ }).tap()
    await page.locator('#to-form').tap()
    await page.locator('#case-text').fill('办户口迁移跑了三次窗口，每次要的材料都不一样。')
    await page.getByText(/草稿已存/).waitFor()
    await page.goto('/complain?entry=stuck')
    await page.getByText('上次没写完的草稿还在').waitFor()
    await page.locator('#to-form').tap()
    await expect.poll(() => page.locator('#case-text').inputValue()).toContain('跑了三次窗口')
  })
})

describe('what was handed over before', () => {
  test('an item is followed on another phone by the number and the query code of its receipt', async () => {
    const { page } = phone
    const { number, secret } = await fileComplaint(server, world)
    await page.goto('/cases')
    await page.getByText('还没有诉求').waitFor()
    await page.getByRole('button', { name: /^用编号查进度/ }).tap()
    await page.locator('#receipt-number').fill(number)
    await page.locator('#receipt-secret').fill('0000-0000-0000')
    await page.locator('#find-receipt').tap()
    await page.getByText('编号或查询码不对').waitFor()
    await page.locator('#receipt-secret').fill(secret.toLowerCase())
    await page.locator('#find-receipt').tap()
    await page.getByText('您写的内容').waitFor()
    await page.goto('/cases')
    await page.getByText(number).waitFor()
    await expectUsable(page)
    await shoot(page, 'resident/cases')
  })

  test('a code on the wall asks to sign in at submit, comes back to the choice, and is shown but never counted', async () => {
    const { page } = phone
    const administrator = await server.staff(server.east, { permissions: ['registry.write'] })
    const target = { id: randomUUID(), targetKind: 'unit', targetId: world.accused.id } as const
    const { code } = await must(server.call(issueCode, target, administrator))
    await page.goto(`/c/${code}`)
    await page.getByText('只展示，不计入满意度').waitFor()
    await page.getByRole('radio', { name: /^满意/ }).tap()
    await expectUsable(page)
    await shoot(page, 'resident/code')
    await page.locator('#submit-rating').tap()
    await signIn('13887654321')
    await page.getByText('只展示，不计入满意度').waitFor()
    expect(await page.getByRole('radio', { name: /^满意/ }).getAttribute('aria-checked')).toBe('true')
    await page.locator('#submit-rating').tap()
    await page.getByText('已收到您的评价').waitFor()
    const rows = await server.platform.database.sql`
      select channel, grade from ratings where target_id = ${world.accused.id}`
    expect(rows).toMatchObject([{ channel: 'standing', grade: 4 }])
  })
})

describe('in large print', () => {
  test.each(['/home', '/find', '/sign-in', '/cases', '/me', '/complain', '/privacy'])(
    '%s holds, with targets of 60',
    async (address) => {
      const { page } = phone
      await page.addInitScript(() => localStorage.setItem('minyi:large-print', '{"data":true}'))
      await page.goto(address)
      await page.locator('.root.large-print').first().waitFor()
      await expectUsable(page, 60)
      await shoot(page, `resident/large${address}`)
    },
  )

  test('the rating holds as well', async () => {
    const { page } = phone
    const { token } = await contact()
    await page.addInitScript(() => localStorage.setItem('minyi:large-print', '{"data":true}'))
    await page.goto(`/r/${token}`)
    await page.getByRole('radio', { name: /^不满意/ }).tap()
    await expectUsable(page, 60)
    await shoot(page, 'resident/large/rate')
    await page.locator('#submit-rating').tap()
    await page.getByText('回访核实').waitFor()
    await expectUsable(page, 60)
    await shoot(page, 'resident/large/rating')
  })
})

async function signIn(number: string) {
  const { page } = phone
  await page.locator('#phone').fill(number)
  await page.getByText('获取验证码').tap()
  await page.getByText('已发送').waitFor()
  await page.getByText('查看演示验证码').tap()
  await expect.poll(() => page.locator('#code').inputValue()).toMatch(/^\d{6}$/)
  await expectUsable(page)
  await shoot(page, 'resident/sign-in')
  await page.locator('#sign-in').tap()
}

async function fillForm() {
  const { page } = phone
  await page.getByRole('radio', { name: /^投诉/ }).tap()
  await page.getByRole('radio', { name: /^不文明/ }).tap()
  await page.locator('#case-text').fill('城管清理路边摊位时言语粗暴，未出示执法证，也没有说明依据。')
  await page.getByText('选被投诉的单位').tap()
  await page.locator('#unit-search').fill('城管')
  await page.locator('.sheet').getByRole('button', { name: '市城管局' }).tap()
  await page.locator('#place').fill('南园农贸市场')
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByText('拍照、相册').tap()])
  const photo = await sharp({ create: { width: 800, height: 600, channels: 3, background: '#4a7' } })
    .jpeg()
    .toBuffer()
  await chooser.setFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer: photo })
  await page.getByRole('img', { name: '第 1 张照片' }).waitFor()
  await page.locator('.photo-sending').waitFor({ state: 'detached' })
}

/** The office accepts, assigns and answers. */
async function answer(caseId: string) {
  const step = (version: number) => ({ id: randomUUID(), caseId, version })
  await must(server.call(office.acceptCase, step(1), world.dispatcher))
  await must(server.call(office.assignCase, { ...step(2), unitId: world.handling.id }, world.dispatcher))
  const reply = { outcome: 'done', words: '已批评教育带队人员，并向您致歉。' } as const
  await must(server.call(office.replyCase, { ...step(3), ...reply }, world.handler))
}

async function gradesOf(matterId: string) {
  const rows = await server.platform.database.sql`select grade from ratings where matter_id = ${matterId}`
  return rows.map(({ grade }) => grade)
}

async function eventsOf(matterId: string) {
  const rows = await server.platform.database.sql`
    select e.event from rating_events e join ratings r on r.id = e.rating_id
    where r.matter_id = ${matterId} order by e.at, e.id`
  return rows.map(({ event }) => event)
}
