import { randomUUID } from 'node:crypto'
import type { ProblemCode } from '@minyi/shared/platform/problems.ts'
import { z } from 'zod'
import { explained, ForeignFault, problemFrom } from '../fault.ts'
import { addressBelow, callForeign, readJson } from '../http.ts'
import type { SmsFate, SmsNotice, SmsOptions, SmsPort, SmsReceipt } from './port.ts'
import { canonicalQuery, signAcs3 } from './signature.ts'

/** 阿里云短信服务 over HTTP (Dysmsapi 2017-05-25: SendSms, QuerySendDetails). */
export function smsClient(options: SmsOptions): SmsPort {
  return {
    sendCode: (phone, code) =>
      explained(explainSms('code-too-often'), () =>
        sendSms(options, phone, { templateCode: options.templateCode, params: { code } }),
      ),
    sendNotice: (phone, notice) => explained(explainSms('too-many-requests'), () => sendSms(options, phone, notice)),
    findReceipt: (phone, sent) => explained(explainSms('too-many-requests'), () => findDetail(options, phone, sent)),
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

const Envelope = z.object({ Code: z.string(), Message: z.string().default('') })
const Answer = Envelope.extend({ BizId: z.string().default('') })
const Details = Envelope.extend({
  TotalCount: z.coerce.number().default(0),
  SmsSendDetailDTOs: z
    .object({
      SmsSendDetailDTO: z
        .array(
          z.object({
            SendStatus: z.union([z.literal(1), z.literal(2), z.literal(3)]),
            ErrCode: z.string().default(''),
            OutId: z.string().default(''),
          }),
        )
        .default([]),
    })
    .default({ SmsSendDetailDTO: [] }),
})

/** 1 等待回执, 2 发送失败, 3 发送成功. */
const fates = { 1: 'waiting', 2: 'failed', 3: 'delivered' } as const
const pageSize = 50
const mostPages = 4

async function sendSms(options: SmsOptions, phone: string, notice: SmsNotice): Promise<SmsReceipt> {
  const answer = await callSms(options, phone, 'SendSms', Answer, {
    PhoneNumbers: phone,
    SignName: options.signName,
    TemplateCode: notice.templateCode,
    TemplateParam: JSON.stringify(notice.params),
    ...(notice.outId && { OutId: notice.outId }),
  })
  return { bizId: answer.BizId }
}

/** Looks through the day before as well: a message may have gone out at its end. */
async function findDetail(
  options: SmsOptions,
  phone: string,
  { around, outId }: { around: Date; outId: string },
): Promise<SmsFate | null> {
  for (const day of [serviceDay(around), serviceDay(new Date(around.getTime() - 86_400_000))]) {
    for (let page = 1, pages = 1; page <= pages; page += 1) {
      const found = await callSms(options, phone, 'QuerySendDetails', Details, {
        PhoneNumber: phone,
        SendDate: day,
        PageSize: String(pageSize),
        CurrentPage: String(page),
      })
      const detail = found.SmsSendDetailDTOs.SmsSendDetailDTO.find(({ OutId }) => OutId === outId)
      if (detail) return { state: fates[detail.SendStatus], code: detail.ErrCode }
      pages = Math.min(mostPages, Math.ceil(found.TotalCount / pageSize))
    }
  }
  return null
}

async function callSms<T extends z.ZodType<{ Code: string; Message: string }>>(
  options: SmsOptions,
  phone: string,
  action: string,
  shape: T,
  query: Record<string, string>,
): Promise<z.output<T>> {
  const url = addressBelow(options.base, '/')
  const headers = signAcs3(
    {
      method: 'POST',
      host: url.host,
      query,
      body: '',
      action,
      version: '2017-05-25',
      date: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
      nonce: randomUUID(),
    },
    options,
  )
  url.search = canonicalQuery(query)
  const timeoutMs = options.timeoutMs ?? defaultTimeoutMs
  const answer = await callForeign({ service: 'sms', method: 'POST', url, headers, timeoutMs })
  const read = shape.safeParse(readJson('sms', answer))
  if (!read.success) throw new ForeignFault('sms', 'malformed', z.prettifyError(read.error))
  if (read.data.Code !== 'OK') {
    throw new ForeignFault('sms', read.data.Code, read.data.Message.replaceAll(phone, `…${phone.slice(-4)}`))
  }
  return read.data
}

/** The service counts its days in China's time. */
const serviceDay = (at: Date) => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '')

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
