import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'

const root = join(import.meta.dirname, '../..')
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export type Phone = Awaited<ReturnType<typeof openPhone>>

/** A resident's phone of 390×844 in front of a tenant's pages; what goes wrong on a page is collected in `faults`. */
export async function openPhone(browser: Browser, base: string, tenant: string) {
  const context = await browser.newContext({
    baseURL: base,
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    isMobile: true,
    hasTouch: true,
    reducedMotion: 'reduce',
  })
  await context.addInitScript({ content: `window.__MINYI__ = ${JSON.stringify({ tenant })}` })
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  const faults: string[] = []
  page.on('pageerror', ({ message }) => faults.push(message))
  return { page, faults, close: () => context.close() }
}

/** Keeps a picture for the contact sheet below `.shots`. */
export async function shoot(page: Page, name: string): Promise<void> {
  const path = join(root, '.shots', `${name}.png`)
  mkdirSync(join(path, '..'), { recursive: true })
  await page.screenshot({ path })
}

/** Nothing scrolls sideways, everything that is tapped is large enough, and axe finds no fault. */
export async function expectUsable(page: Page, touch = 44): Promise<void> {
  await page.waitForFunction(isSettled)
  const { wide, small } = await page.evaluate(measure, touch)
  expect(wide, `${page.url()} scrolls sideways`).toBe(0)
  expect(small, `targets under ${touch} on ${page.url()}`).toEqual([])
  await page.evaluate(axe)
  const faults = await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')
  expect(violationsIn(faults), page.url()).toEqual([])
}

type Axe = { violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }

function violationsIn(found: unknown): string[] {
  return asAxe(found).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`)
}

/** Guarantee: it is what `axe.run` answered. */
function asAxe(found: unknown): Axe {
  return found as Axe
}

/** Runs in the page: the page that was left before is hidden only after the change is over. */
function isSettled(): boolean {
  return Array.from(document.querySelectorAll<HTMLElement>('.root')).filter((one) => one.offsetParent).length === 1
}

/** Runs in the page. A word link has its target around it as a pseudo-element, which is measured in its place. */
function measure(touch: number) {
  const shown = Array.from(document.querySelectorAll<HTMLElement>('.press, .input, .select')).filter(
    (element) => element.offsetParent !== null && element.getClientRects().length > 0,
  )
  const tooSmall = shown.filter((element) => {
    const around = getComputedStyle(element, '::after')
    const own = element.closest('.control') ?? element
    const height = element.classList.contains('word-link')
      ? Number.parseFloat(around.height)
      : own.getBoundingClientRect().height
    return height + 1 < touch
  })
  const { scrollWidth, clientWidth } = document.documentElement
  return {
    wide: Math.max(0, scrollWidth - clientWidth),
    small: tooSmall.map((element) => `${element.textContent} ${element.getBoundingClientRect().height}`),
  }
}
