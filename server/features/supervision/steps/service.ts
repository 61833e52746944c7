import type { FileProof } from '@minyi/shared/files/contract.ts'
import type { InputOf } from '@minyi/shared/platform/operation.ts'
import type { Day } from '@minyi/shared/platform/time.ts'
import { type OrderDetail, type TaskAct, TaskState } from '@minyi/shared/supervision/contract.ts'
import { isTaskEnd, mayDirect, metBy, nextTaskState, taskSteps } from '@minyi/shared/supervision/rules.ts'
import type * as contract from '@minyi/shared/supervision/tasks/contract.ts'
import { change } from '../../../platform/change.ts'
import { type Context, staffOf, today } from '../../../platform/context.ts'
import { Problem } from '../../../platform/problem.ts'
import { attachFiles } from '../../files/service.ts'
import { endOfDay, setCheckpoints, settle, tell, tellAssigner, tellUnit } from '../opening/service.ts'
import { detailOf } from '../orders/service.ts'
import { personOf } from '../persons/service.ts'
import * as queries from '../queries.ts'

/** A step on one unit's part: what is said and shown with it, and the date of a new round. */
export type Move = { act: TaskAct; words: string; photos?: readonly FileProof[]; dueDay?: Day | null | undefined }

/**
 * Takes one step on a locked part: checks the table, meets the checkpoints that it meets, opens a round where it is sent back, and
 * writes the story with its photos, the audit row and the event.
 */
export async function takeStep(
  ctx: Context,
  { order, task }: { order: queries.OrderRecord; task: queries.TaskRecord },
  move: Move,
): Promise<void> {
  const state = nextTaskState(move.act, TaskState.parse(task.state))
  if (state === null) throw new Problem('step-not-allowed')
  const { newRound } = taskSteps[move.act]
  await queries.meetCheckpoints(ctx, task, metBy(move.act))
  const moved = await queries.updateTask(ctx, task.id, {
    state,
    round: newRound ? task.round + 1 : task.round,
    version: task.version + 1,
    endedAt: isTaskEnd(state) ? ctx.now() : null,
  })
  if (newRound) await setCheckpoints(ctx, order, moved, move.dueDay)
  const eventId = await tell(ctx, order, { action: move.act, task: moved, words: move.words })
  await attachFiles(ctx, move.photos ?? [], 'supervision-photo', { kind: 'supervision-event', id: eventId })
  if (heardByUnit.includes(move.act)) await tellUnit(ctx, order, task.unitId, { kind: 'order', key: eventId })
  if (heardByAssigner.includes(move.act)) await tellAssigner(ctx, order, { kind: 'order', key: eventId })
  await settle(ctx, order.id)
}

const heardByUnit: readonly TaskAct[] = ['urge', 'return', 'clear', 'reopen', 'grant-extension', 'refuse-extension']
const heardByAssigner: readonly TaskAct[] = ['finish', 'ask-extension']

/** The assigner presses a unit; nothing of the dates moves. */
export async function urgeTask(ctx: Context, input: InputOf<typeof contract.urgeTask>): Promise<OrderDetail> {
  return direct(ctx, input, () => ({ act: 'urge', words: input.words }))
}

/** The assigner checked what was done and it is not: the unit does it once more, by a new date. */
export async function returnTask(ctx: Context, input: InputOf<typeof contract.returnTask>): Promise<OrderDetail> {
  return direct(ctx, input, (ctx) => ({ act: 'return', words: input.words, dueDay: laterDay(ctx, input.dueDay) }))
}

/** The assigner checked it and it is done: the 0 of 13710. */
export async function clearTask(ctx: Context, input: InputOf<typeof contract.clearTask>): Promise<OrderDetail> {
  return direct(ctx, input, () => ({ act: 'clear', words: input.words }))
}

/** What was cleared has come up again. */
export async function reopenTask(ctx: Context, input: InputOf<typeof contract.reopenTask>): Promise<OrderDetail> {
  return direct(ctx, input, (ctx) => ({ act: 'reopen', words: input.words, dueDay: laterDay(ctx, input.dueDay) }))
}

/** The assigner decides on more time; only a granted one moves the date, and the first date stays on record. */
export async function decideExtension(
  ctx: Context,
  input: InputOf<typeof contract.decideExtension>,
): Promise<OrderDetail> {
  return direct(ctx, input, async (ctx, { task }) => {
    const decision = { decidedBy: staffOf(ctx).id, granted: input.grant, words: input.words || null }
    const decided = await queries.decidePending(ctx, task.id, decision)
    if (!decided) throw new Problem('step-not-allowed')
    if (input.grant) await queries.moveFinish(ctx, task, endOfDay(ctx, decided.untilDay))
    return { act: input.grant ? 'grant-extension' : 'refuse-extension', words: input.words }
  })
}

/** A step of whoever assigned it, on the version that was on the screen. */
async function direct(
  ctx: Context,
  input: { id: string; taskId: string; version: number },
  decide: (ctx: Context, found: { order: queries.OrderRecord; task: queries.TaskRecord }) => Move | Promise<Move>,
): Promise<OrderDetail> {
  return change(ctx, input.id, async (ctx) => {
    const found = await queries.lockTask(ctx, input.taskId, 'supervisor')
    if (!found) throw new Problem('not-found')
    if (!mayDirect(personOf(ctx), found.order, found.task)) throw new Problem('assigner-only')
    if (found.task.version !== input.version) throw new Problem('version-conflict')
    await takeStep(ctx, found, await decide(ctx, found))
    return detailOf(ctx, found.order.id)
  })
}

function laterDay(ctx: Context, day: Day | null | undefined): Day | null {
  if (day && day < today(ctx))
    throw new Problem('input-invalid', { fields: [{ path: 'dueDay', message: '日期已经过了' }] })
  return day ?? null
}
