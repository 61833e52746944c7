import { useEffect, useState } from 'react'
import { isH5 } from '../../lib/platform'

/** A list that a button opens; Escape and any press elsewhere close it. */
export function useOpening(): { open: boolean; toggle: () => void; close: () => void } {
  const [open, setOpen] = useState(false)
  useEffect(() => {
    if (!isH5 || !open) return
    const close = () => setOpen(false)
    const closeByKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') close()
    }
    // The press that opened it is still on its way to the document.
    const timer = setTimeout(() => document.addEventListener('click', close))
    document.addEventListener('keydown', closeByKey)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('click', close)
      document.removeEventListener('keydown', closeByKey)
    }
  }, [open])
  return { open, toggle: () => setOpen(!open), close: () => setOpen(false) }
}
