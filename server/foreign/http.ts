import { ForeignFault, type ForeignService } from './fault.ts'

type ForeignCall = {
  service: ForeignService
  method: 'GET' | 'POST'
  url: URL
  headers?: Record<string, string>
  body?: string
  timeoutMs: number
}

export type ForeignAnswer = { status: number; bytes: Buffer }

/** One HTTP exchange with another party within `timeoutMs`, body included. A redirect is a fault: the address carries secrets. */
export async function callForeign({ service, url, timeoutMs, ...init }: ForeignCall): Promise<ForeignAnswer> {
  try {
    const response = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) })
    return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) }
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError') {
      throw new ForeignFault(service, 'timeout', `no answer within ${timeoutMs} ms`)
    }
    throw new ForeignFault(service, 'network', networkReason(error))
  }
}

/** The JSON in an answer; `malformed` when it is none, `http-…` when it is none because a gateway spoke. */
export function readJson(service: ForeignService, answer: ForeignAnswer): unknown {
  try {
    return JSON.parse(answer.bytes.toString('utf8'))
  } catch {
    if (answer.status >= 400) throw new ForeignFault(service, `http-${answer.status}`, 'not an answer of the service')
    throw new ForeignFault(service, 'malformed', 'the answer is not JSON')
  }
}

/** The path below a base address, whether or not the base ends in a slash. */
export function addressBelow(base: string, path: string): URL {
  return new URL(path.replace(/^\//, ''), base.endsWith('/') ? base : `${base}/`)
}

function networkReason(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  if (!(cause instanceof Error)) return 'unknown reason'
  return 'code' in cause ? String(cause.code) : cause.name
}
