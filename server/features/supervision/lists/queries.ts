import type { ListKind } from '@minyi/shared/supervision/lists/contract.ts'
import { and, desc, eq, inArray, lt, or, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { staff } from '../../identity/tables.ts'
import { units } from '../../registry/tables.ts'
import { notHidden, seen } from '../queries.ts'
import {
  supervisionEvents as events,
  supervisionLists as lists,
  supervisionOrders as orders,
  supervisionTasks as tasks,
} from '../tables.ts'

export type ListRecord = typeof lists.$inferSelect

/** Every part of every order that was given before an instant and had not ended before another, whoever may see it. */
export async function listParts(ctx: Context, between: { from: Date; to: Date }) {
  return ctx.db
    .select({ task: tasks, order: orders, unitName: units.name, assignerName: staff.name })
    .from(tasks)
    .innerJoin(orders, and(eq(orders.tenantId, tasks.tenantId), eq(orders.id, tasks.orderId)))
    .innerJoin(units, and(eq(units.tenantId, tasks.tenantId), eq(units.id, tasks.unitId)))
    .leftJoin(staff, and(eq(staff.tenantId, orders.tenantId), eq(staff.id, orders.assignerId)))
    .where(
      and(
        eq(tasks.tenantId, ctx.tenant.id),
        lt(tasks.assignedAt, between.to),
        or(sql`${tasks.endedAt} is null`, sql`${tasks.endedAt} >= ${between.from.toISOString()}::timestamptz`),
      ),
    )
    .orderBy(tasks.assignedAt, orders.number, units.name)
}

/** When parts were sent back. */
export async function listReturns(ctx: Context, taskIds: readonly string[]) {
  return ctx.db
    .select({ taskId: events.taskId, at: events.at })
    .from(events)
    .where(
      and(
        eq(events.tenantId, ctx.tenant.id),
        inArray(events.taskId, [...taskIds]),
        inArray(events.action, ['return', 'reopen']),
      ),
    )
}

/** Which of these orders the caller may see, as a supervisor or as a unit: a list shows nobody more than that. */
export async function listSeen(
  ctx: Context,
  orderIds: readonly string[],
  as: 'supervisor' | 'unit',
): Promise<string[]> {
  const reach = as === 'supervisor' ? seen(ctx, 'supervision.read') : notHidden(ctx, orders)
  const rows = await ctx.db
    .select({ id: orders.id })
    .from(orders)
    .where(and(eq(orders.tenantId, ctx.tenant.id), reach, inArray(orders.id, [...orderIds])))
  return rows.map(({ id }) => id)
}

export async function insertListOnce(ctx: Context, row: Omit<typeof lists.$inferInsert, 'tenantId'>) {
  const [kept] = await ctx.db
    .insert(lists)
    .values({ ...row, tenantId: ctx.tenant.id })
    .onConflictDoNothing({ target: [lists.tenantId, lists.kind, lists.fromDay] })
    .returning()
  return kept
}

export async function findIssuedId(ctx: Context, kind: ListKind, fromDay: string): Promise<string | null> {
  const [row] = await ctx.db
    .select({ id: lists.id })
    .from(lists)
    .where(and(eq(lists.tenantId, ctx.tenant.id), eq(lists.kind, kind), eq(lists.fromDay, fromDay)))
  return row?.id ?? null
}

function selectLists(ctx: Context) {
  return ctx.db
    .select({ list: lists, issuedBy: staff.name })
    .from(lists)
    .leftJoin(staff, and(eq(staff.tenantId, lists.tenantId), eq(staff.id, lists.issuedBy)))
}
export type ListLine = Awaited<ReturnType<typeof selectLists>>[number]

export async function listLists(
  ctx: Context,
  kind: ListKind,
  page: { after: readonly [day: string, id: string] | undefined; limit: number },
): Promise<ListLine[]> {
  const after = page.after && sql`(${lists.fromDay}, ${lists.id}) < (${page.after[0]}::date, ${page.after[1]}::uuid)`
  return selectLists(ctx)
    .where(and(eq(lists.tenantId, ctx.tenant.id), eq(lists.kind, kind), after))
    .orderBy(desc(lists.fromDay), desc(lists.id))
    .limit(page.limit)
}

export async function findList(ctx: Context, id: string): Promise<ListLine | undefined> {
  const [line] = await selectLists(ctx).where(and(eq(lists.tenantId, ctx.tenant.id), eq(lists.id, id)))
  return line
}
