import { randomUUID } from 'node:crypto'
import type { ProblemCode } from '@minyi/shared/platform/problems.ts'
import { z } from 'zod'
import { explained, ForeignFault, problemFrom } from '../fault.ts'
import { addressBelow, callForeign, readJson } from '../http.ts'
import type { SmsNotice, SmsOptions, SmsPort, SmsReceipt } from './port.ts'
import { canonicalQuery, signAcs3 } from './signature.ts'

/** 阿里云短信服务 over HTTP (Dysmsapi 2017-05-25, SendSms). */
export function smsClient(options: SmsOptions): SmsPort {
  return {
    sendCode: (phone, code) =>
      explained(explainSms('code-too-often'), () =>
        sendSms(options, phone, { templateCode: options.templateCode, params: { code } }),
      ),
    sendNotice: (phone, notice) => explained(explainSms('too-many-requests'), () => sendSms(options, phone, notice)),
  }
}

const defaultTimeoutMs = 5_000

/** Failures of the template or its variables are mended here, not by the person. */
const ourMistakes = new Set([
  'isv.INVALID_PARAMETERS',
  'isv.INVALID_JSON_PARAM',
  'isv.PARAM_LENGTH_LIMIT',
  'isv.PARAM_NOT_SUPPORT_URL',
  'isv.TEMPLATE_MISSING_PARAMETERS',
  'isv.TEMPLATE_PARAMS_ILLEGAL',
])

const Answer = z.object({ Code: z.string(), Message: z.string().default(''), BizId: z.string().default('') })

async function sendSms(options: SmsOptions, phone: string, notice: SmsNotice): Promise<SmsReceipt> {
  const url = addressBelow(options.base, '/')
  const query = {
    PhoneNumbers: phone,
    SignName: options.signName,
    TemplateCode: notice.templateCode,
    TemplateParam: JSON.stringify(notice.params),
  }
  const headers = signAcs3(
    {
      method: 'POST',
      host: url.host,
      query,
      body: '',
      action: 'SendSms',
      version: '2017-05-25',
      date: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
      nonce: randomUUID(),
    },
    options,
  )
  url.search = canonicalQuery(query)
  const timeoutMs = options.timeoutMs ?? defaultTimeoutMs
  const answer = await callForeign({ service: 'sms', method: 'POST', url, headers, timeoutMs })
  const read = Answer.safeParse(readJson('sms', answer))
  if (!read.success) throw new ForeignFault('sms', 'malformed', z.prettifyError(read.error))
  if (read.data.Code !== 'OK') {
    throw new ForeignFault('sms', read.data.Code, read.data.Message.replaceAll(phone, `…${phone.slice(-4)}`))
  }
  return { bizId: read.data.BizId }
}

/** What a fault of the SMS service means for the person (国内消息API错误码). */
function explainSms(tooOften: ProblemCode): (fault: ForeignFault) => Error {
  return (fault) => {
    if (ourMistakes.has(fault.code)) return fault
    switch (fault.code) {
      case 'isv.BUSINESS_LIMIT_CONTROL':
        return problemFrom(fault, tooOften, { retryAfterSeconds: secondsOfLimit(fault.message) })
      case 'isv.MOBILE_NUMBER_ILLEGAL':
        return problemFrom(fault, 'input-invalid', { fields: [{ path: 'phone', message: '手机号不对，请核对后重填' }] })
      default:
        return problemFrom(fault, 'sms-unavailable', { retryAfterSeconds: 60 })
    }
  }
}

/** The window that is full stands in the message only: 触发分钟级流控, 触发小时级流控, 触发天级流控. */
function secondsOfLimit(message: string): number {
  if (message.includes('天级')) return 86_400
  if (message.includes('小时级')) return 3_600
  return 60
}
