import { ClockName, type ClockReading } from '@minyi/shared/clocks/contract.ts'
import type { FileView } from '@minyi/shared/files/contract.ts'
import {
  type Checkpoint,
  CheckpointKind,
  type Extension,
  type OrderStep,
  type TaskAct,
  TaskState,
  TaskView,
} from '@minyi/shared/supervision/contract.ts'
import { checkpointStanding, isTaskEnd } from '@minyi/shared/supervision/rules.ts'
import { type Context, instantOf } from '../../platform/context.ts'
import type { CheckpointRecord, EventLine, ExtensionRecord, TaskLine, TaskRecord } from './queries.ts'

/** How a clock's reading is made of what a checkpoint keeps; the clocks' own use case does it. */
export type ReadDue = (due: { clock: ClockName; dueAt: Date; dueDay: string }) => ClockReading

/** What is known of the parts of some orders, read once. */
export type Parts = { lines: TaskLine[]; checkpoints: CheckpointRecord[]; extensions: ExtensionRecord[] }

/** The checkpoint that a part has to meet next; none while it waits for the assigner or has ended. */
export function nextCheckpoint(
  task: Pick<TaskRecord, 'id' | 'round' | 'state'>,
  checkpoints: readonly CheckpointRecord[],
): CheckpointRecord | undefined {
  if (task.state === 'finished' || isTaskEnd(TaskState.parse(task.state))) return undefined
  return checkpoints.find((one) => one.taskId === task.id && one.round === task.round && one.metAt === null)
}

export function readDue(checkpoint: CheckpointRecord | undefined, read: ReadDue): ClockReading | null {
  if (!checkpoint) return null
  const { dueAt, dueDay } = checkpoint
  return read({ clock: ClockName.parse(checkpoint.clock), dueAt, dueDay })
}

export function toTask(
  ctx: Context,
  { task, unitName }: TaskLine,
  parts: Omit<Parts, 'lines'> & { read: ReadDue; acts: readonly TaskAct[] },
): TaskView {
  const next = nextCheckpoint(task, parts.checkpoints)
  return TaskView.parse({
    ...task,
    unitName,
    assignedAt: instantOf(ctx, task.assignedAt),
    due: readDue(next, parts.read),
    late: next !== undefined && next.dueAt < ctx.now(),
    checkpoints: parts.checkpoints.filter(({ taskId }) => taskId === task.id).map((one) => toCheckpoint(ctx, one)),
    extensions: parts.extensions.filter(({ taskId }) => taskId === task.id).map((one) => toExtension(ctx, one)),
    acts: parts.acts,
  })
}

function toCheckpoint(ctx: Context, row: CheckpointRecord): Checkpoint {
  const times = { dueAtMs: row.dueAt.getTime(), metAtMs: row.metAt?.getTime() ?? null }
  return {
    kind: CheckpointKind.parse(row.kind),
    round: row.round,
    dueAt: instantOf(ctx, row.dueAt),
    dueDay: row.dueDay,
    firstDueDay: row.firstDueDay,
    metAt: row.metAt && instantOf(ctx, row.metAt),
    standing: checkpointStanding(times, ctx.now().getTime()),
  }
}

function toExtension(ctx: Context, row: ExtensionRecord): Extension {
  return {
    askedAt: instantOf(ctx, row.askedAt),
    fromDay: row.fromDay,
    untilDay: row.untilDay,
    reason: row.reason,
    decidedAt: row.decidedAt && instantOf(ctx, row.decidedAt),
    granted: row.granted,
    words: row.words,
  }
}

export function toStep(ctx: Context, { event, by, unitName }: EventLine, photos: FileView[]): OrderStep {
  return { at: instantOf(ctx, event.at), action: event.action, by, unitName, words: event.words, photos }
}
