import { copy } from './clipboard'
import { isH5 } from './platform'

/** Sends the present address on: through the phone's own sheet where there is one, otherwise it is copied. */
export async function sharePage(title: string): Promise<void> {
  if (!isH5) return
  const url = window.location.href
  if (typeof navigator.share !== 'function') return copy(url)
  try {
    await navigator.share({ title, url })
  } catch (error) {
    const isTakenBack = error instanceof DOMException && error.name === 'AbortError'
    if (!isTakenBack) await copy(url)
  }
}
