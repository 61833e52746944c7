import { and, desc, eq, inArray, lt, or, sql } from 'drizzle-orm'
import type { Context, Platform } from '../../../platform/context.ts'
import { caseExports } from './tables.ts'

export type ExportRow = typeof caseExports.$inferSelect

export async function insertExport(
  ctx: Context,
  row: Omit<typeof caseExports.$inferInsert, 'tenantId'>,
): Promise<ExportRow> {
  const [made] = await ctx.db
    .insert(caseExports)
    .values({ ...row, tenantId: ctx.tenant.id })
    .returning()
  if (!made) throw new Error('an insert answers with its row')
  return made
}

/** Somebody's own exports, the newest first. */
export async function listOwn(ctx: Context, staffId: string): Promise<ExportRow[]> {
  return ctx.db
    .select()
    .from(caseExports)
    .where(and(eq(caseExports.tenantId, ctx.tenant.id), eq(caseExports.staffId, staffId)))
    .orderBy(desc(caseExports.createdAt), desc(caseExports.id))
    .limit(50)
}

export async function findOwn(ctx: Context, staffId: string, id: string, lock = false): Promise<ExportRow | undefined> {
  const query = ctx.db
    .select()
    .from(caseExports)
    .where(and(eq(caseExports.tenantId, ctx.tenant.id), eq(caseExports.staffId, staffId), eq(caseExports.id, id)))
  const [row] = lock ? await query.for('update') : await query
  return row
}

/** Takes one export for writing; whoever dies over it leaves it to be begun again when the lease is over. */
export async function takeExport(platform: Platform, leaseUntil: Date): Promise<ExportRow | undefined> {
  const now = platform.now()
  const { db } = platform.database
  const next = db
    .select({ id: caseExports.id })
    .from(caseExports)
    .where(
      or(
        eq(caseExports.state, 'waiting'),
        and(eq(caseExports.state, 'writing'), sql`${caseExports.leaseUntil} < ${now.toISOString()}::timestamptz`),
      ),
    )
    .orderBy(caseExports.createdAt)
    .limit(1)
    .for('update', { skipLocked: true })
  const [row] = await db
    .update(caseExports)
    .set({ state: 'writing', rows: 0, leaseUntil })
    .where(sql`${caseExports.id} in ${next}`)
    .returning()
  return row
}

/** Notes how far the writing is; false when it was cancelled meanwhile. */
export async function noteProgress(ctx: Context, id: string, rows: number, leaseUntil: Date): Promise<boolean> {
  const kept = await ctx.db
    .update(caseExports)
    .set({ rows, leaseUntil })
    .where(and(eq(caseExports.tenantId, ctx.tenant.id), eq(caseExports.id, id), eq(caseExports.state, 'writing')))
    .returning({ id: caseExports.id })
  return kept.length > 0
}

export async function settleExport(
  ctx: Context,
  id: string,
  from: readonly string[],
  patch: Partial<Omit<ExportRow, 'tenantId' | 'id'>>,
): Promise<ExportRow | undefined> {
  const [row] = await ctx.db
    .update(caseExports)
    .set(patch)
    .where(and(eq(caseExports.tenantId, ctx.tenant.id), eq(caseExports.id, id), inArray(caseExports.state, [...from])))
    .returning()
  return row
}

export async function listExpired(platform: Platform): Promise<ExportRow[]> {
  return platform.database.db
    .select()
    .from(caseExports)
    .where(and(eq(caseExports.state, 'ready'), lt(caseExports.expiresAt, platform.now())))
    .limit(1_000)
}
