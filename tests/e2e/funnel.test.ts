import { randomUUID } from 'node:crypto'
import { foldAll } from '@minyi/server/features/indicators/jobs.ts'
import { areas, units } from '@minyi/server/features/registry/tables.ts'
import { type Context, systemContext } from '@minyi/server/platform/context.ts'
import { emit } from '@minyi/server/platform/outbox.ts'
import { listTenants } from '@minyi/server/platform/tenants.ts'
import { seededRandom } from '@minyi/shared/estimates/seeded-random.ts'
import { addDays } from '@minyi/shared/platform/time.ts'
import { and, eq } from 'drizzle-orm'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Desk, openDesk } from '../support/desk.ts'
import { shoot } from '../support/phone.ts'
import { type Site, startSite } from '../support/site.ts'

const wanted = 410
let site: Site
let leader: Desk

beforeAll(async () => {
  site = await startSite({ scale: 0.04 })
  await fillUnits()
  leader = await openDesk(site, 'lingdao')
  await leader.page.goto('/office/indicator?id=IND-002-01')
  await leader.page.getByRole('slider').waitFor()
  // The page reads the other usual days while nobody waits.
  await leader.page.waitForTimeout(3_000)
})
afterAll(async () => {
  await leader?.close()
  await site?.close()
})

/** As many units as a large city has, each with ratings in this window and in the one before, told to the figures. */
async function fillUnits() {
  const [tenant] = await listTenants(site.platform)
  if (!tenant) throw new Error('the demo has its tenant')
  const ctx = systemContext(site.platform, tenant, 'test')
  const random = seededRandom(7)
  const known = await ctx.db.select({ id: units.id, areaId: units.areaId }).from(units)
  const [city] = await ctx.db
    .select({ id: areas.id })
    .from(areas)
    .where(and(eq(areas.tenantId, tenant.id), eq(areas.level, 'city')))
  const made = Array.from({ length: wanted - known.length }, (_, i) => ({
    tenantId: tenant.id,
    id: randomUUID(),
    externalId: `many-${i}`,
    name: `第${i + 1}执法中队`,
    shortName: `第${i + 1}中队`,
    areaId: city?.id ?? '',
    fields: [`领域${i % 12}`],
  }))
  await ctx.db.insert(units).values(made)
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
  for (const unit of [...known, ...made]) {
    const n = 30 + Math.floor(400 * random() ** 3)
    const rate = 0.86 + 0.12 * random()
    for (const day of [addDays(today, -20), addDays(today, -120)]) await tell(ctx, unit, day, n, rate)
  }
  await foldAll(site.platform)
}

async function tell(ctx: Context, unit: { id: string; areaId: string }, day: string, n: number, rate: number) {
  const poor = Math.round(n * (1 - rate))
  const counts = { g5: n - poor, g1: poor }
  const figure = {
    kind: 'enforcement',
    day,
    unitId: unit.id,
    areaId: unit.areaId,
    officerId: null,
    channel: 'link',
    counts,
  }
  await emit(ctx, { topic: 'test', subjectId: unit.id, figure })
}

/**
 * Milliseconds from the event that an act begins with to the frame after its answer is on the screen, as the page itself sees them. An
 * answer is there when nothing on the page is pale any more.
 */
