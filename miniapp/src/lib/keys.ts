import { useEffect, useRef } from 'react'
import { isH5 } from './platform'

/**
 * Keyboard shortcuts of a page, by the key's name (`j`, `Enter`, `?`). They rest while somebody is typing, except Escape;
 * Enter belongs to the button that has the focus, where one has it.
 */
export function useKeys(actions: Record<string, () => void>): void {
  const current = useRef(actions)
  current.current = actions
  useEffect(() => {
    if (!isH5) return
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
      if (event.key !== 'Escape' && isTyping(event.target)) return
      if (event.key === 'Enter' && isOnControl(event.target)) return
      const action = current.current[event.key]
      if (!action) return
      event.preventDefault()
      action()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName))
  )
}

function isOnControl(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && /^(button|a)$/i.test(target.tagName)
}
