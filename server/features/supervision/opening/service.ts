import { addDays, type Day } from '@minyi/shared/platform/time.ts'
import { Importance, type OrderSource, TaskState } from '@minyi/shared/supervision/contract.ts'
import {
  checkpointsOfRound,
  clockOf,
  documentNumber,
  nextTaskState,
  orderStateOf,
} from '@minyi/shared/supervision/rules.ts'
import { z } from 'zod'
import { audit } from '../../../platform/audit.ts'
import { type Context, today, unnamed } from '../../../platform/context.ts'
import { newId } from '../../../platform/ids.ts'
import { emit } from '../../../platform/outbox.ts'
import { readParameter } from '../../../platform/parameters.ts'
import { Problem } from '../../../platform/problem.ts'
import { startOfDay } from '../../../platform/zone.ts'
import { armClock, openClockBook } from '../../clocks/service.ts'
import { notify } from '../../notices/service.ts'
import { listAnswering } from '../persons/queries.ts'
import { personOf } from '../persons/service.ts'
import { nextCheckpoint } from '../present.ts'
import * as queries from '../queries.ts'

/** An order to be opened. `assignerId` is who steers and clears it: null where nobody has taken it on yet. */
export type NewOrder = {
  id: string
  source: OrderSource
  sourceId: string | null
  sourceWords?: string | null
  title: string
  demand: string
  importance: Importance
  plannedDay?: Day | null
  areaId: string | null
  assignerId: string | null
  unitIds: readonly string[]
  hiddenFromUnits?: readonly string[]
  hiddenFromStaff?: readonly string[]
}

/**
 * Opens an order (督办件) in the caller's transaction, for every feature that has a reason to: an item, a hot spot, retaliation,
 * interference. Nobody who belongs to or acts for a unit of `hiddenFromUnits`, and nobody of `hiddenFromStaff`, ever finds it in any
 * list, count, letter or notice, whatever else they may read; title and demand must still tell an assigned unit nothing that it may
 * not know. Without `unitIds` it waits among the supervisors' 待交办; without `assignerId` whoever hands it out holds it from then on.
 * The caller may be a resident or the product itself: neither is written into the story.
 */
export async function openOrder(ctx: Context, order: NewOrder): Promise<queries.OrderRecord> {
  const { unitIds, hiddenFromUnits = [], hiddenFromStaff = [], ...row } = order
  if (order.plannedDay) checkPlan(ctx, order.importance, order.plannedDay)
  const kept = await queries.insertOrder(ctx, {
    ...row,
    number: await nextNumber(ctx, '督办'),
    openedAt: ctx.now(),
    state: 'unassigned',
    version: 1,
    hiddenFromUnits: [...new Set(hiddenFromUnits)],
    hiddenFromStaff: [...new Set(hiddenFromStaff)],
  })
  await tell(ctx, kept, { action: 'open' })
  return unitIds.length > 0 ? handOut(ctx, kept, unitIds) : kept
}

/** Gives parts of an order to units, each with its checkpoints from now on. */
export async function handOut(
  ctx: Context,
  order: queries.OrderRecord,
  unitIds: readonly string[],
): Promise<queries.OrderRecord> {
  const wanted = [...new Set(unitIds)]
  if (order.assignerId !== null && order.assignerId === ctx.actor.id && wanted.some(personOf(ctx).answersFor)) {
    throw new Problem('order-own-unit')
  }
  if (wanted.some((unit) => order.hiddenFromUnits.includes(unit))) throw unitFault('这个单位须回避，不能承办')
  const known = await queries.listActiveUnits(ctx, wanted)
  if (known.length < wanted.length) throw unitFault('没有这个单位')
  for (const unitId of wanted) {
    const at = { assignedAt: ctx.now(), state: 'assigned', round: 1, version: 1 }
    const task = await queries.insertTaskOnce(ctx, { ...at, id: newId(), orderId: order.id, unitId })
    if (!task) throw unitFault('已经交给过这个单位')
    await setCheckpoints(ctx, order, task, order.plannedDay)
    const key = await tell(ctx, order, { action: 'assign', task })
    await tellUnit(ctx, order, unitId, { kind: 'order', key })
  }
  return settle(ctx, order.id)
}

/** Tells whoever answers for a unit, in their inbox, of something in an order that they may know of. */
export async function tellUnit(
  ctx: Context,
  order: queries.OrderRecord,
  unitId: string,
  { kind, key }: { kind: 'order' | 'order.due'; key: string },
): Promise<void> {
  const to = await listAnswering(ctx, unitId, order)
  await notify(ctx, { to, kind, about: aboutOf(order), key })
}

/** Tells whoever assigned it that something waits for them. */
export async function tellAssigner(
  ctx: Context,
  order: queries.OrderRecord,
  { kind, key }: { kind: 'order' | 'order.due'; key: string },
): Promise<void> {
  if (order.assignerId !== null) await notify(ctx, { to: [order.assignerId], kind, about: aboutOf(order), key })
}

