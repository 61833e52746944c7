import type { BulletinState } from '@minyi/shared/bulletins/contract.ts'
import { and, desc, eq, inArray, isNotNull, lt, or, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Context } from '../../platform/context.ts'
import { staff } from '../identity/tables.ts'
import { units } from '../registry/tables.ts'
import { bulletinEdits, bulletinFiles, bulletins } from './tables.ts'

export type BulletinRecord = typeof bulletins.$inferSelect
export type Standing = { row: BulletinRecord; correctedBy: string | null }

const successor = alias(bulletins, 'successor')

/** Bulletins, each with the published one that corrects it. */
function select(ctx: Context, where: SQL | undefined, limit: number, newest: 'madeAt' | 'publishedAt' = 'madeAt') {
  const [t, n] = [bulletins, successor]
  return ctx.db
    .select({ row: t, correctedBy: n.id })
    .from(t)
    .leftJoin(n, and(eq(n.tenantId, t.tenantId), eq(n.corrects, t.id), eq(n.state, 'published')))
    .where(and(eq(t.tenantId, ctx.tenant.id), where))
    .orderBy(desc(t[newest]), desc(t.id))
    .limit(limit)
}

export async function findBulletin(ctx: Context, id: string): Promise<Standing | undefined> {
  const [found] = await select(ctx, eq(bulletins.id, id), 1)
  return found
}

/** A bulletin that is locked for a step. */
export async function lockBulletin(ctx: Context, id: string): Promise<BulletinRecord | undefined> {
  const [row] = await ctx.db
    .select()
    .from(bulletins)
    .where(and(eq(bulletins.tenantId, ctx.tenant.id), eq(bulletins.id, id)))
    .for('update')
  return row
}

type Cursor = readonly [string, string] | undefined
type Wanted = { limit: number; state?: BulletinState | undefined; kind?: string | undefined }

/** Newest first; one more than `limit`. */
export async function listBulletins(ctx: Context, { limit, state }: Wanted, after: Cursor): Promise<Standing[]> {
  const t = bulletins
  const at = after && new Date(after[0])
  const beyond = at && after && or(lt(t.madeAt, at), and(eq(t.madeAt, at), lt(t.id, after[1])))
  const stands = state && eq(t.state, state)
  return select(ctx, and(beyond, stands), limit + 1)
}

/** What was published, newest first; one more than `limit`. */
export async function listPublished(ctx: Context, { limit, kind }: Wanted, after: Cursor): Promise<Standing[]> {
  const t = bulletins
  const at = after && new Date(after[0])
  const beyond = at && after && or(lt(t.publishedAt, at), and(eq(t.publishedAt, at), lt(t.id, after[1])))
  const of = kind === undefined ? undefined : eq(t.kind, kind)
  return select(ctx, and(isNotNull(t.publishedAt), beyond, of), limit + 1, 'publishedAt')
}

export async function insertBulletin(ctx: Context, row: Omit<typeof bulletins.$inferInsert, 'tenantId'>) {
  const made = await ctx.db
    .insert(bulletins)
    .values({ ...row, tenantId: ctx.tenant.id })
    .onConflictDoNothing()
    .returning({ id: bulletins.id })
  return made.length > 0
}

export async function updateBulletin(
  ctx: Context,
  id: string,
  patch: Partial<Omit<typeof bulletins.$inferInsert, 'tenantId' | 'id'>>,
): Promise<void> {
  await ctx.db
    .update(bulletins)
    .set(patch)
    .where(and(eq(bulletins.tenantId, ctx.tenant.id), eq(bulletins.id, id)))
}

export async function insertEdit(ctx: Context, row: Omit<typeof bulletinEdits.$inferInsert, 'tenantId'>) {
  await ctx.db.insert(bulletinEdits).values({ ...row, tenantId: ctx.tenant.id })
}

export async function listEdits(ctx: Context, bulletinId: string) {
  return ctx.db
    .select({ version: bulletinEdits.version, at: bulletinEdits.at, by: bulletinEdits.by, what: bulletinEdits.what })
    .from(bulletinEdits)
    .where(and(eq(bulletinEdits.tenantId, ctx.tenant.id), eq(bulletinEdits.bulletinId, bulletinId)))
    .orderBy(desc(bulletinEdits.version))
}

export async function insertFile(ctx: Context, row: Omit<typeof bulletinFiles.$inferInsert, 'tenantId'>) {
  await ctx.db.insert(bulletinFiles).values({ ...row, tenantId: ctx.tenant.id })
}

/** The files of some bulletins without their bytes. */
export async function listFiles(ctx: Context, ids: readonly string[]) {
  if (ids.length === 0) return []
  const { bulletinId, format, sha256, size } = bulletinFiles
  return ctx.db
    .select({ bulletinId, format, sha256, size })
    .from(bulletinFiles)
    .where(and(eq(bulletinFiles.tenantId, ctx.tenant.id), inArray(bulletinId, [...ids])))
    .orderBy(desc(format))
}

export async function findFile(ctx: Context, id: string, format: string): Promise<Buffer | undefined> {
  const [row] = await ctx.db
    .select({ bytes: bulletinFiles.bytes })
    .from(bulletinFiles)
    .where(
      and(
        eq(bulletinFiles.tenantId, ctx.tenant.id),
        eq(bulletinFiles.bulletinId, id),
        eq(bulletinFiles.format, format),
      ),
    )
  return row?.bytes
}

/** Members of staff by id, with their units. */
export async function listPeople(ctx: Context, ids: readonly string[]) {
  if (ids.length === 0) return []
  return ctx.db
    .select({ id: staff.id, name: staff.name, unit: units.name })
    .from(staff)
    .leftJoin(units, and(eq(units.tenantId, staff.tenantId), eq(units.id, staff.unitId)))
    .where(and(eq(staff.tenantId, ctx.tenant.id), inArray(staff.id, [...ids])))
}

/** The next running number of a kind in a year; whoever publishes at the same time waits. */
export async function takeRunning(ctx: Context, kind: string, year: string): Promise<number> {
  await ctx.db.execute(sql`select pg_advisory_xact_lock(7340041, hashtext(${`${ctx.tenant.id}/${kind}/${year}`}))`)
  const [row] = await ctx.db
    .select({ last: sql<number>`coalesce(max(${bulletins.running}), 0)::int` })
    .from(bulletins)
    .where(and(eq(bulletins.tenantId, ctx.tenant.id), eq(bulletins.kind, kind), eq(bulletins.year, year)))
  return (row?.last ?? 0) + 1
}

/** The bulletin of the same kind in force that was published of exactly these days; its table stands alone for those places. */
export async function findAloneOf(ctx: Context, kind: string, from: string, to: string): Promise<string[] | null> {
  const of = and(eq(bulletins.kind, kind), eq(bulletins.fromDay, from), eq(bulletins.toDay, to))
  const [found] = await select(ctx, and(of, isNotNull(bulletins.publishedAt)), 1, 'publishedAt')
  return found?.row.alone ?? null
}
