import type { Permission } from '@minyi/shared/platform/identity.ts'
import type { CheckpointKind } from '@minyi/shared/supervision/contract.ts'
import {
  and,
  arrayContains,
  arrayOverlaps,
  asc,
  eq,
  exists,
  inArray,
  isNull,
  not,
  or,
  type SQL,
  sql,
} from 'drizzle-orm'
import { scopeOf } from '../../platform/access.ts'
import { type Context, unitIdsOf } from '../../platform/context.ts'
import { newRowId } from '../../platform/ids.ts'
import { staff } from '../identity/tables.ts'
import { units } from '../registry/tables.ts'
import {
  supervisionCheckpoints as checkpoints,
  supervisionEvents as events,
  supervisionExtensions as extensions,
  supervisionNumbers as numbers,
  supervisionOrders as orders,
  type supervisionLetters,
  supervisionTasks as tasks,
} from './tables.ts'

export type OrderRecord = typeof orders.$inferSelect
export type TaskRecord = typeof tasks.$inferSelect
export type CheckpointRecord = typeof checkpoints.$inferSelect
export type ExtensionRecord = typeof extensions.$inferSelect

type Veiled = typeof orders | typeof supervisionLetters

/** Rows that are not hidden from the caller, nor from any unit that the caller belongs to or acts for. */
export function notHidden(ctx: Context, from: Veiled): SQL | undefined {
  if (ctx.actor.kind !== 'staff') return undefined
  const own = unitIdsOf(ctx.actor)
  return and(
    own.length > 0 ? not(arrayOverlaps(from.hiddenFromUnits, own)) : undefined,
    not(arrayContains(from.hiddenFromStaff, [ctx.actor.id])),
  )
}

/** The orders that a supervisor reaches: the own ones, and those whose area and some unit the permission covers. */
export function seen(ctx: Context, permission: Permission): SQL | undefined {
  const { actor } = ctx
  const within = ctx.db
    .select({ id: tasks.id })
    .from(tasks)
    .where(and(ofOrder(), scopeOf(actor, permission, { area: orders.areaId, unit: tasks.unitId })))
  return and(
    eq(orders.tenantId, ctx.tenant.id),
    notHidden(ctx, orders),
    or(
      actor.kind === 'staff' ? eq(orders.assignerId, actor.id) : undefined,
      scopeOf(actor, permission, { area: orders.areaId }),
      exists(within),
    ),
  )
}

/** The parts that lie with the caller's units. */
export function assignedTo(ctx: Context): SQL | undefined {
  return and(
    eq(tasks.tenantId, ctx.tenant.id),
    scopeOf(ctx.actor, 'supervision.answer', { unit: tasks.unitId }),
    notHidden(ctx, orders),
  )
}

/** The parts of an order, in a join or below it. */
export const ofOrder = () => and(eq(tasks.tenantId, orders.tenantId), eq(tasks.orderId, orders.id))

export async function lockOrder(ctx: Context, id: string, permission: Permission): Promise<OrderRecord | undefined> {
  const [row] = await ctx.db
    .select()
    .from(orders)
    .where(and(seen(ctx, permission), eq(orders.id, id)))
    .for('update')
  return row
}

/** An order whatever the caller's reach: the use case has checked it. */
export async function getOrderRecord(ctx: Context, id: string): Promise<OrderRecord> {
  const [row] = await ctx.db
    .select()
    .from(orders)
    .where(and(eq(orders.tenantId, ctx.tenant.id), eq(orders.id, id)))
  if (!row) throw new Error('the order was there a moment ago')
  return row
}

/** The order of a part, locked: whoever changes any of its parts waits here. */
async function lockOrderOfTask(ctx: Context, taskId: string, reach: SQL | undefined): Promise<OrderRecord | undefined> {
  const [row] = await ctx.db
    .select({ order: orders })
    .from(orders)
    .innerJoin(tasks, ofOrder())
    .where(and(eq(tasks.tenantId, ctx.tenant.id), eq(tasks.id, taskId), reach))
    .for('update', { of: orders })
  return row?.order
}

