import type { CaseDetail, WaitingRequest } from '@minyi/shared/cases/office/contract.ts'
import type * as contract from '@minyi/shared/cases/requests/contract.ts'
import { pauseReasonLabels } from '@minyi/shared/cases/requests/labels.ts'
import { decides, mayDecide } from '@minyi/shared/cases/requests/rules.ts'
import { isObjectionClock, objectionClocks } from '@minyi/shared/cases/rules.ts'
import { ClockName } from '@minyi/shared/clocks/contract.ts'
import { Id } from '@minyi/shared/platform/identity.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { addDays } from '@minyi/shared/platform/time.ts'
import { z } from 'zod'
import { reaches } from '../../../platform/access.ts'
import { type Context, staffOf, today } from '../../../platform/context.ts'
import { pageFrom, readCursor } from '../../../platform/cursor.ts'
import { Problem } from '../../../platform/problem.ts'
import { startOfDay } from '../../../platform/zone.ts'
import { armClock, findDefinition, openClockBook, readClock } from '../../clocks/service.ts'
import { officeChange } from '../office/change/service.ts'
import { detailOf } from '../office/service.ts'
import { type CaseRecord, updateCase } from '../queries.ts'
import { endPause, listRunning, stopNamed, updateClock } from '../running/queries.ts'
import { countAnew } from '../running/service.ts'
import { type Move, takeStep } from '../service.ts'
import { toRequest, toWaiting } from './present.ts'
import * as queries from './queries.ts'

type Asked = Pick<queries.RequestRow, 'kind' | 'words'> &
  Partial<Pick<queries.RequestRow, 'reason' | 'days' | 'endReason' | 'otherPath' | 'batchId'>>
type StepInput = { id: string; caseId: string; version: number }

/** The handling unit takes an item on; from then on it no longer objects. */
export async function takeCase(ctx: Context, input: InputOf<typeof contract.takeCase>): Promise<CaseDetail> {
  return officeChange(ctx, input, ['cases.handle'], async (ctx, item) => {
    if (item.takenAt) throw new Problem('step-not-allowed', { detail: '已经接收过了' })
    await stopNamed(ctx, item.id, objectionClocks)
    return detailOf(ctx, await takeStep(ctx, item, { act: 'take', internal: true, patch: { takenAt: ctx.now() } }))
  })
}

/** The handling unit objects to having been given an item, once and within its clock; the dispatcher decides. */
export async function objectToCase(ctx: Context, input: InputOf<typeof contract.objectToCase>): Promise<CaseDetail> {
  return ask(ctx, input, { kind: 'objection', words: input.words }, async (ctx, item) => {
    const clock = (await listRunning(ctx, item.id)).find((row) => isObjectionClock(row.clock))
    if (item.takenAt) throw new Problem('step-not-allowed', { detail: '贵单位已经接收，不能再提异议' })
    if (!clock || clock.dueAt.getTime() < ctx.now().getTime()) throw new Problem('objection-window-over')
    await stopNamed(ctx, item.id, objectionClocks)
    return { act: 'object', words: input.words, internal: true }
  })
}

/** The handling unit asks for more time, as far as the clock's definition allows; the words go to the resident once approved. */
export async function askExtension(ctx: Context, input: InputOf<typeof contract.askExtension>): Promise<CaseDetail> {
  const { days, words } = input
  return ask(ctx, input, { kind: 'extension', days, words }, async (ctx, item) => {
    await mayExtend(ctx, item, days)
    return { act: 'ask-extension', words, internal: true }
  })
}

/** The handling unit asks that the clock stands still, with the reason and for how many days. */
export async function askPause(ctx: Context, input: InputOf<typeof contract.askPause>): Promise<CaseDetail> {
  const { days, words, reason } = input
  return ask(ctx, input, { kind: 'pause', days, words, reason }, async (ctx, item) => {
    mayPause(ctx, item)
    return { act: 'ask-pause', words, internal: true }
  })
}

/** The clock goes on with the days that were left, before the pause is over. */
export async function resumeCase(ctx: Context, input: InputOf<typeof contract.resumeCase>): Promise<CaseDetail> {
  return officeChange(ctx, input, ['cases.handle', 'cases.dispatch', 'cases.supervise'], async (ctx, item) => {
    if (!item.pausedUntil) throw new Problem('step-not-allowed')
    return detailOf(ctx, await resume(ctx, item, ctx.now(), input.words))
  })
}

