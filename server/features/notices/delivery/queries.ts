import type { Channel } from '@minyi/shared/notices/rules.ts'
import { and, eq, gt, sql } from 'drizzle-orm'
import type { Context, Platform } from '../../../platform/context.ts'
import type { DeliveryRow, NoticeRow } from '../queries.ts'
import { noticeDeliveries, noticeGrants, noticeRefusals, notices } from '../tables.ts'

/** A way that is due: `was` is what it was before it was taken, so that a lost attempt is known. */
export type Taken = { delivery: DeliveryRow; notice: NoticeRow; was: string }

/** Takes what is due, oldest first, each by one process; whoever dies over it leaves it to be taken up again at `retryAt`. */
export async function takeDue(platform: Platform, limit: number, retryAt: Date): Promise<Taken[]> {
  const db = platform.database.db
  return db.transaction(async (tx) => {
    const due = await tx
      .select()
      .from(noticeDeliveries)
      .where(sql`${noticeDeliveries.dueAt} <= ${platform.now().toISOString()}::timestamptz`)
      .orderBy(noticeDeliveries.dueAt)
      .limit(limit)
      .for('update', { skipLocked: true })
    if (due.length === 0) return []
    const keys = sql.join(
      due.map((row) => sql`(${row.tenantId}::uuid, ${row.noticeId}::uuid, ${row.channel})`),
      sql`, `,
    )
    const taken = await tx
      .update(noticeDeliveries)
      .set({
        state: sql`case when ${noticeDeliveries.state} = 'sent' then 'sent' else 'sending' end`,
        tries: sql`${noticeDeliveries.tries} + 1`,
        dueAt: retryAt,
      })
      .where(
        sql`(${noticeDeliveries.tenantId}, ${noticeDeliveries.noticeId}, ${noticeDeliveries.channel}) in (${keys})`,
      )
      .returning()
    const owners = sql.join(
      due.map((row) => sql`(${row.tenantId}::uuid, ${row.noticeId}::uuid)`),
      sql`, `,
    )
    const rows = await tx.select().from(notices).where(sql`(${notices.tenantId}, ${notices.id}) in (${owners})`)
    return due.flatMap((was) => {
      const delivery = taken.find(({ noticeId, channel }) => noticeId === was.noticeId && channel === was.channel)
      const notice = rows.find(({ id, tenantId }) => id === was.noticeId && tenantId === was.tenantId)
      return notice && delivery ? [{ delivery, notice, was: was.state }] : []
    })
  })
}

export async function settleDelivery(
  ctx: Context,
  { noticeId, channel }: { noticeId: string; channel: string },
  patch: Partial<Omit<DeliveryRow, 'tenantId' | 'noticeId' | 'channel'>>,
): Promise<void> {
  await ctx.db
    .update(noticeDeliveries)
    .set(patch)
    .where(
      and(
        eq(noticeDeliveries.tenantId, ctx.tenant.id),
        eq(noticeDeliveries.noticeId, noticeId),
        eq(noticeDeliveries.channel, channel),
      ),
    )
}

/** Uses up one of the resident's taps; false when none is left. */
export async function spendGrant(ctx: Context, residentId: string, templateId: string): Promise<boolean> {
  const spent = await ctx.db
    .update(noticeGrants)
    .set({ left: sql`${noticeGrants.left} - 1` })
    .where(and(grantOf(ctx, residentId, templateId), gt(noticeGrants.left, 0)))
    .returning({ left: noticeGrants.left })
  return spent.length > 0
}

/** Gives a tap back that WeChat did not use, or forgets those that WeChat no longer knows. */
export async function correctGrant(
  ctx: Context,
  residentId: string,
  templateId: string,
  to: 'back' | 'none',
): Promise<void> {
  await ctx.db
    .update(noticeGrants)
    .set({ left: to === 'none' ? 0 : sql`${noticeGrants.left} + 1` })
    .where(grantOf(ctx, residentId, templateId))
}

export async function isRefused(ctx: Context, residentId: string, purpose: string, channel: Channel): Promise<boolean> {
  const rows = await ctx.db
    .select({ at: noticeRefusals.at })
    .from(noticeRefusals)
    .where(
      and(
        eq(noticeRefusals.tenantId, ctx.tenant.id),
        eq(noticeRefusals.residentId, residentId),
        eq(noticeRefusals.purpose, purpose),
        eq(noticeRefusals.channel, channel),
      ),
    )
  return rows.length > 0
}

const grantOf = (ctx: Context, residentId: string, templateId: string) =>
  and(
    eq(noticeGrants.tenantId, ctx.tenant.id),
    eq(noticeGrants.residentId, residentId),
    eq(noticeGrants.templateId, templateId),
  )
