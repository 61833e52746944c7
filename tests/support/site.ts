import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildApp } from '@minyi/server/app.ts'
import { demoPassword } from '@minyi/server/demo/accounts.ts'
import { loadDemo } from '@minyi/server/demo/load.ts'
import { readConfig } from '@minyi/server/platform/config.ts'
import { openPlatform } from '@minyi/server/platform/open-platform.ts'
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { launchBrowser } from './browser.ts'
import { createDatabase } from './database.ts'
import { startEmulators } from './emulators.ts'

/** A build of one's own may be named where others build at the same time. */
const webRoot = process.env.WEB_ROOT ?? join(import.meta.dirname, '..', '..', 'miniapp', 'dist', 'h5')

/** A phone as most residents hold it, and the desk of most offices. */
export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 }
export const desk = { viewport: { width: 1440, height: 900 } }

export type Site = Awaited<ReturnType<typeof startSite>>

/** The built website over the real server on a database of its own, which holds the demo district at a small size. */
export async function startSite({ scale = 0.04 } = {}) {
  if (!existsSync(join(webRoot, 'index.html'))) throw new Error('the website is not built: run `npm run build`')
  const [database, emulators] = await Promise.all([createDatabase(), startEmulators()])
  const dataDir = mkdtempSync(join(tmpdir(), 'minyi-site-'))
  const env = {
    MODE: 'demo',
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    WEB_ROOT: webRoot,
    MINYI_MASTER_KEY: 'a1'.repeat(32),
    WECHAT_API_BASE: emulators.wechat,
    SMS_API_BASE: emulators.sms,
  }
  const platform = openPlatform(readConfig(env), { logLevel: 'error' })
  await loadDemo(platform, { scale })
  const app = buildApp(platform)
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  const browser = await launchBrowser()
  return {
    address,
    platform,
    emulators,
    /** A browser of its own, as if on another device: nothing is kept from the others. */
    device: (options: BrowserContextOptions): Promise<BrowserContext> =>
      browser.newContext({ baseURL: address, locale: 'zh-CN', ...options }),
    async close() {
      await browser.close()
      await app.close()
      await platform.database.close()
      await Promise.all([database.drop(), emulators.stop()])
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Signs a member of the demo's staff in, as they would, and waits for the first page of their post. */
export async function signInStaff(page: Page, login: string): Promise<void> {
  await page.goto('/office/login')
  await page.getByLabel('账号').fill(login)
  await page.getByLabel('密码', { exact: true }).fill(demoPassword)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.waitForURL((url) => url.pathname !== '/office/login')
}
