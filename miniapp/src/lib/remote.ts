import { useCallback, useEffect, useRef, useState } from 'react'
import { type CallFailure, failureFrom } from './call'

/** Something read from the server: not there yet, there, or refused with the words for it. */
export type Remote<T> =
  | { state: 'loading'; value?: T }
  | { state: 'ready'; value: T }
  | { state: 'failed'; failure: CallFailure; value?: T }

export type Reloading<T> = { remote: Remote<T>; reload: () => Promise<void>; replace: (value: T) => void }

/**
 * Reads when the page opens and whenever `key` changes; `reload` reads again and keeps what is shown meanwhile. An answer
 * that arrives after a newer question is dropped.
 */
export function useRemote<T>(read: () => Promise<T>, key: string): Reloading<T> {
  const [remote, setRemote] = useState<Remote<T>>({ state: 'loading' })
  const latest = useRef(0)
  const reader = useRef(read)
  reader.current = read

  const reload = useCallback(async () => {
    const turn = ++latest.current
    try {
      const value = await reader.current()
      if (turn === latest.current) setRemote({ state: 'ready', value })
    } catch (error) {
      if (turn === latest.current) setRemote(({ value }) => ({ state: 'failed', failure: failureFrom(error), value }))
    }
  }, [])
  const replace = useCallback((value: T) => setRemote({ state: 'ready', value }), [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what is read, and so when to read again
  useEffect(() => {
    setRemote({ state: 'loading' })
    reload()
    return () => {
      latest.current++
    }
  }, [key, reload])

  return { remote, reload, replace }
}
