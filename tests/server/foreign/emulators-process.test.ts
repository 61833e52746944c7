import { once } from 'node:events'
import { createServer } from 'node:net'
import { refuseEmulatorsInProduction } from '@minyi/server/foreign/loopback.ts'
import { describe, expect, test } from 'vitest'
import { forkEmulators, startEmulators } from '../../support/emulators.ts'

async function lastWords(env: Record<string, string>) {
  const child = forkEmulators(env)
  let words = ''
  child.stderr?.on('data', (chunk) => {
    words += chunk
  })
  const [code] = await once(child, 'close')
  return { code, words }
}

describe('the emulators as a process', () => {
  test('end at SIGTERM, also with a call that they leave hanging', async () => {
    const emulators = await startEmulators()
    const fault = JSON.stringify({ fault: { kind: 'hang' } })
    await fetch(`${emulators.wechat}/emulator/faults`, { method: 'POST', body: fault })
    const hanging = fetch(`${emulators.wechat}/cgi-bin/token`).catch(() => 'ended')
    await new Promise((resolve) => setTimeout(resolve, 100))
    await emulators.stop()
    expect(await hanging).toBe('ended')
    expect(emulators.process.exitCode).toBe(0)
  })

  test('end when the process that started them is gone', async () => {
    const emulators = await startEmulators()
    emulators.process.disconnect()
    const [code] = await once(emulators.process, 'exit')
    expect(code).toBe(0)
  })

  test('refuse to start in production, in one sentence', async () => {
    expect(await lastWords({ MODE: 'production' })).toEqual({
      code: 1,
      words: expect.stringMatching(/^[^\n]*不能使用模拟服务[^\n]*\n$/),
    })
  })

  test('say in one sentence that a port is taken, or is none', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const address = taken.address()
    const port = typeof address === 'object' ? String(address?.port) : ''
    expect(await lastWords({ SMS_EMULATOR_PORT: port })).toEqual({
      code: 1,
      words: expect.stringMatching(/^模拟服务没有启动[^\n]*\n$/),
    })
    expect(await lastWords({ SMS_EMULATOR_PORT: 'x' })).toEqual({
      code: 1,
      words: 'SMS_EMULATOR_PORT 不是端口号：x。\n',
    })
    taken.close()
  })

  test('tell whoever writes a control call wrong', async () => {
    const emulators = await startEmulators()
    const answer = await fetch(`${emulators.wechat}/emulator/login`, { method: 'POST', body: '{}' })
    expect(answer.status).toBe(400)
    expect(await answer.json()).toEqual({ error: expect.stringContaining('user') })
    await emulators.stop()
  })
})

describe('production', () => {
  const real = { wechat: { base: 'https://api.weixin.qq.com' }, sms: { base: 'https://dysmsapi.aliyuncs.com' } }

  test('takes the real services', () => {
    expect(() => refuseEmulatorsInProduction({ mode: 'production', ...real })).not.toThrow()
  })

  test.each([
    'http://127.0.0.1:41100',
    'http://localhost:41100',
    'http://wechat.localhost',
    'http://LOCALHOST./',
    'http://127.1',
    'http://0x7f.0.0.1',
    'http://2130706433',
    'http://0.0.0.0:80',
    'http://[::1]:41100',
    'http://[::]',
    'http://[::ffff:127.0.0.1]',
    'no address',
  ])('refuses %s for either, in one sentence, which any other mode takes', (base) => {
    expect(() => refuseEmulatorsInProduction({ mode: 'production', ...real, wechat: { base } })).toThrow(
      /WECHAT_API_BASE/,
    )
    expect(() => refuseEmulatorsInProduction({ mode: 'production', ...real, sms: { base } })).toThrow(/SMS_API_BASE/)
    expect(() => refuseEmulatorsInProduction({ mode: 'demo', wechat: { base }, sms: { base } })).not.toThrow()
  })
})
