import { wechatClient } from '@minyi/server/foreign/wechat/client.ts'
import type { WechatPort } from '@minyi/server/foreign/wechat/port.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { control, type Emulators, emulated, startEmulators, wxLogin } from '../../support/emulators.ts'
import { failureOf } from './failure.ts'

let emulators: Emulators
let wechat: WechatPort
let openid: string
beforeAll(async () => {
  emulators = await startEmulators()
  wechat = wechatClient({ base: emulators.wechat, appid: emulated.appid, secret: emulated.secret })
  openid = (await wechat.codeToSession(await wxLogin(emulators.wechat, '张三'))).openid
})
afterAll(() => emulators.stop())

const templateId = 'demo-case-progress'
const data = { character_string1: 'TC2026-0001', thing2: '路灯坏了', phrase3: '已受理', time4: '2026年11月22日 10:00' }
const send = (more: { openid?: string; templateId?: string; page?: string; data?: Record<string, string> } = {}) =>
  wechat.sendSubscribeMessage({ openid, templateId, data, ...more })
const tap = (times = 1) => control(emulators.wechat, '/emulator/subscriptions', { user: '张三', templateId, times })

describe('messages that a person has asked for', () => {
  test('one tap is one message, and without another tap the next is refused', async () => {
    expect(await send()).toBe('refused')
    await tap()
    expect(await send({ page: 'pages/case/progress?id=1' })).toBe('sent')
    expect(await send()).toBe('refused')
    const { messages } = await control(emulators.wechat, '/emulator/sent', undefined, 'GET')
    expect(messages).toEqual([expect.objectContaining({ openid, templateId, data, page: 'pages/case/progress?id=1' })])
  })

  test('an openid that WeChat does not know is said so', async () => {
    expect(await send({ openid: 'nobody' })).toBe('unknown-user')
  })

  test.each([
    ['a field that the template has and the message lacks', { data: { ...data, thing2: '' } }, '47003'],
    ['a thing of more than 20 characters', { data: { ...data, thing2: '长'.repeat(21) } }, '47003'],
    ['a phrase that is not Chinese', { data: { ...data, phrase3: 'accepted' } }, '47003'],
    ['a time that is none', { data: { ...data, time4: 'soon' } }, '47003'],
    ['an unknown template', { templateId: 'unknown' }, '40037'],
    ['a page with a slash in front', { page: '/pages/case/progress' }, '41030'],
  ])('%s is our mistake and costs no tap', async (_, more, foreign) => {
    await tap()
    expect(await failureOf(send(more))).toMatchObject({ problem: null, foreign })
    expect(await send()).toBe('sent')
  })

  test.each([
    ['the quota of the day', '45009'],
    ['the limit of one person', '45047'],
  ])('%s is waited for and costs no tap', async (_, code) => {
    await tap()
    await control(emulators.wechat, '/emulator/subscriptions/limit', { code, calls: 1 })
    expect(await failureOf(send())).toMatchObject({
      problem: 'too-many-requests',
      foreign: code,
      retryAfterSeconds: 3_600,
    })
    expect(await send()).toBe('sent')
  })

  test('a template that WeChat has banned is ours to mend, two messages at once are tried again', async () => {
    await tap()
    await control(emulators.wechat, '/emulator/subscriptions/limit', { code: '43107', calls: 1 })
    expect(await failureOf(send())).toMatchObject({ problem: null, foreign: '43107' })
    await control(emulators.wechat, '/emulator/subscriptions/limit', { code: '43108', calls: 1 })
    expect(await failureOf(send())).toMatchObject({ problem: 'wechat-unavailable', foreign: '43108' })
    expect(await send()).toBe('sent')
  })

  test('a message that did not get through is not taken for refused', async () => {
    await tap()
    const fault = { kind: 'answer', body: { errcode: -1, errmsg: 'system error' } }
    await control(emulators.wechat, '/emulator/faults', { path: '/cgi-bin/message/subscribe/send', fault })
    expect(await failureOf(send())).toMatchObject({ problem: 'wechat-unavailable', foreign: '-1' })
    expect(await send()).toBe('sent')
  })
})
