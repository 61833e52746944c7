import { useEffect } from 'react'
import { isH5 } from './platform'

/** Moves the keyboard to an element by its id, once it is drawn; nothing where there is no keyboard. */
export function focusOn(id: string): void {
  if (isH5) setTimeout(() => document.getElementById(id)?.focus(), 0)
}

/** The keyboard goes there when the part opens, and again when `key` changes. */
export function useFocusOn(id: string | undefined, key: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what has opened
  useEffect(() => {
    if (id) focusOn(id)
  }, [id, key])
}