async function timed(page: Page, begins: string, act: () => Promise<unknown>): Promise<number> {
  await page.evaluate((kind) => {
    const started = { at: 0 }
    const begin = (event: Event) => {
      if (started.at === 0) started.at = event.timeStamp
    }
    document.addEventListener(kind, begin, { capture: true })
    const answered = new Promise<number>((done) => {
      const look = () => {
        if (started.at > 0 && !document.querySelector('.kept-stale')) {
          requestAnimationFrame((now) => {
            document.removeEventListener(kind, begin, { capture: true })
            done(Math.max(0, now - started.at))
          })
        } else requestAnimationFrame(look)
      }
      requestAnimationFrame(look)
    })
    Reflect.set(window, '__answered', answered)
  }, begins)
  await act()
  return Number(await page.evaluate(() => Reflect.get(window, '__answered')))
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
const worst = (values: readonly number[]) => Math.max(...values)

type Act = (round: number) => Promise<unknown>

async function repeated(page: Page, begins: string, times: number, act: Act): Promise<number[]> {
  const taken: number[] = []
  for (let round = 0; round < times; round += 1) taken.push(await timed(page, begins, () => act(round)))
  return taken
}

describe('the funnel of 410 units', () => {
  test('shows the unit under the pointer and by the arrow keys, and finds one by its name', async () => {
    const { page } = leader
    const part = page.getByRole('group', { name: '按单位' })
    await expect.poll(() => part.getByText(`全部 ${wanted}`).count()).toBe(1)
    const slider = page.getByRole('slider')
    await slider.press('End')
    const largest = await slider.getAttribute('aria-valuetext')
    expect(largest).toMatch(/\d+\.\d%，n=\d/)
    expect(await part.locator('.funnel-detail').textContent()).toContain(largest?.split(' ')[0] ?? 'nobody')
    await slider.press('ArrowLeft')
    expect(await slider.getAttribute('aria-valuetext')).not.toBe(largest)
    await page.getByLabel('找单位').fill('第77执法')
    await expect.poll(() => part.getByText('全部 410').count()).toBe(1)
    await slider.press('Home')
    expect(await slider.getAttribute('aria-valuetext')).toContain('第77执法中队')
    await shoot(page, 'leader/funnel-410')
    await page.getByLabel('找单位').fill('')
    const sheet = page.getByRole('table', { name: '各单位全表' })
    await expect.poll(() => sheet.getByRole('row').count()).toBe(wanted + 1)
    await page.emulateMedia({ media: 'print' })
    const printed = await sheet.boundingBox()
    expect(printed?.width).toBeGreaterThan(400)
    expect(printed?.height).toBeGreaterThan(wanted * 20)
    await shoot(page, 'leader/funnel-410-print')
    await page.emulateMedia({ media: null })
    await part.getByRole('radio', { name: '表' }).click()
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('table', { name: '按单位', exact: true }).count(), 'only the whole one').toBe(0)
    expect((await page.getByLabel('各单位全表').boundingBox())?.height).toBeGreaterThan(wanted * 20)
    await page.emulateMedia({ media: null })
    const table = page.getByRole('table', { name: '按单位' })
    const heads = (await table.getByRole('columnheader').allInnerTexts()).join(' ')
    expect(heads).not.toMatch(/排名|名次/)
    await part.getByRole('radio', { name: '图' }).click()
    expect(leader.faults).toEqual([])
  })

  test('answers every act within a tenth of a second, or what the machine itself takes for a few frames', async () => {
    const { page } = leader
    const box = await page.getByRole('slider').boundingBox()
    if (!box) throw new Error('the funnel is drawn')
    const calm = await repeated(page, 'keydown', 15, () => page.keyboard.press('Shift'))
    const acts = {
      hover: await repeated(page, 'pointermove', 25, (i) =>
        page.mouse.move(box.x + box.width * (0.05 + (i % 12) * 0.05), box.y + box.height * (0.1 + (i % 5) * 0.12)),
      ),
      keys: await repeated(page, 'keydown', 15, () => page.getByRole('slider').press('ArrowRight')),
      filter: await repeated(page, 'input', 8, (i) => page.getByLabel('找单位').fill(i % 2 === 0 ? '第1' : '')),
      select: await repeated(page, 'click', 8, (i) =>
        page.getByRole('radio', { name: i % 2 === 0 ? /^低于控制限/ : /^全部 \d/ }).click(),
      ),
      period: await repeated(page, 'change', 8, (i) =>
        page.getByRole('combobox', { name: '时间' }).selectOption({ label: i % 2 === 0 ? '按年' : '近 90 天' }),
      ),
    }
    const frame = median(calm)
    const figures = Object.fromEntries(
      Object.entries(acts).map(([name, taken]) => [name, `${median(taken).toFixed(0)} (${worst(taken).toFixed(0)})`]),
    )
    process.stdout.write(
      `${JSON.stringify({ name: 'funnel', units: wanted, calm_ms: Number(frame.toFixed(1)), median_and_worst_ms: figures })}\n`,
    )
    // On a quiet machine a frame is 17 ms and the limit 100; on a busy one both are longer.
    const limit = Math.max(100, 6 * frame)
    for (const [name, taken] of Object.entries(acts)) expect(median(taken), name).toBeLessThanOrEqual(limit)
    expect(leader.faults).toEqual([])
  })
})
