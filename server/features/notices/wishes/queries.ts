import { and, eq, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { noticeGrants, noticeRefusals } from '../tables.ts'

export async function listGrantsLeft(ctx: Context, residentId: string) {
  return ctx.db
    .select({ templateId: noticeGrants.templateId, left: noticeGrants.left })
    .from(noticeGrants)
    .where(and(eq(noticeGrants.tenantId, ctx.tenant.id), eq(noticeGrants.residentId, residentId)))
}

/** Counts one tap more for a template, up to `most`. */
export async function addGrant(ctx: Context, residentId: string, templateId: string, most: number): Promise<void> {
  await ctx.db
    .insert(noticeGrants)
    .values({ tenantId: ctx.tenant.id, residentId, templateId, left: 1, at: ctx.now() })
    .onConflictDoUpdate({
      target: [noticeGrants.tenantId, noticeGrants.residentId, noticeGrants.templateId],
      set: { left: sql`least(${noticeGrants.left} + 1, ${most}::int)`, at: ctx.now() },
    })
}

export async function listRefusals(ctx: Context, residentId: string) {
  return ctx.db
    .select({ purpose: noticeRefusals.purpose, channel: noticeRefusals.channel })
    .from(noticeRefusals)
    .where(and(eq(noticeRefusals.tenantId, ctx.tenant.id), eq(noticeRefusals.residentId, residentId)))
}

export async function setRefusal(
  ctx: Context,
  residentId: string,
  { purpose, channel, on }: { purpose: string; channel: string; on: boolean },
): Promise<void> {
  const row = { tenantId: ctx.tenant.id, residentId, purpose, channel }
  if (!on) {
    await ctx.db
      .insert(noticeRefusals)
      .values({ ...row, at: ctx.now() })
      .onConflictDoNothing()
    return
  }
  await ctx.db
    .delete(noticeRefusals)
    .where(
      and(
        eq(noticeRefusals.tenantId, row.tenantId),
        eq(noticeRefusals.residentId, residentId),
        eq(noticeRefusals.purpose, purpose),
        eq(noticeRefusals.channel, channel),
      ),
    )
}
