import { wechatClient } from '@minyi/server/foreign/wechat/client.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { control, type Emulators, emulated, startEmulators, wxLogin } from '../../support/emulators.ts'
import { failureOf } from './failure.ts'

let emulators: Emulators
beforeAll(async () => {
  emulators = await startEmulators()
})
afterAll(() => emulators.stop())

const client = (options: { secret?: string; appid?: string; base?: string; timeoutMs?: number } = {}) =>
  wechatClient({ base: emulators.wechat, appid: emulated.appid, secret: emulated.secret, ...options })
const inject = (fault: unknown, calls = 1) =>
  control(emulators.wechat, '/emulator/faults', { path: '/sns/jscode2session', calls, fault })

describe('signing in through WeChat', () => {
  test('a code of wx.login tells who the person is, and nothing else of the answer leaves the client', async () => {
    const session = await client().codeToSession(await wxLogin(emulators.wechat, '张三'))
    expect(session).toEqual({ openid: expect.stringMatching(/^o[\w-]{27}$/), unionid: null })
  })

  test('a person is the same at every sign-in, also after the emulator was started anew, and another than anybody else', async () => {
    const again = await startEmulators()
    const openidAt = async (base: string, user: string) =>
      (await client({ base }).codeToSession(await wxLogin(base, user))).openid
    expect(await openidAt(emulators.wechat, '李四')).toBe(await openidAt(emulators.wechat, '李四'))
    expect(await openidAt(again.wechat, '李四')).toBe(await openidAt(emulators.wechat, '李四'))
    expect(await openidAt(emulators.wechat, '王五')).not.toBe(await openidAt(emulators.wechat, '李四'))
    await again.stop()
  })

  test('the unionid comes only where the mini-program is bound to an open platform account', async () => {
    const { code } = await control(emulators.wechat, '/emulator/login', { user: '张三', unionBound: true })
    expect((await client().codeToSession(code)).unionid).toMatch(/^u/)
  })

  test('a code counts once', async () => {
    const code = await wxLogin(emulators.wechat, '张三')
    await client().codeToSession(code)
    expect(await failureOf(client().codeToSession(code))).toMatchObject({
      problem: 'wechat-code-invalid',
      foreign: '40163',
    })
  })

  test('of two exchanges of one code at the same instant one succeeds', async () => {
    const code = await wxLogin(emulators.wechat, '张三')
    const outcomes = await Promise.allSettled([client().codeToSession(code), client().codeToSession(code)])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('an invented code, and one that only looks like the demo, is invalid', async () => {
    for (const code of ['nonsense', 'demo-张三-1']) {
      expect(await failureOf(client().codeToSession(code))).toMatchObject({
        problem: 'wechat-code-invalid',
        foreign: '40029',
      })
    }
  })

  test('a code is valid for five minutes', async () => {
    const [early, late] = [await wxLogin(emulators.wechat, '张三'), await wxLogin(emulators.wechat, '张三')]
    await control(emulators.wechat, '/emulator/clock', { advanceSeconds: 290 })
    await client().codeToSession(early)
    await control(emulators.wechat, '/emulator/clock', { advanceSeconds: 20 })
    expect(await failureOf(client().codeToSession(late))).toMatchObject({ foreign: '40029' })
  })

  test('whoever signs in more than a hundred times a minute waits for the next', async () => {
    const signIn = async () => client().codeToSession(await wxLogin(emulators.wechat, '急性子'))
    for (let times = 0; times < 100; times += 1) await signIn()
    expect(await failureOf(signIn())).toMatchObject({
      problem: 'too-many-requests',
      foreign: '45011',
      retryAfterSeconds: 60,
    })
    await control(emulators.wechat, '/emulator/clock', { advanceSeconds: 61 })
    await signIn()
  })

  test('a person whom WeChat holds for a risk is sent to the telephone number', async () => {
    await control(emulators.wechat, '/emulator/users', { user: '可疑', blocked: true })
    const signIn = async () => client().codeToSession(await wxLogin(emulators.wechat, '可疑'))
    expect(await failureOf(signIn())).toMatchObject({ problem: 'wechat-blocked', foreign: '40226' })
    await control(emulators.wechat, '/emulator/users', { user: '可疑', blocked: false })
    await signIn()
  })
})

describe('when WeChat cannot be used', () => {
  test.each([
    ['a wrong appid', { appid: 'wxother' }, '40013'],
    ['a wrong secret', { secret: 'wrong' }, '40125'],
  ])('%s is ours to mend, and the person is told to come back', async (_, options, foreign) => {
    const code = await wxLogin(emulators.wechat, '张三')
    expect(await failureOf(client(options).codeToSession(code))).toMatchObject({
      problem: 'wechat-unavailable',
      foreign,
    })
    await client().codeToSession(code)
  })

  test.each([
    ['that is busy', { kind: 'answer', body: { errcode: -1, errmsg: 'system error' } }, '-1'],
    ['behind a broken gateway', { kind: 'answer', status: 502, body: '<html>Bad Gateway</html>' }, 'http-502'],
    ['that answers something else', { kind: 'answer', body: '<html>登录网络</html>' }, 'malformed'],
    ['that answers without an openid', { kind: 'answer', body: { session_key: 'x' } }, 'malformed'],
    ['that hangs up', { kind: 'drop' }, 'network'],
    ['that never answers', { kind: 'hang' }, 'timeout'],
  ])('a WeChat %s is unavailable', async (_, fault, foreign) => {
    await inject(fault)
    const startedMs = performance.now()
    const failure = await failureOf(client({ timeoutMs: 300 }).codeToSession('any'))
    expect(failure).toMatchObject({ problem: 'wechat-unavailable', foreign })
    expect(performance.now() - startedMs).toBeLessThan(2_000)
  })

  test('an address where nobody listens, or that redirects, is unavailable', async () => {
    expect(await failureOf(client({ base: 'http://127.0.0.1:9' }).codeToSession('any'))).toMatchObject({
      problem: 'wechat-unavailable',
      foreign: 'network',
    })
    await inject({ kind: 'answer', status: 302, body: '' })
    expect(await failureOf(client().codeToSession('any'))).toMatchObject({ problem: 'wechat-unavailable' })
  })

  test('no failure carries the secret into the log', async () => {
    for (const fault of [{ kind: 'drop' }, { kind: 'hang' }, { kind: 'answer', status: 500, body: 'x' }]) {
      await inject(fault)
      const { text } = await failureOf(client({ timeoutMs: 200 }).codeToSession('any'))
      expect(text).not.toContain(emulated.secret)
    }
  })
})
