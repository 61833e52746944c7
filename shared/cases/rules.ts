import type { ClockName } from '../clocks/contract.ts'
import type { Day } from '../platform/time.ts'
import type { CaseChannel, CaseEntry, CaseKind, CaseState, IdentityLevel, LegalPath } from './contract.ts'
import { identityLevels } from './contract.ts'

/** Who takes a step: the dispatcher (受理岗), the handling unit, whoever calls back, any reader, the resident, or time itself. */
export type Who = 'dispatcher' | 'handler' | 'checker' | 'reader' | 'resident' | 'system'

export const caseActs = [
  'accept',
  'refuse',
  'assign',
  'transfer',
  'return',
  'reply',
  'close',
  'call-back-settled',
  'call-back-redo',
  'note',
  'classify',
  'add',
  'withdraw',
  'verdict-settled',
  'verdict-disputed',
  'verdict-lapsed',
  'reopen',
  'tighten',
  'take',
  'object',
  'objection-upheld',
  'objection-refused',
  'ask-extension',
  'extend',
  'extension-refused',
  'ask-pause',
  'pause',
  'pause-refused',
  'resume',
  'propose-closing',
  'closing-approved',
  'closing-refused',
  'set-tier',
  'set-path',
  'rise',
  'rise-desk',
  'rise-unit',
  'merge',
  'unmerge',
  'merged-reply',
  'merged-close',
  'decide-opinion',
  'ask-review',
  'ask-recheck',
  'review-uphold',
  'review-change',
  'review-revoke',
  'recheck-uphold',
  'recheck-change',
  'recheck-revoke',
] as const
export type CaseAct = (typeof caseActs)[number]

/**
 * One step of the procedure: from which states, by whom, to which (null stays), whether only the first round allows it or up to which
 * one it is allowed, and whether it has to wait until a paused clock runs again.
 */
export type Step = {
  from: readonly CaseState[]
  by: Who
  to: CaseState | null
  firstRoundOnly?: true
  upToRound?: number
  notWhilePaused?: true
}

const unended = ['received', 'accepted', 'handling', 'returned', 'replied', 'call-back', 'merged'] as const
const unanswered = ['received', 'accepted', 'handling', 'returned'] as const
const closable = ['accepted', 'handling', 'returned'] as const
const answered = ['replied', 'call-back', 'closed'] as const

