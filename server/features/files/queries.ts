import { and, asc, eq, isNotNull, isNull, lt, or, sql } from 'drizzle-orm'
import type { Context, Platform } from '../../platform/context.ts'
import { fileChunks, files } from '../../platform/tables.ts'

export type FileRow = typeof files.$inferSelect

export async function insertFile(ctx: Context, row: Omit<typeof files.$inferInsert, 'tenantId' | 'createdAt'>) {
  const rows = await ctx.db
    .insert(files)
    .values({ ...row, tenantId: ctx.tenant.id, createdAt: ctx.now() })
    .onConflictDoNothing()
    .returning({ id: files.id })
  return rows.length > 0
}

export async function findFile(ctx: Context, id: string): Promise<FileRow | undefined> {
  const [row] = await ctx.db
    .select()
    .from(files)
    .where(and(eq(files.tenantId, ctx.tenant.id), eq(files.id, id)))
  return row
}

export async function listChunks(ctx: Context, fileId: string): Promise<number[]> {
  const rows = await ctx.db
    .select({ index: fileChunks.index })
    .from(fileChunks)
    .where(and(eq(fileChunks.tenantId, ctx.tenant.id), eq(fileChunks.fileId, fileId)))
    .orderBy(asc(fileChunks.index))
  return rows.map((row) => row.index)
}

export async function keepChunk(ctx: Context, fileId: string, index: number, bytes: number) {
  await ctx.db
    .insert(fileChunks)
    .values({ tenantId: ctx.tenant.id, fileId, index, bytes, at: ctx.now() })
    .onConflictDoNothing()
}

export async function dropChunks(ctx: Context, fileId: string) {
  await ctx.db.delete(fileChunks).where(and(eq(fileChunks.tenantId, ctx.tenant.id), eq(fileChunks.fileId, fileId)))
}

/** Marks an upload as complete; false when another call was first. */
export async function completeOnce(
  ctx: Context,
  id: string,
  stored: { storedSha256: string; storedBytes: number; mediaType: string },
) {
  const rows = await ctx.db
    .update(files)
    .set({ ...stored, completedAt: ctx.now() })
    .where(and(eq(files.tenantId, ctx.tenant.id), eq(files.id, id), isNull(files.completedAt)))
    .returning({ id: files.id })
  return rows.length > 0
}

/** Ties a complete file to what it belongs to; false when it already belongs to something else. */
export async function attachOnce(ctx: Context, id: string, purpose: string, subject: { kind: string; id: string }) {
  const rows = await ctx.db
    .update(files)
    .set({ subjectKind: subject.kind, subjectId: subject.id })
    .where(
      and(
        eq(files.tenantId, ctx.tenant.id),
        eq(files.id, id),
        eq(files.purpose, purpose),
        isNotNull(files.completedAt),
        or(isNull(files.subjectId), and(eq(files.subjectKind, subject.kind), eq(files.subjectId, subject.id))),
      ),
    )
    .returning({ id: files.id })
  return rows.length > 0
}

export async function listFilesOf(ctx: Context, subject: { kind: string; id: string }): Promise<FileRow[]> {
  return ctx.db
    .select()
    .from(files)
    .where(and(eq(files.tenantId, ctx.tenant.id), eq(files.subjectKind, subject.kind), eq(files.subjectId, subject.id)))
    .orderBy(asc(files.completedAt), asc(files.id))
}

/** Uploads that nobody tied to anything, begun before an instant, of all tenants. */
export async function deleteForgotten(platform: Platform, before: Date, limit: number) {
  const db = platform.database.db
  const forgotten = db
    .select({ tenantId: files.tenantId, id: files.id })
    .from(files)
    .where(and(isNull(files.subjectId), lt(files.createdAt, before)))
    .limit(limit)
    .for('update', { skipLocked: true })
  return db.transaction(async (tx) => {
    const gone = await tx
      .delete(files)
      .where(sql`(${files.tenantId}, ${files.id}) in ${forgotten}`)
      .returning({ tenantId: files.tenantId, id: files.id, sha256: files.storedSha256 })
    for (const one of gone) {
      await tx.delete(fileChunks).where(and(eq(fileChunks.tenantId, one.tenantId), eq(fileChunks.fileId, one.id)))
    }
    return gone
  })
}

/** Runs `step` while nobody else stores or removes this content; handed whether any file still has it. */
export async function holdingContent<T>(
  db: Context['db'],
  sha256: string,
  step: (db: Context['db'], isKept: boolean) => Promise<T>,
): Promise<T> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${sha256}, 0))`)
    const kept = await tx.select({ id: files.id }).from(files).where(eq(files.storedSha256, sha256)).limit(1)
    return step(tx, kept.length > 0)
  })
}
