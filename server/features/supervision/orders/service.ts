import type { FileView } from '@minyi/shared/files/contract.ts'
import { Id } from '@minyi/shared/platform/identity.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import type * as contract from '@minyi/shared/supervision/contract.ts'
import {
  type OrderAct,
  OrderDetail,
  type OrderRow,
  OrderState,
  orderViews,
  type TaskAct,
  TaskState,
  taskActs,
} from '@minyi/shared/supervision/contract.ts'
import { mayDirect, mayTakeOver, nextTaskState, taskSteps } from '@minyi/shared/supervision/rules.ts'
import { z } from 'zod'
import { change } from '../../../platform/change.ts'
import { type Context, holds, staffOf } from '../../../platform/context.ts'
import { pageFrom, readCursor } from '../../../platform/cursor.ts'
import { Problem } from '../../../platform/problem.ts'
import { openClockBook, readClock } from '../../clocks/service.ts'
import { listFileViews } from '../../files/service.ts'
import { endParts, handOut, openOrder as open, settle, tell, tellUnit } from '../opening/service.ts'
import { checkReach, personOf } from '../persons/service.ts'
import { type Parts, type ReadDue, toStep, toTask } from '../present.ts'
import type { EventLine, OrderRecord, TaskRecord } from '../queries.ts'
import * as shared from '../queries.ts'
import { isSource } from '../sources/service.ts'
import { toRow } from './present.ts'
import * as queries from './queries.ts'

const PageKeys = z.tuple([z.iso.datetime(), Id])

/** A supervisor opens an order and hands it to units; from then on only this person can clear it. */
export async function openOrder(ctx: Context, input: InputOf<typeof contract.openOrder>): Promise<OrderDetail> {
  return change(ctx, input.id, async (ctx) => {
    const staff = staffOf(ctx)
    checkReach(ctx, null, input.unitIds)
    const sourceId = input.sourceId ?? null
    if (!(await isSource(ctx, input.source, sourceId))) {
      throw new Problem('input-invalid', {
        fields: [{ path: 'sourceId', message: '请从预警、热点或专项整治里开督办件' }],
      })
    }
    const order = await open(ctx, { ...input, sourceId, areaId: null, assignerId: staff.id })
    return detailOf(ctx, order.id)
  })
}

export async function listOrders(
  ctx: Context,
  input: InputOf<typeof contract.listOrders>,
): Promise<OutputOf<typeof contract.listOrders>> {
  const page = { after: readCursor(PageKeys, input.after), limit: input.limit + 1 }
  const lines = await queries.listOrders(ctx, input, page)
  const present = await presenterOf(ctx, lines)
  return pageFrom(
    lines,
    input.limit,
    (line) => [queries.sortKeyOf(input.view, line).toISOString(), line.order.id],
    present,
  )
}

/** The orders and their lines that came of one thing, such as an item; for whoever shows that thing. */
export async function listOrdersOf(ctx: Context, sourceId: string): Promise<OrderRow[]> {
  const lines = await queries.listOrdersOf(ctx, sourceId)
  return lines.map(await presenterOf(ctx, lines))
}

export async function countOrders(ctx: Context): Promise<OutputOf<typeof contract.countOrders>> {
  const counts = await queries.countViews(ctx, orderViews)
  return { counts: z.record(z.enum(orderViews), z.number()).parse(counts) }
}

export async function readOrder(ctx: Context, input: InputOf<typeof contract.readOrder>): Promise<OrderDetail> {
  if (!(await queries.findOrder(ctx, input.orderId))) throw new Problem('not-found')
  return detailOf(ctx, input.orderId)
}

/**
 * Hands the order to more units. Whoever hands out one that nobody holds is its assigner from then on. One of an item is not handed on:
 * its words were only held against what its own units may know of the item, so another unit gets an order of its own.
 */
export async function assignUnits(ctx: Context, input: InputOf<typeof contract.assignUnits>): Promise<OrderDetail> {
  return onOrder(ctx, input, async (ctx, order) => {
    checkReach(ctx, order.areaId, input.unitIds)
    if (isEnded(order) || order.source === 'case') throw new Problem('step-not-allowed')
    if (order.assignerId !== null && order.assignerId !== ctx.actor.id) throw new Problem('assigner-only')
    const held = order.assignerId ? order : await hold(ctx, order)
    await handOut(ctx, held, input.unitIds)
  })
}

/** Takes over an order that nobody holds any more, because it came by itself or its assigner has left. */
export async function takeOverOrder(ctx: Context, input: InputOf<typeof contract.takeOverOrder>): Promise<OrderDetail> {
  return onOrder(ctx, input, async (ctx, order) => {
    const line = await queries.getOrder(ctx, order.id)
    const taskUnitIds = (await shared.listTasksOf(ctx, [order.id])).map(({ task }) => task.unitId)
    if (isEnded(order) || line.assignerActive === true) throw new Problem('step-not-allowed')
    if (!mayTakeOver(personOf(ctx), { assignerActive: false, taskUnitIds })) throw new Problem('order-own-unit')
    await hold(ctx, order)
  })
}

