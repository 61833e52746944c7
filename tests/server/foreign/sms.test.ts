import { smsClient } from '@minyi/server/foreign/sms/client.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { control, type Emulators, emulated, smsInbox, startEmulators } from '../../support/emulators.ts'
import { failureOf } from './failure.ts'

let emulators: Emulators
beforeAll(async () => {
  emulators = await startEmulators()
})
afterAll(() => emulators.stop())

let lastPhone = 13_800_000_000
const newPhone = () => {
  lastPhone += 1
  return String(lastPhone)
}
const client = (options = {}) => {
  const { accessKeyId, accessKeySecret, signName, templateCode } = emulated
  return smsClient({ base: emulators.sms, accessKeyId, accessKeySecret, signName, templateCode, ...options })
}
const advance = (advanceSeconds: number) => control(emulators.sms, '/emulator/clock', { advanceSeconds })
const inject = (fault: unknown) => control(emulators.sms, '/emulator/faults', { fault })
const sendNotice = (phone: string, params: Record<string, string>, templateCode = emulated.noticeTemplate) =>
  client().sendNotice(phone, { templateCode, params })

describe('sending an SMS', () => {
  test('a code reaches the inbox of that telephone and no other', async () => {
    const phone = newPhone()
    expect(await client().sendCode(phone, '042137')).toEqual({ bizId: expect.stringMatching(/^\d+\^0$/) })
    expect(await smsInbox(emulators.sms, phone)).toEqual([
      expect.objectContaining({ text: expect.stringMatching(/^【民意直通】.*042137/), params: { code: '042137' } }),
    ])
    expect(await smsInbox(emulators.sms, newPhone())).toEqual([])
  })

  test('a number may carry its country code', async () => {
    const phone = newPhone()
    await client().sendCode(`+86${phone}`, '123456')
    expect(await smsInbox(emulators.sms, phone)).toHaveLength(1)
  })

  test('a notice carries its variables, with signs that the signature has to encode', async () => {
    const phone = newPhone()
    await sendNotice(phone, { number: 'TC 2026/0001+&=*~', step: "已答复（'急'）!" })
    const [message] = await smsInbox(emulators.sms, phone)
    expect(message?.text).toBe("【民意直通】您的民意件 TC 2026/0001+&=*~ 有新进展：已答复（'急'）!。")
  })

  test('a number gets one code a minute, five an hour, ten a day', async () => {
    const phone = newPhone()
    const send = () => client().sendCode(phone, '123456')
    const tooOften = (retryAfterSeconds: number) => ({
      problem: 'code-too-often',
      foreign: 'isv.BUSINESS_LIMIT_CONTROL',
      retryAfterSeconds,
    })
    await send()
    expect(await failureOf(send())).toMatchObject(tooOften(60))
    for (let times = 1; times < 5; times += 1) {
      await advance(60)
      await send()
    }
    await advance(60)
    expect(await failureOf(send())).toMatchObject(tooOften(3_600))
    await advance(3_600)
    for (let times = 5; times < 10; times += 1) {
      await advance(720)
      await send()
    }
    await advance(7_200)
    expect(await failureOf(send())).toMatchObject(tooOften(86_400))
    await advance(86_400)
    await send()
    await client().sendCode(newPhone(), '123456')
  })

  test('a number gets fifty notices of one template a day', async () => {
    const phone = newPhone()
    for (let times = 0; times < 50; times += 1) await sendNotice(phone, { number: '1', step: '已受理' })
    expect(await failureOf(sendNotice(phone, { number: '1', step: '已受理' }))).toMatchObject({
      problem: 'too-many-requests',
      foreign: 'isv.BUSINESS_LIMIT_CONTROL',
    })
    await client().sendCode(phone, '123456')
  })
})

describe('an SMS that cannot be sent', () => {
  test('a number that is none is a fault of the field, and does not stand in the log', async () => {
    for (const phone of ['12345678901', '1380000', '+85212345678', '']) {
      const failure = await failureOf(client().sendCode(phone, '123456'))
      expect(failure).toMatchObject({
        problem: 'input-invalid',
        foreign: 'isv.MOBILE_NUMBER_ILLEGAL',
        fields: [{ path: 'phone' }],
      })
      if (phone) expect(failure.text).not.toContain(phone)
    }
  })

  test.each([
    ['a signature name that is not approved', { signName: '别的' }, 'isv.SMS_SIGNATURE_ILLEGAL'],
    ['a template that is not approved', { templateCode: 'SMS_1' }, 'isv.SMS_TEMPLATE_ILLEGAL'],
    ['an unknown access key', { accessKeyId: 'unknown' }, 'InvalidAccessKeyId.NotFound'],
    ['a wrong access key secret', { accessKeySecret: 'wrong' }, 'SignatureDoesNotMatch'],
  ])('%s is ours to mend, and the person is told to come back', async (_, options, foreign) => {
    const phone = newPhone()
    expect(await failureOf(client(options).sendCode(phone, '123456'))).toMatchObject({
      problem: 'sms-unavailable',
      foreign,
    })
    expect(await smsInbox(emulators.sms, phone)).toEqual([])
  })

  test.each([
    ['a variable that is missing', { number: '1' }, 'isv.TEMPLATE_MISSING_PARAMETERS'],
    ['a variable that is too long', { number: '1', step: '长'.repeat(36) }, 'isv.PARAM_LENGTH_LIMIT'],
    ['a variable with an address', { number: '1', step: 'http://a.cn' }, 'isv.PARAM_NOT_SUPPORT_URL'],
  ])('%s is our mistake', async (_, params, foreign) => {
    expect(await failureOf(sendNotice(newPhone(), params))).toMatchObject({ problem: null, foreign })
  })

  test('a code of the wrong form is our mistake', async () => {
    expect(await failureOf(client().sendCode(newPhone(), '1'))).toMatchObject({
      problem: null,
      foreign: 'isv.TEMPLATE_PARAMS_ILLEGAL',
    })
  })

  test.each([
    [
      'without money',
      { kind: 'answer', body: { Code: 'isv.AMOUNT_NOT_ENOUGH', Message: '账户余额不足' } },
      'isv.AMOUNT_NOT_ENOUGH',
    ],
    ['stopped', { kind: 'answer', body: { Code: 'isv.OUT_OF_SERVICE', Message: '业务停机' } }, 'isv.OUT_OF_SERVICE'],
    [
      'throttled',
      { kind: 'answer', status: 400, body: { Code: 'Throttling.User', Message: 'flow control' } },
      'Throttling.User',
    ],
    ['behind a broken gateway', { kind: 'answer', status: 503, body: 'Service Unavailable' }, 'http-503'],
    ['that answers something else', { kind: 'answer', body: '<html></html>' }, 'malformed'],
    ['that answers without a code', { kind: 'answer', body: { Message: 'OK' } }, 'malformed'],
    ['that hangs up', { kind: 'drop' }, 'network'],
    ['that never answers', { kind: 'hang' }, 'timeout'],
  ])('a service %s is unavailable, and nothing is sent twice', async (_, fault, foreign) => {
    const phone = newPhone()
    await inject(fault)
    expect(await failureOf(client({ timeoutMs: 300 }).sendCode(phone, '123456'))).toMatchObject({
      problem: 'sms-unavailable',
      foreign,
    })
    expect(await smsInbox(emulators.sms, phone)).toEqual([])
  })
})
