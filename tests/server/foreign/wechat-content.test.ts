import { wechatClient } from '@minyi/server/foreign/wechat/client.ts'
import type { WechatPort } from '@minyi/server/foreign/wechat/port.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { control, type Emulators, emulated, startEmulators, wxLogin } from '../../support/emulators.ts'
import { failureOf } from './failure.ts'

let emulators: Emulators
let wechat: WechatPort
let openid: string
beforeAll(async () => {
  emulators = await startEmulators()
  wechat = wechatClient({ base: emulators.wechat, appid: emulated.appid, secret: emulated.secret })
})
afterAll(() => emulators.stop())
beforeEach(async () => {
  openid = (await wechat.codeToSession(await wxLogin(emulators.wechat, '张三'))).openid
})

const check = (content: string, who = openid) => wechat.msgSecCheck({ openid: who, scene: 'comment', content })
const leave = () => control(emulators.wechat, '/emulator/clock', { advanceSeconds: 7_201 })

describe('checking texts that others will see', () => {
  test('WeChat passes, doubts or refuses a text', async () => {
    expect(await check('小区门口的路灯坏了')).toEqual({ suggest: 'pass', label: 100 })
    expect(await check('这里有存疑样例')).toEqual({ suggest: 'review', label: 21000 })
    expect(await check('这里有违规样例')).toEqual({ suggest: 'risky', label: 20006 })
  })

  test('a long text goes in parts, and the worst part counts', async () => {
    const filler = '字'.repeat(2_500)
    expect(await check(`${filler}违规样例${filler}`)).toMatchObject({ suggest: 'risky' })
    expect(await check('😀'.repeat(2_500))).toMatchObject({ suggest: 'pass' })
    expect(await check('')).toEqual({ suggest: 'pass', label: null })
  })

  test('a text of somebody who was not in the mini-program for two hours stays unchecked, for a human', async () => {
    await leave()
    expect(await check('路灯坏了')).toEqual({ suggest: 'unchecked', label: null })
  })

  test('an openid that is none of this mini-program is unavailable, with WeChat’s reason for the log', async () => {
    expect(await failureOf(check('路灯坏了', 'nobody'))).toMatchObject({
      problem: 'wechat-unavailable',
      foreign: '40003',
    })
  })
})

describe('checking pictures', () => {
  const mediaUrl = 'https://example.org/photo.jpg'

  test('a picture is taken in under a trace id, by which the verdict comes later', async () => {
    const taken = await wechat.mediaCheckAsync({ openid, scene: 'comment', mediaUrl })
    expect(taken).toEqual({ outcome: 'accepted', traceId: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{8}){2}$/) })
    const { mediaChecks } = await control(emulators.wechat, '/emulator/sent', undefined, 'GET')
    const traceId = taken.outcome === 'accepted' ? taken.traceId : null
    expect(mediaChecks).toContainEqual(expect.objectContaining({ traceId, openid, mediaUrl }))
  })

  test('a picture of somebody who was not there for two hours stays unchecked', async () => {
    await leave()
    expect(await wechat.mediaCheckAsync({ openid, scene: 'comment', mediaUrl })).toEqual({ outcome: 'unchecked' })
  })

  test('an address that is none is our mistake', async () => {
    expect(await failureOf(wechat.mediaCheckAsync({ openid, scene: 'comment', mediaUrl: 'photo.jpg' }))).toMatchObject({
      problem: null,
      foreign: '40097',
    })
  })
})

describe('drawing mini-program codes', () => {
  const page = 'pages/rate/rate'

  test('a scene of every allowed character makes a picture of a code', async () => {
    for (const scene of ["0aZ!#$&'()*+,/:;=?@-._~", 'x'.repeat(32)]) {
      const image = await wechat.getUnlimitedQRCode(scene, page)
      expect(image.mediaType).toBe('image/png')
      expect(Buffer.from(image.bytes).readUInt32BE(16)).toBe(430)
    }
  })

  test.each([
    ['a scene of 33 characters', 'x'.repeat(33), page, '40169'],
    ['an empty scene', '', page, '40169'],
    ['a scene with a character that WeChat does not take', '路灯', page, '40129'],
    ['a page with a slash in front', 'a', '/pages/rate/rate', '41030'],
    ['a page with a query', 'a', 'pages/rate/rate?id=1', '41030'],
  ])('%s is our mistake', async (_, scene, where, foreign) => {
    expect(await failureOf(wechat.getUnlimitedQRCode(scene, where))).toMatchObject({ problem: null, foreign })
  })

  test('a page must be published, except for the trial edition', async () => {
    await control(emulators.wechat, '/emulator/pages', { pages: ['pages/home/home'] })
    expect(await failureOf(wechat.getUnlimitedQRCode('a', page))).toMatchObject({ foreign: '41030' })
    const trial = { base: emulators.wechat, appid: emulated.appid, secret: emulated.secret, edition: 'trial' as const }
    expect((await wechatClient(trial).getUnlimitedQRCode('a', page)).mediaType).toBe('image/png')
    await control(emulators.wechat, '/emulator/pages', { pages: null })
  })

  test('an answer that is neither a picture nor an error is unavailable', async () => {
    const fault = { kind: 'answer', body: {} }
    await control(emulators.wechat, '/emulator/faults', { path: '/wxa/getwxacodeunlimit', fault })
    expect(await failureOf(wechat.getUnlimitedQRCode('a', page))).toMatchObject({
      problem: 'wechat-unavailable',
      foreign: 'malformed',
    })
  })
})
