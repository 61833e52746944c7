import {
  draftList,
  type IssuedList,
  issueList,
  type ListEntry,
  type ListHead,
  type ListKind,
  listIssued,
  listOwnLists,
  readList,
} from '@minyi/shared/supervision/lists/contract.ts'
import { create } from 'zustand'
import { type CallFailure, call, failureFrom } from '../../../lib/call'
import { newId } from '../../../lib/id'
import { toast } from '../../../lib/toast'

/** What is on the paper: a draft of the present period, or an issued list. */
export type Paper = {
  kind: ListKind
  fromDay: string
  toDay: string
  entries: ListEntry[]
  asOf: string
  mayIssue: boolean
  issued: IssuedList | undefined
}

type State = {
  paper: Paper | undefined
  heads: ListHead[]
  loading: boolean
  failure: CallFailure | undefined
  /** The form of issuing, open with its words. */
  issuing: { words: string; id: string | undefined; busy: boolean; failure?: CallFailure } | undefined
}

export const usePaper = create<State>(() => ({
  paper: undefined,
  heads: [],
  loading: true,
  failure: undefined,
  issuing: undefined,
}))

let turn = 0

/** Shows the list of the period that a day lies in: issued where it is, otherwise as it would be now. */
export async function showPaper(kind: ListKind, day: string): Promise<void> {
  await read(async () => {
    const draft = await call(draftList, { kind, day })
    const issued = draft.issuedId ? await call(readList, { listId: draft.issuedId }) : undefined
    const entries = issued?.entries ?? draft.entries
    const { fromDay, toDay, asOf, mayIssue } = draft
    return { paper: { kind, fromDay, toDay, asOf, mayIssue, entries, issued } }
  })
  const { rows } = await call(listIssued, { kind, limit: 12 }).catch(() => ({ rows: [] }))
  usePaper.setState({ heads: rows })
}

/** Shows what issued lists say of the unit itself. */
export async function showOwnPaper(kind: ListKind, listId: string | undefined): Promise<void> {
  await read(async () => {
    const { rows } = await call(listOwnLists, { kind, limit: 12 })
    const issued = rows.find(({ id }) => id === listId) ?? rows[0]
    if (!issued) return { paper: undefined, heads: rows }
    const { fromDay, toDay, issuedAt, entries } = issued
    return { paper: { kind, fromDay, toDay, asOf: issuedAt, mayIssue: false, entries, issued }, heads: rows }
  })
}

async function read(load: () => Promise<Partial<State>>): Promise<void> {
  const now = ++turn
  usePaper.setState({ loading: true, failure: undefined, issuing: undefined })
  try {
    const found = await load()
    if (now === turn) usePaper.setState({ ...found, loading: false })
  } catch (error) {
    if (now === turn) usePaper.setState({ paper: undefined, loading: false, failure: failureFrom(error) })
  }
}

export function beginIssuing(): void {
  usePaper.setState({ issuing: { words: '', id: undefined, busy: false } })
}

export function endIssuing(): void {
  usePaper.setState({ issuing: undefined })
}

export function writeIssuing(words: string): void {
  usePaper.setState(({ issuing }) => ({ issuing: issuing && { ...issuing, words, id: undefined } }))
}

/** Freezes the list that is shown; if somebody was faster, theirs is shown. */
export async function sendIssuing(): Promise<void> {
  const { paper, issuing } = usePaper.getState()
  if (!paper || !issuing || issuing.busy) return
  const id = issuing.id ?? (await newId())
  usePaper.setState({ issuing: { ...issuing, id, busy: true, failure: undefined } })
  try {
    const issued = await call(issueList, { id, kind: paper.kind, day: paper.fromDay, words: issuing.words || null })
    toast(`${issued.number} 已印发`)
    await showPaper(paper.kind, paper.fromDay)
  } catch (error) {
    const failure = failureFrom(error)
    usePaper.setState({
      issuing: { ...issuing, id: failure.code === 'offline' ? id : undefined, busy: false, failure },
    })
    if (failure.code === 'list-issued') await showPaper(paper.kind, paper.fromDay)
  }
}
