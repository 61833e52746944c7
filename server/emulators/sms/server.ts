import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { emulatorApp, queryOf } from '../app.ts'
import { type Clock, movableClock } from '../clock.ts'
import { injectableFaults } from '../faults.ts'
import { numberLimits } from './limits.ts'
import { domesticNumber } from './number.ts'
import { type SendRecords, sendRecords } from './records.ts'
import { signatureCheck } from './signature.ts'

type SmsAccount = {
  accessKeyId: string
  accessKeySecret: string
  signName: string
  codeTemplate: string
  noticeTemplate: string
  claimTemplate: string
}

/** A message as the telephone shows it, with the variables that were put in. */
type InboxMessage = {
  phone: string
  templateCode: string
  text: string
  params: Record<string, string>
  at: string
}

type Template = { kind: 'code' | 'notice'; text: string }
type Outcome = { code: string; message: string; bizId?: string }

const Params = z.record(z.string(), z.union([z.string(), z.number()]).transform(String))
const inboxSize = 1_000

/**
 * 阿里云短信服务 (Dysmsapi 2017-05-25), SendSms and QuerySendDetails, with its signature check, limits and error codes. Nothing leaves
 * the machine: `GET /emulator/sms/inbox?phone=` shows what the telephone would have got, newest first.
 */
export function smsEmulator(account: SmsAccount): FastifyInstance {
  const app = emulatorApp()
  injectableFaults(app)
  const clock = movableClock(app)
  const refusalOf = signatureCheck(account, clock)
  const records = sendRecords(app, clock)
  const { inbox, send } = carrier(account, clock, records)

  app.route({
    method: ['GET', 'POST'],
    url: '/',
    handler: (request, reply) => {
      const requestId = randomUUID().toUpperCase()
      const refusal = refusalOf(request) ?? wrongAction(request)
      if (refusal) {
        const body = { RequestId: requestId, HostId: request.host, Code: refusal.code, Message: refusal.message }
        return reply.code(refusal.status).send(body)
      }
      if (actionOf(request) === 'QuerySendDetails')
        return reply.send({ RequestId: requestId, ...records.query(request) })
      const { code, message, bizId } = send(request)
      return reply.send({ RequestId: requestId, Code: code, Message: message, ...(bizId && { BizId: bizId }) })
    },
  })
  app.get('/emulator/sms/inbox', (request) => {
    const phone = domesticNumber(queryOf(request, 'phone'))
    return { messages: inbox.filter((message) => message.phone === phone) }
  })
  return app
}

/** Takes a message when signature, template, number, variables and limits allow, and keeps it in the inbox. */
function carrier(account: SmsAccount, clock: Clock, records: SendRecords) {
  const take = numberLimits(clock)
  const inbox: InboxMessage[] = []
  const templates = new Map<string, Template>([
    [account.codeTemplate, { kind: 'code', text: '您的验证码是 {code}，5 分钟内有效，请勿告诉他人。' }],
    [
      account.claimTemplate,
      { kind: 'notice', text: '您在{unit}的事项已办结，请输入评价码 {code} 或打开链接 r/{token} 评价，30 天内有效。' },
    ],
    [account.noticeTemplate, { kind: 'notice', text: '您的民意件 {number} 有新进展：{step}。' }],
  ])

  function send(request: FastifyRequest): Outcome {
    const [phone, params] = [domesticNumber(queryOf(request, 'PhoneNumbers')), paramsOf(request)]
    const templateCode = queryOf(request, 'TemplateCode')
    const template = templates.get(templateCode)
    if (queryOf(request, 'SignName') !== account.signName) return fail('isv.SMS_SIGNATURE_ILLEGAL', '短信签名不合法')
    if (!template) return fail('isv.SMS_TEMPLATE_ILLEGAL', '短信模板不合法')
    if (!phone) return fail('isv.MOBILE_NUMBER_ILLEGAL', `${queryOf(request, 'PhoneNumbers')}invalid mobile number`)
    if (!params) return fail('isv.INVALID_JSON_PARAM', 'JSON参数不合法，只接受字符串值')
    const fault = faultOfParams(template, params)
    if (fault) return fault
    const full = take(phone, template.kind, templateCode)
    if (full) return fail('isv.BUSINESS_LIMIT_CONTROL', full)
    const words = template.text.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '')
    const [at, text] = [new Date(clock.now()).toISOString(), `【${account.signName}】${words}`]
    if (records.keep({ phone, templateCode, text, outId: queryOf(request, 'OutId') })) {
      inbox.unshift({ phone, templateCode, text, params, at })
      inbox.length = Math.min(inbox.length, inboxSize)
    }
    return { code: 'OK', message: 'OK', bizId: `${Date.now()}${Math.floor(Math.random() * 1e6)}^0` }
  }
  return { inbox, send }
}

const actionOf = (request: FastifyRequest) => String(request.headers['x-acs-action'])

function wrongAction(request: FastifyRequest) {
  const isKnown = ['SendSms', 'QuerySendDetails'].includes(actionOf(request))
  if (isKnown && request.headers['x-acs-version'] === '2017-05-25') return null
  return {
    status: 404,
    code: 'InvalidAction.NotFound',
    message: 'Specified api is not found, please check your url and method.',
  }
}

function paramsOf(request: FastifyRequest): Record<string, string> | null {
  try {
    return Params.safeParse(JSON.parse(queryOf(request, 'TemplateParam') || '{}')).data ?? null
  } catch {
    return null
  }
}

function faultOfParams(template: Template, params: Record<string, string>): Outcome | null {
  for (const [, name = ''] of template.text.matchAll(/\{(\w+)\}/g)) {
    const value = params[name] ?? ''
    if (value === '') return fail('isv.TEMPLATE_MISSING_PARAMETERS', `模板变量缺少对应参数值: ${name}`)
    if (value.length > 35) return fail('isv.PARAM_LENGTH_LIMIT', '参数超过长度限制')
    if (/https?:\/\//.test(value)) return fail('isv.PARAM_NOT_SUPPORT_URL', '变量不支持传入URL')
    if (template.kind === 'code' && !/^[0-9A-Za-z]{4,6}$/.test(value)) {
      return fail('isv.TEMPLATE_PARAMS_ILLEGAL', '传入的变量内容和实际申请模板时变量所选择的属性类型不配')
    }
  }
  return null
}

function fail(code: string, message: string): Outcome {
  return { code, message }
}
