import {
  type CaseEntry,
  type CaseReceipt,
  caseEntries,
  caseKinds,
  conducts,
  dayParts,
  identityLevels,
} from '@minyi/shared/cases/contract.ts'
import { submitCase } from '@minyi/shared/cases/resident/contract.ts'
import { z } from 'zod/mini'
import { create } from 'zustand'
import { call } from '../../lib/call'
import { newId } from '../../lib/id'
import { phoneClock } from '../../lib/phone-clock'
import { isH5 } from '../../lib/platform'
import { forget, keep, read } from '../../lib/storage'
import { emptyBox, proofsOf, restorePhotos } from '../files/store'
import { keepCase } from './own/store'

/** Also on a phone where somebody of the staff is signed in, an item is written as a resident. */
const asResident = { as: 'resident' } as const

const Named = z.object({ id: z.string(), name: z.string() })
export type Named = z.infer<typeof Named>

const Draft = z.object({
  id: z.string(),
  entry: z.enum(caseEntries),
  kind: z.optional(z.enum(caseKinds)),
  identity: z.optional(z.enum(identityLevels)),
  conduct: z.optional(z.enum(conducts)),
  law: z.optional(Named),
  article: z.optional(z.string()),
  unit: z.optional(Named),
  officer: z.optional(z.object({ id: z.string(), number: z.string() })),
  text: z.string(),
  town: z.optional(Named),
  village: z.optional(Named),
  place: z.string(),
  day: z.optional(z.string()),
  part: z.optional(z.enum(dayParts)),
  name: z.string(),
  phone: z.string(),
  code: z.optional(z.string()),
  /** The offer that was taken to be counted with others. */
  alike: z.optional(z.string()),
  checkIns: z.optional(z.boolean()),
})
/** What is being written, kept on this phone from the first choice until it is sent. */
export type Draft = z.infer<typeof Draft>

/** `savedAt` is the phone's clock when the draft was last kept; `refused` when the phone would not keep it. */
type Writing = { draft: Draft | undefined; savedAt: string | undefined; refused: boolean }

export const useDraft = create<Writing>(() => ({ draft: undefined, savedAt: undefined, refused: false }))

/** The box of photos that goes with a draft of this entry. */
export const photoBox = (entry: CaseEntry) => `case-${entry}`

/** The box of PDFs that goes with it. */
export const paperBox = (entry: CaseEntry) => `paper-${entry}`

/** Opens the draft of one entry, the kept one if there is one; `given` is what a code or an officer's page already knows. */
export async function openDraft(entry: CaseEntry, given: Partial<Draft> = {}): Promise<void> {
  const kept = Draft.safeParse(read(`draft:case-${entry}`))
  const start = kept.success ? kept.data : { ...emptyDraft(entry), id: await newId() }
  useDraft.setState({ draft: { ...start, ...given }, savedAt: undefined, refused: false })
}

/** Goes on with the draft of a step that was opened again, such as by reloading it; false where its first step is not done. */
export async function resumeDraft(entry: string | undefined): Promise<boolean> {
  const known = caseEntries.find((one) => one === entry) ?? 'general'
  if (!useDraft.getState().draft) {
    await openDraft(known)
    await Promise.all([restorePhotos(photoBox(known)), restorePhotos(paperBox(known))])
  }
  return useDraft.getState().draft?.identity !== undefined
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
  emptyBox(paperBox(draft.entry))
  useDraft.setState({ draft: undefined, savedAt: undefined, refused: false })
}

/** What is still missing before the draft can be checked and sent. */
export function missingIn(draft: Draft): string[] {
  const complaint = draft.kind === 'complaint'
  return [
    draft.kind ? '' : '选是哪一类',
    draft.entry === 'legislative' && !draft.law ? '选一份草案' : '',
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
  const accuses = complaint || kind === 'report'
  const receipt = await call(
    submitCase,
    {
      id: draft.id,
      kind,
      entry: draft.entry,
      identity,
      text: draft.text,
      conduct: complaint ? draft.conduct : undefined,
      accusedUnitId: accuses ? draft.unit?.id : undefined,
      accusedOfficerId: accuses ? draft.officer?.id : undefined,
      draftId: draft.law?.id,
      article: draft.article || undefined,
      areaId: draft.village?.id ?? draft.town?.id,
      place: draft.place || undefined,
      happened: draft.day ? { day: draft.day, part: draft.part } : undefined,
      photos: [...proofsOf(photoBox(draft.entry)), ...proofsOf(paperBox(draft.entry))],
      contact: { name: draft.name || undefined, phone: draft.phone || undefined },
      channel: isH5 ? 'web' : 'mini-app',
      code: draft.code,
      alike: draft.alike,
      checkIns: accuses ? draft.checkIns : undefined,
    },
    asResident,
  )
  keepCase(receipt)
  discardDraft()
  return receipt
}

/** Entries that say the kind by themselves. */
const kindOf: Partial<Record<CaseEntry, Draft['kind']>> = {
  stuck: 'complaint',
  legislative: 'opinion',
  disclosure: 'enquiry',
}

function emptyDraft(entry: CaseEntry): Omit<Draft, 'id'> {
  return { entry, kind: kindOf[entry], text: '', place: '', name: '', phone: '' }
}
