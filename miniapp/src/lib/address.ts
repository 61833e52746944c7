import type { Query } from './navigate'
import { isH5 } from './platform'

/** Writes what the page shows into its address, so that it can be sent on or read again; the page itself stays. */
export function keepInAddress(query: Query): void {
  if (!isH5) return
  const text = Object.entries(query)
    .flatMap(([key, value]) => (value === undefined || value === '' ? [] : [`${key}=${encodeURIComponent(value)}`]))
    .join('&')
  const { pathname } = window.location
  window.history.replaceState(window.history.state, '', text ? `${pathname}?${text}` : pathname)
}

/** The query of the present address; empty where there is no address. */
export function queryOfAddress(): Record<string, string> {
  if (!isH5) return {}
  const pairs = window.location.search.slice(1).split('&').filter(Boolean)
  return Object.fromEntries(
    pairs.map((pair) => {
      const [key = '', value = ''] = pair.split('=')
      return [decodeURIComponent(key), decodeURIComponent(value)]
    }),
  )
}
