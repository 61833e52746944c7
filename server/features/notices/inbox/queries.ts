import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import type { NoticeRow } from '../queries.ts'
import { notices } from '../tables.ts'

const inboxOf = (ctx: Context, recipient: Buffer) =>
  and(eq(notices.tenantId, ctx.tenant.id), eq(notices.recipient, recipient))

export async function listNotices(
  ctx: Context,
  recipient: Buffer,
  page: { unread: boolean; after: readonly [string, string] | undefined; limit: number },
): Promise<NoticeRow[]> {
  return ctx.db
    .select()
    .from(notices)
    .where(
      and(
        inboxOf(ctx, recipient),
        page.unread ? isNull(notices.readAt) : undefined,
        page.after && sql`(${notices.at}, ${notices.id}) < (${page.after[0]}::timestamptz, ${page.after[1]}::uuid)`,
      ),
    )
    .orderBy(desc(notices.at), desc(notices.id))
    .limit(page.limit)
}

/** How many are unread; nobody needs to know it beyond a hundred. */
export async function countUnreadRows(ctx: Context, recipient: Buffer, most: number): Promise<number> {
  const unread = ctx.db
    .select({ one: sql`1` })
    .from(notices)
    .where(and(inboxOf(ctx, recipient), isNull(notices.readAt)))
    .limit(most)
  const [row] = await ctx.db.select({ count: sql<number>`count(*)`.mapWith(Number) }).from(sql`${unread} as unread`)
  return row?.count ?? 0
}

export async function markNotices(ctx: Context, recipient: Buffer, ids: readonly string[] | undefined): Promise<void> {
  await ctx.db
    .update(notices)
    .set({ readAt: ctx.now() })
    .where(and(inboxOf(ctx, recipient), isNull(notices.readAt), ids ? inArray(notices.id, [...ids]) : undefined))
}
