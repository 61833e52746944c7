import type { Clock } from '../clock.ts'

type Window = { words: string; ms: number; permits: number }

const minute: Window = { words: '触发分钟级流控', ms: 60_000, permits: 1 }
const hour: Window = { words: '触发小时级流控', ms: 3_600_000, permits: 5 }
const day: Window = { words: '触发天级流控', ms: 86_400_000, permits: 10 }
const noticeDay: Window = { words: '触发天级流控', ms: 86_400_000, permits: 50 }

/**
 * How many messages one number may get under one signature: codes 1 a minute, 5 an hour, 10 a day; notices of one
 * template 50 a day. A day is the 24 hours before now.
 */
export function numberLimits(clock: Clock) {
  const sent = new Map<string, number[]>()

  /** The sentence of the window that is full; null takes a place in each. */
  return function take(phone: string, kind: 'code' | 'notice', templateCode: string): string | null {
    const key = kind === 'code' ? phone : `${phone} ${templateCode}`
    const times = (sent.get(key) ?? []).filter((atMs) => clock.now() - atMs < day.ms)
    const full = (kind === 'code' ? [minute, hour, day] : [noticeDay]).find(
      ({ ms, permits }) => times.filter((atMs) => clock.now() - atMs < ms).length >= permits,
    )
    if (full) return `${full.words}Permits:${full.permits}`
    sent.set(key, [...times, clock.now()])
    return null
  }
}
