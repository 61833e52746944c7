/** How long to wait after each failed try, in seconds; all together about three days, then the way is closed. */
export const waitsSeconds = [10, 30, 120, 600, 1_800, 3_600, 10_800, 21_600, 43_200, 86_400, 86_400] as const

/** The wait after a number of tries, moved by up to a fifth by `chance` (0 to 1), so that many do not come back at once. */
export function waitAfterTries(tries: number, chance: number): number | null {
  const wait = waitsSeconds[tries - 1]
  return wait === undefined ? null : Math.round(wait * (0.8 + 0.4 * chance))
}

/** What an answer means: got it; this event is not wanted as it is; the receiver is away and everything waits; it is gone for good. */
export type Reception = 'taken' | 'refused' | 'away' | 'gone'

export function receptionOf(code: number | null): Reception {
  if (code === null) return 'away'
  if (code >= 200 && code < 300) return 'taken'
  if (code === 410) return 'gone'
  return code >= 400 && code < 500 && code !== 408 && code !== 429 ? 'refused' : 'away'
}

/** Whoever has taken nothing for so long is called no more; sooner than any single delivery runs out of tries. */
export const giveUpAfterMs = 2 * 86_400_000

/** While a receiver is away everything for it waits, but one delivery tries it this often. */
export const probeAfterSeconds = 600

/** How long deliveries are kept, for replays and for who was away. */
export const keptDays = 30

/** What is wrong with an address, or null: https only, no user in it, no fragment. `home`: plain http to this machine is allowed. */
export function addressFault(url: string, home: boolean): string | null {
  const parts = /^(https?):\/\/([^/?#\s]+)([^#\s]*)$/.exec(url)
  if (!parts) return '请填完整的网址，以 https:// 开头'
  const [, scheme, host = ''] = parts
  if (host.includes('@')) return '网址里不能带账号'
  const isHome = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host)
  if (scheme === 'http' && !(home && isHome)) return '网址要以 https:// 开头'
  return null
}
