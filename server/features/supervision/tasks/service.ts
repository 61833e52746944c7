import { Id } from '@minyi/shared/platform/identity.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { CheckpointKind, OrderSource, type TaskAct, TaskState, taskActs } from '@minyi/shared/supervision/contract.ts'
import { mayAskExtension, nextTaskState, sourceTold, taskSteps } from '@minyi/shared/supervision/rules.ts'
import type * as contract from '@minyi/shared/supervision/tasks/contract.ts'
import { TaskDetail, TaskRow, taskViews } from '@minyi/shared/supervision/tasks/contract.ts'
import { z } from 'zod'
import { change } from '../../../platform/change.ts'
import { type Context, staffOf } from '../../../platform/context.ts'
import { pageFrom, readCursor } from '../../../platform/cursor.ts'
import { Problem } from '../../../platform/problem.ts'
import { partsOf, readDueOf, stepsOf } from '../orders/service.ts'
import { nextCheckpoint, type Parts, toTask } from '../present.ts'
import { insertExtension, listEvents, lockTask, type OrderRecord, type TaskRecord } from '../queries.ts'
import { type Move, takeStep } from '../steps/service.ts'
import * as queries from './queries.ts'

const PageKeys = z.tuple([z.iso.datetime(), Id])

/** What supervisors have handed to the caller's units: the overdue and the nearest first. */
export async function listTasks(
  ctx: Context,
  input: InputOf<typeof contract.listTasks>,
): Promise<OutputOf<typeof contract.listTasks>> {
  const page = { after: readCursor(PageKeys, input.after), limit: input.limit + 1 }
  const lines = await queries.listOwn(ctx, input.view, page)
  const parts = await partsOf(ctx, [...new Set(lines.map(({ order }) => order.id))])
  const read = await readDueOf(ctx)
  const counts = z.record(z.enum(taskViews), z.number()).parse(await queries.countOwn(ctx, taskViews))
  const paged = pageFrom(
    lines,
    input.limit,
    (line) => [queries.sortKeyOf(input.view, line).toISOString(), line.task.id],
    (line) => TaskRow.parse({ ...headOf(line, parts), ...toTask(ctx, line, { ...parts, read, acts: [] }) }),
  )
  return { ...paged, counts }
}

export async function readTask(ctx: Context, input: InputOf<typeof contract.readTask>): Promise<TaskDetail> {
  return detailOf(ctx, input.taskId)
}

/** The unit has taken it up and says who does it and how: the 1 of 13710. */
export async function studyTask(ctx: Context, input: InputOf<typeof contract.studyTask>): Promise<TaskDetail> {
  return answer(ctx, input, () => ({ act: 'study', words: input.words }))
}

/** The unit reports how far it has come: the 3 of 13710, and as often as it likes after. */
export async function reportTask(ctx: Context, input: InputOf<typeof contract.reportTask>): Promise<TaskDetail> {
  return answer(ctx, input, () => ({ act: 'report', words: input.words, photos: input.photos }))
}

/** The unit says that it is done: the 7. Whoever assigned it checks and clears. */
export async function finishTask(ctx: Context, input: InputOf<typeof contract.finishTask>): Promise<TaskDetail> {
  return answer(ctx, input, () => ({ act: 'finish', words: input.words, photos: input.photos }))
}

/** The unit asks for more time, or reports its dated plan, before its date is over. */
export async function askExtension(ctx: Context, input: InputOf<typeof contract.askExtension>): Promise<TaskDetail> {
  return answer(ctx, input, async (ctx, { order, task }) => {
    if (nextTaskState('ask-extension', TaskState.parse(task.state)) === null) throw new Problem('step-not-allowed')
    const { checkpoints, extensions } = await partsOf(ctx, [order.id])
    const finish = checkpoints.find(
      (one) => one.taskId === task.id && one.round === task.round && one.kind === 'finish',
    )
    const hasPending = extensions.some((one) => one.taskId === task.id && one.decidedAt === null)
    const times = finish && { dueAtMs: finish.dueAt.getTime(), dueDay: finish.dueDay, hasPending }
    if (!times || !mayAskExtension(times, { untilDay: input.untilDay, nowMs: ctx.now().getTime() })) {
      throw new Problem('extension-not-allowed')
    }
    await insertExtension(ctx, {
      taskId: task.id,
      askedAt: ctx.now(),
      askedBy: staffOf(ctx).id,
      fromDay: times.dueDay,
      untilDay: input.untilDay,
      reason: input.words,
    })
    return { act: 'ask-extension', words: input.words }
  })
}

/** A step of the unit, on the version that was on the screen. */
async function answer(
  ctx: Context,
  input: { id: string; taskId: string; version: number },
  decide: (ctx: Context, found: { order: OrderRecord; task: TaskRecord }) => Move | Promise<Move>,
): Promise<TaskDetail> {
  return change(ctx, input.id, async (ctx) => {
    const found = await lockTask(ctx, input.taskId, 'unit')
    if (!found) throw new Problem('not-found')
    if (found.task.version !== input.version) throw new Problem('version-conflict')
    await takeStep(ctx, found, await decide(ctx, found))
    return detailOf(ctx, input.taskId)
  })
}

/** The unit's own part with its own story: other units' parts are not told. */
async function detailOf(ctx: Context, taskId: string): Promise<TaskDetail> {
  const line = await queries.findOwn(ctx, taskId)
  if (!line) throw new Problem('not-found')
  const parts = await partsOf(ctx, [line.order.id])
  const read = await readDueOf(ctx)
  const lines = (await listEvents(ctx, line.order.id)).filter(({ event }) => event.taskId === taskId)
  return TaskDetail.parse({
    ...headOf(line, parts),
    ...toTask(ctx, line, { ...parts, read, acts: actsOf(line.task, parts) }),
    demand: line.order.demand,
    plannedDay: line.order.plannedDay,
    steps: await stepsOf(ctx, lines),
  })
}

function headOf({ order, task, assignerName }: queries.OwnTask, parts: Parts) {
  const next = nextCheckpoint(task, parts.checkpoints)
  return {
    orderId: order.id,
    number: order.number,
    source: sourceTold(OrderSource.parse(order.source)),
    title: order.title,
    importance: order.importance,
    assignerName,
    next: next ? CheckpointKind.parse(next.kind) : null,
  }
}

function actsOf(task: TaskRecord, parts: Parts): TaskAct[] {
  const asks = parts.extensions.some((one) => one.taskId === task.id && one.decidedAt === null)
  const state = TaskState.parse(task.state)
  return taskActs.filter(
    (act) => taskSteps[act].by === 'unit' && nextTaskState(act, state) !== null && !(act === 'ask-extension' && asks),
  )
}
