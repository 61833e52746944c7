import { useLayoutEffect } from 'react'
import { isH5 } from './platform'

/** Moves the keyboard to an element by its id, or to the first control in it, once it is drawn. */
export function focusOn(id: string): void {
  if (isH5) setTimeout(() => takeFocus(id), 0)
}

/** The keyboard goes there as soon as the part is drawn, and again when `key` changes: who types fast loses no key. */
export function useFocusOn(id: string | undefined, key: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what has opened
  useLayoutEffect(() => {
    if (id && isH5 && !takeFocus(id)) focusOn(id)
  }, [id, key])
}

function takeFocus(id: string): boolean {
  const found = document.getElementById(id)
  const inside = found && found.tabIndex < 0 ? found.querySelector('[tabindex="0"], input, textarea, button') : null
  const target = inside instanceof HTMLElement ? inside : found
  target?.focus()
  return target !== null && document.activeElement === target
}
