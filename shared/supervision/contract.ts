import { z } from 'zod'
import { ClockReading } from '../clocks/contract.ts'
import { FileView } from '../files/contract.ts'
import { Id } from '../platform/identity.ts'
import { operation } from '../platform/operation.ts'
import { Paging, pageOf } from '../platform/paging.ts'
import { Day, Instant } from '../platform/time.ts'

/** Why there is an order (督办来源): an item, an alarm, a hot spot, a campaign, 领导批示, 督查立项, retaliation, interference. */
export const orderSources = [
  'case',
  'alarm',
  'hotspot',
  'campaign',
  'instruction',
  'inspection',
  'retaliation',
  'interference',
] as const
export const OrderSource = z.enum(orderSources)
export type OrderSource = z.infer<typeof OrderSource>

/** How weighty it is (13710): ordinary ones are done in 7 days, major ones in 1 month or by a dated plan. */
export const importances = ['ordinary', 'major'] as const
export const Importance = z.enum(importances)
export type Importance = z.infer<typeof Importance>

/** Where one unit's part of an order stands. Only `cleared` (销号) and `withdrawn` (撤销) end it. */
export const taskStates = ['assigned', 'working', 'finished', 'returned', 'cleared', 'withdrawn'] as const
export const TaskState = z.enum(taskStates)
export type TaskState = z.infer<typeof TaskState>

/** What the whole order stands at: `unassigned` waits to be given to a unit, `finished` for nothing but the clearing. */
export const orderStates = ['unassigned', 'open', 'finished', 'cleared', 'withdrawn'] as const
export const OrderState = z.enum(orderStates)
export type OrderState = z.infer<typeof OrderState>

export const taskActs = [
  'study',
  'report',
  'finish',
  'ask-extension',
  'grant-extension',
  'refuse-extension',
  'urge',
  'return',
  'clear',
  'reopen',
  'withdraw',
] as const
export const TaskAct = z.enum(taskActs)
export type TaskAct = z.infer<typeof TaskAct>

/** The checkpoints with a date: 1 studied the same day, 3 progress in 3 days, 7 or 1 done. The 0 of 13710 has none. */
export const checkpointKinds = ['study', 'report', 'finish'] as const
export const CheckpointKind = z.enum(checkpointKinds)
export type CheckpointKind = z.infer<typeof CheckpointKind>

/** Met in time, met late, past its date, or still to come. */
export const CheckpointStanding = z.enum(['met', 'met-late', 'late', 'open'])
export type CheckpointStanding = z.infer<typeof CheckpointStanding>

/** A checkpoint (节点) of one unit in one round; `firstDueDay` tells where its date stood before it was put off. */
export const Checkpoint = z.object({
  kind: CheckpointKind,
  round: z.number().int(),
  dueAt: Instant,
  dueDay: Day,
  firstDueDay: Day,
  metAt: Instant.nullable(),
  standing: CheckpointStanding,
})
export type Checkpoint = z.infer<typeof Checkpoint>

/** More time, asked for with a reason and decided by whoever assigned it. */
export const Extension = z.object({
  askedAt: Instant,
  fromDay: Day,
  untilDay: Day,
  reason: z.string(),
  decidedAt: Instant.nullable(),
  granted: z.boolean().nullable(),
  words: z.string().nullable(),
})
export type Extension = z.infer<typeof Extension>

/** One line of the story, with the photos that came with it; `unitName` is the unit whose part it was. */
export const OrderStep = z.object({
  at: Instant,
  action: z.string(),
  by: z.string().nullable(),
  unitName: z.string().nullable(),
  words: z.string().nullable(),
  photos: z.array(FileView),
})
export type OrderStep = z.infer<typeof OrderStep>

/** One unit's part of an order, as both sides see it. `acts` is what this viewer may do now. */
export const TaskView = z.object({
  id: Id,
  unitId: Id,
  unitName: z.string(),
  state: TaskState,
  round: z.number().int(),
  version: z.number().int(),
  assignedAt: Instant,
  due: ClockReading.nullable(),
  late: z.boolean(),
  checkpoints: z.array(Checkpoint),
  extensions: z.array(Extension),
  acts: z.array(TaskAct),
})
export type TaskView = z.infer<typeof TaskView>

/** One line of the supervisors' list. `due` is the next checkpoint of any unit, `late` that one is past its date. */
export const OrderRow = z.object({
  id: Id,
  number: z.string(),
  source: OrderSource,
  title: z.string(),
  importance: Importance,
  state: OrderState,
  openedAt: Instant,
  assignerName: z.string().nullable(),
  mine: z.boolean(),
  units: z.array(z.object({ id: Id, name: z.string(), state: TaskState })),
  next: CheckpointKind.nullable(),
  due: ClockReading.nullable(),
  late: z.boolean(),
  asksExtension: z.boolean(),
})
export type OrderRow = z.infer<typeof OrderRow>

