import { useCallback, useEffect, useRef, useState } from 'react'
import { type CallFailure, failureFrom } from './call'

/** What was read last, still shown (`stale`) while the answer to a newer question is under way. */
export type Kept<T> = { value?: T; failure?: CallFailure; stale: boolean; reload: () => void }

const mostKept = 24
const answers = new Map<string, unknown>()

/**
 * Reads whenever `key` changes, and keeps what is on the screen until the new answer is there, so that a choice changes figures and
 * not the page. An answer that was read before is shown at once and read again behind it. Keys must name the operation.
 */
export function useKeptRemote<T>(read: () => Promise<T>, key: string): Kept<T> {
  const [state, setState] = useState<{ value?: T; failure?: CallFailure; key?: string }>(() => known<T>(key))
  const [round, setRound] = useState(0)
  const reader = useRef(read)
  reader.current = read
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what is read, and a round reads it again
  useEffect(() => {
    let dropped = false
    const before = known<T>(key)
    if (before.value !== undefined) setState(before)
    reader.current().then(
      (value) => {
        remember(key, value)
        if (!dropped) setState({ value, key })
      },
      (error) => {
        if (!dropped) setState(({ value }) => ({ value, failure: failureFrom(error), key }))
      },
    )
    return () => {
      dropped = true
    }
  }, [key, round])
  const reload = useCallback(() => setRound((before) => before + 1), [])
  return { ...state, stale: state.key !== key, reload }
}

/** Reads what is likely to be asked next, while nobody waits. */
export function readAhead<T>(read: () => Promise<T>, key: string): void {
  if (answers.has(key)) return
  read().then(
    (value) => remember(key, value),
    () => undefined,
  )
}

function remember(key: string, value: unknown): void {
  answers.delete(key)
  answers.set(key, value)
  const [oldest] = answers.keys()
  if (answers.size > mostKept && oldest !== undefined) answers.delete(oldest)
}

/** Guarantee: a key names one operation and its input, so what was kept under it has the type of its answer. */
function known<T>(key: string): { value?: T; key?: string } {
  return answers.has(key) ? { value: answers.get(key) as T, key } : {}
}
