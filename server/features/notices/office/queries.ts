import { and, desc, eq, gte, lt, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { noticeDeliveries, notices } from '../tables.ts'

export type LogFilter = {
  channel?: string | undefined
  state?: string | undefined
  kind?: string | undefined
  from?: Date | undefined
  until?: Date | undefined
}

const withNotice = and(eq(notices.tenantId, noticeDeliveries.tenantId), eq(notices.id, noticeDeliveries.noticeId))

/** The log of the ways that messages took, the newest first; without the item and without the person. */
export async function listLog(
  ctx: Context,
  filter: LogFilter,
  page: { after: readonly [string, string, string] | undefined; limit: number },
) {
  return ctx.db
    .select({ delivery: noticeDeliveries, kind: notices.kind, readAt: notices.readAt })
    .from(noticeDeliveries)
    .innerJoin(notices, withNotice)
    .where(
      and(
        eq(noticeDeliveries.tenantId, ctx.tenant.id),
        filter.channel ? eq(noticeDeliveries.channel, filter.channel) : undefined,
        filter.state ? eq(noticeDeliveries.state, filter.state) : undefined,
        filter.kind ? eq(notices.kind, filter.kind) : undefined,
        filter.from ? gte(noticeDeliveries.createdAt, filter.from) : undefined,
        filter.until ? lt(noticeDeliveries.createdAt, filter.until) : undefined,
        page.after &&
          sql`(${noticeDeliveries.createdAt}, ${noticeDeliveries.noticeId}, ${noticeDeliveries.channel})
            < (${page.after[0]}::timestamptz, ${page.after[1]}::uuid, ${page.after[2]})`,
      ),
    )
    .orderBy(desc(noticeDeliveries.createdAt), desc(noticeDeliveries.noticeId), desc(noticeDeliveries.channel))
    .limit(page.limit)
}
export type LogRow = Awaited<ReturnType<typeof listLog>>[number]

export async function countByOutcome(ctx: Context, since: Date) {
  return ctx.db
    .select({
      channel: noticeDeliveries.channel,
      state: noticeDeliveries.state,
      count: sql<number>`count(*)`.mapWith(Number),
    })
    .from(noticeDeliveries)
    .where(and(eq(noticeDeliveries.tenantId, ctx.tenant.id), gte(noticeDeliveries.createdAt, since)))
    .groupBy(noticeDeliveries.channel, noticeDeliveries.state)
}

/** Messages to residents since an instant, and how many of them were read in the inbox. */
export async function countRead(ctx: Context, since: Date): Promise<{ messages: number; read: number }> {
  const [row] = await ctx.db
    .select({
      messages: sql<number>`count(*)`.mapWith(Number),
      read: sql<number>`count(${notices.readAt})`.mapWith(Number),
    })
    .from(notices)
    .where(and(eq(notices.tenantId, ctx.tenant.id), eq(notices.audience, 'resident'), gte(notices.at, since)))
  return row ?? { messages: 0, read: 0 }
}
