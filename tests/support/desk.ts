import { type DraftOf, type Operation, type OutputOf, splitInput } from '@minyi/shared/platform/operation.ts'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { desk, type Site, signInStaff, startSite } from './site.ts'

export type Desk = Awaited<ReturnType<typeof openDesk>>

/** The desk of somebody who has signed in, at 1440×900; what goes wrong on a page is collected in `faults`. */
export async function openDesk(site: Site, login: string) {
  const context = await site.device({ ...desk, timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' })
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  const faults: string[] = []
  page.on('pageerror', ({ message }) => faults.push(message))
  await signInStaff(page, login)
  return { page, faults, close: () => context.close() }
}

/** A site with somebody at a desk, for all tests of a file: both are there once the first of them runs. */
export function siteWithDesk(login: string, size?: Parameters<typeof startSite>[0]) {
  let site: Site | undefined
  let desk: Desk | undefined
  beforeAll(async () => {
    site = await startSite(size)
    desk = await openDesk(site, login)
  })
  afterAll(async () => {
    await desk?.close()
    await site?.close()
  })
  return { site: () => opened(site), desk: () => opened(desk) }
}

function opened<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('the site opens before the first test')
  return part
}

/** Opens a page from the bar of the office; where somebody has many, it stands behind what it is for. */
export async function openEntry(page: Page, word: string): Promise<void> {
  const bar = page.getByRole('navigation', { name: '后台' })
  const link = bar.getByRole('link', { name: word, exact: true })
  await bar.getByText(/./).first().waitFor()
  for (const group of (await link.count()) > 0 ? [] : await bar.getByRole('button').all()) {
    await group.click()
    if ((await link.count()) > 0) break
    await page.keyboard.press('Escape')
  }
  await link.click()
}

/** Presses Tab until the control of this name has the focus, as somebody without a mouse does. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    const focused = await page.evaluate(() => {
      const element = document.activeElement
      if (!element || element.matches('body, [tabindex="-1"]')) return ''
      return element.getAttribute('aria-label') ?? element.textContent ?? ''
    })
    if (typeof name === 'string' ? focused.includes(name) : name.test(focused)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`no control named ${name} is reached with Tab`)
}

/** Calls one operation over HTTP, as another program or another person would. */
export async function callSite<Op extends Operation>(
  site: Site,
  operation: Op,
  input: DraftOf<Op>,
  token?: string,
): Promise<OutputOf<Op>> {
  const { path, rest } = splitInput(operation.path, input)
  const isRead = operation.method === 'GET'
  const query = isRead
    ? `?${new URLSearchParams(Object.entries(rest).map(([key, value]) => [key, String(value)]))}`
    : ''
  const response = await fetch(`${site.address}/api/taicang${path}${query}`, {
    method: operation.method,
    headers: {
      'content-type': 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
    },
    ...(isRead ? {} : { body: JSON.stringify(rest) }),
  })
  const answer = await response.json()
  if (!response.ok) throw new Error(`${operation.name}: ${JSON.stringify(answer)}`)
  return answer
}
