import { z } from 'zod'
import { ForeignFault, problemFrom } from '../fault.ts'
import { addressBelow, callForeign, type ForeignAnswer, readJson } from '../http.ts'
import type { WechatOptions } from './port.ts'

type WechatCall = {
  method: 'GET' | 'POST'
  path: string
  query?: Record<string, string>
  body?: Record<string, unknown>
}

const defaultTimeoutMs = 5_000

/** Every answer may carry these; `errcode` is absent or 0 when the call went well. */
const Envelope = z.object({ errcode: z.number().default(0), errmsg: z.string().default('') })

/** What an engineer has to mend: WeChat understood us and found the call itself wrong. */
const ourMistakes = new Set([
  ...['40037', '40097', '40129', '40169', '41030', '43002', '43107', '44002', '45002', '45168', '47001', '47003'],
])

/** One call, raw. */
export function sendToWechat(options: WechatOptions, call: WechatCall): Promise<ForeignAnswer> {
  const url = addressBelow(options.base, call.path)
  for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, value)
  return callForeign({
    service: 'wechat',
    method: call.method,
    url,
    timeoutMs: options.timeoutMs ?? defaultTimeoutMs,
    ...(call.body && {
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(call.body),
    }),
  })
}

/** The JSON of an answer in the given shape; an `errcode` other than 0 is a fault under that number. */
export function readWechat<T extends z.ZodType>(answer: ForeignAnswer, shape: T): z.output<T> {
  const json = readJson('wechat', answer)
  const envelope = Envelope.safeParse(json)
  if (!envelope.success) throw new ForeignFault('wechat', 'malformed', 'the answer is not an object')
  const { errcode, errmsg } = envelope.data
  if (errcode !== 0) throw new ForeignFault('wechat', String(errcode), errmsg)
  if (answer.status >= 400) throw new ForeignFault('wechat', `http-${answer.status}`, 'without an errcode')
  const read = shape.safeParse(json)
  if (!read.success) throw new ForeignFault('wechat', 'malformed', z.prettifyError(read.error))
  return read.data
}

/** What a fault of WeChat means for the person; the codes are those of the documents named in `port.ts`. */
export function explainWechat(fault: ForeignFault): Error {
  if (ourMistakes.has(fault.code)) return fault
  switch (fault.code) {
    case '40029':
    case '40163':
      return problemFrom(fault, 'wechat-code-invalid')
    case '40226':
      return problemFrom(fault, 'wechat-blocked')
    case '45011':
      return problemFrom(fault, 'too-many-requests', { retryAfterSeconds: 60 })
    case '45009':
    case '45047':
      return problemFrom(fault, 'too-many-requests', { retryAfterSeconds: 3_600 })
    default:
      return problemFrom(fault, 'wechat-unavailable', { retryAfterSeconds: 10 })
  }
}
