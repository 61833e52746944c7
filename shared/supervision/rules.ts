import type { ClockName } from '../clocks/contract.ts'
import type {
  CheckpointKind,
  CheckpointStanding,
  Importance,
  OrderSource,
  OrderState,
  TaskAct,
  TaskState,
} from './contract.ts'
import { checkpointKinds } from './contract.ts'

/** A step on one unit's part: from which states, by the unit or by whoever assigned it, and to which (null stays). */
export type TaskStep = { from: readonly TaskState[]; by: 'unit' | 'assigner'; to: TaskState | null; newRound?: true }

/** The whole procedure as a table. What is done ends only by the hand of the assigner: the 0 of 13710. */
export const taskSteps: Record<TaskAct, TaskStep> = {
  study: { from: ['assigned'], by: 'unit', to: 'working' },
  report: { from: ['working', 'returned'], by: 'unit', to: null },
  finish: { from: ['working', 'returned'], by: 'unit', to: 'finished' },
  'ask-extension': { from: ['working', 'returned'], by: 'unit', to: null },
  'grant-extension': { from: ['working', 'returned'], by: 'assigner', to: null },
  'refuse-extension': { from: ['working', 'returned'], by: 'assigner', to: null },
  urge: { from: ['assigned', 'working', 'returned'], by: 'assigner', to: null },
  return: { from: ['finished'], by: 'assigner', to: 'returned', newRound: true },
  clear: { from: ['finished'], by: 'assigner', to: 'cleared' },
  reopen: { from: ['cleared'], by: 'assigner', to: 'returned', newRound: true },
  withdraw: { from: ['assigned', 'working', 'returned'], by: 'assigner', to: 'withdrawn' },
}

/** The state that a step leads to, or null where it is not allowed. */
export function nextTaskState(act: TaskAct, state: TaskState): TaskState | null {
  const step = taskSteps[act]
  return step.from.includes(state) ? (step.to ?? state) : null
}

export const isTaskEnd = (state: TaskState): boolean => state === 'cleared' || state === 'withdrawn'

/** The order's state follows from its parts: it is finished when nothing but clearing is left, cleared when all that stayed is. */
export function orderStateOf(tasks: readonly TaskState[]): OrderState {
  if (tasks.length === 0) return 'unassigned'
  const open = tasks.filter((state) => !isTaskEnd(state))
  if (open.length > 0) return open.every((state) => state === 'finished') ? 'finished' : 'open'
  return tasks.includes('cleared') ? 'cleared' : 'withdrawn'
}

/** Who stands before an order, and for which units this person may answer: as their own, or by a post. */
export type Person = { id: string; answersFor: (unitId: string) => boolean }

/** Only whoever assigned it steers and clears it, and never for a unit they could answer for (谁交办谁销号，承办的人不能销号). */
export function mayDirect(person: Person, order: { assignerId: string | null }, task: { unitId: string }): boolean {
  return order.assignerId === person.id && !person.answersFor(task.unitId)
}

/** An order may be taken over when nobody holds it any more, by whoever is not of a unit that handles it. */
export function mayTakeOver(
  person: Person,
  order: { assignerActive: boolean; taskUnitIds: readonly string[] },
): boolean {
  return !order.assignerActive && !order.taskUnitIds.some((unit) => person.answersFor(unit))
}

/** Which clock a checkpoint runs by. */
export function clockOf(kind: CheckpointKind, importance: Importance): ClockName {
  if (kind === 'study') return 'order-study'
  if (kind === 'report') return 'order-report'
  return importance === 'ordinary' ? 'order-ordinary' : 'order-major'
}

/** The checkpoints that a step meets: finishing reports as well. */
export function metBy(act: TaskAct): readonly CheckpointKind[] {
  if (act === 'study') return ['study']
  if (act === 'report') return ['report']
  return act === 'finish' ? ['report', 'finish'] : []
}

/** The checkpoints of a round: after a return only the work itself is left to be done by a date. */
export const checkpointsOfRound = (round: number): readonly CheckpointKind[] =>
  round === 1 ? checkpointKinds : ['finish']

export function checkpointStanding(
  checkpoint: { dueAtMs: number; metAtMs: number | null },
  nowMs: number,
): CheckpointStanding {
  if (checkpoint.metAtMs !== null) return checkpoint.metAtMs > checkpoint.dueAtMs ? 'met-late' : 'met'
  return nowMs > checkpoint.dueAtMs ? 'late' : 'open'
}

/** More time is asked for while there is still some, once at a time, and for a later day than the present one. */
export function mayAskExtension(
  task: { dueAtMs: number; dueDay: string; hasPending: boolean },
  asked: { untilDay: string; nowMs: number },
): boolean {
  return !task.hasPending && asked.nowMs <= task.dueAtMs && asked.untilDay > task.dueDay
}

/** `督办〔2026〕12号`, with the office's own sign before it where the place has one. */
export function documentNumber(sign: string, series: string, year: string, running: number): string {
  return `${sign}${series}〔${year}〕${running}号`
}

/** What a unit is told of why there is an order: what came out of an item or a figure stays with the supervisors. */
export function sourceTold(source: OrderSource): OrderSource | null {
  return source === 'instruction' || source === 'inspection' || source === 'campaign' ? source : null
}
