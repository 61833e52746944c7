import type { CaseChannel, CaseEntry, CaseKind, CaseState } from '@minyi/shared/cases/contract.ts'
import { CaseRow, type EndReason } from '@minyi/shared/cases/contract.ts'
import { type CaseAct, clockFor, isEnd, nextState, reopens } from '@minyi/shared/cases/rules.ts'
import { audit } from '../../platform/audit.ts'
import { type Context, unnamed } from '../../platform/context.ts'
import { emit } from '../../platform/outbox.ts'
import { Problem } from '../../platform/problem.ts'
import { armClock, type ClockBook, openClockBook } from '../clocks/service.ts'
import { moveFollowers } from './merging/service.ts'
import * as queries from './queries.ts'
import { moveClocks } from './running/service.ts'
import { indexItems } from './search/service.ts'
import { keepBefore } from './undo/service.ts'

/** A step to take: what is said with it, and what it changes on the item besides its state. */
export type Move = {
  act: CaseAct
  words?: string | null
  internal?: boolean
  patch?: queries.CasePatch
  endReason?: EndReason
}

/**
 * Takes one step of the procedure on a locked item: checks the table, moves the state, stops and sets clocks, opens the second
 * round, and writes the story, the audit row and the event, all in the caller's transaction.
 */
export async function takeStep(ctx: Context, item: queries.CaseRecord, move: Move): Promise<queries.CaseRecord> {
  const facts = factsOf(item)
  const state = nextState(move.act, { ...facts, round: item.round })
  if (state === null) throw new Problem('step-not-allowed', pausedDetail(item))
  const round = reopens(move.act) ? item.round + 1 : item.round
  const book = await openClockBook(ctx)
  if (round > item.round) await queries.insertRound(ctx, item.id, round)
  const before = await keepBefore(ctx, item, move.act)
  const clock = await moveClocks(ctx, book, item, { ...item, ...move.patch, state, round }, move.patch?.state)
  const moved = await queries.updateCase(ctx, item.id, {
    state,
    round,
    version: item.version + 1,
    ...clock,
    ...(round > item.round ? { unitOutcome: null, verdict: null, endedAt: null, endReason: null, endWords: null } : {}),
    ...(isEnd(state) && !isEnd(facts.state) ? endOf(ctx, book, state, move) : {}),
    ...move.patch,
  })
  if (move.patch?.title !== undefined) await indexItems(ctx, [moved])
  await record(ctx, moved, { ...move, before })
  await moveFollowers(ctx, moved)
  return moved
}

/** Writes the story, the audit row and the event of something done to an item that leaves its state alone. */
export async function record(
  ctx: Context,
  item: queries.CaseRecord,
  move: { act: string; words?: string | null; internal?: boolean; before?: unknown },
): Promise<void> {
  await queries.insertEvent(ctx, {
    caseId: item.id,
    round: item.round,
    version: item.version,
    action: move.act,
    targetUnitId: givesToUnit.includes(move.act) ? item.unitId : null,
    words: move.words || null,
    internal: move.internal ?? false,
    before: move.before ?? null,
  })
  await audit(ctx.actor.kind === 'resident' ? unnamed(ctx) : ctx, {
    action: `cases.${move.act}`,
    subjectKind: 'case',
    subjectId: item.id,
    detail: { version: item.version },
  })
  await emit(ctx, {
    topic: `case.${topics[move.act] ?? move.act}`,
    subjectId: item.id,
    payload: {
      kind: item.kind,
      state: item.state,
      round: item.round,
      version: item.version,
      areaId: item.areaId,
      unitId: item.unitId,
    },
  })
}

/** Sets the first clock of an item that is about to be received. */
export async function firstClock(ctx: Context, item: { kind: CaseKind; entry: CaseEntry; channel: CaseChannel }) {
  const name = clockFor('received', item)
  if (name === null) throw new Error('a received item has a clock')
  return armClock(ctx, await openClockBook(ctx), name, ctx.now())
}

/** The codes of an item's row, read back through the contract that wrote them. */
export function factsOf(item: queries.CaseRecord) {
  return Facts.parse(item)
}
const Facts = CaseRow.pick({ state: true, kind: true, entry: true, channel: true, legalPath: true, pausedUntil: true })

const givesToUnit = ['assign', 'transfer', 'rise-unit']

/** The topics by which others hear of it, where they are not the step's own name. */
const topics: Record<string, string> = {
  receive: 'received',
  accept: 'accepted',
  refuse: 'refused',
  assign: 'assigned',
  transfer: 'transferred',
  return: 'returned',
  reply: 'replied',
  close: 'closed',
  'verdict-settled': 'verdict',
  'verdict-disputed': 'disputed',
  'verdict-lapsed': 'no-answer',
  'call-back-settled': 'closed',
  'call-back-redo': 'reopened',
  reopen: 'reopened',
  withdraw: 'withdrawn',
  add: 'added',
  'objection-upheld': 'returned',
  extend: 'extended',
  pause: 'paused',
  resume: 'resumed',
  'closing-approved': 'closed',
  rise: 'risen',
  'rise-desk': 'risen',
  'rise-unit': 'risen',
  undo: 'undone',
  'open-identity': 'identity-opened',
  merge: 'merged',
  unmerge: 'unmerged',
  'merged-reply': 'replied',
  'merged-close': 'closed',
  'decide-opinion': 'replied',
  'ask-review': 'review-asked',
  'ask-recheck': 'review-asked',
  'review-uphold': 'review-answered',
  'review-change': 'review-answered',
  'review-revoke': 'review-answered',
  'recheck-uphold': 'review-answered',
  'recheck-change': 'review-answered',
  'recheck-revoke': 'review-answered',
}

/** A clock that stands still stops some steps; saying so spares the search for the reason. */
const pausedDetail = (item: queries.CaseRecord) => (item.pausedUntil ? { detail: '计时已暂停，请先恢复计时' } : {})

function endOf(ctx: Context, book: ClockBook, state: CaseState, move: Move): queries.CasePatch {
  const endedAt = ctx.now()
  const endReason = move.endReason ?? 'done'
  if (state !== 'closed') return { endedAt, endReason }
  return { endedAt, endReason, reopenUntilDay: armClock(ctx, book, 'appeal', endedAt).dueDay }
}