/** Withdraws what of an order is still open, with a reason. */
export async function withdrawOrder(ctx: Context, input: InputOf<typeof contract.withdrawOrder>): Promise<OrderDetail> {
  return onOrder(ctx, input, async (ctx, order) => {
    if (isEnded(order) || order.state === 'finished') throw new Problem('step-not-allowed')
    if (order.assignerId !== null && order.assignerId !== ctx.actor.id) throw new Problem('assigner-only')
    const ended = await endParts(ctx, order)
    const step = { action: 'withdraw', words: input.words }
    if (ended.length === 0) await tell(ctx, order, step)
    for (const task of ended) {
      const key = await tell(ctx, order, { ...step, task })
      await tellUnit(ctx, order, task.unitId, { kind: 'order', key })
    }
  })
}

/** An order with the parts of its units, its story, and what the caller may do now; the use case has checked the reach. */
export async function detailOf(ctx: Context, orderId: string): Promise<OrderDetail> {
  const line = await queries.getOrder(ctx, orderId)
  const read = await readDueOf(ctx)
  const parts = await partsOf(ctx, [orderId])
  const taskUnitIds = parts.lines.map(({ task }) => task.unitId)
  const hidden = await shared.listUnitNames(ctx, line.order.hiddenFromUnits)
  return OrderDetail.parse({
    ...line.order,
    ...toRow(ctx, line, parts, read),
    hiddenFrom: hidden,
    tasks: parts.lines.map((one) =>
      toTask(ctx, one, { ...parts, read, acts: directActs(ctx, line.order, one.task, parts) }),
    ),
    steps: await stepsOf(ctx, await shared.listEvents(ctx, orderId)),
    acts: orderActs(ctx, line, taskUnitIds),
  })
}

const carriesPhotos = ['report', 'finish', 'correct']

/** The story's lines, each with the photos that came with it. */
export async function stepsOf(ctx: Context, lines: readonly EventLine[]) {
  const withPhotos = async (line: EventLine): Promise<FileView[]> =>
    carriesPhotos.includes(line.event.action)
      ? listFileViews(ctx, { kind: 'supervision-event', id: line.event.id })
      : []
  return Promise.all(lines.map(async (line) => toStep(ctx, line, await withPhotos(line))))
}

export async function partsOf(ctx: Context, orderIds: readonly string[]): Promise<Parts> {
  const lines = await shared.listTasksOf(ctx, orderIds)
  const taskIds = lines.map(({ task }) => task.id)
  const [checkpoints, extensions] = [
    await shared.listCheckpoints(ctx, taskIds),
    await shared.listExtensions(ctx, taskIds),
  ]
  return { lines, checkpoints, extensions }
}

/** Dates of orders are read in days of their clock's kind: natural ones (13710), unless the place has set it otherwise. */
export async function readDueOf(ctx: Context): Promise<ReadDue> {
  const book = await openClockBook(ctx)
  return (due) => {
    const dayKind = book.clocks.get(due.clock)?.dayKind ?? 'natural'
    const provisional = dayKind === 'working' && due.dueDay > book.calendar.knownThrough
    return readClock(ctx, book, { ...due, dayKind, provisional })
  }
}

async function presenterOf(ctx: Context, lines: readonly queries.OrderLine[]) {
  const parts = await partsOf(
    ctx,
    lines.map(({ order }) => order.id),
  )
  const read = await readDueOf(ctx)
  return (line: queries.OrderLine) => toRow(ctx, line, parts, read)
}

function directActs(ctx: Context, order: OrderRecord, task: TaskRecord, parts: Parts): TaskAct[] {
  if (!mayDirect(personOf(ctx), order, task)) return []
  const asks = parts.extensions.some((one) => one.taskId === task.id && one.decidedAt === null)
  return taskActs.filter((act) => {
    if (taskSteps[act].by !== 'assigner' || act === 'withdraw') return false
    const decides = act === 'grant-extension' || act === 'refuse-extension'
    return nextTaskState(act, TaskState.parse(task.state)) !== null && (!decides || asks)
  })
}

function orderActs(ctx: Context, line: queries.OrderLine, taskUnitIds: readonly string[]): OrderAct[] {
  if (isEnded(line.order) || !holds(ctx.actor, 'supervision.order')) return []
  const held = line.assignerActive === true
  const open: OrderAct[] = (['assign', 'withdraw'] as const).filter((act) =>
    act === 'assign' ? line.order.source !== 'case' : line.order.state !== 'finished',
  )
  if (held) return line.order.assignerId === ctx.actor.id ? open : []
  if (!mayTakeOver(personOf(ctx), { assignerActive: false, taskUnitIds })) return []
  return line.order.assignerId === null ? ['take-over', ...open] : ['take-over']
}

/** A change of an order within reach, and only on the version that was on the screen. */
async function onOrder(
  ctx: Context,
  input: { id: string; orderId: string; version: number },
  run: (ctx: Context, order: OrderRecord) => Promise<void>,
): Promise<OrderDetail> {
  return change(ctx, input.id, async (ctx) => {
    const order = await shared.lockOrder(ctx, input.orderId, 'supervision.order')
    if (!order) throw new Problem('not-found')
    if (order.version !== input.version) throw new Problem('version-conflict')
    await run(ctx, order)
    await shared.updateOrder(ctx, order.id, { version: order.version + 1 })
    await settle(ctx, order.id)
    return detailOf(ctx, order.id)
  })
}

async function hold(ctx: Context, order: OrderRecord): Promise<OrderRecord> {
  const held = await shared.updateOrder(ctx, order.id, { assignerId: staffOf(ctx).id })
  await tell(ctx, held, { action: 'take-over' })
  return held
}

const isEnded = (order: OrderRecord) => {
  const state = OrderState.parse(order.state)
  return state === 'cleared' || state === 'withdrawn'
}
