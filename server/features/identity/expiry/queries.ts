import { and, eq, lt } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { sessions, smsCodes } from '../tables.ts'

export async function dropExpired(ctx: Context, before: Date): Promise<void> {
  const { db, tenant } = ctx
  await db.delete(sessions).where(and(eq(sessions.tenantId, tenant.id), lt(sessions.expiresAt, before)))
  await db.delete(smsCodes).where(and(eq(smsCodes.tenantId, tenant.id), lt(smsCodes.expiresAt, before)))
}
