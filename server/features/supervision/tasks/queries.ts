import type { TaskListView } from '@minyi/shared/supervision/tasks/contract.ts'
import { and, asc, desc, eq, inArray, lt, type SQL, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { staff } from '../../identity/tables.ts'
import { units } from '../../registry/tables.ts'
import { assignedTo } from '../queries.ts'
import { supervisionOrders as orders, supervisionTasks as tasks } from '../tables.ts'

/** The parts that lie with the caller's units, with their order and who assigned it. */
function selectOwn(ctx: Context) {
  return ctx.db
    .select({ task: tasks, order: orders, unitName: units.name, assignerName: staff.name })
    .from(tasks)
    .innerJoin(orders, and(eq(orders.tenantId, tasks.tenantId), eq(orders.id, tasks.orderId)))
    .innerJoin(units, and(eq(units.tenantId, tasks.tenantId), eq(units.id, tasks.unitId)))
    .leftJoin(staff, and(eq(staff.tenantId, orders.tenantId), eq(staff.id, orders.assignerId)))
}
export type OwnTask = Awaited<ReturnType<typeof selectOwn>>[number]

function inView(ctx: Context, view: TaskListView): SQL | undefined {
  if (view === 'all') return undefined
  if (view === 'late') return lt(tasks.dueAt, ctx.now())
  if (view === 'finished') return eq(tasks.state, 'finished')
  return inArray(tasks.state, view === 'open' ? ['assigned', 'working', 'returned'] : ['cleared', 'withdrawn'])
}

/** What is to be done, the most urgent first; the other views by when it was given, the newest first. */
export const isByDue = (view: TaskListView): boolean => view === 'open' || view === 'late'
export const sortKeyOf = (view: TaskListView, { task }: OwnTask): Date =>
  isByDue(view) ? (task.dueAt ?? task.assignedAt) : task.assignedAt

export async function listOwn(
  ctx: Context,
  view: TaskListView,
  page: { after: readonly [at: string, id: string] | undefined; limit: number },
): Promise<OwnTask[]> {
  const byDue = isByDue(view)
  const key = byDue ? sql`coalesce(${tasks.dueAt}, ${tasks.assignedAt})` : sql`${tasks.assignedAt}`
  const keys = sql`(${key}, ${tasks.id})`
  const after = page.after && sql`(${page.after[0]}::timestamptz, ${page.after[1]}::uuid)`
  return selectOwn(ctx)
    .where(
      and(assignedTo(ctx), inView(ctx, view), after && (byDue ? sql`${keys} > ${after}` : sql`${keys} < ${after}`)),
    )
    .orderBy(...(byDue ? [asc(key), asc(tasks.id)] : [desc(key), desc(tasks.id)]))
    .limit(page.limit)
}

export async function findOwn(ctx: Context, taskId: string): Promise<OwnTask | undefined> {
  const [row] = await selectOwn(ctx).where(and(assignedTo(ctx), eq(tasks.id, taskId)))
  return row
}

export async function countOwn(ctx: Context, views: readonly TaskListView[]): Promise<Record<string, number>> {
  const counted = Object.fromEntries(
    views.map((view) => [view, sql<number>`count(*) filter (where ${inView(ctx, view) ?? sql`true`})::int`]),
  )
  const [row] = await ctx.db
    .select(counted)
    .from(tasks)
    .innerJoin(orders, and(eq(orders.tenantId, tasks.tenantId), eq(orders.id, tasks.orderId)))
    .where(assignedTo(ctx))
  return row ?? {}
}
