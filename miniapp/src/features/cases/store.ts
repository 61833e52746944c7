import {
  CaseEntry,
  type CaseReceipt,
  Conduct,
  DayPart,
  IdentityLevel,
  openedKinds,
} from '@minyi/shared/cases/contract.ts'
import {
  addToCase,
  type CaseProgress,
  giveVerdict,
  listMyCases,
  listOpenings,
  readProgress,
  readReceipt,
  reopenCase,
  submitCase,
  tightenIdentity,
  withdrawCase,
} from '@minyi/shared/cases/resident/contract.ts'
import type { FileProof } from '@minyi/shared/files/contract.ts'
import { z } from 'zod'
import { create } from 'zustand'
import { call } from '../../lib/call'
import { newId } from '../../lib/id'
import { isH5 } from '../../lib/platform'
import { forget, keep, read } from '../../lib/storage'
import { phoneClock } from '../../lib/time-words'
import { emptyBox, proofsOf } from '../files/store'

/** Also on a phone where somebody of the staff is signed in, an item is written as a resident. */
const asResident = { as: 'resident' } as const

const Named = z.object({ id: z.string(), name: z.string() })
export type Named = z.infer<typeof Named>

const Draft = z.object({
  id: z.string(),
  entry: CaseEntry,
  kind: z.enum(openedKinds).optional(),
  identity: IdentityLevel.optional(),
  conduct: Conduct.optional(),
  unit: Named.optional(),
  officer: z.object({ id: z.string(), number: z.string() }).optional(),
  text: z.string(),
  town: Named.optional(),
  village: Named.optional(),
  place: z.string(),
  day: z.string().optional(),
  part: DayPart.optional(),
  name: z.string(),
  phone: z.string(),
  code: z.string().optional(),
})
/** What is being written, kept on this phone from the first choice until it is sent. */
export type Draft = z.infer<typeof Draft>

/** `savedAt` is the phone's clock when the draft was last kept; `refused` when the phone would not keep it. */
type Writing = { draft: Draft | undefined; savedAt: string | undefined; refused: boolean }

export const useDraft = create<Writing>(() => ({ draft: undefined, savedAt: undefined, refused: false }))

/** The box of photos that goes with a draft of this entry. */
export const photoBox = (entry: CaseEntry) => `case-${entry}`

/** Opens the draft of one entry, the kept one if there is one; `given` is what a code or an officer's page already knows. */
export async function openDraft(entry: CaseEntry, given: Partial<Draft> = {}): Promise<void> {
  const kept = Draft.safeParse(read(`draft:case-${entry}`))
  const start = kept.success ? kept.data : { ...emptyDraft(entry), id: await newId() }
  useDraft.setState({ draft: { ...start, ...given }, savedAt: undefined, refused: false })
}

/** Whether something was written before the draft was opened again. */
export function isBegun(draft: Draft): boolean {
  return Boolean(draft.text || draft.unit || draft.conduct || draft.place)
}

export function write(changes: Partial<Draft>): void {
  const { draft } = useDraft.getState()
  if (!draft) return
  const next = { ...draft, ...changes }
  const kept = keep(`draft:case-${draft.entry}`, next)
  useDraft.setState({ draft: next, savedAt: kept ? phoneClock() : undefined, refused: !kept })
}

export function discardDraft(): void {
  const { draft } = useDraft.getState()
  if (!draft) return
  forget(`draft:case-${draft.entry}`)
  emptyBox(photoBox(draft.entry))
  useDraft.setState({ draft: undefined, savedAt: undefined, refused: false })
}

/** What is still missing before the draft can be checked and sent. */
export function missingIn(draft: Draft): string[] {
  const complaint = draft.kind === 'complaint'
  return [
    draft.kind ? '' : '选投诉还是意见建议',
    complaint && !draft.conduct ? '选是哪一类问题' : '',
    complaint && !draft.unit ? '选单位' : '',
    draft.text.trim().length < 5 ? '写明发生了什么事' : '',
    /^$|^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/.test(draft.phone) ? '' : '核对电话号码',
  ].filter(Boolean)
}

/** Sends the draft once, whatever happens to the network: its id was made when it was begun. */
export async function submitDraft(draft: Draft): Promise<CaseReceipt> {
  const { kind, identity } = draft
  if (!kind || !identity) throw new Error('a draft without its kind or level was sent')
  const complaint = kind === 'complaint'
  const receipt = await call(
    submitCase,
    {
      id: draft.id,
      kind,
      entry: draft.entry,
      identity,
      text: draft.text,
      conduct: complaint ? draft.conduct : undefined,
      accusedUnitId: complaint ? draft.unit?.id : undefined,
      accusedOfficerId: complaint ? draft.officer?.id : undefined,
      areaId: draft.village?.id ?? draft.town?.id,
      place: draft.place || undefined,
      happened: draft.day ? { day: draft.day, part: draft.part } : undefined,
      photos: proofsOf(photoBox(draft.entry)),
      contact: { name: draft.name || undefined, phone: draft.phone || undefined },
      channel: isH5 ? 'web' : 'mini-app',
      code: draft.code,
    },
    asResident,
  )
  keepCase(receipt)
  discardDraft()
  return receipt
}

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
  rows: z.array(Kept).catch([]).parse(read('kept:cases')),
}))

export function findKeptCase(id: string): KeptCase | undefined {
  return useKeptCases.getState().rows.find((row) => row.id === id)
}

export function forgetCase(id: string): void {
  setRows(useKeptCases.getState().rows.filter((row) => row.id !== id))
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

/** What a resident does with an own item; each answers with its new progress. */
export const own = {
  add: async (caseId: string, words: string, photos: FileProof[]) =>
    call(addToCase, { ...(await step(caseId)), words, photos }, asResident),
  withdraw: async (caseId: string, words: string) => call(withdrawCase, { ...(await step(caseId)), words }, asResident),
  reopen: async (caseId: string, words: string) => call(reopenCase, { ...(await step(caseId)), words }, asResident),
  tighten: async (caseId: string, identity: IdentityLevel) =>
    call(tightenIdentity, { ...(await step(caseId)), identity }, asResident),
  judge: async (
    caseId: string,
    judged: { verdict: 'solved' | 'partly' | 'not-solved'; grade?: number; words: string },
  ) => call(giveVerdict, { ...(await step(caseId)), ...judged }, asResident),
  openings: (caseId: string) => call(listOpenings, { caseId, secret: findKeptCase(caseId)?.secret }, asResident),
}

async function step(caseId: string) {
  return { id: await newId(), caseId, secret: findKeptCase(caseId)?.secret }
}

async function followKept(kept: KeptCase): Promise<ListedCase[]> {
  try {
    return [await call(readReceipt, { number: kept.number, secret: kept.secret }, asResident)]
  } catch {
    return []
  }
}

function keepCase({ id, number, secret, title, receivedAt }: KeptCase): void {
  const row = { id, number, secret, title, receivedAt }
  setRows([row, ...useKeptCases.getState().rows.filter((other) => other.id !== id)].slice(0, mostKept))
}

function setRows(rows: KeptCase[]): void {
  keep('kept:cases', rows)
  useKeptCases.setState({ rows })
}

function emptyDraft(entry: CaseEntry): Omit<Draft, 'id'> {
  return { entry, kind: entry === 'stuck' ? 'complaint' : undefined, text: '', place: '', name: '', phone: '' }
}
