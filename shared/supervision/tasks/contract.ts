import { z } from 'zod'
import { FileProof } from '../../files/contract.ts'
import { Id } from '../../platform/identity.ts'
import { operation } from '../../platform/operation.ts'
import { Paging, pageOf } from '../../platform/paging.ts'
import { Day } from '../../platform/time.ts'
import { OrderDetail, OrderRow, OrderStep, TaskView } from '../contract.ts'

/** An order as the unit that handles it is told of it: its own part only, and the source only where that gives nothing away. */
export const TaskRow = TaskView.omit({ checkpoints: true, extensions: true, acts: true }).extend({
  orderId: Id,
  number: OrderRow.shape.number,
  source: OrderRow.shape.source.nullable(),
  title: OrderRow.shape.title,
  importance: OrderRow.shape.importance,
  assignerName: OrderRow.shape.assignerName,
  next: OrderRow.shape.next,
})
export type TaskRow = z.infer<typeof TaskRow>

export const TaskDetail = TaskView.extend({
  ...TaskRow.pick({ orderId: true, number: true, source: true, title: true, importance: true, next: true }).shape,
  assignerName: OrderRow.shape.assignerName,
  demand: OrderDetail.shape.demand,
  plannedDay: OrderDetail.shape.plannedDay,
  steps: z.array(OrderStep),
})
export type TaskDetail = z.infer<typeof TaskDetail>

export const taskViews = ['open', 'late', 'finished', 'ended', 'all'] as const
/** The unit's views: 要办的, 已逾期, 等销号, 已了结, 全部. */
export const TaskListView = z.enum(taskViews)
export type TaskListView = z.infer<typeof TaskListView>

export const listTasks = operation({
  name: 'supervision.tasks',
  summary: '交办我单位的督办件，逾期和将到期的在前',
  method: 'GET',
  path: '/supervision/tasks',
  access: 'supervision.answer',
  input: z.object({ view: TaskListView.default('open'), ...Paging }),
  output: pageOf(TaskRow).extend({ counts: z.record(TaskListView, z.number().int()) }),
  problems: ['input-invalid'],
})

export const readTask = operation({
  name: 'supervision.task',
  summary: '交办我单位的一件督办件',
  method: 'GET',
  path: '/supervision/tasks/:taskId',
  access: 'supervision.answer',
  input: z.object({ taskId: Id }),
  output: TaskDetail,
  problems: ['not-found'],
})

/** Every step names the version that was on the screen. */
const onTask = { id: Id, taskId: Id, version: z.number().int().min(1) }
const words = (what: string) => z.string().trim().min(5, `${what}，至少 5 个字`).max(2000, '最多 2000 字')
const photos = z.array(FileProof).max(9, '最多 9 张').default([])
const stepProblems = ['not-found', 'version-conflict', 'step-not-allowed', 'id-reused'] as const
const directProblems = [...stepProblems, 'assigner-only'] as const

export const studyTask = operation({
  name: 'supervision.study',
  summary: '签收并研究：写明谁负责、怎么办（当日）',
  method: 'POST',
  path: '/supervision/tasks/:taskId/study',
  access: 'supervision.answer',
  input: z.object({ ...onTask, words: words('请写明研究意见') }),
  output: TaskDetail,
  problems: stepProblems,
})

export const reportTask = operation({
  name: 'supervision.report',
  summary: '反馈进展，可附照片（3 日内）',
  method: 'POST',
  path: '/supervision/tasks/:taskId/reports',
  access: 'supervision.answer',
  input: z.object({ ...onTask, words: words('请写明进展'), photos }),
  output: TaskDetail,
  problems: [...stepProblems, 'input-invalid'],
})

export const finishTask = operation({
  name: 'supervision.finish',
  summary: '报结，等交办人核实销号',
  method: 'POST',
  path: '/supervision/tasks/:taskId/finish',
  access: 'supervision.answer',
  input: z.object({ ...onTask, words: words('请写明办理结果'), photos }),
  output: TaskDetail,
  problems: [...stepProblems, 'input-invalid'],
})

export const askExtension = operation({
  name: 'supervision.ask-extension',
  summary: '申请延期或报带日期的计划，写明理由',
  method: 'POST',
  path: '/supervision/tasks/:taskId/extensions',
  access: 'supervision.answer',
  input: z.object({ ...onTask, untilDay: Day, words: words('请写明理由和计划') }),
  output: TaskDetail,
  problems: [...stepProblems, 'extension-not-allowed'],
})

export const decideExtension = operation({
  name: 'supervision.decide-extension',
  summary: '同意或不同意延期',
  method: 'POST',
  path: '/supervision/tasks/:taskId/extension-decision',
  access: 'supervision.order',
  input: z.object({ ...onTask, grant: z.boolean(), words: z.string().trim().max(1000, '最多 1000 字').default('') }),
  output: OrderDetail,
  problems: directProblems,
})

export const urgeTask = operation({
  name: 'supervision.urge',
  summary: '催办',
  method: 'POST',
  path: '/supervision/tasks/:taskId/urging',
  access: 'supervision.order',
  input: z.object({ ...onTask, words: words('请写明催办的话') }),
  output: OrderDetail,
  problems: directProblems,
})

export const returnTask = operation({
  name: 'supervision.return',
  summary: '核实后退回重办，写明理由；另定日期的按新日期',
  method: 'POST',
  path: '/supervision/tasks/:taskId/return',
  access: 'supervision.order',
  input: z.object({ ...onTask, words: words('请写明退回理由'), dueDay: Day.nullish() }),
  output: OrderDetail,
  problems: [...directProblems, 'input-invalid'],
})

export const clearTask = operation({
  name: 'supervision.clear',
  summary: '销号：只有交办人可以，承办的人不能',
  method: 'POST',
  path: '/supervision/tasks/:taskId/clearing',
  access: 'supervision.order',
  input: z.object({ ...onTask, words: words('请写明怎样核实的') }),
  output: OrderDetail,
  problems: directProblems,
})

export const reopenTask = operation({
  name: 'supervision.reopen',
  summary: '销号后问题又出现的，重新打开，写明理由',
  method: 'POST',
  path: '/supervision/tasks/:taskId/reopening',
  access: 'supervision.order',
  input: z.object({ ...onTask, words: words('请写明理由'), dueDay: Day.nullish() }),
  output: OrderDetail,
  problems: [...directProblems, 'input-invalid'],
})
