import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { jsonOf } from '../app.ts'
import type { Clock } from '../clock.ts'
import { failure, traceId } from './answers.ts'
import type { People } from './people.ts'
import type { Tokens } from './tokens.ts'

type MediaCheckRecord = { openid: string; mediaUrl: string; mediaType: number; traceId: string; at: string }

const Common = z.object({
  version: z.literal(2),
  scene: z.number().int().min(1).max(4),
  openid: z.string(),
})
const Text = Common.extend({ content: z.string().min(1) })
const Media = Common.extend({ media_url: z.url(), media_type: z.literal([1, 2]) })

const longestText = 2_500
/** Words that stand for what WeChat would find; the labels are WeChat's (20006 违法犯罪, 21000 其他, 100 正常). */
const marks = [
  { word: '违规样例', suggest: 'risky', label: 20006 },
  { word: '存疑样例', suggest: 'review', label: 21000 },
]

/** 文本内容安全识别 (`security.msgSecCheck`) and 多媒体内容安全识别 (`security.mediaCheckAsync`), version 2. */
export function wechatContentChecks(
  app: FastifyInstance,
  { tokens, people, clock }: { tokens: Tokens; people: People; clock: Clock },
): { checked: MediaCheckRecord[] } {
  const checked: MediaCheckRecord[] = []

  app.post('/wxa/msg_sec_check', (request) => {
    const wrong = tokens.faultOf(request)
    if (wrong) return failure(wrong)
    const input = Text.safeParse(jsonOf(request))
    if (!input.success) return failure(request.body ? '40097' : '47001')
    const { content, openid } = input.data
    if (!people.isOpenid(openid)) return failure('40003')
    if (!people.wasHereLately(openid)) return failure('61010')
    if (Array.from(content).length > longestText) return failure('45002')
    const { suggest, label } = marks.find(({ word }) => content.includes(word)) ?? { suggest: 'pass', label: 100 }
    return {
      errcode: 0,
      errmsg: 'ok',
      detail: [{ strategy: 'content_model', errcode: 0, suggest, label, prob: 90 }],
      trace_id: traceId(),
      result: { suggest, label },
    }
  })

  app.post('/wxa/media_check_async', (request) => {
    const wrong = tokens.faultOf(request)
    if (wrong) return failure(wrong)
    const input = Media.safeParse(jsonOf(request))
    if (!input.success) return failure(request.body ? '40097' : '47001')
    const { openid, media_url: mediaUrl, media_type: mediaType } = input.data
    if (!people.isOpenid(openid)) return failure('40003')
    if (!people.wasHereLately(openid)) return failure('61010')
    const trace = traceId()
    checked.push({ openid, mediaUrl, mediaType, traceId: trace, at: new Date(clock.now()).toISOString() })
    return { errcode: 0, errmsg: 'ok', trace_id: trace }
  })

  return { checked }
}
