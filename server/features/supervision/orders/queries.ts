import type { OrderView } from '@minyi/shared/supervision/contract.ts'
import { and, asc, desc, eq, exists, ilike, inArray, lt, or, type SQL, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { staff } from '../../identity/tables.ts'
import { type OrderRecord, seen } from '../queries.ts'
import { supervisionOrders as orders, supervisionTasks as tasks } from '../tables.ts'

export type OrderFilter = {
  view: OrderView
  unitId?: string | undefined
  source?: string | undefined
  reach: 'all' | 'mine'
  q?: string | undefined
}
export type OrderLine = { order: OrderRecord; assignerName: string | null; assignerActive: boolean | null }

const columns = { order: orders, assignerName: staff.name, assignerActive: staff.active }
const active = ['unassigned', 'open', 'finished']

/** Which orders a view holds. */
function inView(ctx: Context, view: OrderView): SQL | undefined {
  if (view === 'all') return undefined
  if (view === 'active') return inArray(orders.state, active)
  if (view === 'late') return lt(orders.dueAt, ctx.now())
  if (view === 'to-clear') return exists(partIn(ctx, 'finished'))
  return eq(orders.state, view)
}

function partIn(ctx: Context, state: string) {
  return ctx.db
    .select({ id: tasks.id })
    .from(tasks)
    .where(and(eq(tasks.tenantId, orders.tenantId), eq(tasks.orderId, orders.id), eq(tasks.state, state)))
}

/** Ended ones by when they were opened, the newest first; the others by what is due next, the most urgent first. */
export const isByDue = (view: OrderView): boolean => view !== 'all' && view !== 'cleared' && view !== 'withdrawn'
export const sortKeyOf = (view: OrderView, { order }: OrderLine): Date =>
  isByDue(view) ? (order.dueAt ?? order.openedAt) : order.openedAt

export async function listOrders(
  ctx: Context,
  filter: OrderFilter,
  page: { after: readonly [at: string, id: string] | undefined; limit: number },
): Promise<OrderLine[]> {
  const byDue = isByDue(filter.view)
  const key = byDue ? sql`coalesce(${orders.dueAt}, ${orders.openedAt})` : sql`${orders.openedAt}`
  const keys = sql`(${key}, ${orders.id})`
  const after = page.after && sql`(${page.after[0]}::timestamptz, ${page.after[1]}::uuid)`
  const order = byDue ? [asc(key), asc(orders.id)] : [desc(key), desc(orders.id)]
  return selectOrders(ctx)
    .where(
      and(
        seen(ctx, 'supervision.read'),
        inView(ctx, filter.view),
        filter.unitId ? exists(partOf(ctx, filter.unitId)) : undefined,
        filter.source ? eq(orders.source, filter.source) : undefined,
        filter.reach === 'mine' && ctx.actor.kind === 'staff' ? eq(orders.assignerId, ctx.actor.id) : undefined,
        filter.q ? likeWords(filter.q) : undefined,
        after ? (byDue ? sql`${keys} > ${after}` : sql`${keys} < ${after}`) : undefined,
      ),
    )
    .orderBy(...order)
    .limit(page.limit)
}

function likeWords(words: string): SQL | undefined {
  const like = `%${words.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  return or(ilike(orders.title, like), ilike(orders.number, like))
}

function partOf(ctx: Context, unitId: string) {
  return ctx.db
    .select({ id: tasks.id })
    .from(tasks)
    .where(and(eq(tasks.tenantId, orders.tenantId), eq(tasks.orderId, orders.id), eq(tasks.unitId, unitId)))
}

/** The orders of one source (an item, an alarm) that the caller sees, the newest first. */
export async function listOrdersOf(ctx: Context, sourceId: string): Promise<OrderLine[]> {
  return selectOrders(ctx)
    .where(and(seen(ctx, 'supervision.read'), eq(orders.sourceId, sourceId)))
    .orderBy(desc(orders.openedAt))
}

export async function findOrder(ctx: Context, id: string): Promise<OrderLine | undefined> {
  const [line] = await selectOrders(ctx).where(and(seen(ctx, 'supervision.read'), eq(orders.id, id)))
  return line
}

/** An order with its assigner, whatever the caller's reach: the use case has checked it. */
export async function getOrder(ctx: Context, id: string): Promise<OrderLine> {
  const [line] = await selectOrders(ctx).where(and(eq(orders.tenantId, ctx.tenant.id), eq(orders.id, id)))
  if (!line) throw new Error('the order was there a moment ago')
  return line
}

function selectOrders(ctx: Context) {
  return ctx.db
    .select(columns)
    .from(orders)
    .leftJoin(staff, and(eq(staff.tenantId, orders.tenantId), eq(staff.id, orders.assignerId)))
}

/** How many orders each view holds for the caller, in one pass. */
export async function countViews(ctx: Context, views: readonly OrderView[]): Promise<Record<string, number>> {
  const counted = Object.fromEntries(
    views.map((view) => [view, sql<number>`count(*) filter (where ${inView(ctx, view) ?? sql`true`})::int`]),
  )
  const [row] = await ctx.db.select(counted).from(orders).where(seen(ctx, 'supervision.read'))
  return row ?? {}
}
