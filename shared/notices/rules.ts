import type { Purpose, PushChannel, ResidentKind } from './contract.ts'

/** How a message is treated: `urgent` ones ignore the quiet hours, `call` ones end at the telephone when nothing else got through. */
export type Nature = { purpose: Purpose; urgent: boolean; call: boolean }

const nature = (purpose: Purpose, more: Partial<Nature> = {}): Nature => ({
  purpose,
  urgent: false,
  call: false,
  ...more,
})

export const natures: Record<ResidentKind, Nature> = {
  'case.received': nature('progress'),
  'case.accepted': nature('progress'),
  'case.refused': nature('progress', { call: true }),
  'case.replied': nature('answer', { call: true }),
  'case.no-answer': nature('progress'),
  'case.closed': nature('progress'),
  'case.reopened': nature('progress'),
  'case.extended': nature('progress'),
  'case.merged': nature('progress'),
  'case.identity-opened': nature('safety', { urgent: true }),
  'case.cleared': nature('safety'),
  'case.reward': nature('safety', { call: true }),
  'case.review-answered': nature('progress', { call: true }),
  'check-in': nature('safety', { call: true }),
  'rating-offer': nature('answer'),
}

/** The ways to a resident, each tried when the one before did not get through; the inbox has every message from the start. */
export const chain = ['subscribe', 'sms', 'call'] as const
export type Channel = (typeof chain)[number]

/** The way to try after one that failed; null where the chain ends. A telephone task needs a number and a matter worth a call. */
export function nextChannel(failed: PushChannel, { call, hasPhone }: { call: boolean; hasPhone: boolean }) {
  if (failed === 'subscribe') return 'sms'
  return call && hasPhone ? 'call' : null
}

/** Hours of the tenant's own wall clock (`21:00` to `08:00`) in which nobody is disturbed. */
export type QuietHours = { from: string; until: string }

/**
 * When a message may go out that is ready at this local time (`2026-11-22T22:10…`): null for now, else the day and time at which
 * the quiet hours end. Hours that are the same mean none.
 */
export function quietUntil(local: string, quiet: QuietHours | null): { tomorrow: boolean; time: string } | null {
  if (!quiet || quiet.from === quiet.until) return null
  const time = local.slice(11, 16)
  const overnight = quiet.from > quiet.until
  const isQuiet = overnight ? time >= quiet.from || time < quiet.until : time >= quiet.from && time < quiet.until
  return isQuiet ? { tomorrow: overnight && time >= quiet.from, time: quiet.until } : null
}

/** How long to wait after each failed try, in minutes; after the last the next way is taken. */
export const waitsMinutes = [5, 30, 120] as const

export const waitAfter = (tries: number): number | null => waitsMinutes[tries - 1] ?? null

/** The most subscribe messages that one resident's taps are counted to; more are lost, and the next tap renews them. */
export const mostGrants = 20

const mobile = /1[3-9]\d{9}/

/** Whether a number or code may stand in a message: short, and nothing that a person could be known by. */
export function isSpeakable(number: string): boolean {
  return number.length > 0 && number.length <= 32 && !mobile.test(number) && !/\d{15}/.test(number)
}

/** How long to wait for the carrier's receipt before asking again, in minutes; after the last it counts as sent. */
export const receiptWaitsMinutes = [1, 5, 30, 180, 1_440] as const

/** What WeChat allows in a `thing` field, and how it wants an instant: `2026年11月22日 10:24`. */
export const shortThing = (text: string): string => (text.length > 20 ? `${text.slice(0, 19)}…` : text)
export const timeInWords = (local: string): string =>
  `${local.slice(0, 4)}年${Number(local.slice(5, 7))}月${Number(local.slice(8, 10))}日 ${local.slice(11, 16)}`

/** The mini-app's page that a message opens. */
export const pageOfMessage = (about: { kind: string; id: string }): string =>
  about.kind === 'case' ? `pages/progress/progress?id=${about.id}` : 'pages/own/messages/messages'