/** A part and its order, locked for a step of the unit or of whoever directs it. */
export async function lockTask(
  ctx: Context,
  taskId: string,
  as: 'unit' | 'supervisor',
): Promise<{ order: OrderRecord; task: TaskRecord } | undefined> {
  const order = await lockOrderOfTask(ctx, taskId, as === 'unit' ? assignedTo(ctx) : seen(ctx, 'supervision.order'))
  if (!order) return undefined
  const [task] = await ctx.db
    .select()
    .from(tasks)
    .where(and(eq(tasks.tenantId, ctx.tenant.id), eq(tasks.id, taskId)))
  return task && { order, task }
}

export async function insertOrder(
  ctx: Context,
  row: Omit<typeof orders.$inferInsert, 'tenantId'>,
): Promise<OrderRecord> {
  const [kept] = await ctx.db
    .insert(orders)
    .values({ ...row, tenantId: ctx.tenant.id })
    .returning()
  if (!kept) throw new Error('an insert answers with its row')
  return kept
}

export async function updateOrder(
  ctx: Context,
  id: string,
  patch: Partial<typeof orders.$inferInsert>,
): Promise<OrderRecord> {
  const [row] = await ctx.db
    .update(orders)
    .set(patch)
    .where(and(eq(orders.tenantId, ctx.tenant.id), eq(orders.id, id)))
    .returning()
  if (!row) throw new Error('the order was locked a moment ago')
  return row
}

/** Gives a unit its part; nothing where it has one already. */
export async function insertTaskOnce(ctx: Context, row: Omit<typeof tasks.$inferInsert, 'tenantId'>) {
  const [kept] = await ctx.db
    .insert(tasks)
    .values({ ...row, tenantId: ctx.tenant.id })
    .onConflictDoNothing()
    .returning()
  return kept
}

export async function updateTask(
  ctx: Context,
  id: string,
  patch: Partial<typeof tasks.$inferInsert>,
): Promise<TaskRecord> {
  const [row] = await ctx.db
    .update(tasks)
    .set(patch)
    .where(and(eq(tasks.tenantId, ctx.tenant.id), eq(tasks.id, id)))
    .returning()
  if (!row) throw new Error('the order of this part was locked a moment ago')
  return row
}

/** The parts of orders with their units' names, in the order in which they were given. */
export async function listTasksOf(ctx: Context, orderIds: readonly string[]) {
  return ctx.db
    .select({ task: tasks, unitName: units.name })
    .from(tasks)
    .innerJoin(units, and(eq(units.tenantId, tasks.tenantId), eq(units.id, tasks.unitId)))
    .where(and(eq(tasks.tenantId, ctx.tenant.id), inArray(tasks.orderId, [...orderIds])))
    .orderBy(asc(tasks.assignedAt), asc(units.name))
}
export type TaskLine = Awaited<ReturnType<typeof listTasksOf>>[number]

export async function insertCheckpoint(ctx: Context, row: Omit<typeof checkpoints.$inferInsert, 'tenantId'>) {
  await ctx.db.insert(checkpoints).values({ ...row, tenantId: ctx.tenant.id })
}

export async function listCheckpoints(ctx: Context, taskIds: readonly string[]): Promise<CheckpointRecord[]> {
  return ctx.db
    .select()
    .from(checkpoints)
    .where(and(eq(checkpoints.tenantId, ctx.tenant.id), inArray(checkpoints.taskId, [...taskIds])))
    .orderBy(asc(checkpoints.round), asc(checkpoints.dueAt), asc(checkpoints.startedAt))
}

export async function meetCheckpoints(ctx: Context, task: TaskRecord, kinds: readonly CheckpointKind[]) {
  if (kinds.length === 0) return
  await ctx.db
    .update(checkpoints)
    .set({ metAt: ctx.now() })
    .where(and(ofRound(task), inArray(checkpoints.kind, [...kinds]), isNull(checkpoints.metAt)))
}

