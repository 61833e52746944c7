import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../support/browser.ts'
import { freePort, launch } from '../support/launcher.ts'
import { type Fault, findFaults } from './faults.ts'
import { makeVisits, type Visits } from './journeys.ts'
import { pages, type Shown } from './pages.ts'
import { type Screen, screensOf } from './screens.ts'
import { type Looked, writeSheet } from './sheet.ts'

const folder = join(import.meta.dirname, '..', '..', '.shots')
const say = (line: string) => process.stderr.write(`${line}\n`)

/** How many pages are open at once: most of the time each waits for its answers. A busy machine may ask for fewer. */
const atOnce = Number(process.env.SHOTS_AT_ONCE ?? 4)

/** A person's own size of type belongs to the browser, so there is one for each. */
type Browsers = { usual: Browser; large: Browser }

/**
 * `npm run shots [-- words of a page's name]` looks at every page as everyone who may open it, on every screen. It starts a
 * demo of its own unless SHOTS_ADDRESS names one that runs.
 */
async function main(wanted: string[]): Promise<number> {
  const given = process.env.SHOTS_ADDRESS
  const demo = given ? undefined : await startDemo()
  const browsers = { usual: await launchBrowser(), large: await launchBrowser({ base: 28 }) }
  try {
    const looked = await lookAtAll(browsers, given ?? demo?.address ?? '', wanted)
    writeSheet(folder, looked)
    const faults = looked.flatMap(({ faults }) => faults).length
    say(`${faults === 0 ? '✓' : '✗'} ${looked.length} 张，${faults} 处问题：${join(folder, 'index.html')}`)
    return faults === 0 ? 0 : 1
  } finally {
    await Promise.all([browsers.usual.close(), browsers.large.close()])
    await demo?.stop()
  }
}

async function startDemo() {
  const dataDir = join(folder, 'data')
  const port = await freePort()
  say('· 启动一份演示……')
  const run = launch({ env: { PORT: String(port), DATA_DIR: dataDir } })
  await run.said('民意直通已启动')
  const stop = async () => {
    run.process.kill('SIGTERM')
    await run.ended
    rmSync(dataDir, { recursive: true, force: true })
  }
  return { address: `http://127.0.0.1:${port}`, stop }
}

async function lookAtAll(browsers: Browsers, address: string, wanted: string[]): Promise<Looked[]> {
  mkdirSync(join(folder, 'pages'), { recursive: true })
  const visits = await makeVisits(browsers.usual, address)
  const chosen = pages.filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)))
  const views = chosen.flatMap((shown) => screensOf[shown.face].map((screen) => ({ shown, screen })))
  const looked: Looked[] = []
  const waiting = views.map((view, at) => ({ ...view, at }))
  const lookOn = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { shown, screen, at } = next
      looked[at] = await lookAt(screen.base ? browsers.large : browsers.usual, address, visits, shown, screen)
      if (views[at + 1]?.shown !== shown) say(`· ${at + 1}/${views.length} ${shown.name}（${shown.as}）`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, lookOn))
  return looked
}

async function lookAt(browser: Browser, baseURL: string, visits: Visits, shown: Shown, screen: Screen) {
  const { width, height, touch: hasTouch } = screen
  const context = await browser.newContext({
    ...{ baseURL, viewport: { width, height }, hasTouch, isMobile: hasTouch, reducedMotion: 'reduce' },
    ...{ locale: 'zh-CN', timezoneId: 'Asia/Shanghai' },
  })
  const kept = { ...(await visits.keptBy(shown.as)), 'minyi:large-print': `{"data":${screen.largePrint ?? false}}` }
  await context.addInitScript(prepare, kept)
  const page = await context.newPage()
  const file = `pages/${shown.name}-${shown.as}-${screen.name}.jpeg`.replaceAll(/[ ×]/g, '_')
  const faults = await faultsOf(page, visits, shown, screen)
  await showWhole(page, width, height)
  await page.screenshot({ path: join(folder, file), type: 'jpeg', quality: 80 })
  await context.close()
  return { page: shown.name, as: shown.as, screen: screen.name, file, faults }
}

/** A page scrolls in a box of its own, so the picture is as high as what is in it; nobody looks at more than six screens. */
async function showWhole(page: Page, width: number, height: number) {
  const whole = await page.evaluate(() =>
    Math.max(...[...document.querySelectorAll('.taro_page_show, html')].map(({ scrollHeight }) => scrollHeight)),
  )
  if (whole > height) await page.setViewportSize({ width, height: Math.min(whole, 6 * height) })
}

async function faultsOf(page: Page, { made }: Visits, shown: Shown, screen: Screen): Promise<Fault[]> {
  const broken: Fault[] = []
  page.on('pageerror', ({ message }) => broken.push({ kind: 'broken', what: message }))
  page.setDefaultTimeout(10_000)
  try {
    await page.goto(shown.at(made))
    await settle(page)
    if (shown.first) {
      await shown.first(page)
      await settle(page)
    }
    return [...broken, ...(await findFaults(page, screen.least))]
  } catch (error) {
    return [...broken, { kind: 'broken', what: error instanceof Error ? (error.message.split('\n')[0] ?? '') : '' }]
  }
}

/** Until everything that was asked for is there; a page that listens for changes keeps one request open for good. */
async function settle(page: Page) {
  await page.waitForLoadState('networkidle', { timeout: 4_000 }).catch(() => undefined)
  await page.waitForFunction(() => !document.querySelector('.skeleton'))
  await page.waitForTimeout(150)
}

/** Runs in the page before anything else: what the phone keeps. */
function prepare(kept: Record<string, string>) {
  for (const [name, value] of Object.entries(kept)) localStorage.setItem(name, value)
}

process.exitCode = await main(process.argv.slice(2))
