import { and, desc, eq, inArray, type SQL } from 'drizzle-orm'
import type { Context } from '../../../../platform/context.ts'
import { matters } from '../../../matters/tables.ts'
import { units } from '../../../registry/tables.ts'
import { exclusionAppeals, exclusions, ratings } from '../../tables.ts'

export type DecidedRow = Awaited<ReturnType<typeof listDecided>>[number]

const decided = ['approved', 'appealed', 'upheld', 'restored']

/** The newest exclusion that was decided against each of these ratings. */
export const listDecided = (ctx: Context, ratingIds: readonly string[]) =>
  ratingIds.length === 0 ? Promise.resolve([]) : selectDecided(ctx, inArray(ratings.id, [...ratingIds]))

/** The same, for the ratings of these matters. */
export const listDecidedOfMatters = (ctx: Context, matterIds: readonly string[]) =>
  matterIds.length === 0 ? Promise.resolve([]) : selectDecided(ctx, inArray(ratings.matterId, [...matterIds]))

function selectDecided(ctx: Context, which: SQL) {
  return ctx.db
    .selectDistinctOn([ratings.id], {
      exclusion: exclusions,
      rating: ratings,
      unit: units.shortName,
      title: matters.title,
      appeal: { words: exclusionAppeals.words, at: exclusionAppeals.at },
    })
    .from(exclusions)
    .innerJoin(ratings, and(eq(ratings.tenantId, exclusions.tenantId), eq(ratings.id, exclusions.ratingId)))
    .leftJoin(units, and(eq(units.tenantId, ratings.tenantId), eq(units.id, ratings.unitId)))
    .leftJoin(matters, and(eq(matters.tenantId, ratings.tenantId), eq(matters.id, ratings.matterId)))
    .leftJoin(
      exclusionAppeals,
      and(eq(exclusionAppeals.tenantId, exclusions.tenantId), eq(exclusionAppeals.exclusionId, exclusions.id)),
    )
    .where(and(eq(exclusions.tenantId, ctx.tenant.id), inArray(exclusions.state, decided), which))
    .orderBy(ratings.id, desc(exclusions.decidedAt), desc(exclusions.proposedAt))
}

/** The rating of these matters with this id, if there is one. */
export async function isRatingOfMatters(ctx: Context, ratingId: string, matterIds: readonly string[]) {
  if (matterIds.length === 0) return false
  const rows = await ctx.db
    .select({ id: ratings.id })
    .from(ratings)
    .where(
      and(eq(ratings.tenantId, ctx.tenant.id), eq(ratings.id, ratingId), inArray(ratings.matterId, [...matterIds])),
    )
  return rows.length > 0
}

export async function insertAppeal(ctx: Context, exclusionId: string, words: string): Promise<void> {
  await ctx.db.insert(exclusionAppeals).values({ tenantId: ctx.tenant.id, exclusionId, words, at: ctx.now() })
}

/** Wipes what the author of a rating wrote against its exclusions; that there was an appeal stays in the steps. */
export async function wipeAppeals(ctx: Context, ratingId: string): Promise<void> {
  const own = ctx.db
    .select({ id: exclusions.id })
    .from(exclusions)
    .where(and(eq(exclusions.tenantId, ctx.tenant.id), eq(exclusions.ratingId, ratingId)))
  await ctx.db
    .update(exclusionAppeals)
    .set({ words: '' })
    .where(and(eq(exclusionAppeals.tenantId, ctx.tenant.id), inArray(exclusionAppeals.exclusionId, own)))
}