/** What can be done with the order as a whole. */
export const OrderAct = z.enum(['assign', 'take-over', 'withdraw'])
export type OrderAct = z.infer<typeof OrderAct>

/** An order with the parts of its units and its story. `hiddenFrom` names the units that never learn of it. */
export const OrderDetail = OrderRow.extend({
  version: z.number().int(),
  sourceId: Id.nullable(),
  sourceWords: z.string().nullable(),
  demand: z.string(),
  plannedDay: Day.nullable(),
  hiddenFrom: z.array(z.string()),
  tasks: z.array(TaskView),
  steps: z.array(OrderStep),
  acts: z.array(OrderAct),
})
export type OrderDetail = z.infer<typeof OrderDetail>

export const orderViews = ['active', 'unassigned', 'to-clear', 'late', 'cleared', 'withdrawn', 'all'] as const
/** The views of the list: 办理中的, 待交办, 待销号, 有逾期, 已销号, 已撤销, 全部. */
export const OrderView = z.enum(orderViews)
export type OrderView = z.infer<typeof OrderView>

/** What an order says, as it is written down; with units it is handed out at once. */
export const OrderWords = z.object({
  title: z.string().trim().min(4, '标题至少 4 个字').max(60, '标题最多 60 字'),
  demand: z.string().trim().min(10, '请写明要办什么、办到什么程度，至少 10 个字').max(2000, '最多 2000 字'),
  importance: Importance,
  plannedDay: Day.nullish(),
  unitIds: z.array(Id).min(1, '请选承办单位').max(20, '一次最多交给 20 个单位'),
})

export const openOrder = operation({
  name: 'supervision.open',
  summary: '开督办件并交给承办单位：领导批示、督查立项，或从预警、热点、专项整治而来',
  method: 'POST',
  path: '/supervision/orders',
  access: 'supervision.order',
  input: OrderWords.extend({
    id: Id,
    source: z.enum(['instruction', 'inspection', 'alarm', 'hotspot', 'campaign']),
    sourceId: Id.nullish(),
    sourceWords: z.string().trim().max(200, '最多 200 字').nullish(),
  }),
  output: OrderDetail,
  problems: ['not-found', 'order-own-unit', 'input-invalid', 'id-reused'],
})

export const listOrders = operation({
  name: 'supervision.list',
  summary: '督办件列表：按状态、单位、是否逾期筛选，最急的在前',
  method: 'GET',
  path: '/supervision/orders',
  access: 'supervision.read',
  input: z.object({
    view: OrderView.default('active'),
    unitId: Id.optional(),
    source: OrderSource.optional(),
    reach: z.enum(['all', 'mine']).default('all'),
    q: z.string().trim().max(60).optional(),
    ...Paging,
  }),
  output: pageOf(OrderRow),
  problems: ['input-invalid'],
})

export const countOrders = operation({
  name: 'supervision.counts',
  summary: '各类督办件的件数',
  method: 'GET',
  path: '/supervision/order-counts',
  access: 'supervision.read',
  input: z.object({}),
  output: z.object({ counts: z.record(OrderView, z.number().int()) }),
  problems: [],
})

export const readOrder = operation({
  name: 'supervision.get',
  summary: '一件督办件：各单位节点和经过',
  method: 'GET',
  path: '/supervision/orders/:orderId',
  access: 'supervision.read',
  input: z.object({ orderId: Id }),
  output: OrderDetail,
  problems: ['not-found'],
})

const onOrder = { id: Id, orderId: Id, version: z.number().int().min(1) }

export const assignUnits = operation({
  name: 'supervision.assign',
  summary: '交给（更多）承办单位；没有交办人的，从此由您交办和销号',
  method: 'POST',
  path: '/supervision/orders/:orderId/units',
  access: 'supervision.order',
  input: z.object({ ...onOrder, unitIds: OrderWords.shape.unitIds }),
  output: OrderDetail,
  problems: [
    'not-found',
    'version-conflict',
    'step-not-allowed',
    'assigner-only',
    'order-own-unit',
    'input-invalid',
    'id-reused',
  ],
})

export const takeOverOrder = operation({
  name: 'supervision.take-over',
  summary: '接手没有交办人或交办人已停用的督办件',
  method: 'POST',
  path: '/supervision/orders/:orderId/assigner',
  access: 'supervision.order',
  input: z.object({ ...onOrder }),
  output: OrderDetail,
  problems: ['not-found', 'version-conflict', 'step-not-allowed', 'order-own-unit', 'id-reused'],
})

export const withdrawOrder = operation({
  name: 'supervision.withdraw',
  summary: '撤销督办件，写明理由；已销号的单位不受影响',
  method: 'POST',
  path: '/supervision/orders/:orderId/withdrawal',
  access: 'supervision.order',
  input: z.object({ ...onOrder, words: z.string().trim().min(5, '请写明理由，至少 5 个字').max(1000, '最多 1000 字') }),
  output: OrderDetail,
  problems: ['not-found', 'version-conflict', 'step-not-allowed', 'assigner-only', 'id-reused'],
})
