import { CollectedCase, collectCase } from '@minyi/shared/cases/collect/contract.ts'
import { type CaseReceipt, Conduct, caseKinds, IdentityLevel } from '@minyi/shared/cases/contract.ts'
import { Id } from '@minyi/shared/platform/identity.ts'
import { problems } from '@minyi/shared/platform/problems.ts'
import { Grade, submitRating } from '@minyi/shared/ratings/contract.ts'
import { z } from 'zod'
import { create } from 'zustand'
import { CallFailure, call, failureFrom } from '../../lib/call'
import { newId } from '../../lib/id'
import { phoneClock } from '../../lib/phone-clock'
import { forget, keep, read } from '../../lib/storage'
import { emptyBox, proofsOf } from '../files/store'

const Draft = z.object({
  id: Id,
  kind: z.enum(caseKinds).optional(),
  identity: IdentityLevel.optional(),
  conduct: Conduct.optional(),
  accusedUnitId: z.string().optional(),
  text: z.string(),
  place: z.string(),
  day: z.string().optional(),
  channel: CollectedCase.shape.channel.optional(),
  pointId: z.string().optional(),
  townId: z.string().optional(),
  villageId: z.string().optional(),
  lawId: z.string().optional(),
  article: z.string().optional(),
  name: z.string(),
  phone: z.string(),
})
/** What is being written down for somebody, unfinished and on this phone only. */
export type CollectDraft = z.infer<typeof Draft>

const Waiting = z.object({ id: Id, title: z.string(), keptAt: z.string(), refused: z.string().optional() })
const Unsent = z.discriminatedUnion('kind', [
  Waiting.extend({ kind: z.literal('case'), input: CollectedCase }),
  Waiting.extend({ kind: z.literal('rating'), input: z.object({ id: Id, claim: z.string(), grade: Grade }) }),
])
/** Finished on this phone, not yet confirmed by the server. */
export type Unsent = z.infer<typeof Unsent>

/** What the server confirmed, with what the resident takes home; kept only until the page is closed. */
export type Sent = { id: string; kind: 'case' | 'rating'; title: string; number: string; secret: string }

type Field = {
  draft: CollectDraft | undefined
  unsent: Unsent[]
  sent: Sent[]
  sending: boolean
  failure: CallFailure | undefined
}

export const useField = create<Field>(() => ({
  draft: Draft.optional().catch(undefined).parse(read('draft:collect')),
  unsent: z.array(Unsent).catch([]).parse(read('kept:unsent')),
  sent: [],
  sending: false,
  failure: undefined,
}))

/** The unfinished draft, or a new one; its id is what makes sending it twice harmless. */
export async function openDraft(): Promise<void> {
  if (!useField.getState().draft) setDraft({ id: await newId(), text: '', place: '', name: '', phone: '' })
}

export function changeDraft(changed: Partial<CollectDraft>): void {
  const { draft } = useField.getState()
  if (draft) setDraft({ ...draft, ...changed })
}

export function dropDraft(): void {
  const { draft } = useField.getState()
  if (draft) emptyBox(draft.id)
  forget('draft:collect')
  useField.setState({ draft: undefined, failure: undefined })
}

/** Hands the draft to what is unsent and tries to send; true once it left the form, false with the fields at fault. */
export async function finishDraft(): Promise<boolean> {
  const { draft } = useField.getState()
  if (!draft) return false
  const { day, name, phone, text, place, townId, villageId, lawId, article, ...rest } = draft
  const isLaw = draft.channel === 'legislative-point' && draft.kind === 'opinion' && lawId !== undefined
  const isComplaint = draft.kind === 'complaint'
  const read = CollectedCase.safeParse({
    ...rest,
    conduct: isComplaint ? draft.conduct : undefined,
    accusedUnitId: isComplaint ? draft.accusedUnitId : undefined,
    text,
    place: place || undefined,
    areaId: villageId ?? townId,
    ...(isLaw ? { entry: 'legislative', draftId: lawId, article: article || undefined } : {}),
    happened: day ? { day } : undefined,
    photos: proofsOf(draft.id),
    contact: { name: name || undefined, phone: phone || undefined },
  })
  if (!read.success) {
    const fields = read.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
    useField.setState({ failure: new CallFailure('input-invalid', problems['input-invalid'].title, fields) })
    return false
  }
  const title = read.data.text.slice(0, 20)
  const failure = await add({ kind: 'case', id: draft.id, title, keptAt: phoneClock(), input: read.data })
  if (failure && failure.code !== 'offline') {
    remove(draft.id)
    useField.setState({ failure })
    return false
  }
  dropDraft()
  return true
}

/** A grade given for somebody, with their claim: sent now, or kept until there is a network. */
export async function giveRating(claim: string, grade: Grade, title: string): Promise<CallFailure | undefined> {
  const id = await newId()
  const failure = await add({ kind: 'rating', id, title, keptAt: phoneClock(), input: { id, claim, grade } })
  if (!failure || failure.code === 'offline') return undefined
  remove(id)
  return failure
}

/** Sends everything that waits, one after the other; without a network it stops and everything stays. */
export async function sendUnsent(): Promise<void> {
  if (useField.getState().sending) return
  useField.setState({ sending: true })
  try {
    for (const one of useField.getState().unsent) {
      const failure = await send(one)
      if (failure?.code === 'offline') return
      if (failure)
        setUnsent((rows) => rows.map((row) => (row.id === one.id ? { ...row, refused: failure.title } : row)))
    }
  } finally {
    useField.setState({ sending: false })
  }
}

/** Throws away something the server refused; the person is asked first. */
export function remove(id: string): void {
  setUnsent((rows) => rows.filter((row) => row.id !== id))
}

/** Puts a finished item among what waits; `sendUnsent` sends it. */
export function queueCase(one: Extract<Unsent, { kind: 'case' }>): void {
  setUnsent((rows) => [...rows.filter(({ id }) => id !== one.id), one])
}

async function add(one: Unsent): Promise<CallFailure | undefined> {
  setUnsent((rows) => [...rows.filter(({ id }) => id !== one.id), one])
  return send(one)
}

async function send(one: Unsent): Promise<CallFailure | undefined> {
  try {
    const receipt = one.kind === 'case' ? await sendCase(one.input) : await sendRating(one.input)
    const { number, secret } = receipt
    const confirmed = { id: one.id, kind: one.kind, title: one.title, number, secret }
    useField.setState(({ sent }) => ({ sent: [confirmed, ...sent.filter(({ id }) => id !== one.id)] }))
    remove(one.id)
    return undefined
  } catch (error) {
    return failureFrom(error)
  }
}

function sendCase(input: z.infer<typeof collectCase.input>): Promise<CaseReceipt> {
  return call(collectCase, input)
}

function sendRating(input: { id: string; claim: string; grade: Grade }) {
  return call(submitRating, { ...input, onBehalf: true }, { as: 'staff' })
}

function setDraft(draft: CollectDraft): void {
  keep('draft:collect', draft)
  useField.setState({ draft, failure: undefined })
}

function setUnsent(change: (rows: Unsent[]) => Unsent[]): void {
  const unsent = change(useField.getState().unsent)
  keep('kept:unsent', unsent)
  useField.setState({ unsent })
}
