import { and, eq, gt, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { smsCodes } from '../tables.ts'

type CodeRow = { phoneIndex: Buffer; codeHash: Buffer; sentAt: Date; expiresAt: Date }

/** Puts a new code in place of the old one, unless the old one is younger than `resendAfterMs`; false when it is. */
export async function replaceSmsCode(ctx: Context, code: CodeRow, resendAfterMs: number): Promise<boolean> {
  const oldest = new Date(code.sentAt.getTime() - resendAfterMs)
  const rows = await ctx.db
    .insert(smsCodes)
    .values({ tenantId: ctx.tenant.id, ...code, tries: 0 })
    .onConflictDoUpdate({
      target: [smsCodes.tenantId, smsCodes.phoneIndex],
      set: { codeHash: code.codeHash, sentAt: code.sentAt, expiresAt: code.expiresAt, tries: 0 },
      setWhere: sql`${smsCodes.sentAt} <= ${oldest.toISOString()}::timestamptz`,
    })
    .returning({ sentAt: smsCodes.sentAt })
  return rows.length > 0
}

/** Counts a try and answers the code as it stands, if it still lives. */
export async function tryCode(
  ctx: Context,
  phoneIndex: Buffer,
): Promise<{ codeHash: Buffer; tries: number } | undefined> {
  const [row] = await ctx.db
    .update(smsCodes)
    .set({ tries: sql`${smsCodes.tries} + 1` })
    .where(
      and(eq(smsCodes.tenantId, ctx.tenant.id), eq(smsCodes.phoneIndex, phoneIndex), gt(smsCodes.expiresAt, ctx.now())),
    )
    .returning({ codeHash: smsCodes.codeHash, tries: smsCodes.tries })
  return row
}

/** Takes the code away, so that it opens one session only; false when somebody was faster. */
export async function spendCode(ctx: Context, phoneIndex: Buffer): Promise<boolean> {
  const rows = await ctx.db
    .delete(smsCodes)
    .where(and(eq(smsCodes.tenantId, ctx.tenant.id), eq(smsCodes.phoneIndex, phoneIndex)))
    .returning({ sentAt: smsCodes.sentAt })
  return rows.length > 0
}
