import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { jsonOf, queryOf } from '../app.ts'
import type { Clock } from '../clock.ts'
import { type ErrorCode, failure } from './answers.ts'
import { type WechatApp, wrongApp } from './people.ts'

export type Tokens = {
  /** What is wrong with the access_token of a call, or null. */
  faultOf(request: FastifyRequest): ErrorCode | null
}

const lifeMs = 7_200_000
const handOverMs = 300_000
const forcedPauseMs = 30_000
const forcedADay = 20
const dayMs = 86_400_000

const StableInput = z.object({
  grant_type: z.string().default(''),
  appid: z.string().default(''),
  secret: z.string().default(''),
  force_refresh: z.boolean().default(false),
})

/**
 * Access tokens by the rules of 获取接口调用凭据: 7200 seconds each. `/cgi-bin/token` makes a new one at each call and puts
 * out the last; `/cgi-bin/stable_token` gives the same one until its last 5 minutes, or a new one by `force_refresh` (20
 * a day, 30 seconds apart). The two kinds don't touch each other. `POST /emulator/tokens/revoke` puts out all.
 */
export function wechatTokens(app: FastifyInstance, credentials: WechatApp, clock: Clock): Tokens {
  const store = tokenStore(clock)

  app.get('/cgi-bin/token', (request) => {
    if (queryOf(request, 'grant_type') !== 'client_credential') return failure('40002')
    const wrong = wrongApp(queryOf(request, 'appid'), queryOf(request, 'secret'), credentials)
    return wrong ? failure(wrong) : store.plain()
  })
  app.post('/cgi-bin/stable_token', (request) => {
    const input = StableInput.safeParse(jsonOf(request))
    if (!input.success) return failure('47001')
    if (input.data.grant_type !== 'client_credential') return failure('40002')
    const wrong = wrongApp(input.data.appid, input.data.secret, credentials)
    if (wrong) return failure(wrong)
    if (input.data.force_refresh && !store.force()) return failure('45009')
    return store.stable()
  })
  app.post('/emulator/tokens/revoke', () => {
    store.revokeAll()
    return {}
  })

  return {
    faultOf(request) {
      const token = queryOf(request, 'access_token')
      return token ? store.faultOf(token) : '41001'
    },
  }
}

function tokenStore(clock: Clock) {
  const expiries = new Map<string, number>()
  let [plain, stable] = ['', '']
  let forcedAtMs: number[] = []

  function grant(): string {
    const token = `90_${randomBytes(48).toString('base64url')}`
    expiries.set(token, clock.now() + lifeMs)
    return token
  }
  const leftMs = (token: string) => (expiries.get(token) ?? 0) - clock.now()
  const answer = (token: string) => ({ access_token: token, expires_in: Math.floor(leftMs(token) / 1000) })

  return {
    plain() {
      expiries.delete(plain)
      plain = grant()
      return answer(plain)
    },
    stable() {
      if (leftMs(stable) <= handOverMs) stable = grant()
      return answer(stable)
    },
    /** Puts out the stable token unless that happened just before; false when the day's forced refreshes are used up. */
    force(): boolean {
      forcedAtMs = forcedAtMs.filter((atMs) => clock.now() - atMs < dayMs)
      if (forcedAtMs.length >= forcedADay) return false
      if (clock.now() - (forcedAtMs.at(-1) ?? 0) >= forcedPauseMs) {
        forcedAtMs.push(clock.now())
        expiries.delete(stable)
      }
      return true
    },
    faultOf(token: string): ErrorCode | null {
      if (!expiries.has(token)) return '40001'
      return leftMs(token) > 0 ? null : '42001'
    },
    revokeAll: () => expiries.clear(),
  }
}