/** What waits for a decision, and what was decided, on items within reach. */
export async function listRequests(
  ctx: Context,
  input: InputOf<typeof contract.listRequests>,
): Promise<OutputOf<typeof contract.listRequests>> {
  const book = await openClockBook(ctx)
  const page = { after: readCursor(PageKeys, input.after), limit: input.limit + 1 }
  const lines = await queries.listRequestLines(ctx, input, page)
  const keyOf = ({ request }: queries.RequestLine) => (input.state === 'waiting' ? request.dueAt : request.askedAt)
  return pageFrom(
    lines,
    input.limit,
    (line) => [keyOf(line).toISOString(), line.request.id],
    (line) => toRequest(ctx, line, (armed) => readClock(ctx, book, armed), isDecider(ctx, line)),
  )
}

/** What waits on one item, for its page. */
export async function listWaiting(ctx: Context, caseId: string): Promise<WaitingRequest[]> {
  const book = await openClockBook(ctx)
  const lines = await queries.listWaiting(ctx, caseId)
  return lines.map((line) => toWaiting(ctx, line, (armed) => readClock(ctx, book, armed), isDecider(ctx, line)))
}

/** Another person decides a request; an extension or a pause is told to the resident in the words of who asked. */
export async function decideRequest(ctx: Context, input: InputOf<typeof contract.decideRequest>): Promise<CaseDetail> {
  return officeChange(ctx, input, ['cases.dispatch', 'cases.supervise'], async (ctx, item) => {
    const request = await queries.findWaiting(ctx, item.id, input.requestId)
    if (!request) throw new Problem('not-found')
    mustDecide(ctx, { request, item })
    const approved = input.decision === 'approve'
    await queries.updateRequest(ctx, request.id, {
      state: approved ? 'approved' : 'refused',
      ...{ decidedBy: ctx.actor.id, decidedAt: ctx.now(), decisionWords: input.words },
    })
    return detailOf(ctx, await (approved ? approve : refuse)(ctx, item, request, input.words))
  })
}

/** Pauses that have lasted as long as they were granted end by themselves. */
export async function endRestedPauses(ctx: Context): Promise<number> {
  return ctx.db.transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    const rested = await queries.lockRested(inner, today(ctx), 100)
    for (const item of rested) {
      const at = startOfDay(ctx.tenant.zone, item.pausedUntil ?? today(ctx))
      await resume(inner, item, at, '暂停到期，自动恢复计时')
    }
    return rested.length
  })
}

/** Adds the request of a step that somebody else decides. */
export async function insertRequest(ctx: Context, item: CaseRecord, id: string, asked: Asked): Promise<boolean> {
  const name = asked.kind === 'objection' ? 'objection-review' : 'approval'
  const { clock: _, startedAt: __, ...due } = armClock(ctx, await openClockBook(ctx), name, ctx.now())
  return queries.insertRequestOnce(ctx, {
    batchId: id,
    ...asked,
    ...due,
    id,
    caseId: item.id,
    round: item.round,
    version: item.version + 1,
    askedBy: staffOf(ctx).id,
    askedUnitId: asked.kind === 'closing' ? staffOf(ctx).unitId : item.unitId,
    askedAt: ctx.now(),
  })
}

/** Whether the caller may decide a request: whoever asked may not, nor a colleague of the unit that asked. */
export function isDecider(ctx: Context, { request, item }: Pick<queries.RequestLine, 'request' | 'item'>): boolean {
  const { id, unitId } = staffOf(ctx)
  const kind = RequestKind.parse(request.kind)
  const holds = decides[kind].some((permission) => reaches(ctx.actor, permission, item))
  return holds && request.state === 'asked' && mayDecide(kind, request, { id, unitId })
}

export function mustDecide(ctx: Context, line: Pick<queries.RequestLine, 'request' | 'item'>): void {
  if (!isDecider(ctx, line)) throw new Problem('second-person-needed')
}

const RequestKind = z.enum(['extension', 'pause', 'objection', 'closing'])
const PageKeys = z.tuple([z.iso.datetime(), Id])

