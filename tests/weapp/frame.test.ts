import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Tenant } from '@minyi/server/platform/context.ts'
import { tenants } from '@minyi/server/platform/tables.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Emulators, startEmulators, wxLogin } from '../support/emulators.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { startWeapp, type WeappOptions } from '../support/weapp.ts'

const dist = join(import.meta.dirname, '../../miniapp/dist/weapp')
const tenant: Tenant = { id: randomUUID(), slug: 'taicang', name: '太仓市', zone: 'Asia/Shanghai', demo: false }

let emulators: Emulators
let server: TestServer
let phone: WeappOptions
beforeAll(async () => {
  emulators = await startEmulators()
  server = await startServer({ env: { WECHAT_API_BASE: emulators.wechat, SMS_API_BASE: emulators.sms } })
  const { id, slug, name } = tenant
  await server.platform.database.db.insert(tenants).values({ id, slug, name })
  const api = await server.listen()
  phone = { dist, api, loginCode: () => wxLogin(emulators.wechat, 'lin') }
})
afterAll(async () => {
  await server.close()
  await emulators.stop()
})

describe('the built mini-program', () => {
  test('has been built before it is tested', () => {
    expect(existsSync(join(dist, 'app.json'))).toBe(true)
  })

  test('loads and draws its first page, with the place that the server names', async () => {
    const weapp = startWeapp(phone)
    const page = await weapp.open('pages/home/home')
    expect(page.text()).toContain('大字版')
    await page.shows('太仓市')
    await weapp.settle()
  })

  test('turns to large print at a tap and remembers it', async () => {
    const weapp = startWeapp(phone)
    const page = await weapp.open('pages/home/home')
    await page.tap({ text: '大字版' })
    expect(weapp.storage.get('minyi:large-print')).toBe(true)
    expect(JSON.stringify(page.root())).toContain('root large-print')
    await weapp.settle()
  })

  test('draws every page of its packages, or sends on who is not signed in or has not begun', async () => {
    const weapp = startWeapp(phone)
    for (const path of pagesOf(join(dist, 'app.json'))) {
      const page = await weapp.open(path)
      expect(page.text() || weapp.navigations.at(-1), path).toMatch(
        /[一-龥]|^.pages.(office.login|tell.complain.complain)/,
      )
    }
    await weapp.settle()
  })
})

function pagesOf(file: string): string[] {
  const app: { pages: string[]; subPackages: { root: string; pages: string[] }[] } = JSON.parse(
    readFileSync(file, 'utf8'),
  )
  return [...app.pages, ...app.subPackages.flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`))]
}