/** The whole procedure as a table. A disagreement between unit and resident reaches `closed` only through a call-back. */
export const steps: Record<CaseAct, Step> = {
  accept: { from: ['received'], by: 'dispatcher', to: 'accepted' },
  refuse: { from: ['received'], by: 'dispatcher', to: 'refused' },
  assign: { from: ['accepted', 'returned'], by: 'dispatcher', to: 'handling' },
  transfer: { from: ['handling'], by: 'dispatcher', to: 'handling', notWhilePaused: true },
  return: { from: ['handling'], by: 'handler', to: 'returned', notWhilePaused: true },
  reply: { from: ['handling'], by: 'handler', to: 'replied' },
  close: { from: closable, by: 'dispatcher', to: 'closed', firstRoundOnly: true, notWhilePaused: true },
  take: { from: ['handling'], by: 'handler', to: null },
  object: { from: ['handling'], by: 'handler', to: null, notWhilePaused: true },
  'objection-upheld': { from: ['handling'], by: 'dispatcher', to: 'returned', notWhilePaused: true },
  'objection-refused': { from: ['handling'], by: 'dispatcher', to: null },
  'ask-extension': { from: ['handling'], by: 'handler', to: null, notWhilePaused: true },
  extend: { from: ['handling'], by: 'checker', to: null, notWhilePaused: true },
  'extension-refused': { from: ['handling'], by: 'checker', to: null },
  'ask-pause': { from: ['handling'], by: 'handler', to: null, notWhilePaused: true },
  pause: { from: ['handling'], by: 'checker', to: null, notWhilePaused: true },
  'pause-refused': { from: ['handling'], by: 'checker', to: null },
  resume: { from: ['handling'], by: 'handler', to: null },
  'propose-closing': { from: closable, by: 'dispatcher', to: null, firstRoundOnly: true, notWhilePaused: true },
  'closing-approved': { from: closable, by: 'checker', to: 'closed', firstRoundOnly: true, notWhilePaused: true },
  'closing-refused': { from: unended, by: 'checker', to: null },
  'set-tier': { from: unanswered, by: 'dispatcher', to: null, notWhilePaused: true },
  'set-path': { from: unanswered, by: 'dispatcher', to: null, notWhilePaused: true },
  rise: { from: ['received', 'accepted', 'returned'], by: 'system', to: null },
  'rise-desk': { from: ['handling'], by: 'system', to: 'returned', notWhilePaused: true },
  'rise-unit': { from: closable, by: 'system', to: 'handling', notWhilePaused: true },
  'verdict-settled': { from: ['replied'], by: 'resident', to: 'closed' },
  'verdict-disputed': { from: ['replied'], by: 'resident', to: 'call-back' },
  'verdict-lapsed': { from: ['replied'], by: 'system', to: 'closed' },
  'call-back-settled': { from: ['call-back'], by: 'checker', to: 'closed' },
  'call-back-redo': { from: ['call-back'], by: 'checker', to: 'handling', firstRoundOnly: true },
  reopen: { from: ['closed', 'call-back'], by: 'resident', to: 'handling', firstRoundOnly: true },
  withdraw: { from: [...unanswered, 'merged'], by: 'resident', to: 'withdrawn' },
  add: { from: unended, by: 'resident', to: null },
  tighten: { from: [...unended, 'closed', 'refused', 'withdrawn'], by: 'resident', to: null },
  classify: { from: unended, by: 'dispatcher', to: null },
  note: { from: [...unended, 'closed', 'refused', 'withdrawn'], by: 'reader', to: null },
  // A merged item goes where its lead goes. Undoing gives back the state that it had, which the merging has kept.
  merge: { from: unanswered, by: 'dispatcher', to: 'merged' },
  unmerge: { from: ['merged'], by: 'dispatcher', to: null },
  'merged-reply': { from: ['merged'], by: 'system', to: 'replied' },
  'merged-close': { from: ['merged'], by: 'system', to: 'closed' },
  // What became of an opinion on a draft law is its answer.
  'decide-opinion': { from: unanswered, by: 'dispatcher', to: 'replied' },
  // 复查 and 复核 stand beside the answer. Only revoking it (撤销) has the item handled anew, by either of them once.
  'ask-review': { from: answered, by: 'resident', to: null },
  'ask-recheck': { from: answered, by: 'resident', to: null },
  'review-uphold': { from: answered, by: 'checker', to: null },
  'review-change': { from: answered, by: 'checker', to: null },
  'review-revoke': { from: answered, by: 'checker', to: 'handling', upToRound: 2 },
  'recheck-uphold': { from: answered, by: 'checker', to: null },
  'recheck-change': { from: answered, by: 'checker', to: null },
  'recheck-revoke': { from: answered, by: 'checker', to: 'handling', upToRound: 3 },
}

/** The state that a step leads to, or null where it is not allowed. */
export function nextState(
  act: CaseAct,
  at: { state: CaseState; round: number; pausedUntil?: Day | null },
): CaseState | null {
  const step = steps[act]
  if (!step.from.includes(at.state) || at.round > lastRoundOf(step)) return null
  if (step.notWhilePaused && at.pausedUntil) return null
  return step.to ?? at.state
}

const lastRoundOf = ({ firstRoundOnly, upToRound }: Step) =>
  firstRoundOnly ? 1 : (upToRound ?? Number.POSITIVE_INFINITY)

/** Steps that send an item back to be done once more: they open the next round and arm its clock anew. */
export const reopens = (act: CaseAct): boolean => reopening.some((one) => one === act)
const reopening = ['reopen', 'call-back-redo', 'review-revoke', 'recheck-revoke'] as const satisfies readonly CaseAct[]

export const isEnd = (state: CaseState): boolean => !unended.some((open) => open === state)

/** States in which the office is at work and its clock runs; `replied` waits for the resident. */
export const officeStates = ['received', 'accepted', 'handling', 'returned', 'call-back'] as const

/** What decides which clock an item runs by. */
export type Clocked = { kind: CaseKind; entry: CaseEntry; channel?: CaseChannel; legalPath?: LegalPath | null }

/** The clocks that `clockFor` may name: one of them runs at a time, beside those of tier, objection and approval. */
export const mainClocks = [
  'complaint-accept',
  'complaint-decide',
  'opinion-reply',
  'stuck-reply',
  'hotline-reply',
  'disclosure-reply',
  'petition-register',
  'petition-handle',
  'call-back',
  'verdict',
] as const satisfies readonly ClockName[]

/** Those of them by which an office is early or late; what waits for the resident, for a second person or for a tier is none. */
export const officeClocks = mainClocks.filter((clock) => clock !== 'verdict')

/**
 * Which clock runs in a state. Opinions, hotline items, 办不成事 and 依申请公开 are counted from receipt to reply in one; an item on the path of
 * 信访 runs by that path's own clocks.
 */
