import { z } from 'zod'
import type { WechatOptions } from './port.ts'
import { readWechat, sendToWechat } from './wire.ts'

export type AccessTokens = {
  /** The token to use now. */
  current(): Promise<string>
  /** Gives up a token that WeChat refused; a newer one that another call has fetched meanwhile stays. */
  discard(token: string): void
}

const Granted = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() })

/** In its last 5 minutes WeChat hands out the next token and accepts both. */
const handOverMs = 300_000

/**
 * `getStableAccessToken` (获取稳定版接口调用凭据) in its normal mode: every process that asks gets the same token, so each may
 * keep it in its own memory and none puts out another's. Calls at the same instant share one request.
 */
export function stableAccessTokens(options: WechatOptions): AccessTokens {
  const now = options.now ?? Date.now
  let held: { token: string; freshUntilMs: number } | null = null
  let asking: Promise<string> | null = null

  async function ask(): Promise<string> {
    const askedAtMs = now()
    const answer = await sendToWechat(options, {
      method: 'POST',
      path: '/cgi-bin/stable_token',
      body: { grant_type: 'client_credential', appid: options.appid, secret: options.secret, force_refresh: false },
    })
    const granted = readWechat(answer, Granted)
    held = { token: granted.access_token, freshUntilMs: askedAtMs + granted.expires_in * 1000 - handOverMs }
    return held.token
  }

  return {
    async current() {
      if (held && now() < held.freshUntilMs) return held.token
      asking ??= ask().finally(() => {
        asking = null
      })
      return asking
    },
    discard(token) {
      if (held?.token === token) held = null
    },
  }
}
