import { sealed } from '@minyi/server/platform/tables.ts'
import * as identity from '@minyi/shared/identity/contract.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { control, smsInbox, startEmulators, wxLogin } from '../../support/emulators.ts'
import { startServer, type TestServer } from '../../support/server.ts'

let emulators: Awaited<ReturnType<typeof startEmulators>>
let server: TestServer
beforeAll(async () => {
  emulators = await startEmulators()
  server = await startServer({ env: { WECHAT_API_BASE: emulators.wechat, SMS_API_BASE: emulators.sms } })
})
afterAll(async () => {
  await server.close()
  await emulators.stop()
})

const me = (token: string) => server.call(identity.readMe, {}, { token, id: '', tenant: server.east })

async function codeFor(phone: string): Promise<string> {
  const [latest] = await smsInbox(emulators.sms, phone)
  return latest?.params.code ?? ''
}

describe('a resident signs in by telephone', () => {
  it('is the same resident each time, and the number is stored nowhere in the clear', async () => {
    const phone = '13800000001'
    expect((await server.call(identity.requestCode, { phone })).status).toBe(200)
    const first = await server.call(identity.signInByCode, { phone, code: await codeFor(phone) })
    expect(first.status).toBe(200)
    const rows = await server.platform.database.db.select().from(sealed)
    expect(rows.map((row) => row.ciphertext.toString('latin1')).join()).not.toContain(phone)

    await control(emulators.sms, '/emulator/clock', { advanceSeconds: 61 })
    server.clock.now = new Date(server.clock.now.getTime() + 61_000)
    await server.call(identity.requestCode, { phone })
    const second = await server.call(identity.signInByCode, { phone, code: await codeFor(phone) })
    expect((await me(second.body.token)).body.id).toBe((await me(first.body.token)).body.id)
  })

  it('with a code that works once, dies after five wrong tries and may be asked for once a minute', async () => {
    const phone = '13800000002'
    await server.call(identity.requestCode, { phone })
    expect((await server.call(identity.requestCode, { phone })).problem.code).toBe('code-too-often')
    const code = await codeFor(phone)
    const wrong = code === '000000' ? '000001' : '000000'
    for (let i = 0; i < 5; i++) {
      expect((await server.call(identity.signInByCode, { phone, code: wrong })).problem.code).toBe('code-wrong')
    }
    expect((await server.call(identity.signInByCode, { phone, code })).problem.code).toBe('code-wrong')
  })

  it('once, when two phones send the right code at the same instant', async () => {
    const phone = '13800000003'
    await server.call(identity.requestCode, { phone })
    const code = await codeFor(phone)
    const both = await Promise.all([0, 1].map(() => server.call(identity.signInByCode, { phone, code })))
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 400])
  })

  it('and is told when no message can be sent', async () => {
    const fault = { kind: 'answer', status: 400, body: { Code: 'isv.AMOUNT_NOT_ENOUGH', Message: 'x' } }
    await control(emulators.sms, '/emulator/faults', { calls: 1, fault })
    const answer = await server.call(identity.requestCode, { phone: '13800000004' })
    expect(answer.problem.code).toBe('sms-unavailable')
    expect((await server.call(identity.requestCode, { phone: '13800000004' })).status).toBe(200)
  })

  it('and cannot read codes through the server unless the tenant is a demo', async () => {
    expect((await server.call(identity.readDemoCode, { phone: '13800000001' })).status).toBe(404)
  })
})

describe('a resident signs in silently inside WeChat', () => {
  it('with a code that works once; the session key leaves the server nowhere', async () => {
    const code = await wxLogin(emulators.wechat, 'lin')
    const first = await server.call(identity.signInByWechat, { code })
    expect(first.status).toBe(200)
    expect(first.text).not.toMatch(/session_key|openid/)
    expect((await server.call(identity.signInByWechat, { code })).problem.code).toBe('wechat-code-invalid')
    const again = await server.call(identity.signInByWechat, { code: await wxLogin(emulators.wechat, 'lin') })
    expect((await me(again.body.token)).body.id).toBe((await me(first.body.token)).body.id)
    const other = await server.call(identity.signInByWechat, { code: await wxLogin(emulators.wechat, 'chen') })
    expect((await me(other.body.token)).body.id).not.toBe((await me(first.body.token)).body.id)
  })

  it('becomes one resident when the first two sign-ins come at the same instant', async () => {
    const codes = [await wxLogin(emulators.wechat, 'new'), await wxLogin(emulators.wechat, 'new')]
    const both = await Promise.all(codes.map((code) => server.call(identity.signInByWechat, { code })))
    const ids = await Promise.all(both.map(async (answer) => (await me(answer.body.token)).body.id))
    expect(ids[0]).toBe(ids[1])
  })
})
