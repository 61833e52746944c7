import { and, eq, isNull, ne } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { sessions, staff } from '../tables.ts'

/** The password as it stands, locked until the end of the change. */
export async function getPassword(ctx: Context, staffId: string) {
  const [row] = await ctx.db
    .select({ login: staff.login, passwordHash: staff.passwordHash })
    .from(staff)
    .where(and(eq(staff.tenantId, ctx.tenant.id), eq(staff.id, staffId)))
    .for('update')
  if (!row) throw new Error('a session without its account')
  return row
}

export async function setOwnPassword(ctx: Context, staffId: string, passwordHash: string): Promise<void> {
  await ctx.db
    .update(staff)
    .set({ passwordHash, oneTimeUntil: null, failures: 0, lockedUntil: null })
    .where(and(eq(staff.tenantId, ctx.tenant.id), eq(staff.id, staffId)))
}

export async function revokeOtherSessions(ctx: Context, staffId: string, ownTokenHash: Buffer): Promise<void> {
  await ctx.db
    .update(sessions)
    .set({ revokedAt: ctx.now() })
    .where(
      and(
        eq(sessions.tenantId, ctx.tenant.id),
        eq(sessions.actorKind, 'staff'),
        eq(sessions.actorId, staffId),
        ne(sessions.tokenHash, ownTokenHash),
        isNull(sessions.revokedAt),
      ),
    )
}
