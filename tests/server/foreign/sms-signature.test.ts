import { type Acs3Request, canonicalQuery, signAcs3 } from '@minyi/server/foreign/sms/signature.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Emulators, emulated, smsInbox, startEmulators } from '../../support/emulators.ts'

let emulators: Emulators
beforeAll(async () => {
  emulators = await startEmulators()
})
afterAll(() => emulators.stop())

const seconds = (ms = Date.now()) => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z')

let lastPhone = 13_900_000_000

function request(more: Partial<Acs3Request> = {}): Acs3Request {
  const { signName, noticeTemplate } = emulated
  lastPhone += 1
  const TemplateParam = JSON.stringify({ number: '1', step: '已受理' })
  return {
    method: 'POST',
    host: new URL(emulators.sms).host,
    query: { PhoneNumbers: String(lastPhone), SignName: signName, TemplateCode: noticeTemplate, TemplateParam },
    body: '',
    action: 'SendSms',
    version: '2017-05-25',
    date: seconds(),
    nonce: crypto.randomUUID(),
    ...more,
  }
}

type Change = { headers?: Record<string, string>; query?: string; body?: string }

async function send(signed: Acs3Request, change: Change = {}) {
  const query = change.query ?? canonicalQuery(signed.query)
  const response = await fetch(`${emulators.sms}/?${query}`, {
    method: signed.method,
    headers: { ...signAcs3(signed, emulated), ...change.headers },
    ...(change.body !== undefined && { body: change.body }),
  })
  return { status: response.status, ...(await response.json()) }
}

describe('the signature of Alibaba Cloud, version 3', () => {
  test('is the one that the document gives for its example', () => {
    const example: Acs3Request = {
      method: 'POST',
      host: 'ecs.cn-shanghai.aliyuncs.com',
      query: { RegionId: 'cn-shanghai', ImageId: 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd' },
      body: '',
      action: 'RunInstances',
      version: '2014-05-26',
      date: '2023-10-26T10:22:32Z',
      nonce: '3156853299f313e23d1673dc12e1703d',
    }
    const key = { accessKeyId: 'YourAccessKeyId', accessKeySecret: 'YourAccessKeySecret' }
    expect(signAcs3(example, key).authorization).toBe(
      'ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;' +
        'x-acs-signature-nonce;x-acs-version,Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
    )
  })

  test('encodes what RFC 3986 reserves, and sorts', () => {
    expect(canonicalQuery({ b: "a b*c~d/e'!()", a: '中' })).toBe('a=%E4%B8%AD&b=a%20b%2Ac~d%2Fe%27%21%28%29')
  })

  test('holds for any text, as the receiving side builds it from what arrived', async () => {
    const property = fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
      const query = { ...request().query, OutId: text }
      expect(await send(request({ query }))).toMatchObject({ Code: 'OK' })
    })
    await fc.assert(property, { numRuns: 100 })
  })

  test('is refused when anything that it covers was changed on the way', async () => {
    const one = request()
    const elsewhere = canonicalQuery({ ...one.query, PhoneNumbers: '13811111111' })
    const changes: Change[] = [
      { query: elsewhere },
      { body: 'x' },
      { headers: { 'x-acs-action': 'SendBatchSms' } },
      { headers: { 'x-acs-version': '2017-05-26' } },
      { headers: { 'x-acs-date': seconds(Date.now() + 1_000) } },
      { headers: { 'x-acs-signature-nonce': 'another' } },
      { headers: { 'x-acs-security-token': 'not signed' } },
    ]
    for (const change of changes) {
      expect(await send(one, change)).toMatchObject({ status: 400, Code: 'SignatureDoesNotMatch' })
    }
    expect(await smsInbox(emulators.sms, '13811111111')).toEqual([])
    expect(await send(one)).toMatchObject({ status: 200, Code: 'OK' })
  })

  test('counts once, and for a quarter of an hour', async () => {
    const one = request()
    expect(await send(one)).toMatchObject({ Code: 'OK' })
    expect(await send(one)).toMatchObject({ status: 400, Code: 'SignatureNonceUsed' })
    for (const drift of [-16, 16]) {
      const date = seconds(Date.now() + drift * 60_000)
      expect(await send(request({ date }))).toMatchObject({ status: 400, Code: 'InvalidTimeStamp.Expired' })
    }
  })

  test('is asked for, and no other action is served', async () => {
    expect(await send(request(), { headers: { authorization: '' } })).toMatchObject({ Code: 'IncompleteSignature' })
    expect(await send(request({ action: 'SendBatchSms' }))).toMatchObject({ status: 404 })
  })
})