async function ask(
  ctx: Context,
  input: StepInput,
  asked: Asked,
  check: (ctx: Context, item: CaseRecord) => Promise<Move>,
): Promise<CaseDetail> {
  return officeChange(ctx, input, ['cases.handle'], async (ctx, item) => {
    const move = await check(ctx, item)
    const moved = await takeStep(ctx, item, move)
    if (!(await insertRequest(ctx, item, input.id, asked))) {
      if (asked.kind === 'objection') throw new Problem('already-objected')
      throw new Problem('step-not-allowed', { detail: '已经有一项申请在等审核' })
    }
    return detailOf(ctx, moved)
  })
}

async function mayExtend(ctx: Context, item: CaseRecord, days: number): Promise<void> {
  const clock = (await listRunning(ctx, item.id)).find((row) => row.clock === item.clock)
  if (!clock) throw new Problem('step-not-allowed')
  const { extendBy } = await findDefinition(ctx, ClockName.parse(clock.clock), clock.definitionVersion)
  if (extendBy === 0) throw new Problem('step-not-allowed', { detail: '这项时限不能延长' })
  if (days > extendBy)
    throw new Problem('input-invalid', { fields: [{ path: 'days', message: `最多延长 ${extendBy} 天` }] })
  if (clock.extendedBy > 0) throw new Problem('step-not-allowed', { detail: '这一轮已经延长过一次' })
  if (clock.dueAt.getTime() < ctx.now().getTime())
    throw new Problem('step-not-allowed', { detail: '已经超期，不能再申请延长' })
}

function mayPause(ctx: Context, item: CaseRecord): void {
  if (item.dueAt && item.dueAt.getTime() < ctx.now().getTime()) {
    throw new Problem('step-not-allowed', { detail: '已经超期，不能再申请暂停' })
  }
}

async function approve(ctx: Context, item: CaseRecord, request: queries.RequestRow, said: string): Promise<CaseRecord> {
  if (request.kind === 'objection') {
    return takeStep(ctx, item, { act: 'objection-upheld', words: said, internal: true, patch: { unitId: null } })
  }
  if (request.kind === 'extension') return extend(ctx, item, request)
  if (request.kind === 'pause') return pause(ctx, item, request)
  throw new Problem('step-not-allowed')
}

async function refuse(ctx: Context, item: CaseRecord, request: queries.RequestRow, said: string): Promise<CaseRecord> {
  const acts = { objection: 'objection-refused', extension: 'extension-refused', pause: 'pause-refused' } as const
  const kind = RequestKind.exclude(['closing']).parse(request.kind)
  return takeStep(ctx, item, { act: acts[kind], words: said, internal: true })
}

async function extend(ctx: Context, item: CaseRecord, request: queries.RequestRow): Promise<CaseRecord> {
  await mayExtend(ctx, item, request.days ?? 0)
  const clock = (await listRunning(ctx, item.id)).find((row) => row.clock === item.clock)
  if (clock) await updateClock(ctx, clock.id, { extendedBy: request.days ?? 0 })
  const patch = await countAnew(ctx, await openClockBook(ctx), item)
  return takeStep(ctx, item, { act: 'extend', words: request.words, patch })
}

async function pause(ctx: Context, item: CaseRecord, request: queries.RequestRow): Promise<CaseRecord> {
  mayPause(ctx, item)
  const pausedUntil = addDays(today(ctx), request.days ?? 1)
  await queries.updateRequest(ctx, request.id, { pausedFrom: ctx.now() })
  const patch = await countAnew(ctx, await openClockBook(ctx), { ...item, pausedUntil })
  const reason = PauseReasonOf.parse(request.reason)
  const words = `${pauseReasonLabels[reason]}：${request.words}`
  return takeStep(ctx, item, { act: 'pause', words, patch: { ...patch, pausedUntil } })
}

const PauseReasonOf = z.enum(['await-resident', 'expert', 'other-decision', 'force-majeure'])

async function resume(ctx: Context, item: CaseRecord, at: Date, words: string): Promise<CaseRecord> {
  await endPause(ctx, item.id, at)
  const running = await updateCase(ctx, item.id, { pausedUntil: null })
  const patch = await countAnew(ctx, await openClockBook(ctx), running)
  return takeStep(ctx, running, { act: 'resume', words, patch })
}