/** Puts off the day by which the work itself has to be done; a later reminder counts anew. */
export async function moveFinish(ctx: Context, task: TaskRecord, due: { dueAt: Date; dueDay: string }) {
  await ctx.db
    .update(checkpoints)
    .set({ ...due, lateToldAt: null })
    .where(and(ofRound(task), eq(checkpoints.kind, 'finish'), isNull(checkpoints.metAt)))
}

const ofRound = (task: TaskRecord) =>
  and(eq(checkpoints.tenantId, task.tenantId), eq(checkpoints.taskId, task.id), eq(checkpoints.round, task.round))

export async function insertExtension(ctx: Context, row: Omit<typeof extensions.$inferInsert, 'tenantId' | 'id'>) {
  await ctx.db.insert(extensions).values({ ...row, tenantId: ctx.tenant.id, id: newRowId(ctx.now().getTime()) })
}

export async function listExtensions(ctx: Context, taskIds: readonly string[]): Promise<ExtensionRecord[]> {
  return ctx.db
    .select()
    .from(extensions)
    .where(and(eq(extensions.tenantId, ctx.tenant.id), inArray(extensions.taskId, [...taskIds])))
    .orderBy(asc(extensions.askedAt))
}

export async function decidePending(
  ctx: Context,
  taskId: string,
  decision: { decidedBy: string | null; granted: boolean; words: string | null },
): Promise<ExtensionRecord | undefined> {
  const [row] = await ctx.db
    .update(extensions)
    .set({ ...decision, decidedAt: ctx.now() })
    .where(and(eq(extensions.tenantId, ctx.tenant.id), eq(extensions.taskId, taskId), isNull(extensions.decidedAt)))
    .returning()
  return row
}

export async function insertEvent(
  ctx: Context,
  event: { subjectId: string; taskId: string | null; action: string; words: string | null },
): Promise<string> {
  const at = ctx.now()
  const id = newRowId(at.getTime())
  const staffId = ctx.actor.kind === 'staff' ? ctx.actor.id : null
  await ctx.db.insert(events).values({ ...event, tenantId: ctx.tenant.id, id, at, staffId })
  return id
}

export async function listEvents(ctx: Context, subjectId: string) {
  return ctx.db
    .select({ event: events, by: staff.name, unitName: units.name })
    .from(events)
    .leftJoin(staff, and(eq(staff.tenantId, events.tenantId), eq(staff.id, events.staffId)))
    .leftJoin(tasks, and(eq(tasks.tenantId, events.tenantId), eq(tasks.id, events.taskId)))
    .leftJoin(units, and(eq(units.tenantId, tasks.tenantId), eq(units.id, tasks.unitId)))
    .where(and(eq(events.tenantId, ctx.tenant.id), eq(events.subjectId, subjectId)))
    .orderBy(asc(events.at), asc(events.turn))
}
export type EventLine = Awaited<ReturnType<typeof listEvents>>[number]

/** The next running number of a series in a year. Whoever comes at the same time waits for this transaction. */
export async function takeNumber(ctx: Context, series: string, year: string): Promise<number> {
  const [row] = await ctx.db
    .insert(numbers)
    .values({ tenantId: ctx.tenant.id, series, year, last: 1 })
    .onConflictDoUpdate({
      target: [numbers.tenantId, numbers.series, numbers.year],
      set: { last: sql`${numbers.last} + 1` },
    })
    .returning({ last: numbers.last })
  return row?.last ?? 1
}

export async function listUnitNames(ctx: Context, ids: readonly string[]): Promise<string[]> {
  const rows = await ctx.db
    .select({ name: units.name })
    .from(units)
    .where(and(eq(units.tenantId, ctx.tenant.id), inArray(units.id, [...ids])))
    .orderBy(asc(units.name))
  return rows.map(({ name }) => name)
}

/** The units of a list that exist and work. */
export async function listActiveUnits(ctx: Context, ids: readonly string[]): Promise<{ id: string; name: string }[]> {
  return ctx.db
    .select({ id: units.id, name: units.name })
    .from(units)
    .where(and(eq(units.tenantId, ctx.tenant.id), inArray(units.id, [...ids]), eq(units.active, true)))
}
