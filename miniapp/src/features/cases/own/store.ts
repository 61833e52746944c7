import type { IdentityLevel } from '@minyi/shared/cases/contract.ts'
import {
  addToCase,
  type CaseProgress,
  giveVerdict,
  listMyCases,
  listOpenings,
  readProgress,
  readReceipt,
  reopenCase,
  tightenIdentity,
  withdrawCase,
} from '@minyi/shared/cases/resident/contract.ts'
import type { FileProof } from '@minyi/shared/files/contract.ts'
import { z } from 'zod/mini'
import { create } from 'zustand'
import { call } from '../../../lib/call'
import { once } from '../../../lib/once'
import { keep, read } from '../../../lib/storage'

/** Also on a phone where somebody of the staff is signed in, an item is a resident's. */
const asResident = { as: 'resident' } as const

const Kept = z.object({
  id: z.string(),
  number: z.string(),
  secret: z.string(),
  title: z.string(),
  receivedAt: z.string(),
})
/** An item whose receipt is on this phone: number and secret are enough to follow it. */
export type KeptCase = z.infer<typeof Kept>

const mostKept = 60

export const useKeptCases = create<{ rows: KeptCase[] }>(() => ({
  rows: z.catch(z.array(Kept), []).parse(read('kept:cases')),
}))

export function findKeptCase(id: string): KeptCase | undefined {
  return useKeptCases.getState().rows.find((row) => row.id === id)
}

/** Takes the receipts off this phone; the items go on as before. */
export function forgetCases(): void {
  setRows([])
}

/** By number and query code, from paper or from another phone; from then on this phone keeps it. */
export async function openByReceipt(number: string, secret: string): Promise<CaseProgress> {
  const found = await call(readReceipt, { number, secret }, asResident)
  keepCase({ ...found, secret })
  return found
}

/** Own items of whoever is signed in, and those whose receipt is on this phone. */
export async function listOwnCases(signedIn: boolean): Promise<ListedCase[]> {
  const mine = signedIn ? (await call(listMyCases, {})).rows : []
  const others = useKeptCases.getState().rows.filter(({ id }) => !mine.some((row) => row.id === id))
  const followed = await Promise.all(others.slice(0, mostFollowed).map(followKept))
  return [...mine, ...followed.flat()].sort((a, b) => (a.receivedAt < b.receivedAt ? 1 : -1))
}

export type ListedCase = Pick<CaseProgress, 'id' | 'number' | 'title' | 'state' | 'receivedAt' | 'clock'>

const mostFollowed = 12

export function findProgress(id: string): Promise<CaseProgress> {
  const kept = findKeptCase(id)
  return kept
    ? call(readReceipt, { number: kept.number, secret: kept.secret }, asResident)
    : call(readProgress, { caseId: id })
}

/** What a resident does with an own item; each answers with its new progress, and is done once however often it is sent. */
export const own = {
  add: (caseId: string, words: string, photos: FileProof[]) =>
    step('add', { caseId, words, photos }, (input) => call(addToCase, input, asResident)),
  withdraw: (caseId: string, words: string) =>
    step('withdraw', { caseId, words }, (input) => call(withdrawCase, input, asResident)),
  reopen: (caseId: string, words: string) =>
    step('reopen', { caseId, words }, (input) => call(reopenCase, input, asResident)),
  tighten: (caseId: string, identity: IdentityLevel) =>
    step('tighten', { caseId, identity }, (input) => call(tightenIdentity, input, asResident)),
  judge: (
    caseId: string,
    judged: {
      verdict: 'solved' | 'partly' | 'not-solved'
      grade: number | undefined
      words: string
      checkIns: boolean | undefined
    },
  ) => step('judge', { caseId, ...judged }, (input) => call(giveVerdict, input, asResident)),
  openings: (caseId: string) => call(listOpenings, { caseId, secret: findKeptCase(caseId)?.secret }, asResident),
}

function step<T extends { caseId: string }>(
  what: string,
  content: T,
  send: (input: T & { id: string; secret: string | undefined }) => Promise<CaseProgress>,
): Promise<CaseProgress> {
  const secret = findKeptCase(content.caseId)?.secret
  return once(`own/${what}`, content, (id) => send({ ...content, id, secret }))
}

async function followKept(kept: KeptCase): Promise<ListedCase[]> {
  try {
    return [await call(readReceipt, { number: kept.number, secret: kept.secret }, asResident)]
  } catch {
    return []
  }
}

export function keepCase({ id, number, secret, title, receivedAt }: KeptCase): void {
  const row = { id, number, secret, title, receivedAt }
  setRows([row, ...useKeptCases.getState().rows.filter((other) => other.id !== id)].slice(0, mostKept))
}

function setRows(rows: KeptCase[]): void {
  keep('kept:cases', rows)
  useKeptCases.setState({ rows })
}
