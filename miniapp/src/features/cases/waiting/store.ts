import { listWaitingClaims, type WaitingClaim } from '@minyi/shared/ratings/contract.ts'
import { create } from 'zustand'
import { call } from '../../../lib/call'
import { tokenOf } from '../../../lib/session'
import { signInQuietly } from '../../identity/store'
import { findKeptOf } from '../../ratings/store'
import { type ListedCase, listOwnCases } from '../own/store'

/** What waits for this person: matters to rate, and answers that want a verdict. */
export const useWaiting = create<{ claims: WaitingClaim[]; answered: ListedCase[] }>(() => ({
  claims: [],
  answered: [],
}))

/** Reads both anew; what cannot be read now keeps its place, because the first page must open without a network as well. */
export async function loadWaiting(): Promise<void> {
  try {
    await signInQuietly()
  } catch {
    return
  }
  const signedIn = tokenOf('resident') !== undefined
  await Promise.all([loadClaims(signedIn), loadAnswered(signedIn)])
}

async function loadClaims(signedIn: boolean): Promise<void> {
  try {
    const rows = signedIn ? (await call(listWaitingClaims, {}, { as: 'resident' })).rows : []
    useWaiting.setState({ claims: rows.filter(({ token, matter }) => !findKeptOf(token, matter)) })
  } catch {
    return
  }
}

async function loadAnswered(signedIn: boolean): Promise<void> {
  try {
    const cases = await listOwnCases(signedIn)
    useWaiting.setState({ answered: cases.filter(({ state }) => state === 'replied') })
  } catch {
    return
  }
}
