import type {
  CaseRow,
  EndReason,
  FineConduct,
  LegalPath,
  OtherPath,
  Tier,
  UnitOutcome,
} from '@minyi/shared/cases/contract.ts'
import * as office from '@minyi/shared/cases/office/contract.ts'
import { officeActLabels } from '@minyi/shared/cases/office/labels.ts'
import * as requests from '@minyi/shared/cases/requests/contract.ts'
import type { ChangeSince } from '@minyi/shared/platform/problems.ts'
import { create } from 'zustand'
import { CallFailure, call, failureFrom } from '../../../lib/call'
import { newId } from '../../../lib/id'
import { toast } from '../../../lib/toast'
import { openItem, reloadItem, showItem, useItem } from '../item/store'
import { pickAll, refreshList, replaceRow, useList } from '../list/store'
import { callStep } from './calls/store'

/** What is being filled in for a step. The id belongs to these very words: whoever changes them sends something new. */
export type Draft = {
  id?: string
  words: string
  unitId?: string
  outcome?: UnitOutcome
  otherPath?: OtherPath
  endReason?: Exclude<EndReason, 'done' | 'refused' | 'withdrawn'>
  result?: 'settled' | 'not-settled' | 'not-reached'
  title?: string
  fineConduct?: FineConduct
  topicId?: string
  days?: number
  reason?: office.PauseReason
  tier?: Tier
  legalPath?: LegalPath | 'none'
  /** Colleagues who are named in a note. */
  mentions?: readonly { id: string; name: string }[]
}
/** Closing many is proposed here and decided by somebody else. */
export type Act = Exclude<office.OfficeAct, 'open-identity'> | 'propose-closing'
export const actLabels = { ...officeActLabels, 'propose-closing': '提议结案' } as const satisfies Record<Act, string>
export type Subject = Pick<CaseRow, 'id' | 'number' | 'title' | 'version' | 'round' | 'state'>
export type Outcome = Subject & { failure: CallFailure | undefined }

type StepState = {
  act: Act | undefined
  subjects: Subject[]
  /** By act and item, so that what was typed is still there when one comes back. */
  drafts: Record<string, Draft>
  busy: boolean
  failure: CallFailure | undefined
  /** What others did to the item while the step was being written; it stays beside the words until they are sent. */
  since: readonly ChangeSince[]
  /** Of a step on several items: how each went. */
  outcomes: Outcome[] | undefined
  /** Takes the last step back, while the server allows it. */
  lastUndo: (() => void) | undefined
}

export const useStep = create<StepState>(() => ({
  act: undefined,
  subjects: [],
  drafts: {},
  busy: false,
  failure: undefined,
  since: [],
  outcomes: undefined,
  lastUndo: undefined,
}))

const empty: Draft = { words: '' }

/** Steps that need nothing but a confirmation: Enter takes them. */
export const isQuick = (act: Act | undefined): boolean => act === 'accept' || act === 'take' || act === 'undo'

export const draftOf = ({ act, subjects, drafts }: StepState): Draft => drafts[keyOf(act, subjects)] ?? empty

/** The item that the step is about, where it is one alone and stands open. */
export function useSubject(): office.CaseDetail | undefined {
  const detail = useItem((state) => state.detail)
  const isOpen = useStep(({ subjects }) => subjects.length === 1 && subjects[0]?.id === detail?.id)
  return isOpen ? detail : undefined
}

export function beginStep(act: Act, subjects: Subject[], preset: Partial<Draft> = {}): void {
  useStep.setState(({ drafts }) => {
    const key = keyOf(act, subjects)
    const kept = drafts[key] ?? empty
    return {
      act,
      subjects,
      failure: undefined,
      since: [],
      outcomes: undefined,
      drafts: { ...drafts, [key]: { ...kept, ...preset } },
    }
  })
}

export function endStep(): void {
  useStep.setState({ act: undefined, subjects: [], failure: undefined, since: [], outcomes: undefined })
}

