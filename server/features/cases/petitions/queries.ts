import { and, asc, desc, eq, gt, isNull, ne, or, type SQL, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { areas, units } from '../../registry/tables.ts'
import { type ItemColumns, reachOver } from '../conflicts/queries.ts'
import { within } from '../queries.ts'
import { caseClocks, caseRounds, cases } from '../tables.ts'
import { petitionReviews as reviews } from './tables.ts'

export type ReviewRow = typeof reviews.$inferSelect

/** The item as whoever reviews it reaches it: by the unit that reviews, not by the one that handled it. */
const reviewed: ItemColumns = {
  tenantId: cases.tenantId,
  id: cases.id,
  areaId: cases.areaId,
  unitId: reviews.unitId,
  accusedUnitId: cases.accusedUnitId,
  accusedOfficerId: cases.accusedOfficerId,
}

/** Reviews that the caller has to do with: of the own unit, and at the desks that dispatch and supervise; never of what bars them. */
const withinReviews = (ctx: Context): SQL | undefined =>
  or(
    and(sql`${reviews.unitId} is not null`, reachOver(ctx, ['cases.handle'], reviewed)),
    within(ctx, 'cases.dispatch', 'cases.supervise'),
  )

/** Who reviews, or who has: at the desks it is known only then. */
const office = sql`coalesce(${reviews.unitId}, ${reviews.decidedUnitId})`

function selectReviews(ctx: Context) {
  return ctx.db
    .select({ review: reviews, clock: caseClocks, item: cases, areaName: areas.name, officeName: units.name })
    .from(reviews)
    .innerJoin(cases, and(eq(cases.tenantId, reviews.tenantId), eq(cases.id, reviews.caseId)))
    .innerJoin(caseClocks, and(eq(caseClocks.tenantId, reviews.tenantId), eq(caseClocks.id, reviews.clockId)))
    .leftJoin(areas, and(eq(areas.tenantId, cases.tenantId), eq(areas.id, cases.areaId)))
    .leftJoin(units, and(eq(units.tenantId, reviews.tenantId), eq(units.id, office)))
}
export type ReviewLine = Awaited<ReturnType<typeof selectReviews>>[number]

/** The reviews of one item, in the order in which they were asked; the use case knows whose item it is. */
export async function listReviewsOf(ctx: Context, caseId: string): Promise<ReviewLine[]> {
  return selectReviews(ctx)
    .where(and(eq(reviews.tenantId, ctx.tenant.id), eq(reviews.caseId, caseId)))
    .orderBy(asc(reviews.askedAt), desc(reviews.level), asc(reviews.id))
}

export async function findReview(ctx: Context, id: string): Promise<ReviewLine | undefined> {
  const [line] = await selectReviews(ctx).where(
    and(eq(reviews.tenantId, ctx.tenant.id), eq(reviews.id, id), withinReviews(ctx)),
  )
  return line
}

export type Page = { after: readonly [at: string, id: string] | undefined; limit: number }

/** Those that wait by their own clock, those that were decided by when they were asked, the newest first. */
export async function listReviewLines(ctx: Context, state: 'waiting' | 'decided', page: Page): Promise<ReviewLine[]> {
  const waits = state === 'waiting'
  const key = waits ? caseClocks.dueAt : reviews.askedAt
  const after =
    page.after &&
    sql`(${key}, ${reviews.id}) ${waits ? sql`>` : sql`<`} (${page.after[0]}::timestamptz, ${page.after[1]}::uuid)`
  const shown = waits ? eq(reviews.state, 'asked') : ne(reviews.state, 'asked')
  return selectReviews(ctx)
    .where(and(eq(reviews.tenantId, ctx.tenant.id), shown, withinReviews(ctx), after))
    .orderBy(waits ? asc(key) : desc(key), waits ? asc(reviews.id) : desc(reviews.id))
    .limit(page.limit)
}

/** How many reviews that the caller has to do with ran over in a stretch of time and are still to be answered. */
export async function countReviewsRunOver(ctx: Context, from: Date, until: Date): Promise<number> {
  const [row] = await ctx.db
    .select({ count: sql<number>`count(*)`.mapWith(Number) })
    .from(reviews)
    .innerJoin(cases, and(eq(cases.tenantId, reviews.tenantId), eq(cases.id, reviews.caseId)))
    .innerJoin(caseClocks, and(eq(caseClocks.tenantId, reviews.tenantId), eq(caseClocks.id, reviews.clockId)))
    .where(
      and(
        eq(reviews.tenantId, ctx.tenant.id),
        eq(reviews.state, 'asked'),
        withinReviews(ctx),
        sql`${caseClocks.dueAt} > ${from.toISOString()}::timestamptz and ${caseClocks.dueAt} <= ${until.toISOString()}::timestamptz`,
      ),
    )
  return row?.count ?? 0
}

/** Adds a review; false when one of its level waits or was decided already. */
export async function insertReviewOnce(
  ctx: Context,
  review: Omit<typeof reviews.$inferInsert, 'tenantId' | 'state'>,
): Promise<boolean> {
  const rows = await ctx.db
    .insert(reviews)
    .values({ ...review, tenantId: ctx.tenant.id, state: 'asked' })
    .onConflictDoNothing()
    .returning({ id: reviews.id })
  return rows.length > 0
}

export async function updateReview(
  ctx: Context,
  id: string,
  patch: Partial<Omit<ReviewRow, 'tenantId' | 'id' | 'caseId' | 'level'>>,
): Promise<void> {
  await ctx.db
    .update(reviews)
    .set(patch)
    .where(and(eq(reviews.tenantId, ctx.tenant.id), eq(reviews.id, id)))
}

/** What has been asked of an item and how far it came. */
export async function listPast(ctx: Context, caseId: string) {
  return ctx.db
    .select({ level: reviews.level, state: reviews.state })
    .from(reviews)
    .where(and(eq(reviews.tenantId, ctx.tenant.id), eq(reviews.caseId, caseId)))
}

/** A review that waits loses its object: the item is handled anew. */
export async function lapseReviews(ctx: Context, caseId: string): Promise<void> {
  await ctx.db
    .update(reviews)
    .set({ state: 'lapsed' })
    .where(and(eq(reviews.tenantId, ctx.tenant.id), eq(reviews.caseId, caseId), eq(reviews.state, 'asked')))
}

/** The active units above one, the nearest first. */
export async function listAbove(ctx: Context, unitId: string): Promise<string[]> {
  const tenantId = ctx.tenant.id
  const rows = await ctx.db.execute<{ id: string }>(sql`
    with recursive above as (
      select u.parent_id as id, 1 as steps from ${units} u where u.tenant_id = ${tenantId} and u.id = ${unitId}
      union all
      select u.parent_id, a.steps + 1 from above a join ${units} u on u.tenant_id = ${tenantId} and u.id = a.id where a.steps < 20)
    select a.id from above a join ${units} u on u.tenant_id = ${tenantId} and u.id = a.id where u.active order by a.steps`)
  return rows.map(({ id }) => id)
}

/**
 * Items on the path of 信访 whose last round was answered since an instant, which no review has been asked of and whose days to ask were
 * never set, each with when it was answered and locked by whoever takes it.
 */
export async function lockWindowless(ctx: Context, clock: string, since: Date, limit: number) {
  const past = sql`exists (select 1 from ${reviews} r where r.tenant_id = ${cases.tenantId} and r.case_id = ${cases.id})`
  const set = sql`exists (select 1 from ${caseClocks} k where k.tenant_id = ${cases.tenantId} and k.case_id = ${cases.id}
    and k.round = ${cases.round} and k.clock = ${clock})`
  return ctx.db
    .select({ item: cases, repliedAt: caseRounds.repliedAt })
    .from(cases)
    .innerJoin(
      caseRounds,
      and(eq(caseRounds.tenantId, cases.tenantId), eq(caseRounds.caseId, cases.id), eq(caseRounds.round, cases.round)),
    )
    .where(
      and(
        eq(cases.tenantId, ctx.tenant.id),
        eq(cases.legalPath, 'petition'),
        isNull(cases.mergedInto),
        gt(caseRounds.repliedAt, since),
        sql`not ${past}`,
        sql`not ${set}`,
      ),
    )
    .orderBy(asc(cases.id))
    .limit(limit)
    .for('update', { of: cases, skipLocked: true })
}

/** Stops, at their own end, the clocks within which nobody has asked. */
export async function stopOverdue(ctx: Context, names: readonly string[], limit: number): Promise<number> {
  const rows = await ctx.db.execute<{ id: string }>(sql`
    update ${caseClocks} set stopped_at = due_at
    where tenant_id = ${ctx.tenant.id} and id in (select c.id from ${caseClocks} c
      where c.tenant_id = ${ctx.tenant.id} and c.stopped_at is null
        and c.clock = any(array[${sql.join(
          names.map((name) => sql`${name}`),
          sql`, `,
        )}])
        and c.due_at < ${ctx.now().toISOString()}::timestamptz limit ${limit} for update skip locked)
    returning id`)
  return rows.length
}
