import { z } from 'zod'
import { explained, ForeignFault } from '../fault.ts'
import type { ForeignAnswer } from '../http.ts'
import { type AccessTokens, stableAccessTokens } from './access-token.ts'
import type {
  ContentScene,
  ContentVerdict,
  MediaCheck,
  MessageOutcome,
  SubscribeMessage,
  WechatImage,
  WechatOptions,
  WechatPort,
  WechatSession,
} from './port.ts'
import { explainWechat, readWechat, sendToWechat } from './wire.ts'

/** WeChat's server API over HTTP. */
export function wechatClient(options: WechatOptions): WechatPort {
  const tokens = stableAccessTokens(options)
  const edition = options.edition ?? 'release'
  const post: Post = (path, body, shape) =>
    withToken(tokens, (token) =>
      sendToWechat(options, { method: 'POST', path, query: { access_token: token }, body }).then((answer) =>
        shape(answer),
      ),
    )
  return {
    codeToSession: (code) => explained(explainWechat, () => exchangeCode(options, code)),
    getUnlimitedQRCode: (scene, page) => explained(explainWechat, () => drawCode(post, edition, scene, page)),
    msgSecCheck: (text) => explained(explainWechat, () => checkText(post, text)),
    mediaCheckAsync: (image) => explained(explainWechat, () => checkImage(post, image)),
    sendSubscribeMessage: (message) => explained(explainWechat, () => sendMessage(post, edition, message)),
  }
}

type Edition = NonNullable<WechatOptions['edition']>
type Post = <T>(path: string, body: Record<string, unknown>, shape: (answer: ForeignAnswer) => T) => Promise<T>

const Session = z.object({ openid: z.string().min(1), unionid: z.string().min(1).optional() })
const Checked = z.object({ result: z.object({ suggest: z.enum(['pass', 'review', 'risky']), label: z.number() }) })
const Accepted = z.object({ trace_id: z.string().min(1) })
const Done = z.object({})

const sceneNumbers: Record<ContentScene, number> = { profile: 1, comment: 2, forum: 3, log: 4 }
const messageStates: Record<Edition, string> = { release: 'formal', trial: 'trial', develop: 'developer' }
const severity: Record<ContentVerdict['suggest'], number> = { pass: 0, unchecked: 1, review: 2, risky: 3 }
const longestText = 2_500
const tokenFaults = new Set(['40001', '40014', '42001'])

/** A refused token is given up and the call repeated once: another process or a restart of theirs may have replaced it. */
async function withToken<T>(tokens: AccessTokens, call: (token: string) => Promise<T>): Promise<T> {
  const token = await tokens.current()
  try {
    return await call(token)
  } catch (error) {
    if (!(error instanceof ForeignFault) || !tokenFaults.has(error.code)) throw error
    tokens.discard(token)
    return call(await tokens.current())
  }
}

async function exchangeCode(options: WechatOptions, code: string): Promise<WechatSession> {
  const answer = await sendToWechat(options, {
    method: 'GET',
    path: '/sns/jscode2session',
    query: { appid: options.appid, secret: options.secret, js_code: code, grant_type: 'authorization_code' },
  })
  const { openid, unionid } = readWechat(answer, Session)
  return { openid, unionid: unionid ?? null }
}

function drawCode(post: Post, edition: Edition, scene: string, page: string): Promise<WechatImage> {
  const body = { scene, page, check_path: edition === 'release', env_version: edition, width: 430 }
  return post('/wxa/getwxacodeunlimit', body, readImage)
}

/** A picture comes bare, a failure as JSON; WeChat has sent either with misleading content types. */
function readImage(answer: ForeignAnswer): WechatImage {
  const head = answer.bytes.subarray(0, 3).toString('hex')
  if (head === '89504e') return { bytes: answer.bytes, mediaType: 'image/png' }
  if (head === 'ffd8ff') return { bytes: answer.bytes, mediaType: 'image/jpeg' }
  readWechat(answer, Done)
  throw new ForeignFault('wechat', 'malformed', 'neither a picture nor an error')
}

async function checkText(
  post: Post,
  text: { openid: string; scene: ContentScene; content: string },
): Promise<ContentVerdict> {
  let worst: ContentVerdict | null = null
  for (const content of partsOf(text.content)) {
    const body = { openid: text.openid, scene: sceneNumbers[text.scene], version: 2, content }
    const verdict = await uncheckedWhenAway<ContentVerdict>({ suggest: 'unchecked', label: null }, () =>
      post('/wxa/msg_sec_check', body, (answer) => readWechat(answer, Checked).result),
    )
    if (!worst || severity[verdict.suggest] > severity[worst.suggest]) worst = verdict
  }
  return worst ?? { suggest: 'pass', label: null }
}

function partsOf(content: string): string[] {
  const characters = Array.from(content)
  const count = Math.ceil(characters.length / longestText)
  return Array.from({ length: count }, (_, part) =>
    characters.slice(part * longestText, (part + 1) * longestText).join(''),
  )
}

function checkImage(post: Post, image: { openid: string; scene: ContentScene; mediaUrl: string }): Promise<MediaCheck> {
  const body = {
    openid: image.openid,
    scene: sceneNumbers[image.scene],
    version: 2,
    media_type: 2,
    media_url: image.mediaUrl,
  }
  return uncheckedWhenAway<MediaCheck>({ outcome: 'unchecked' }, () =>
    post('/wxa/media_check_async', body, (answer) => ({
      outcome: 'accepted',
      traceId: readWechat(answer, Accepted).trace_id,
    })),
  )
}

async function uncheckedWhenAway<T>(unchecked: T, check: () => Promise<T>): Promise<T> {
  try {
    return await check()
  } catch (error) {
    if (error instanceof ForeignFault && error.code === '61010') return unchecked
    throw error
  }
}

async function sendMessage(post: Post, edition: Edition, message: SubscribeMessage): Promise<MessageOutcome> {
  const fields = Object.entries(message.data).map(([field, value]) => [field, { value }])
  const body = {
    touser: message.openid,
    template_id: message.templateId,
    page: message.page,
    data: Object.fromEntries(fields),
    miniprogram_state: messageStates[edition],
    lang: 'zh_CN',
  }
  try {
    await post('/cgi-bin/message/subscribe/send', body, (answer) => readWechat(answer, Done))
    return 'sent'
  } catch (error) {
    if (error instanceof ForeignFault && error.code === '43101') return 'refused'
    if (error instanceof ForeignFault && error.code === '40003') return 'unknown-user'
    throw error
  }
}
