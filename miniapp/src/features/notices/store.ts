import { countUnread, keepGrants, listMessages, type Message, markRead } from '@minyi/shared/notices/contract.ts'
import { create } from 'zustand'
import { call, failureFrom } from '../../lib/call'
import { newId } from '../../lib/id'
import type { SessionKind } from '../../lib/session'
import { tokenOf } from '../../lib/session'
import { askToSubscribe } from '../../lib/subscribe'
import { toast } from '../../lib/toast'

type State = { unread: number }

/** How many messages of the member of staff are unread, for the bell. */
export const useBell = create<State>(() => ({ unread: 0 }))

export async function ringBell(): Promise<void> {
  if (!tokenOf('staff')) return
  try {
    useBell.setState(await call(countUnread, {}, { as: 'staff' }))
  } catch {
    // The bell keeps what it knows; the page itself says when there is no network.
  }
}

/** A page of the caller's messages, and how many are unread in all. */
export async function readMessages(as: SessionKind, after: string | undefined) {
  const [page, { unread }] = await Promise.all([call(listMessages, { after }, { as }), call(countUnread, {}, { as })])
  return { ...page, unread }
}

/** Marks one message as read, or all; what it answers is what is left. */
export async function readOff(as: SessionKind, messages?: readonly Message[]): Promise<void> {
  if (messages?.every(({ readAt }) => readAt !== null)) return
  try {
    const ids = messages ? { messageIds: messages.map(({ id }) => id) } : {}
    const left = await call(markRead, { id: await newId(), ...ids }, { as })
    if (as === 'staff') useBell.setState(left)
  } catch (error) {
    toast(failureFrom(error).title)
  }
}

/** Asks in WeChat for one message of each kind, and keeps what was allowed. */
export async function subscribe(templateIds: readonly string[]) {
  const allowed = await askToSubscribe(templateIds)
  if (allowed.length === 0) {
    toast('没有订阅，仍会发到“消息”里')
    return undefined
  }
  const wishes = await call(keepGrants, { id: await newId(), templateIds: allowed })
  toast(`订阅了 ${allowed.length} 类，每类收一条`)
  return wishes
}