export function clockFor(state: CaseState, item: Clocked): ClockName | null {
  if (isEnd(state) || state === 'merged') return null
  if (state === 'replied') return 'verdict'
  if (state === 'call-back') return 'call-back'
  if (item.legalPath === 'petition') return state === 'received' ? 'petition-register' : 'petition-handle'
  if (item.entry === 'stuck') return 'stuck-reply'
  if (item.entry === 'disclosure') return 'disclosure-reply'
  if (item.kind !== 'complaint' && item.kind !== 'report') {
    return item.channel === 'hotline' ? 'hotline-reply' : 'opinion-reply'
  }
  return state === 'received' ? 'complaint-accept' : 'complaint-decide'
}

/** Within which a unit may object to having been given an item: 信访 has a clock of its own for it. */
export const objectionClocks = ['objection', 'petition-objection'] as const satisfies readonly ClockName[]
export const isObjectionClock = (clock: string): boolean => objectionClocks.some((one) => one === clock)
export const objectionClockFor = (legalPath: LegalPath | null): ClockName =>
  legalPath === 'petition' ? 'petition-objection' : 'objection'

/**
 * What the accused unit and its officers are told of an item, in a view of their own: they never handle it and never find it in
 * queues, lists or searches. A report (检举) and what is on the path of 纪检 never reach them.
 */
export function accusedReach(
  kind: CaseKind,
  identity: IdentityLevel,
  legalPath: LegalPath | null,
): 'open' | 'masked' | 'nothing' {
  if (kind === 'report' || legalPath === 'discipline' || identity === 'sealed') return 'nothing'
  return identity === 'public' ? 'open' : 'masked'
}

/** Who may open the complainant's identity: at 公开 whoever sees the item, at the stricter levels only supervision or 启封. */
export function mayOpenIdentity(
  identity: IdentityLevel,
  viewer: { accused: boolean; supervises: boolean; unseals: boolean },
): boolean {
  if (identity === 'public') return true
  if (viewer.accused) return false
  return identity === 'sealed' ? viewer.unseals : viewer.supervises || viewer.unseals
}

/** A resident may only move to a stricter level. */
export function isStricter(from: IdentityLevel, to: IdentityLevel): boolean {
  return identityLevels.indexOf(to) > identityLevels.indexOf(from)
}

const hidden = '＊＊'

/** The text without what names the complainant: the sealed values themselves, and whatever looks like a telephone or identity number. */
export function maskIdentity(text: string, sealed: readonly string[]): string {
  const values = sealed.map((value) => value.trim()).filter((value) => value.length > 0)
  const longestFirst = [...values].sort((a, b) => b.length - a.length)
  const named = longestFirst.reduce((masked, value) => masked.split(value).join(hidden), text)
  return named.replace(/[0-9０-９](?:[-－ ]?[0-9０-９]){5,}[xX]?/g, hidden)
}

/** A title made of the first words of a text, cut at a pause where there is one. */
export function titleOf(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim()
  const [sentence = flat] = flat.split(/[。！？!?；;]/)
  const pieces = sentence.split(/(?<=[，,])/)
  let title = ''
  for (const piece of pieces) {
    if (title.length > 0 && title.length + piece.length > 25) break
    title += piece
  }
  const cut = title.replace(/[，,、：:\s]+$/, '')
  return cut.length > 28 ? `${cut.slice(0, 27)}…` : cut || flat.slice(0, 27)
}

/** `TC26-11-0187`: the tenant's prefix, year and month, and the running number of the month. */
export function caseNumber(prefix: string, day: Day, running: number): string {
  return `${prefix}${day.slice(2, 4)}-${day.slice(5, 7)}-${String(running).padStart(4, '0')}`
}

/** A receipt's secret as people type it: case, spaces and dashes do not matter, nor O for 0 and I or L for 1. */
export function plainSecret(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')
}

/** What unit and resident say does not agree: the unit has answered and the resident says it is not solved. */
export function isDisputed(item: { unitOutcome: string | null; verdict: string | null }): boolean {
  return item.unitOutcome !== null && item.verdict === 'not-solved'
}

/** After a first answer that did not solve it, the promise is one more handling: only a resident who is settled lets it close. */
export function mayCloseAfterCallBack(result: 'settled' | 'not-settled' | 'not-reached', round: number): boolean {
  return result === 'settled' || round > 1
}

/** The dispatcher's steps that can be taken back, and for how many minutes where the tenant has set nothing else. */
export const undoable = ['accept', 'assign', 'transfer', 'classify'] as const satisfies readonly CaseAct[]
export const undoMinutes = 10
