import { useEffect } from 'react'
import { isH5 } from './platform'

/** Moves the keyboard to an element by its id, or to the first control in it, once it is drawn. */
export function focusOn(id: string): void {
  if (!isH5) return
  setTimeout(() => {
    const found = document.getElementById(id)
    const inside = found && found.tabIndex < 0 ? found.querySelector('[tabindex="0"], input, textarea, button') : null
    const target = inside instanceof HTMLElement ? inside : found
    target?.focus()
  }, 0)
}

/** The keyboard goes there when the part opens, and again when `key` changes. */
export function useFocusOn(id: string | undefined, key: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what has opened
  useEffect(() => {
    if (id) focusOn(id)
  }, [id, key])
}
