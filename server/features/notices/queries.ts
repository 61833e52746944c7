import type { Channel } from '@minyi/shared/notices/rules.ts'
import type { Context } from '../../platform/context.ts'
import { noticeDeliveries, notices } from './tables.ts'

export type NoticeRow = typeof notices.$inferSelect
export type DeliveryRow = typeof noticeDeliveries.$inferSelect

/** How many were new; what has the same key is there already. */
export async function insertNotices(
  ctx: Context,
  rows: readonly Omit<typeof notices.$inferInsert, 'tenantId'>[],
): Promise<number> {
  const made = await ctx.db
    .insert(notices)
    .values(rows.map((row) => ({ ...row, tenantId: ctx.tenant.id })))
    .onConflictDoNothing()
    .returning({ id: notices.id })
  return made.length
}

/** Opens the next way for a message. */
export async function insertDelivery(
  ctx: Context,
  row: { noticeId: string; channel: Channel; dueAt: Date | null },
): Promise<void> {
  await ctx.db
    .insert(noticeDeliveries)
    .values({ ...row, tenantId: ctx.tenant.id, state: 'waiting', createdAt: ctx.now() })
    .onConflictDoNothing()
}
