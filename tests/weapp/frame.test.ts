import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { startWeapp } from '../support/weapp.ts'

const dist = join(import.meta.dirname, '../../miniapp/dist/weapp')

describe('the built mini-program', () => {
  test('has been built before it is tested', () => {
    expect(existsSync(join(dist, 'app.json'))).toBe(true)
  })

  test('loads and draws its first page', async () => {
    const page = await startWeapp({ dist }).open('pages/home/home')
    expect(page.text()).toContain('大字版')
  })

  test('turns to large print at a tap and remembers it', async () => {
    const weapp = startWeapp({ dist })
    const page = await weapp.open('pages/home/home')
    await page.tap({ text: '大字版' })
    expect(weapp.storage.get('minyi:large-print')).toBe(true)
    expect(JSON.stringify(page.root())).toContain('root large-print')
  })
})
