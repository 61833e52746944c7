import { and, asc, eq, sql } from 'drizzle-orm'
import type { Context } from '../../../../platform/context.ts'
import { noticeDeliveries, notices } from '../../../notices/tables.ts'
import { within } from '../../queries.ts'
import { cases } from '../../tables.ts'

const task = {
  noticeId: notices.id,
  caseId: cases.id,
  number: cases.number,
  title: cases.title,
  identity: cases.identity,
  kind: notices.kind,
  since: noticeDeliveries.createdAt,
  tries: noticeDeliveries.tries,
}

/** Calls that wait, about items within the caller's reach; nobody who is barred from an item finds its calls. */
function selectTasks(ctx: Context) {
  return ctx.db
    .select(task)
    .from(noticeDeliveries)
    .innerJoin(notices, and(eq(notices.tenantId, noticeDeliveries.tenantId), eq(notices.id, noticeDeliveries.noticeId)))
    .innerJoin(cases, and(eq(cases.tenantId, notices.tenantId), eq(cases.id, notices.aboutId)))
}

const waiting = (ctx: Context) =>
  and(
    eq(noticeDeliveries.tenantId, ctx.tenant.id),
    sql`${noticeDeliveries.channel} = 'call' and ${noticeDeliveries.state} = 'waiting'`,
    eq(notices.aboutKind, 'case'),
    within(ctx, 'cases.call-back'),
  )

export async function listTasks(ctx: Context, page: { after: readonly [string, string] | undefined; limit: number }) {
  return selectTasks(ctx)
    .where(
      and(
        waiting(ctx),
        page.after &&
          sql`(${noticeDeliveries.createdAt}, ${notices.id}) > (${page.after[0]}::timestamptz, ${page.after[1]}::uuid)`,
      ),
    )
    .orderBy(asc(noticeDeliveries.createdAt), asc(notices.id))
    .limit(page.limit)
}
export type TaskRow = Awaited<ReturnType<typeof listTasks>>[number]

/** How many calls wait within the caller's reach. */
export async function countTasks(ctx: Context): Promise<number> {
  const [row] = await ctx.db
    .select({ count: sql<number>`count(*)`.mapWith(Number) })
    .from(noticeDeliveries)
    .innerJoin(notices, and(eq(notices.tenantId, noticeDeliveries.tenantId), eq(notices.id, noticeDeliveries.noticeId)))
    .innerJoin(cases, and(eq(cases.tenantId, notices.tenantId), eq(cases.id, notices.aboutId)))
    .where(waiting(ctx))
  return row?.count ?? 0
}

export async function lockTask(ctx: Context, noticeId: string): Promise<TaskRow | undefined> {
  const [row] = await selectTasks(ctx)
    .where(and(waiting(ctx), eq(notices.id, noticeId)))
    .for('update', { of: noticeDeliveries })
  return row
}

export async function settleTask(
  ctx: Context,
  noticeId: string,
  patch: { state: string; tries: number; doneAt: Date | null; doneBy: string },
): Promise<void> {
  await ctx.db
    .update(noticeDeliveries)
    .set({ ...patch, sentAt: ctx.now() })
    .where(
      and(
        eq(noticeDeliveries.tenantId, ctx.tenant.id),
        eq(noticeDeliveries.noticeId, noticeId),
        eq(noticeDeliveries.channel, 'call'),
      ),
    )
}
