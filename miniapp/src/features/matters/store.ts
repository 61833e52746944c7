import {
  enterMatter,
  listMatters,
  type Matter,
  type MatterKind,
  type Party,
  type ShownClaim,
  showClaim,
} from '@minyi/shared/matters/contract.ts'
import { create } from 'zustand'
import { type CallFailure, call, failureFrom } from '../../lib/call'
import { newId } from '../../lib/id'
import { toast } from '../../lib/toast'

type Matters = { rows: Matter[]; next: string | null; loading: boolean; failure: CallFailure | undefined }

/** The closed matters of one's unit, newest first, as far as they were read. */
export const useMatters = create<Matters>(() => ({ rows: [], next: null, loading: true, failure: undefined }))

export async function loadMatters(search: string, after?: string): Promise<void> {
  useMatters.setState({ loading: true, failure: undefined })
  try {
    const page = await call(listMatters, { limit: 30, ...(search ? { search } : {}), ...(after ? { after } : {}) })
    const rows = after ? [...useMatters.getState().rows, ...page.rows] : page.rows
    useMatters.setState({ rows, next: page.next, loading: false })
  } catch (error) {
    useMatters.setState({ failure: failureFrom(error), loading: false })
  }
}

export type MatterDraft = {
  id: string
  kind: MatterKind
  title: string
  caseNumber: string
  closedDay: string
  partyKind: Party['kind']
  name: string
  phone: string
  creditCode: string
}

export async function emptyDraft(day: string): Promise<MatterDraft> {
  const id = await newId()
  return {
    id,
    kind: 'enforcement',
    title: '',
    caseNumber: '',
    closedDay: day,
    partyKind: 'person',
    name: '',
    phone: '',
    creditCode: '',
  }
}

/** Enters a matter; its id was made with the draft, so sending twice enters it once. */
export async function sendMatter(draft: MatterDraft, unitId: string): Promise<Matter> {
  const { id, kind, title, closedDay } = draft
  const matter = await call(enterMatter, {
    id,
    kind,
    unitId,
    title,
    closedDay,
    caseNumber: draft.caseNumber.trim() === '' ? null : draft.caseNumber,
    party: partyOf(draft),
  })
  useMatters.setState(({ rows }) => ({ rows: [matter, ...rows] }))
  return matter
}

/** Puts a claim on this screen; from then on the rating counts as given at the counter, and the figure says so. */
export async function openClaim(matterId: string): Promise<ShownClaim | undefined> {
  try {
    return await call(showClaim, { id: await newId(), matterId })
  } catch (error) {
    toast(failureFrom(error).title)
    return undefined
  }
}

function partyOf({ partyKind, name, phone, creditCode }: MatterDraft): Party {
  if (partyKind === 'none') return { kind: 'none' }
  const common = { ...(name.trim() ? { name } : {}), ...(phone.trim() ? { phone } : {}) }
  return partyKind === 'person' ? { kind: 'person', ...common } : { kind: 'enterprise', creditCode, ...common }
}
