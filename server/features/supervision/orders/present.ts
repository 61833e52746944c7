import { CheckpointKind, OrderRow, TaskState } from '@minyi/shared/supervision/contract.ts'
import { type Context, instantOf } from '../../../platform/context.ts'
import { nextCheckpoint, type Parts, type ReadDue, readDue } from '../present.ts'
import type { OrderLine } from './queries.ts'

/** One line of the list: the next checkpoint of any unit stands for the whole order. */
export function toRow(ctx: Context, line: OrderLine, parts: Parts, read: ReadDue): OrderRow {
  const { order } = line
  const lines = parts.lines.filter(({ task }) => task.orderId === order.id)
  const nexts = lines.flatMap(({ task }) => nextCheckpoint(task, parts.checkpoints) ?? [])
  const next = nexts.sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime())[0]
  return OrderRow.parse({
    ...order,
    openedAt: instantOf(ctx, order.openedAt),
    assignerName: line.assignerName,
    mine: ctx.actor.kind === 'staff' && ctx.actor.id === order.assignerId,
    units: lines.map(({ task, unitName }) => ({
      id: task.unitId,
      name: unitName,
      state: TaskState.parse(task.state),
    })),
    next: next ? CheckpointKind.parse(next.kind) : null,
    due: readDue(next, read),
    late: next !== undefined && next.dueAt < ctx.now(),
    asksExtension: lines.some(({ task }) =>
      parts.extensions.some((one) => one.taskId === task.id && one.decidedAt === null),
    ),
  })
}
