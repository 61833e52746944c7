import { Id } from '@minyi/shared/platform/identity.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { addDays, Day } from '@minyi/shared/platform/time.ts'
import { Importance, TaskState } from '@minyi/shared/supervision/contract.ts'
import type * as contract from '@minyi/shared/supervision/lists/contract.ts'
import type { IssuedList, ListEntry } from '@minyi/shared/supervision/lists/contract.ts'
import { listKindLabels } from '@minyi/shared/supervision/lists/labels.ts'
import { belongsTo, countPart, type PartFacts, type Period, periodOf } from '@minyi/shared/supervision/lists/rules.ts'
import { z } from 'zod'
import { reaches, reachesAll } from '../../../platform/access.ts'
import { audit } from '../../../platform/audit.ts'
import { change } from '../../../platform/change.ts'
import { type Context, dayOf, instantOf, staffOf, today } from '../../../platform/context.ts'
import { pageFrom, readCursor } from '../../../platform/cursor.ts'
import { emit } from '../../../platform/outbox.ts'
import { Problem } from '../../../platform/problem.ts'
import type { FileAnswer } from '../../../platform/serve.ts'
import { writeSpreadsheet } from '../../../platform/spreadsheet.ts'
import { startOfDay } from '../../../platform/zone.ts'
import { nextNumber } from '../opening/service.ts'
import { type CheckpointRecord, listCheckpoints } from '../queries.ts'
import { entriesOf, tableOf, toHead, toList } from './present.ts'
import * as queries from './queries.ts'

const PageKeys = z.tuple([Day, Id])

/** What the list of a week or month would hold if it were issued now, as far as the caller may see. */
export async function draftList(
  ctx: Context,
  input: InputOf<typeof contract.draftList>,
): Promise<OutputOf<typeof contract.draftList>> {
  const period = begunPeriod(ctx, input)
  const entries = await gather(ctx, period)
  const isSeen = await seenBy(ctx, entries)
  const issuedId = await queries.findIssuedId(ctx, input.kind, period.fromDay)
  const mayIssue = issuedId === null && reachesAll(ctx.actor, 'supervision.order')
  return { ...period, asOf: instantOf(ctx, ctx.now()), entries: entries.filter(isSeen), issuedId, mayIssue }
}

/** Freezes the list of a period, once, over all orders; each reader is shown what they may see of it. */
export async function issueList(ctx: Context, input: InputOf<typeof contract.issueList>): Promise<IssuedList> {
  if (!reachesAll(ctx.actor, 'supervision.order')) throw new Problem('not-found')
  const period = begunPeriod(ctx, input)
  return change(ctx, input.id, async (ctx) => {
    if (await queries.findIssuedId(ctx, input.kind, period.fromDay)) throw new Problem('list-issued')
    const { id, kind } = input
    const kept = await queries.insertListOnce(ctx, {
      ...period,
      id,
      kind,
      number: await nextNumber(ctx, listKindLabels[kind].series),
      issuedAt: ctx.now(),
      issuedBy: staffOf(ctx).id,
      words: input.words || null,
      entries: await gather(ctx, period),
    })
    if (!kept) throw new Problem('list-issued')
    await audit(ctx, { action: 'lists.issue', subjectKind: 'supervision-list', subjectId: id })
    await emit(ctx, { topic: 'list.issued', subjectId: id, payload: { kind } })
    return detailOf(ctx, id)
  })
}

export async function listIssued(
  ctx: Context,
  input: InputOf<typeof contract.listIssued>,
): Promise<OutputOf<typeof contract.listIssued>> {
  return pageFrom(await pageOf(ctx, input), input.limit, keysOf, (line) => toHead(ctx, line))
}

export async function readList(ctx: Context, input: InputOf<typeof contract.readList>): Promise<IssuedList> {
  return detailOf(ctx, input.listId)
}

