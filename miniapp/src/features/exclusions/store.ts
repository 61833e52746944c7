import { type Effect, readExclusionEffects } from '@minyi/shared/indicators/effects/contract.ts'
import {
  countExclusions,
  decideAppeal,
  decideExclusion,
  type Exclusion,
  type ExclusionDetail,
  type ExclusionReason,
  ExclusionState,
  listExclusions,
  readExclusion,
  restoreRating,
  withdrawExclusions,
} from '@minyi/shared/ratings/exclusions/contract.ts'
import { create } from 'zustand'
import { type CallFailure, call, failureFrom } from '../../lib/call'
import { newId } from '../../lib/id'
import { toast } from '../../lib/toast'

/** What the middle column shows: exclusions in one state, all of them, or ratings to be proposed. */
export type LedgerView = ExclusionState | 'all' | 'propose'

/** What is being decided: an appeal is decided in one of two ways. */
export type Deed = 'approve' | 'refuse' | 'withdraw' | 'restore' | 'grant' | 'dismiss'

type State = {
  view: LedgerView
  unitId: string | undefined
  reason: ExclusionReason | undefined
  batchId: string | undefined
  rows: Exclusion[]
  counts: Partial<Record<ExclusionState, number>>
  trail: (string | undefined)[]
  next: string | null
  loading: boolean
  failure: CallFailure | undefined
  open: string | undefined
  item: ExclusionDetail | undefined
  effects: Effect[] | undefined
  effectsFailure: CallFailure | undefined
  itemFailure: CallFailure | undefined
  /** The decision being written down: its words stay while the item is read again. */
  deed: { deed: Deed; note: string; id?: string; busy: boolean; failure?: CallFailure } | undefined
}

const noItem = {
  open: undefined,
  item: undefined,
  effects: undefined,
  effectsFailure: undefined,
  itemFailure: undefined,
  deed: undefined,
}

export const useLedger = create<State>(() => ({
  view: 'proposed',
  unitId: undefined,
  reason: undefined,
  batchId: undefined,
  rows: [],
  counts: {},
  trail: [undefined],
  next: null,
  loading: true,
  failure: undefined,
  ...noItem,
}))

let turn = 0

type Filter = Partial<Pick<State, 'view' | 'unitId' | 'reason' | 'batchId'>>

/** Shows another view or another filter, from its first page. */
export async function showLedger(filter: Filter): Promise<void> {
  useLedger.setState({ ...filter, rows: [], trail: [undefined], next: null, loading: true, failure: undefined })
  await readLedger()
}

export async function turnLedger(forward: boolean): Promise<void> {
  const { trail, next } = useLedger.getState()
  useLedger.setState({ trail: forward && next ? [...trail, next] : trail.slice(0, -1), loading: true })
  await readLedger()
}

export async function readLedger(): Promise<void> {
  const now = ++turn
  const { view, unitId, reason, batchId, trail } = useLedger.getState()
  const state = ExclusionState.safeParse(view)
  try {
    const [{ rows, next }, counted] = await Promise.all([
      call(listExclusions, { state: state.data, unitId, reason, batchId, after: trail[trail.length - 1] }),
      call(countExclusions, {}),
    ])
    const counts = Object.fromEntries(counted.rows.map((row) => [row.state, row.count]))
    if (now === turn) useLedger.setState({ rows, next, counts, loading: false, failure: undefined })
  } catch (error) {
    if (now === turn) useLedger.setState({ loading: false, failure: failureFrom(error) })
  }
}

export async function openExclusion(id: string): Promise<void> {
  if (useLedger.getState().open !== id) useLedger.setState({ ...noItem, open: id })
  await readItem()
}

export function closeExclusion(): void {
  useLedger.setState(noItem)
}

/** The exclusion first, then what a decision would do to the figures. */
export async function readItem(): Promise<void> {
  const { open } = useLedger.getState()
  if (!open) return
  const isOpen = () => useLedger.getState().open === open
  try {
    const item = await call(readExclusion, { exclusionId: open })
    if (isOpen()) useLedger.setState({ item, itemFailure: undefined })
  } catch (error) {
    if (isOpen()) useLedger.setState({ itemFailure: failureFrom(error) })
    return
  }
  try {
    const { rows } = await call(readExclusionEffects, { exclusionId: open })
    if (isOpen()) useLedger.setState({ effects: rows, effectsFailure: undefined })
  } catch (error) {
    if (isOpen()) useLedger.setState({ effectsFailure: failureFrom(error) })
  }
}

export function beginDeed(deed: Deed): void {
  useLedger.setState(({ deed: before }) => ({ deed: { deed, note: before?.note ?? '', busy: false } }))
}

export function writeNote(note: string): void {
  useLedger.setState(({ deed }) => ({ deed: deed && { ...deed, note, id: undefined } }))
}

export function endDeed(): void {
  useLedger.setState({ deed: undefined })
}

export const deedWords: Record<Deed, string> = {
  approve: '同意剔除',
  refuse: '不同意剔除',
  withdraw: '撤回',
  restore: '恢复计入',
  grant: '申诉成立，恢复计入',
  dismiss: '维持剔除',
}

/** Sends the decision; when somebody else was faster, the newest state is shown and the words stay. */
export async function sendDeed(): Promise<void> {
  const { item, deed } = useLedger.getState()
  if (!item || !deed || deed.busy) return
  const id = deed.id ?? (await newId())
  useLedger.setState({ deed: { ...deed, id, busy: true, failure: undefined } })
  try {
    await perform(deed.deed, { id, exclusionId: item.id, note: deed.note })
    useLedger.setState({ deed: undefined })
    toast(`${item.rating.number}：${deedWords[deed.deed]}`)
    await Promise.all([readItem(), readLedger()])
  } catch (error) {
    const failure = failureFrom(error)
    useLedger.setState({ deed: { ...deed, id: failure.code === 'offline' ? id : undefined, busy: false, failure } })
    if (failure.code === 'step-not-allowed' || failure.code === 'version-conflict') await readItem()
  }
}

type Written = { id: string; exclusionId: string; note: string }

async function perform(deed: Deed, written: Written): Promise<void> {
  const { id, exclusionId } = written
  if (deed === 'approve' || deed === 'refuse') {
    await call(decideExclusion, { ...written, approve: deed === 'approve' })
  } else if (deed === 'grant' || deed === 'dismiss') {
    await call(decideAppeal, { ...written, restore: deed === 'grant' })
  } else if (deed === 'restore') await call(restoreRating, written)
  else await call(withdrawExclusions, { id, exclusionIds: [exclusionId] })
}
