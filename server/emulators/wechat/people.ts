import { createHash, randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { queryOf, readBody } from '../app.ts'
import type { Clock } from '../clock.ts'
import { type ErrorCode, failure } from './answers.ts'

export type WechatApp = { appid: string; secret: string }

/** Who uses the mini-program, as WeChat knows them. */
export type People = {
  /** Whether this openid was in the mini-program within the last two hours. */
  wasHereLately(openid: string): boolean
  isOpenid(text: string): boolean
  openidOf(user: string): string
}

type Known = {
  codes: Map<string, Code>
  /** openid → when the person was last in the mini-program */
  visits: Map<string, number>
  /** user → when codes were exchanged of late */
  exchanges: Map<string, number[]>
  blocked: Set<string>
}
type Code = { user: string; issuedAtMs: number; used: boolean; unionBound: boolean }

const codeLifeMs = 300_000
const visitMs = 7_200_000
const minuteMs = 60_000
const exchangesAMinute = 100

const Login = z.object({ user: z.string().min(1).max(100), unionBound: z.boolean().default(false) })
const Person = z.object({ user: z.string().min(1).max(100), blocked: z.boolean() })

/**
 * `wx.login` on the phone, played by `POST /emulator/login {user}`, and 小程序登录 (`auth.code2Session`) for the server. A
 * name always has the same openid, so that a restarted demo knows its residents again.
 */
export function wechatPeople(app: FastifyInstance, { appid, secret }: WechatApp, clock: Clock): People {
  const known: Known = { codes: new Map(), visits: new Map(), exchanges: new Map(), blocked: new Set() }
  const openidOf = (user: string) => `o${digest(`${appid}:${user}`).slice(0, 27)}`

  app.post('/emulator/login', (request) => {
    const { user, unionBound } = readBody(request, Login)
    const code = randomBytes(24).toString('base64url')
    forgetOld(known.codes, clock.now() - 2 * codeLifeMs)
    known.codes.set(code, { user, unionBound, issuedAtMs: clock.now(), used: false })
    known.visits.set(openidOf(user), clock.now())
    return { code }
  })
  app.post('/emulator/users', (request) => {
    const person = readBody(request, Person)
    if (person.blocked) known.blocked.add(person.user)
    else known.blocked.delete(person.user)
    return { openid: openidOf(person.user) }
  })

  app.get('/sns/jscode2session', (request) => {
    const wrong = wrongApp(queryOf(request, 'appid'), queryOf(request, 'secret'), { appid, secret })
    if (wrong) return failure(wrong)
    if (queryOf(request, 'grant_type') !== 'authorization_code') return failure('40002')
    const jsCode = queryOf(request, 'js_code')
    if (!jsCode) return failure('41008')
    const code = redeem(known, jsCode, clock.now())
    if (typeof code === 'string') return failure(code)
    return {
      session_key: randomBytes(16).toString('base64'),
      openid: openidOf(code.user),
      ...(code.unionBound && { unionid: `u${digest(`union:${code.user}`).slice(0, 27)}` }),
    }
  })

  return {
    openidOf,
    isOpenid: (text) => /^o[\w-]{27}$/.test(text),
    wasHereLately: (openid) => clock.now() - (known.visits.get(openid) ?? Number.NEGATIVE_INFINITY) <= visitMs,
  }
}

/** The code, used up by this; or why it does not count. */
function redeem({ codes, exchanges, blocked }: Known, jsCode: string, nowMs: number): Code | ErrorCode {
  const code = codes.get(jsCode)
  if (!code || nowMs - code.issuedAtMs > codeLifeMs) return '40029'
  if (isTooOften(exchanges, code.user, nowMs)) return '45011'
  if (code.used) return '40163'
  code.used = true
  return blocked.has(code.user) ? '40226' : code
}

/** What is wrong with the credentials of a call, or null. */
export function wrongApp(appid: string, secret: string, app: WechatApp): ErrorCode | null {
  if (!appid) return '41002'
  if (appid !== app.appid) return '40013'
  if (!secret) return '41004'
  return secret === app.secret ? null : '40125'
}

function isTooOften(exchanges: Map<string, number[]>, user: string, nowMs: number): boolean {
  const lately = (exchanges.get(user) ?? []).filter((atMs) => nowMs - atMs < minuteMs)
  exchanges.set(user, [...lately, nowMs])
  return lately.length >= exchangesAMinute
}

function forgetOld(codes: Map<string, Code>, beforeMs: number): void {
  for (const [code, { issuedAtMs }] of codes) if (issuedAtMs < beforeMs) codes.delete(code)
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