/** An issued list as a file, with what the caller may see of it. */
export async function downloadList(ctx: Context, input: InputOf<typeof contract.downloadList>): Promise<FileAnswer> {
  const list = await detailOf(ctx, input.listId)
  const { headings, rows } = tableOf(list)
  const name = `${listKindLabels[list.kind].sheet}${list.fromDay}`
  return writeSpreadsheet(name, input.format, headings, rows)
}

/** What issued lists say of the caller's own units. */
export async function listOwnLists(
  ctx: Context,
  input: InputOf<typeof contract.listOwnLists>,
): Promise<OutputOf<typeof contract.listOwnLists>> {
  const lines = await pageOf(ctx, input)
  const isSeen = await seenBy(ctx, lines.flatMap(entriesOf), 'unit')
  const isOwn = ({ unitId }: ListEntry) => reaches(ctx.actor, 'supervision.answer', { areaId: null, unitId })
  return pageFrom(lines, input.limit, keysOf, (line) => toList(ctx, line, (entry) => isOwn(entry) && isSeen(entry)))
}

async function detailOf(ctx: Context, listId: string): Promise<IssuedList> {
  const line = await queries.findList(ctx, listId)
  if (!line) throw new Problem('not-found')
  return toList(ctx, line, await seenBy(ctx, entriesOf(line)))
}

async function seenBy(
  ctx: Context,
  entries: readonly ListEntry[],
  as: 'supervisor' | 'unit' = 'supervisor',
): Promise<(entry: ListEntry) => boolean> {
  const seen = new Set(await queries.listSeen(ctx, [...new Set(entries.map(({ orderId }) => orderId))], as))
  return ({ orderId }) => seen.has(orderId)
}

function pageOf(ctx: Context, input: InputOf<typeof contract.listIssued>) {
  return queries.listLists(ctx, input.kind, { after: readCursor(PageKeys, input.after), limit: input.limit + 1 })
}

const keysOf = ({ list }: queries.ListLine) => [list.fromDay, list.id]

function begunPeriod(ctx: Context, { kind, day }: Pick<InputOf<typeof contract.draftList>, 'kind' | 'day'>): Period {
  const period = periodOf(kind, day)
  if (period.fromDay <= today(ctx)) return period
  throw new Problem('input-invalid', { fields: [{ path: 'day', message: '这一期还没有开始' }] })
}

/** How every part of every order did in a period, by the tenant's own days. */
async function gather(ctx: Context, period: Period): Promise<ListEntry[]> {
  const { zone } = ctx.tenant
  const between = { from: startOfDay(zone, period.fromDay), to: startOfDay(zone, addDays(period.toDay, 1)) }
  const lines = await queries.listParts(ctx, between)
  const taskIds = lines.map(({ task }) => task.id)
  const checkpoints = await listCheckpoints(ctx, taskIds)
  const returns = await queries.listReturns(ctx, taskIds)
  return lines.flatMap(({ task, order, unitName, assignerName }) => {
    const facts: PartFacts = {
      state: TaskState.parse(task.state),
      assignedDay: dayOf(ctx, task.assignedAt),
      endedDay: task.endedAt && dayOf(ctx, task.endedAt),
      checkpoints: checkpoints.filter(({ taskId }) => taskId === task.id).map((one) => factsOf(ctx, one)),
      returnedDays: returns.filter(({ taskId }) => taskId === task.id).map(({ at }) => dayOf(ctx, at)),
    }
    if (!belongsTo(period, facts)) return []
    const counted = countPart(period, facts, ctx.now().getTime())
    const { number, title } = order
    const head = { orderId: order.id, number, title, importance: Importance.parse(order.importance) }
    const { state, assignedDay } = facts
    return [{ ...head, unitId: task.unitId, unitName, assignerName, assignedDay, state, ...counted }]
  })
}

function factsOf(ctx: Context, { kind, round, dueDay, dueAt, metAt }: CheckpointRecord) {
  const met = { metAtMs: metAt?.getTime() ?? null, metDay: metAt && dayOf(ctx, metAt) }
  return { kind, round, dueDay, dueAtMs: dueAt.getTime(), ...met }
}