export function changeDraft(changed: Partial<Draft>): void {
  useStep.setState((state) => {
    const draft = { ...draftOf(state), id: undefined, ...changed }
    return { drafts: { ...state.drafts, [keyOf(state.act, state.subjects)]: draft } }
  })
}

/** After 别人刚改过: the newest item is shown, and the words stay where they are. */
export async function lookAgain(): Promise<void> {
  await Promise.all([reloadItem(), refreshList()])
  const { detail } = useItem.getState()
  useStep.setState(({ subjects }) => ({
    failure: undefined,
    subjects: subjects.map((one) => (detail && one.id === detail.id ? subjectOf(detail) : one)),
  }))
}

/** Sends the step; an item that somebody else changed meanwhile stays open with everything that was typed. */
export async function sendStep(): Promise<void> {
  const { act, subjects, busy } = useStep.getState()
  if (!act || busy) return
  const next = nextOf(subjects)
  useStep.setState({ busy: true, failure: undefined })
  const outcomes: Outcome[] = []
  if (act === 'propose-closing') outcomes.push(...(await sendProposal(subjects)))
  else for (const subject of subjects) outcomes.push(await sendOne(act, subject, subjects.length === 1))
  const failed = outcomes.filter(({ failure }) => failure)
  if (subjects.length > 1) finishMany(act, outcomes)
  else if (failed[0]?.failure) await notDone(act, failed[0], failed[0].failure)
  else finishOne(act, subjects, next)
  useStep.setState({ busy: false })
  await refreshList()
}

async function notDone(act: Act, subject: Subject, failure: CallFailure): Promise<void> {
  const { unitId } = draftOf(useStep.getState())
  showFailure(failure)
  if (act === 'accept') await goOnGiving(subject, unitId, failure)
}

/** A failure with what others did meanwhile; what was told of them before stays too. */
function showFailure(failure: CallFailure): void {
  useStep.setState(({ since }) => {
    const isTold = ({ at, what }: ChangeSince) => since.some((one) => one.at === at && one.what === what)
    return { failure, since: [...since, ...failure.changes.filter((change) => !isTold(change))] }
  })
}

/** An item that was accepted and could not be given to the chosen unit is open for giving it, with what stood in the way. */
async function goOnGiving({ id }: Subject, unitId: string | undefined, failure: CallFailure): Promise<void> {
  if (unitId === undefined || failure.code === 'offline') return
  await reloadItem()
  const { detail } = useItem.getState()
  if (detail?.id !== id || !detail.acts.includes('assign')) return
  beginStep('assign', [subjectOf(detail)], { unitId })
  useStep.setState({ failure })
  toast(`${detail.number} 已受理，还没有交办`)
}

export const subjectOf = ({ id, number, title, version, round, state }: CaseRow): Subject => {
  return { id, number, title, version, round, state }
}

/** Proposes that all of them end; how each went comes back in the server's own words. */
async function sendProposal(subjects: readonly Subject[]): Promise<Outcome[]> {
  const { words, endReason = 'duplicate', otherPath } = draftOf(useStep.getState())
  const items = subjects.map(({ id, version }) => ({ caseId: id, version }))
  try {
    const { results } = await call(requests.proposeClosing, { id: await newId(), items, endReason, otherPath, words })
    const faults = new Map(results.map(({ caseId, fault }) => [caseId, fault]))
    return subjects.map((subject) => {
      const fault = faults.get(subject.id)
      return { ...subject, failure: fault === null ? undefined : new CallFailure('not-found', fault ?? '没有找到') }
    })
  } catch (error) {
    const failure = failureFrom(error)
    return subjects.map((subject) => ({ ...subject, failure }))
  }
}

async function sendOne(act: Exclude<Act, 'propose-closing'>, subject: Subject, isOnly: boolean): Promise<Outcome> {
  const draft = draftOf(useStep.getState())
  const id = (isOnly && draft.id) || (await newId())
  if (isOnly) changeDraft({ id })
  try {
    const detail = await callStep(act, { id, caseId: subject.id, version: subject.version }, { ...draft, id }, subject)
    replaceRow(detail)
    showItem(detail)
    return { ...subject, failure: undefined }
  } catch (error) {
    const failure = failureFrom(error)
    if (failure.code !== 'offline' && isOnly) changeDraft({ id: undefined })
    return { ...subject, failure }
  }
}

