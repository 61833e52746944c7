import {
  bePresent,
  type Colleague,
  listColleagues,
  listMentions,
  type Mention,
  type Present,
  readMention,
} from '@minyi/shared/cases/talk/contract.ts'
import { useEffect } from 'react'
import { create } from 'zustand'
import { call } from '../../../lib/call'
import { newId } from '../../../lib/id'

type Talk = {
  unread: number
  mentions: Mention[] | undefined
  others: Present[]
  colleagues: Colleague[]
}

/** What others said to me, and who else is at the open item. */
export const useTalk = create<Talk>(() => ({ unread: 0, mentions: undefined, others: [], colleagues: [] }))

/** Counts what was not seen yet; a list that was opened before is read anew with it. */
export async function countMentions(): Promise<void> {
  try {
    if (useTalk.getState().mentions) return await loadMentions()
    const { unread } = await call(listMentions, { limit: 1 })
    useTalk.setState({ unread })
  } catch {
    return
  }
}

export async function loadMentions(): Promise<void> {
  const { rows, unread } = await call(listMentions, { limit: 30 })
  useTalk.setState({ mentions: rows, unread })
}

export async function seeMention(mention: Mention): Promise<void> {
  if (mention.read) return
  const { unread } = await call(readMention, { id: await newId(), mentionId: mention.id })
  useTalk.setState(({ mentions }) => ({
    unread,
    mentions: mentions?.map((one) => (one.id === mention.id ? { ...one, read: true } : one)),
  }))
}

/** Who may be named in a note on the item, by what was typed after the @. */
export async function findColleagues(caseId: string, q: string): Promise<void> {
  try {
    const { rows } = await call(listColleagues, { caseId, q })
    useTalk.setState({ colleagues: rows })
  } catch {
    useTalk.setState({ colleagues: [] })
  }
}

const everyMs = 20_000

/** Says that I am at an item, and with which step; learns who else is. */
export function usePresence(caseId: string | undefined, act: string | undefined): void {
  useEffect(() => {
    useTalk.setState({ others: [] })
    if (!caseId) return
    let gone = false
    const say = async () => {
      try {
        const { others } = await call(bePresent, { caseId, here: true, act: act ?? null })
        if (!gone) useTalk.setState({ others })
      } catch {
        return
      }
    }
    say()
    const timer = setInterval(say, everyMs)
    return () => {
      gone = true
      clearInterval(timer)
      call(bePresent, { caseId, here: false }).catch(() => undefined)
    }
  }, [caseId, act])
}
