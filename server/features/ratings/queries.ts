import { and, eq, inArray } from 'drizzle-orm'
import type { Context } from '../../platform/context.ts'
import { newRowId } from '../../platform/ids.ts'
import { files } from '../../platform/tables.ts'
import { staff } from '../identity/tables.ts'
import { collectionPoints, officers, units } from '../registry/tables.ts'
import { ratingDetails, ratingEvents, ratings } from './tables.ts'

export type RatingRecord = typeof ratings.$inferSelect

/** Locks the rating until the transaction ends, so that changes of one rating stand in a line. */
export async function lockRating(ctx: Context, ratingId: string): Promise<RatingRecord | undefined> {
  const [row] = await ctx.db
    .select()
    .from(ratings)
    .where(and(eq(ratings.tenantId, ctx.tenant.id), eq(ratings.id, ratingId)))
    .for('update')
  return row
}

export async function findRating(ctx: Context, ratingId: string): Promise<RatingRecord | undefined> {
  const [row] = await ctx.db
    .select()
    .from(ratings)
    .where(and(eq(ratings.tenantId, ctx.tenant.id), eq(ratings.id, ratingId)))
  return row
}

/** False when this id, or this resident, code and day, has a rating already. */
export async function insertRatingOnce(
  ctx: Context,
  row: Omit<typeof ratings.$inferInsert, 'tenantId'>,
): Promise<boolean> {
  const made = await ctx.db
    .insert(ratings)
    .values({ ...row, tenantId: ctx.tenant.id })
    .onConflictDoNothing()
    .returning({ id: ratings.id })
  return made.length > 0
}

export async function updateRating(ctx: Context, ratingId: string, set: Partial<RatingRecord>): Promise<void> {
  await ctx.db
    .update(ratings)
    .set(set)
    .where(and(eq(ratings.tenantId, ctx.tenant.id), eq(ratings.id, ratingId)))
}

type Event = {
  event: 'given' | 'changed' | 'excluded' | 'restored' | 'anonymised'
  gradeBefore?: number
  gradeAfter?: number
  reason?: string
}

/** Adds what happened; the author of a rating stays unnamed, a member of staff does not. */
export async function insertEvent(ctx: Context, ratingId: string, event: Event): Promise<void> {
  const at = ctx.now()
  await ctx.db.insert(ratingEvents).values({
    tenantId: ctx.tenant.id,
    at,
    id: newRowId(at.getTime()),
    ratingId,
    ...event,
    actorKind: ctx.actor.kind,
    actorId: ctx.actor.kind === 'staff' ? ctx.actor.id : null,
  })
}

export async function findDetails(ctx: Context, ratingId: string) {
  const [row] = await ctx.db
    .select({ reasons: ratingDetails.reasons, words: ratingDetails.words })
    .from(ratingDetails)
    .where(and(eq(ratingDetails.tenantId, ctx.tenant.id), eq(ratingDetails.ratingId, ratingId)))
  return row
}

export async function putDetails(ctx: Context, ratingId: string, details: { reasons: string[]; words: string }) {
  const set = { ...details, updatedAt: ctx.now() }
  await ctx.db
    .insert(ratingDetails)
    .values({ tenantId: ctx.tenant.id, ratingId, ...set })
    .onConflictDoUpdate({ target: [ratingDetails.tenantId, ratingDetails.ratingId], set })
}

/** Wipes what the author added; photos that belong to nothing are swept by the files feature. */
export async function dropDetails(ctx: Context, ratingId: string): Promise<void> {
  await ctx.db
    .delete(ratingDetails)
    .where(and(eq(ratingDetails.tenantId, ctx.tenant.id), eq(ratingDetails.ratingId, ratingId)))
  await ctx.db
    .update(files)
    .set({ subjectKind: null, subjectId: null })
    .where(and(eq(files.tenantId, ctx.tenant.id), eq(files.subjectKind, 'rating'), eq(files.subjectId, ratingId)))
}

/** Members of staff by id, with what they could have handled. */
export async function listStaffOf(ctx: Context, staffIds: string[]) {
  if (staffIds.length === 0) return []
  return ctx.db
    .select({ id: staff.id, unitId: staff.unitId, officerId: staff.officerId })
    .from(staff)
    .where(and(eq(staff.tenantId, ctx.tenant.id), inArray(staff.id, staffIds)))
}

/** What the standing code of a rating stood for, by its name. */
export async function findTargetName(ctx: Context, kind: string, id: string): Promise<string | undefined> {
  const table = kind === 'unit' ? units : collectionPoints
  if (kind === 'officer') {
    const [row] = await ctx.db
      .select({ name: officers.certificateNumber })
      .from(officers)
      .where(and(eq(officers.tenantId, ctx.tenant.id), eq(officers.id, id)))
    return row && `执法证号 ${row.name}`
  }
  const [row] = await ctx.db
    .select({ name: table.name })
    .from(table)
    .where(and(eq(table.tenantId, ctx.tenant.id), eq(table.id, id)))
  return row?.name
}