function finishOne(act: Act, subjects: Subject[], next: string | undefined): void {
  const given = act === 'accept' && draftOf(useStep.getState()).unitId !== undefined
  forgetDraft(act, subjects)
  endStep()
  const said = given ? '已受理并交办' : `已${actLabels[act].replace('加', '加上')}`
  const undo = undoable.includes(act) ? () => undoSteps(subjects, given ? 2 : 1) : undefined
  useStep.setState({ lastUndo: undo })
  toast(`${subjects[0]?.number ?? ''} ${said}${(given ? undefined : after[act]) ?? ''}`, undo)
  if (next && leaves.includes(act)) openItem(next)
}

/** Steps that the server takes back for a few minutes, and steps after which the item is no longer where it was. */
const undoable: readonly Act[] = ['accept', 'assign', 'transfer', 'classify']
const leaves: readonly Act[] = [
  'accept',
  'assign',
  'transfer',
  'reply',
  'return',
  'refuse',
  'close',
  'call-back',
  'take',
]

/** What opens by itself after a step in a queue; asked before the step, because the list may have moved on by its end. */
function nextOf(subjects: readonly Subject[]): string | undefined {
  const { rows, filter } = useList.getState()
  const at = rows.findIndex(({ id }) => id === subjects[0]?.id)
  return filter.queue && at >= 0 ? (rows[at + 1] ?? rows[at - 1])?.id : undefined
}

/** Takes back what was just done, the last step first; the items are read anew, so that nobody else's step is taken back. */
async function undoSteps(subjects: readonly Subject[], steps: number): Promise<void> {
  useStep.setState({ lastUndo: undefined })
  try {
    for (const { id } of subjects) {
      for (let step = 0; step < steps; step += 1) {
        const { version } = await call(office.readCase, { caseId: id })
        showItem(await call(requests.undoStep, { id: await newId(), caseId: id, version }))
      }
    }
    toast(subjects.length > 1 ? `${subjects.length} 件已撤销` : `${subjects[0]?.number ?? ''} 已撤销`)
  } catch (error) {
    const failure = failureFrom(error)
    toast(failure.detail ?? failure.title)
  }
  await Promise.all([refreshList(), reloadItem()])
}

function finishMany(act: Act, outcomes: Outcome[]): void {
  const done = outcomes.filter(({ failure }) => !failure)
  forgetDraft(act, outcomes)
  if (done.length === outcomes.length) {
    endStep()
    pickAll(false)
    const undo = undoable.includes(act) ? () => undoSteps(done, 1) : undefined
    useStep.setState({ lastUndo: undo })
    toast(`${done.length} 件已${actLabels[act]}${after[act] ?? ''}`, undo)
    return
  }
  const ids = done.map(({ id }) => id)
  useList.setState(({ picked }) => ({ picked: picked.filter((id) => !ids.includes(id)) }))
  useStep.setState({ outcomes })
}

const after: Partial<Record<Act, string>> = {
  accept: '，诉求人会收到通知',
  refuse: '，理由和去处已告知诉求人',
  assign: '，等承办单位答复',
  reply: '，等诉求人评价',
  return: '，回到分派岗',
  object: '，等分派岗审核',
  'ask-extension': '，等审核',
  'ask-pause': '，等审核',
  resume: '，剩下的天数接着算',
  'propose-closing': '，等另一位同事审核',
}

function forgetDraft(act: Act, subjects: readonly Subject[]): void {
  useStep.setState(({ drafts }) => {
    const { [keyOf(act, subjects)]: _, ...rest } = drafts
    return { drafts: rest }
  })
}

function keyOf(act: Act | undefined, subjects: readonly { id: string }[]): string {
  return `${act}:${subjects.map(({ id }) => id).join(',')}`
}
