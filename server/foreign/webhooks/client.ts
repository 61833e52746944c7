import { request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'
import { isIP } from 'node:net'
import { isReachable, lookupReachable } from './addresses.ts'

/** What came back: the HTTP code, or how the call broke (`timeout`, `inner-address`, `ECONNREFUSED`, `malformed`). */
export type Posted = { code: number | null; ms: number; fault: string | null }

const mostBytes = 65_536

/**
 * Sends a body to a subscriber within `timeoutMs`. Nothing is followed, nothing of the answer is kept, no address inside the network is
 * reached whatever the name says.
 */
export async function post(
  url: URL,
  message: { body: string; headers: Record<string, string> },
  { timeoutMs, home }: { timeoutMs: number; home: boolean },
): Promise<Posted> {
  const startedAt = performance.now()
  const done = (code: number | null, fault: string | null): Posted => ({
    code,
    ms: Math.round(performance.now() - startedAt),
    fault,
  })
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0 && !isReachable(host, home)) return done(null, 'inner-address')
  try {
    const signal = AbortSignal.timeout(timeoutMs)
    return done(await exchange(url, message, { signal, home }), null)
  } catch (cause) {
    return done(null, faultOf(cause))
  }
}

function exchange(
  url: URL,
  { body, headers }: { body: string; headers: Record<string, string> },
  { signal, home }: { signal: AbortSignal; home: boolean },
): Promise<number> {
  const request = url.protocol === 'https:' ? secureRequest : plainRequest
  return new Promise((resolve, reject) => {
    const call = request(
      url,
      { method: 'POST', headers, signal, agent: false, lookup: lookupReachable(home) },
      (answer) => {
        let bytes = 0
        const code = answer.statusCode ?? 0
        answer.on('data', (chunk: Buffer) => {
          bytes += chunk.length
          if (bytes > mostBytes) {
            resolve(code)
            call.destroy()
          }
        })
        answer.on('end', () => resolve(code))
        answer.on('error', reject)
      },
    )
    call.on('error', reject)
    call.end(body)
  })
}

function faultOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'unknown'
  if (cause.name === 'TimeoutError' || (cause.name === 'AbortError' && cause.cause !== undefined)) return 'timeout'
  const code = 'code' in cause ? String(cause.code) : cause.name
  if (code.startsWith('HPE_')) return 'malformed'
  return code === 'ABORT_ERR' ? 'timeout' : code
}
