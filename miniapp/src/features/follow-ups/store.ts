import {
  type FollowUp,
  type FollowUpAction,
  type FollowUpRow,
  type FollowUpStage,
  listFollowUps,
  openContact,
  readFollowUp,
  takeStep,
} from '@minyi/shared/follow-ups/contract.ts'
import { followUpStepLabels } from '@minyi/shared/follow-ups/labels.ts'
import type { OutputOf } from '@minyi/shared/platform/operation.ts'
import { create } from 'zustand'
import { type CallFailure, call, failureFrom } from '../../lib/call'
import { newId } from '../../lib/id'
import { toast } from '../../lib/toast'

/** What the list shows: everything open, what is late, one stage, or what is closed. */
export type FollowUpView = 'open' | 'overdue' | 'closed' | Exclude<FollowUpStage, 'closed'>

type State = {
  view: FollowUpView
  /** The beginning of a receipt's number, searched in everything. */
  number: string
  rows: FollowUpRow[]
  trail: (string | undefined)[]
  next: string | null
  loading: boolean
  failure: CallFailure | undefined
  open: string | undefined
  item: FollowUp | undefined
  itemFailure: CallFailure | undefined
  contact: OutputOf<typeof openContact> | undefined
  /** The step being written down: its words stay while the item is read again. */
  step: { action: FollowUpAction; note: string; id?: string; busy: boolean; failure?: CallFailure } | undefined
}

const noItem = { open: undefined, item: undefined, itemFailure: undefined, contact: undefined, step: undefined }

export const useFollowUps = create<State>(() => ({
  view: 'open',
  number: '',
  rows: [],
  trail: [undefined],
  next: null,
  loading: true,
  failure: undefined,
  ...noItem,
}))

let turn = 0

export async function showFollowUps(view: FollowUpView, number = ''): Promise<void> {
  useFollowUps.setState({ view, number, rows: [], trail: [undefined], next: null, loading: true, failure: undefined })
  await readList()
}

export async function turnFollowUps(forward: boolean): Promise<void> {
  const { trail, next } = useFollowUps.getState()
  useFollowUps.setState({ trail: forward && next ? [...trail, next] : trail.slice(0, -1), loading: true })
  await readList()
}

export async function readList(): Promise<void> {
  const now = ++turn
  const { view, number, trail } = useFollowUps.getState()
  const wanted = number ? { number } : wantedOf(view)
  try {
    const { rows, next } = await call(listFollowUps, { ...wanted, after: trail[trail.length - 1] })
    if (now === turn) useFollowUps.setState({ rows, next, loading: false, failure: undefined })
  } catch (error) {
    if (now === turn) useFollowUps.setState({ loading: false, failure: failureFrom(error) })
  }
}

export async function openFollowUp(id: string): Promise<void> {
  if (useFollowUps.getState().open !== id) useFollowUps.setState({ ...noItem, open: id })
  await readItem()
}

export function closeFollowUp(): void {
  useFollowUps.setState(noItem)
}

export async function readItem(): Promise<void> {
  const { open } = useFollowUps.getState()
  if (!open) return
  try {
    const item = await call(readFollowUp, { followUpId: open })
    if (useFollowUps.getState().open === open) useFollowUps.setState({ item, itemFailure: undefined })
  } catch (error) {
    if (useFollowUps.getState().open === open) useFollowUps.setState({ itemFailure: failureFrom(error) })
  }
}

export function beginFollowUpStep(action: FollowUpAction): void {
  useFollowUps.setState(({ step }) => ({ step: { action, note: step?.note ?? '', busy: false } }))
}

export function writeNote(note: string): void {
  useFollowUps.setState(({ step }) => ({ step: step && { ...step, note, id: undefined } }))
}

export function endFollowUpStep(): void {
  useFollowUps.setState({ step: undefined })
}

/** Sends the step; when somebody else was faster, the newest state is shown and the words stay. */
export async function sendFollowUpStep(): Promise<void> {
  const { item, step } = useFollowUps.getState()
  if (!item || !step || step.busy) return
  const id = step.id ?? (await newId())
  useFollowUps.setState({ step: { ...step, id, busy: true, failure: undefined } })
  try {
    const { action, note } = step
    const after = await call(takeStep, { id, followUpId: item.id, version: item.version, action, note })
    useFollowUps.setState({ item: after, step: undefined })
    toast(`${item.number} 已记录：${followUpStepLabels[action]}`)
    await readList()
  } catch (error) {
    const failure = failureFrom(error)
    const kept = failure.code === 'offline' ? id : undefined
    useFollowUps.setState({ step: { ...step, id: kept, busy: false, failure } })
    if (failure.code === 'version-conflict') await readItem()
  }
}

/** Opens telephone and name, with the reason that the resident will read. */
export async function openFollowUpContact(reason: string): Promise<void> {
  const { open } = useFollowUps.getState()
  if (!open) return
  const contact = await call(openContact, { id: await newId(), followUpId: open, reason })
  if (useFollowUps.getState().open === open) useFollowUps.setState({ contact })
}

function wantedOf(view: FollowUpView) {
  if (view === 'open' || view === 'overdue' || view === 'closed') return { state: view }
  return { stage: view, state: 'open' as const }
}
