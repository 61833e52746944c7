import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { jsonOf, readBody } from '../app.ts'
import type { Clock } from '../clock.ts'
import { type ErrorCode, failure } from './answers.ts'
import type { People } from './people.ts'
import type { Tokens } from './tokens.ts'

type SentMessage = { openid: string; templateId: string; page: string; data: Record<string, string>; at: string }

/** Templates with their fields, the taps left per openid and template, and what stands in the way of all messages. */
type Desk = { templates: Map<string, string[]>; taps: Map<string, number>; limit: { code: ErrorCode; calls: number } }

const Template = z.object({ id: z.string().min(1), fields: z.array(z.string().regex(/^[a-z_]+\d+$/)) })
const Taps = z.object({ user: z.string().min(1), templateId: z.string(), times: z.number().int().min(0).default(1) })
/** 45009: the day's quota is used up; 45047: too many to one person; 43107: the template is banned; 43108: two at once. */
const Limit = z.object({ code: z.enum(['45009', '45047', '43107', '43108']), calls: z.number().int().min(0) })
const Input = z.object({
  touser: z.string(),
  template_id: z.string(),
  page: z.string().default(''),
  data: z.record(z.string(), z.object({ value: z.string() })),
  miniprogram_state: z.enum(['formal', 'trial', 'developer']).default('formal'),
})

/** What a field may hold, by the kind in front of its number (订阅消息参数值内容限制). */
const kinds: Record<string, RegExp> = {
  thing: /^.{1,20}$/u,
  character_string: /^[\x20-\x7e]{1,32}$/,
  phrase: /^\p{Script=Han}{1,5}$/u,
  number: /^\d{1,32}(\.\d+)?$/,
  time: /^(\d{4}[年-]\d{1,2}[月-]\d{1,2}日? )?\d{1,2}:\d{2}(:\d{2})?$/,
  date: /^\d{4}[年-]\d{1,2}[月-]\d{1,2}日?( \d{1,2}:\d{2}(:\d{2})?)?$/,
  name: /^(\p{Script=Han}{1,10}|[A-Za-z ]{1,20})$/u,
  phone_number: /^[\d+-]{1,17}$/,
}

/** The templates that the demo sends by; `POST /emulator/templates {id, fields}` adds others. */
const demoFields = ['character_string1', 'thing2', 'phrase3', 'time4']
const demoTemplates = ['demo-case-progress', 'demo-answer', 'demo-safety']

/**
 * 发送订阅消息 (`subscribeMessage.send`): one tap, one message. `POST /emulator/subscriptions {user, templateId, times}` is
 * the tap on `wx.requestSubscribeMessage`; `POST /emulator/subscriptions/limit {code, calls}` puts a limit in the way.
 */
export function wechatMessages(
  app: FastifyInstance,
  { tokens, people, clock }: { tokens: Tokens; people: People; clock: Clock },
): { sent: SentMessage[] } {
  const desk: Desk = {
    templates: new Map(demoTemplates.map((id) => [id, demoFields])),
    taps: new Map(),
    limit: { code: '45009', calls: 0 },
  }
  const sent: SentMessage[] = []
  let lastId = 1_988_810_812_324_364_000n

  app.post('/emulator/templates', (request) => {
    const template = readBody(request, Template)
    desk.templates.set(template.id, template.fields)
    return template
  })
  app.post('/emulator/subscriptions', (request) => {
    const { user, templateId, times } = readBody(request, Taps)
    const openid = people.openidOf(user)
    desk.taps.set(`${openid} ${templateId}`, times)
    return { openid, left: times }
  })

  app.post('/emulator/subscriptions/limit', (request) => {
    desk.limit = readBody(request, Limit)
    return desk.limit
  })

  app.post('/cgi-bin/message/subscribe/send', (request, reply) => {
    const wrong = tokens.faultOf(request)
    if (wrong) return failure(wrong)
    const input = Input.safeParse(jsonOf(request))
    if (!input.success) return failure('47003', z.prettifyError(input.error))
    if (!people.isOpenid(input.data.touser)) return failure('40003')
    const refusal = refusalOf(desk, input.data)
    if (refusal) return refusal
    const { touser: openid, template_id: templateId, page, data } = input.data
    const texts = Object.entries(data).map(([field, { value }]) => [field, value])
    sent.push({ openid, templateId, page, data: Object.fromEntries(texts), at: new Date(clock.now()).toISOString() })
    lastId += 1n
    return reply.type('application/json').send(`{"errcode":0,"errmsg":"ok","msgid":${lastId}}`)
  })

  return { sent }
}

/** Why a message does not go out; null uses up one tap. */
function refusalOf({ templates, taps, limit }: Desk, message: z.output<typeof Input>) {
  if (limit.calls > 0) {
    limit.calls -= 1
    return failure(limit.code)
  }
  const fields = templates.get(message.template_id)
  if (!fields) return failure('40037')
  const fault = faultOfData(fields, message.data)
  if (fault) return failure('47003', fault)
  if (message.page && !/^[\w-]+(\/[\w-]+)+(\?.*)?$/.test(message.page)) return failure('41030')
  const key = `${message.touser} ${message.template_id}`
  const left = taps.get(key) ?? 0
  if (left === 0) return failure('43101')
  taps.set(key, left - 1)
  return null
}

/** The first field that is empty or not of its kind, in WeChat's words. */
function faultOfData(fields: string[], data: Record<string, { value: string }>): string | null {
  for (const field of fields) {
    const value = data[field]?.value ?? ''
    if (value === '') return `data.${field}.value is emtpy`
    const allowed = kinds[field.replace(/\d+$/, '')]
    if (allowed && !allowed.test(value)) return `data.${field}.value invalid`
  }
  return null
}
