import type { Operation } from '@minyi/shared/platform/operation.ts'
import { sessionFor } from './call'
import { apiBase, isH5 } from './platform'
import { tokenOf } from './session'

const firstPauseMs = 2_000
const longestPauseMs = 30_000

/**
 * Follows an operation that answers with server-sent events, from where the last connection broke; the answer stops it. Only h5 has
 * streams: elsewhere nothing comes, and pages ask again by themselves.
 */
export function follow(operation: Operation, onEvent: (data: string) => void, onEnd?: () => void): () => void {
  if (!isH5 || typeof ReadableStream === 'undefined') return () => {}
  const end = new AbortController()
  const place = { since: '' }
  const run = async () => {
    for (let pauseMs = firstPauseMs; !end.signal.aborted; pauseMs = Math.min(longestPauseMs, pauseMs * 2)) {
      const opened = await readStream(operation, place, end.signal, onEvent).catch(() => false)
      if (opened) pauseMs = firstPauseMs
      if (end.signal.aborted) return
      onEnd?.()
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }
  run()
  return () => end.abort()
}

async function readStream(
  operation: Operation,
  place: { since: string },
  signal: AbortSignal,
  onEvent: (data: string) => void,
): Promise<boolean> {
  const token = tokenOf(sessionFor(operation.access))
  const since = place.since ? `?since=${place.since}` : ''
  const headers = token ? { authorization: `Bearer ${token}` } : undefined
  const answer = await fetch(`${apiBase()}${operation.path}${since}`, { headers, signal })
  if (!answer.ok || !answer.body) return false
  const reader = answer.body.getReader()
  const decoder = new TextDecoder()
  for (let held = ''; ; ) {
    const { done, value } = await reader.read()
    if (done) return true
    const parts = (held + decoder.decode(value, { stream: true })).split('\n\n')
    held = parts.pop() ?? ''
    for (const part of parts) readEvent(part, place, onEvent)
  }
}

function readEvent(part: string, place: { since: string }, onEvent: (data: string) => void): void {
  for (const line of part.split('\n')) {
    if (line.startsWith('id: ')) place.since = line.slice(4)
    if (line.startsWith('data: ')) onEvent(line.slice(6))
  }
}