const aboutOf = ({ id, number }: queries.OrderRecord) => ({ kind: 'supervision-order', id, number })

/** Sets the checkpoints of a part's present round; the work itself by a dated plan where there is one. */
export async function setCheckpoints(
  ctx: Context,
  order: queries.OrderRecord,
  task: queries.TaskRecord,
  plannedDay: Day | null | undefined,
): Promise<void> {
  const book = await openClockBook(ctx)
  const startedAt = ctx.now()
  for (const kind of checkpointsOfRound(task.round)) {
    const armed = armClock(ctx, book, clockOf(kind, Importance.parse(order.importance)), startedAt)
    const planned = kind === 'finish' && plannedDay
    const due = planned ? endOfDay(ctx, planned) : { dueAt: armed.dueAt, dueDay: armed.dueDay }
    await queries.insertCheckpoint(ctx, {
      ...due,
      taskId: task.id,
      round: task.round,
      kind,
      clock: armed.clock,
      definitionVersion: planned ? null : armed.definitionVersion,
      startedAt,
      firstDueDay: due.dueDay,
    })
  }
}

/** Withdraws every part of an order that is still open, and answers with them; an order without parts ends with that. */
export async function endParts(ctx: Context, order: queries.OrderRecord): Promise<queries.TaskRecord[]> {
  const ended: queries.TaskRecord[] = []
  const parts = await queries.listTasksOf(ctx, [order.id])
  if (parts.length === 0) await queries.updateOrder(ctx, order.id, { state: 'withdrawn', endedAt: ctx.now() })
  for (const { task } of parts) {
    const state = nextTaskState('withdraw', TaskState.parse(task.state))
    if (!state) continue
    ended.push(await queries.updateTask(ctx, task.id, { state, version: task.version + 1, endedAt: ctx.now() }))
  }
  return ended
}

/** Brings the order's own state and next dates up to its parts; whoever changed a part calls this last. */
export async function settle(ctx: Context, orderId: string): Promise<queries.OrderRecord> {
  const parts = (await queries.listTasksOf(ctx, [orderId])).map(({ task }) => task)
  if (parts.length === 0) return queries.getOrderRecord(ctx, orderId)
  const checkpoints = await queries.listCheckpoints(
    ctx,
    parts.map(({ id }) => id),
  )
  const dues: Date[] = []
  for (const task of parts) {
    const dueAt = nextCheckpoint(task, checkpoints)?.dueAt ?? null
    if (dueAt) dues.push(dueAt)
    if (dueAt?.getTime() !== task.dueAt?.getTime()) await queries.updateTask(ctx, task.id, { dueAt })
  }
  const state = orderStateOf(parts.map((task) => TaskState.parse(task.state)))
  const ended = state === 'cleared' || state === 'withdrawn'
  const dueAt = dues.sort((a, b) => a.getTime() - b.getTime())[0] ?? null
  return queries.updateOrder(ctx, orderId, { state, dueAt, endedAt: ended ? ctx.now() : null })
}

/** The next number of a series of this year: `督办〔2026〕12号`. */
export async function nextNumber(ctx: Context, series: string): Promise<string> {
  const year = today(ctx).slice(0, 4)
  const sign = await readParameter(ctx, 'supervision.sign', z.string().max(8), '')
  return documentNumber(sign, series, year, await queries.takeNumber(ctx, series, year))
}

/** The last instant of a day, which still belongs to it. */
export function endOfDay(ctx: Context, day: Day): { dueAt: Date; dueDay: Day } {
  return { dueAt: new Date(startOfDay(ctx.tenant.zone, addDays(day, 1)).getTime() - 1), dueDay: day }
}

function checkPlan(ctx: Context, importance: Importance, plannedDay: Day): void {
  const message =
    importance === 'ordinary' ? '一般事项按 7 日办结，不另定日期' : plannedDay < today(ctx) ? '日期已经过了' : undefined
  if (message) throw new Problem('input-invalid', { fields: [{ path: 'plannedDay', message }] })
}

const unitFault = (message: string) => new Problem('input-invalid', { fields: [{ path: 'unitIds', message }] })

/** Writes the story, the audit row and the event of something done to an order; answers with the line's id for its photos. */
export async function tell(
  ctx: Context,
  order: queries.OrderRecord,
  step: { action: string; task?: queries.TaskRecord; words?: string | null },
): Promise<string> {
  const { action, task, words } = step
  const line = { subjectId: order.id, taskId: task?.id ?? null, action, words: words || null }
  const eventId = await queries.insertEvent(ctx, line)
  await audit(ctx.actor.kind === 'resident' ? unnamed(ctx) : ctx, {
    action: `supervision.${action}`,
    subjectKind: 'supervision-order',
    subjectId: order.id,
    detail: { taskId: line.taskId },
  })
  await emit(ctx, {
    topic: `supervision.${action}`,
    subjectId: order.id,
    payload: { taskId: line.taskId, unitId: task?.unitId ?? null, assignerId: order.assignerId },
  })
  return eventId
}
