import { stableAccessTokens } from '@minyi/server/foreign/wechat/access-token.ts'
import { wechatClient } from '@minyi/server/foreign/wechat/client.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { control, type Emulators, emulated, startEmulators, wxLogin } from '../../support/emulators.ts'
import { failureOf } from './failure.ts'

let emulators: Emulators
let openid: string
beforeAll(async () => {
  emulators = await startEmulators()
})
afterAll(() => emulators.stop())
beforeEach(async () => {
  openid = (await client().codeToSession(await wxLogin(emulators.wechat, '张三'))).openid
})

const options = (more: { secret?: string; timeoutMs?: number; now?: () => number } = {}) => ({
  base: emulators.wechat,
  appid: emulated.appid,
  secret: emulated.secret,
  ...more,
})
const client = (more = {}) => wechatClient(options(more))
const check = (port = client()) => port.msgSecCheck({ openid, scene: 'comment', content: '路灯坏了' })
const advance = (advanceSeconds: number) => control(emulators.wechat, '/emulator/clock', { advanceSeconds })
const inject = (path: string, body: unknown, calls = 1) =>
  control(emulators.wechat, '/emulator/faults', { path, calls, fault: { kind: 'answer', body } })

describe('the access token', () => {
  test('is the same for two server processes, so neither puts out the other', async () => {
    expect(await stableAccessTokens(options()).current()).toBe(await stableAccessTokens(options()).current())
  })

  test('is asked for once by calls at the same instant', async () => {
    await inject('/cgi-bin/stable_token', { access_token: 'only-once', expires_in: 7200 })
    const tokens = stableAccessTokens(options())
    const got = await Promise.all([tokens.current(), tokens.current(), tokens.current()])
    expect(got).toEqual(['only-once', 'only-once', 'only-once'])
  })

  test('is renewed in its last five minutes, while the old one still works', async () => {
    let nowMs = Date.now()
    const tokens = stableAccessTokens(options({ now: () => nowMs }))
    const first = await tokens.current()
    await advance(6_950)
    nowMs += 6_950_000
    expect(await tokens.current()).not.toBe(first)
    const old = await fetch(`${emulators.wechat}/wxa/msg_sec_check?access_token=${first}`, { method: 'POST' })
    expect(await old.json()).not.toMatchObject({ errcode: 42001 })
  })

  test('that expired early (42001) is replaced and the call goes through', async () => {
    const port = client()
    await check(port)
    await advance(7_201)
    await port.codeToSession(await wxLogin(emulators.wechat, '张三'))
    expect(await check(port)).toMatchObject({ suggest: 'pass' })
  })

  test('that was put out (40001) is replaced and the call goes through', async () => {
    const port = client()
    await check(port)
    await control(emulators.wechat, '/emulator/tokens/revoke', {})
    expect(await check(port)).toMatchObject({ suggest: 'pass' })
  })

  test('is not fetched anew for ever: a second refusal is the end', async () => {
    const port = client()
    await inject('/wxa/msg_sec_check', { errcode: 40001, errmsg: 'invalid credential' }, 2)
    expect(await failureOf(check(port))).toMatchObject({ problem: 'wechat-unavailable', foreign: '40001' })
    expect(await check(port)).toMatchObject({ suggest: 'pass' })
  })

  test('that another call has renewed meanwhile is kept', async () => {
    const tokens = stableAccessTokens(options())
    const current = await tokens.current()
    tokens.discard('an older one')
    expect(await tokens.current()).toBe(current)
  })

  test('is not got with a wrong secret, and a failed attempt is not remembered', async () => {
    expect(await failureOf(check(client({ secret: 'wrong' })))).toMatchObject({
      problem: 'wechat-unavailable',
      foreign: '40125',
    })
    const port = client()
    await inject('/cgi-bin/stable_token', { errcode: -1, errmsg: 'system error' })
    expect(await failureOf(check(port))).toMatchObject({ foreign: '-1' })
    expect(await check(port)).toMatchObject({ suggest: 'pass' })
  })

  test('is not waited for longer than the time allowed', async () => {
    const fault = { path: '/cgi-bin/stable_token', fault: { kind: 'hang' } }
    await control(emulators.wechat, '/emulator/faults', fault)
    expect(await failureOf(check(client({ timeoutMs: 200 })))).toMatchObject({ foreign: 'timeout' })
  })
})

describe('the token rules that the emulator keeps', () => {
  const plainToken = async () => {
    const query = `grant_type=client_credential&appid=${emulated.appid}&secret=${emulated.secret}`
    return (await fetch(`${emulators.wechat}/cgi-bin/token?${query}`)).json()
  }
  const stableToken = async (force_refresh: boolean) => {
    const body = { grant_type: 'client_credential', appid: emulated.appid, secret: emulated.secret, force_refresh }
    return control(emulators.wechat, '/cgi-bin/stable_token', body)
  }
  const use = (token?: string) =>
    control(emulators.wechat, `/wxa/msg_sec_check${token === undefined ? '' : `?access_token=${token}`}`, {})

  test('a call without a token, with an invented one, and with an expired one are told apart', async () => {
    const { access_token, expires_in } = await plainToken()
    expect(expires_in).toBe(7200)
    expect(await use()).toMatchObject({ errcode: 41001 })
    expect(await use('invented')).toMatchObject({ errcode: 40001 })
    await advance(7_200)
    expect(await use(access_token)).toMatchObject({ errcode: 42001 })
  })

  test('a new plain token puts out the last, and leaves the stable one alone', async () => {
    const stable = (await stableToken(false)).access_token
    const first = (await plainToken()).access_token
    const second = (await plainToken()).access_token
    expect(await use(first)).toMatchObject({ errcode: 40001 })
    expect(await use(second)).not.toMatchObject({ errcode: 40001 })
    expect(await use(stable)).not.toMatchObject({ errcode: 40001 })
  })

  test('a forced refresh puts out the stable token, at most every thirty seconds and twenty times a day', async () => {
    const first = (await stableToken(false)).access_token
    const forced = (await stableToken(true)).access_token
    expect(forced).not.toBe(first)
    expect(await use(first)).toMatchObject({ errcode: 40001 })
    expect((await stableToken(true)).access_token).toBe(forced)
    for (let times = 1; times < 20; times += 1) {
      await advance(31)
      await stableToken(true)
    }
    expect(await stableToken(true)).toMatchObject({ errcode: 45009 })
  })

  test('a body that is no JSON, and an unknown grant, are refused', async () => {
    const broken = await fetch(`${emulators.wechat}/cgi-bin/stable_token`, { method: 'POST', body: 'a=b' })
    expect(await broken.json()).toMatchObject({ errcode: 47001 })
    expect(await control(emulators.wechat, '/cgi-bin/stable_token', { grant_type: 'x' })).toMatchObject({
      errcode: 40002,
    })
  })
})
