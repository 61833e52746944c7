import type * as contract from '@minyi/shared/cases/call-backs/contract.ts'
import { CallBack } from '@minyi/shared/cases/call-backs/contract.ts'
import { isLastTry, missingIn } from '@minyi/shared/cases/call-backs/rules.ts'
import { nextState } from '@minyi/shared/cases/rules.ts'
import { Id } from '@minyi/shared/platform/identity.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { z } from 'zod'
import { audit } from '../../../platform/audit.ts'
import { change } from '../../../platform/change.ts'
import { type Context, dayOf, instantOf, staffOf, today } from '../../../platform/context.ts'
import { pageFrom, readCursor } from '../../../platform/cursor.ts'
import { emit } from '../../../platform/outbox.ts'
import { Problem } from '../../../platform/problem.ts'
import { unseal } from '../../../platform/sealing.ts'
import { type CaseRecord, lockCase } from '../queries.ts'
import { factsOf, record, takeStep } from '../service.ts'
import * as queries from './queries.ts'

const PageKeys = z.tuple([z.string().max(40), Id])
type Said = InputOf<typeof contract.recordCallBack>

/** The caller's page: what was assigned to them, what nobody else has done yet, and what they did. */
export async function listCallBacks(
  ctx: Context,
  input: InputOf<typeof contract.listCallBacks>,
): Promise<OutputOf<typeof contract.listCallBacks>> {
  const actor = staffOf(ctx)
  const asked = { view: input.view, after: readCursor(PageKeys, input.after), limit: input.limit + 1 }
  const page = pageFrom(
    await queries.listLines(ctx, actor, asked),
    input.limit,
    ({ row }) => [queries.sortTextOf(input.view, row), row.id],
    (line) => present(ctx, line),
  )
  return { ...page, counts: await queries.countViews(ctx, actor) }
}

/** Whoever calls takes one on; the reach already leaves out the unit that handled it. */
export async function takeCallBack(ctx: Context, input: InputOf<typeof contract.takeCallBack>): Promise<CallBack> {
  return onCallBack(ctx, input, async (ctx, row) => {
    await queries.updateCallBack(ctx, row.id, { callerId: staffOf(ctx).id })
    await audit(ctx, { action: 'call-backs.take', subjectKind: 'call-back', subjectId: row.id })
  })
}

/** The telephone alone, for the one who calls; recorded with the reason, and told to the resident. */
export async function openPhone(
  ctx: Context,
  input: InputOf<typeof contract.openPhone>,
): Promise<OutputOf<typeof contract.openPhone>> {
  return change(ctx, input.id, async (ctx) => {
    const { row, item } = await getOpen(ctx, input.callBackId)
    if (row.callerId !== ctx.actor.id) throw new Problem('step-not-allowed', { detail: '这件分给了别人回访' })
    const { phone } = await unseal(ctx, { kind: 'case', id: item.id }, ['phone'], `结案回访：${input.reason}`)
    if (phone === undefined) throw new Problem('step-not-allowed', { detail: '诉求人没有留电话' })
    await record(ctx, item, { act: 'open-phone', internal: true })
    return { phone }
  })
}

/** What became of the call: three answers, or a column of its own. Where it is not solved, the resident may have it done once more. */
export async function recordCallBack(ctx: Context, input: Said): Promise<CallBack> {
  const fields = missingIn(input)
  if (fields.length > 0) throw new Problem('input-invalid', { fields })
  return onCallBack(ctx, input, async (ctx, row, item) => {
    if (row.callerId !== ctx.actor.id) throw new Problem('step-not-allowed', { detail: '这件分给了别人回访' })
    const tried = { tries: row.tries + 1, triedAt: ctx.now() }
    if (input.outcome === 'not-reached' && !isLastTry(row.tries)) {
      await queries.updateCallBack(ctx, row.id, tried)
    } else {
      const reopened = input.reopen && (await reopenFor(ctx, item, input))
      await queries.updateCallBack(ctx, row.id, { ...tried, ...saidOf(ctx, input), reopened })
    }
    await audit(ctx, { action: `call-backs.${input.outcome}`, subjectKind: 'call-back', subjectId: row.id })
    await emit(ctx, { topic: 'call-back.recorded', subjectId: row.id, payload: { outcome: input.outcome } })
  })
}

function saidOf(ctx: Context, input: Said): Partial<queries.CallBackRow> {
  const answered = input.outcome === 'answered'
  return {
    outcome: input.outcome,
    exclusion: input.outcome === 'excluded' ? (input.exclusion ?? null) : null,
    responded: answered ? (input.responded ?? null) : null,
    solved: answered ? (input.solved ?? null) : null,
    grade: answered ? (input.grade ?? null) : null,
    words: input.words || null,
    doneAt: ctx.now(),
    doneDay: today(ctx),
    doneBy: staffOf(ctx).id,
  }
}

async function reopenFor(ctx: Context, item: CaseRecord, input: Said): Promise<boolean> {
  if (input.outcome !== 'answered' || input.solved !== 'not-solved' || !mayReopen(item)) {
    throw new Problem('step-not-allowed', { detail: '只有诉求人说没有解决、还没有重办过的件，才能退回重办' })
  }
  await takeStep(ctx, item, { act: 'reopen', words: `回访时诉求人要求重办${input.words ? `：${input.words}` : ''}` })
  return true
}

async function onCallBack(
  ctx: Context,
  input: { id: string; callBackId: string; version: number },
  run: (ctx: Context, row: queries.CallBackRow, item: CaseRecord) => Promise<void>,
): Promise<CallBack> {
  return change(ctx, input.id, async (ctx) => {
    const { row, item } = await getOpen(ctx, input.callBackId)
    if (row.version !== input.version) throw new Problem('version-conflict')
    await run(ctx, row, item)
    return present(ctx, await queries.getLine(ctx, row.id))
  })
}

async function getOpen(ctx: Context, id: string) {
  const row = await queries.lockCallBack(ctx, staffOf(ctx), id)
  const item = row && (await lockCase(ctx, row.caseId, 'cases.call-back'))
  if (!row || !item) throw new Problem('not-found')
  if (row.outcome !== null) throw new Problem('step-not-allowed', { detail: '这件已经回访过了' })
  return { row, item }
}

function present(ctx: Context, { row, item, draw, ...names }: queries.CallBackLine): CallBack {
  const at = (date: Date | null) => (date ? instantOf(ctx, date) : null)
  return CallBack.parse({
    ...row,
    ...names,
    number: item.number,
    kind: item.kind,
    title: item.title,
    identity: item.identity,
    unitName: names.unitName ?? '',
    unitOutcome: item.unitOutcome,
    endedDay: item.endedAt ? dayOf(ctx, item.endedAt) : null,
    period: { from: draw.fromDay, to: draw.toDay },
    mine: row.callerId === ctx.actor.id,
    triedAt: at(row.triedAt),
    mayReopen: mayReopen(item),
    doneAt: at(row.doneAt),
  })
}

const mayReopen = (item: CaseRecord): boolean => nextState('reopen', { ...factsOf(item), round: item.round }) !== null
