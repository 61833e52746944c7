import { and, desc, eq, inArray, isNull, lt, or } from 'drizzle-orm'
import type { Context } from '../../platform/context.ts'
import type { Db } from '../../platform/db.ts'
import { importSources } from '../cases/imports/tables.ts'
import { staff } from '../identity/tables.ts'
import { apiKeys } from './tables.ts'

export type KeyRow = typeof apiKeys.$inferSelect

const lines = (ctx: Context) =>
  ctx.db
    .select({ key: apiKeys, createdBy: staff.name })
    .from(apiKeys)
    .leftJoin(staff, and(eq(staff.tenantId, apiKeys.tenantId), eq(staff.id, apiKeys.createdBy)))
export type KeyLine = Awaited<ReturnType<typeof lines>>[number]

export async function listKeyLines(ctx: Context): Promise<KeyLine[]> {
  return lines(ctx)
    .where(eq(apiKeys.tenantId, ctx.tenant.id))
    .orderBy(desc(apiKeys.createdAt), desc(apiKeys.id))
    .limit(500)
}

export async function findKeyLine(ctx: Context, id: string): Promise<KeyLine | undefined> {
  const [line] = await lines(ctx).where(and(eq(apiKeys.tenantId, ctx.tenant.id), eq(apiKeys.id, id)))
  return line
}

export async function insertKey(ctx: Context, row: Omit<typeof apiKeys.$inferInsert, 'tenantId'>): Promise<boolean> {
  const kept = await ctx.db
    .insert(apiKeys)
    .values({ ...row, tenantId: ctx.tenant.id })
    .onConflictDoNothing()
    .returning({ id: apiKeys.id })
  return kept.length > 0
}

/** Ends a key; false when it had been ended before. */
export async function revokeOnce(ctx: Context, id: string): Promise<boolean> {
  const rows = await ctx.db
    .update(apiKeys)
    .set({ revokedAt: ctx.now(), revokedBy: ctx.actor.id })
    .where(and(eq(apiKeys.tenantId, ctx.tenant.id), eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
    .returning({ id: apiKeys.id })
  return rows.length > 0
}

export async function findKeyByHash(db: Db, tenantId: string, hash: Buffer): Promise<KeyRow | undefined> {
  const [row] = await db
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.tenantId, tenantId), eq(apiKeys.hash, hash)))
  return row
}

/** Remembers that a key was used, to the minute: a busy one is not written at every call. */
export async function touchKey(db: Db, key: KeyRow, now: Date): Promise<void> {
  const before = new Date(now.getTime() - 60_000)
  await db
    .update(apiKeys)
    .set({ lastUsedAt: now })
    .where(
      and(
        eq(apiKeys.tenantId, key.tenantId),
        eq(apiKeys.id, key.id),
        or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, before)),
      ),
    )
}

export async function listSourceNames(ctx: Context, ids: readonly string[]) {
  if (ids.length === 0) return []
  return ctx.db
    .select({ id: importSources.id, name: importSources.name })
    .from(importSources)
    .where(and(eq(importSources.tenantId, ctx.tenant.id), inArray(importSources.id, [...ids])))
}
