/** Who the person is to this mini-program. The session_key of the same answer stays in WeChat's client and is dropped there. */
export type WechatSession = { openid: string; unionid: string | null }

/** A mini-program code as WeChat drew it: PNG or JPEG. */
export type WechatImage = { bytes: Uint8Array; mediaType: 'image/png' | 'image/jpeg' }

/** Where the words or pictures appear (WeChat: 1 资料, 2 评论, 3 论坛, 4 社交日志). */
export type ContentScene = 'profile' | 'comment' | 'forum' | 'log'

/**
 * What WeChat makes of a text. `unchecked`: the person was not in the mini-program within two hours, so WeChat does not
 * judge (61010) and a human has to. `risky` may hide a text from the public; it never drops it. `label` is WeChat's reason.
 */
export type ContentVerdict = { suggest: 'pass' | 'review' | 'risky' | 'unchecked'; label: number | null }

/** A picture was taken in for checking; the verdict is pushed within 30 minutes under `traceId`. */
export type MediaCheck = { outcome: 'accepted'; traceId: string } | { outcome: 'unchecked' }

export type SubscribeMessage = {
  openid: string
  templateId: string
  /** The page that a tap opens, with its query, such as `pages/case/progress?id=…`. */
  page?: string
  /** Field of the template → text, such as `thing1: '道路占用'`. */
  data: Record<string, string>
}

/** `refused`: no tap on the subscription is left, or the person switched it off. Fall back to SMS, telephone or a visit. */
export type MessageOutcome = 'sent' | 'refused' | 'unknown-user'

/**
 * What the server asks of WeChat. Failures are `Problem`s (`wechat-code-invalid`, `wechat-blocked`, `too-many-requests`,
 * `wechat-unavailable`) with a `ForeignFault` as cause; a mistake in our own call (40169, 47003 and the like) is thrown
 * as the `ForeignFault` itself.
 */
export type WechatPort = {
  /** `auth.code2Session` (小程序登录): a code of `wx.login`, valid once and for 5 minutes. */
  codeToSession(code: string): Promise<WechatSession>
  /** `wxacode.getUnlimited` (获取不限制的小程序码): at most 32 characters in `scene`, a page without slash in front or query. */
  getUnlimitedQRCode(scene: string, page: string): Promise<WechatImage>
  /** `security.msgSecCheck` (文本内容安全识别), version 2; longer texts go in parts of 2,500 characters, the worst verdict counts. */
  msgSecCheck(text: { openid: string; scene: ContentScene; content: string }): Promise<ContentVerdict>
  /** `security.mediaCheckAsync` (多媒体内容安全识别), version 2: an image of at most 10 MB that WeChat can fetch by its address. */
  mediaCheckAsync(image: { openid: string; scene: ContentScene; mediaUrl: string }): Promise<MediaCheck>
  /** `subscribeMessage.send` (发送订阅消息): one tap of the person, one message. */
  sendSubscribeMessage(message: SubscribeMessage): Promise<MessageOutcome>
}

export type WechatOptions = {
  base: string
  appid: string
  secret: string
  timeoutMs?: number
  /** Which edition codes and messages open; pages of another edition than `release` need not be published. */
  edition?: 'release' | 'trial' | 'develop'
  now?: () => number
}
