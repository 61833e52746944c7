import type { CaseEntry, CaseKind, CaseState } from '@minyi/shared/cases/contract.ts'
import { CaseRow, type EndReason } from '@minyi/shared/cases/contract.ts'
import { type CaseAct, clockFor, isEnd, nextState, reopens } from '@minyi/shared/cases/rules.ts'
import { audit } from '../../platform/audit.ts'
import { type Context, unnamed } from '../../platform/context.ts'
import { emit } from '../../platform/outbox.ts'
import { Problem } from '../../platform/problem.ts'
import { armClock, type ClockBook, openClockBook } from '../clocks/service.ts'
import { moveFollowers } from './merging/service.ts'
import * as queries from './queries.ts'
import { indexItems } from './search/service.ts'

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
  const state = nextState(move.act, { state: facts.state, round: item.round })
  if (state === null) throw new Problem('step-not-allowed')
  const round = reopens(move.act) ? item.round + 1 : item.round
  const book = await openClockBook(ctx)
  if (round > item.round) await queries.insertRound(ctx, item.id, round)
  const clock = await moveClock(ctx, book, item, { ...facts, state, round, rearm: round > item.round })
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
  await record(ctx, moved, move)
  await moveFollowers(ctx, moved)
  return moved
}

/** Writes the story, the audit row and the event of something done to an item that leaves its state alone. */
export async function record(
  ctx: Context,
  item: queries.CaseRecord,
  move: { act: string; words?: string | null; internal?: boolean },
): Promise<void> {
  await queries.insertEvent(ctx, {
    caseId: item.id,
    round: item.round,
    version: item.version,
    action: move.act,
    targetUnitId: move.act === 'assign' || move.act === 'transfer' ? item.unitId : null,
    words: move.words || null,
    internal: move.internal ?? false,
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
export async function firstClock(ctx: Context, item: { kind: CaseKind; entry: CaseEntry }) {
  const name = clockFor('received', item)
  if (name === null) throw new Error('a received item has a clock')
  return armClock(ctx, await openClockBook(ctx), name, ctx.now())
}

/** The codes of an item's row, read back through the contract that wrote them. */
export function factsOf(item: queries.CaseRecord): { state: CaseState; kind: CaseKind; entry: CaseEntry } {
  return CaseRow.pick({ state: true, kind: true, entry: true }).parse(item)
}

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
  'open-identity': 'identity-opened',
  merge: 'merged',
  unmerge: 'unmerged',
  'merged-reply': 'replied',
  'merged-close': 'closed',
}

type Target = { state: CaseState; kind: CaseKind; entry: CaseEntry; round: number; rearm: boolean }

async function moveClock(
  ctx: Context,
  book: ClockBook,
  item: queries.CaseRecord,
  to: Target,
): Promise<queries.CasePatch> {
  const name = clockFor(to.state, to)
  if (name === item.clock && !to.rearm) return {}
  await queries.stopClocks(ctx, item.id)
  if (name === null) return { clock: null, clockDayKind: null, dueAt: null, dueDay: null, provisional: false }
  const armed = armClock(ctx, book, name, ctx.now())
  await queries.insertClock(ctx, { ...armed, caseId: item.id, round: to.round, version: item.version + 1 })
  const { dayKind, dueAt, dueDay, provisional } = armed
  return { clock: name, clockDayKind: dayKind, dueAt, dueDay, provisional }
}

function endOf(ctx: Context, book: ClockBook, state: CaseState, move: Move): queries.CasePatch {
  const endedAt = ctx.now()
  const endReason = move.endReason ?? 'done'
  if (state !== 'closed') return { endedAt, endReason }
  return { endedAt, endReason, reopenUntilDay: armClock(ctx, book, 'appeal', endedAt).dueDay }
}
