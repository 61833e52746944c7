import { type AnyColumn, and, desc, eq, gte, lte, ne, or, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { scopeOf } from '../../../platform/access.ts'
import type { Context } from '../../../platform/context.ts'
import { staff } from '../../identity/tables.ts'
import { units } from '../../registry/tables.ts'
import { exclusions, ratings } from '../tables.ts'

export type ExclusionRow = Awaited<ReturnType<typeof listExclusionRows>>[number]
type Permission = 'ratings.exclude.propose' | 'ratings.exclude.approve'

const proposer = alias(staff, 'proposer')
const decider = alias(staff, 'decider')

/** The ratings a permission reaches, except those of the reader's own unit. */
function reached(ctx: Context, permissions: readonly Permission[]): SQL | undefined {
  const own = ctx.actor.kind === 'staff' ? ctx.actor.unitId : null
  const columns = { area: ratings.areaId, unit: ratings.unitId }
  return and(
    eq(ratings.tenantId, ctx.tenant.id),
    or(...permissions.map((permission) => scopeOf(ctx.actor, permission, columns))),
    own === null ? undefined : ne(ratings.unitId, own),
  )
}

type Filter = {
  unitId?: string | undefined
  channel?: string | undefined
  from?: string | undefined
  to?: string | undefined
  limit: number
}

/** One row more than `limit`, newest first. */
export async function listRatingRows(ctx: Context, filter: Filter, after: readonly [string, string] | undefined) {
  return selectRatings(ctx, 'ratings.exclude.propose', [
    filter.unitId ? eq(ratings.unitId, filter.unitId) : undefined,
    filter.channel ? eq(ratings.channel, filter.channel) : undefined,
    filter.from ? gte(ratings.givenDay, filter.from) : undefined,
    filter.to ? lte(ratings.givenDay, filter.to) : undefined,
    olderThan(ratings.givenAt, ratings.id, after),
  ])
    .orderBy(desc(ratings.givenAt), desc(ratings.id))
    .limit(filter.limit + 1)
}

export async function findRatingRow(ctx: Context, permission: Permission, ratingId: string) {
  const [row] = await selectRatings(ctx, permission, [eq(ratings.id, ratingId)])
  return row
}

function selectRatings(ctx: Context, permission: Permission, conditions: (SQL | undefined)[]) {
  return ctx.db
    .select({ rating: ratings, unit: { id: units.id, name: units.name } })
    .from(ratings)
    .innerJoin(units, and(eq(units.tenantId, ratings.tenantId), eq(units.id, ratings.unitId)))
    .where(and(reached(ctx, [permission]), ...conditions))
    .$dynamic()
}

/** False when the rating has an open or granted proposal already. */
export async function insertExclusionOnce(ctx: Context, row: Omit<typeof exclusions.$inferInsert, 'tenantId'>) {
  const made = await ctx.db
    .insert(exclusions)
    .values({ ...row, tenantId: ctx.tenant.id })
    .onConflictDoNothing()
    .returning({ id: exclusions.id })
  return made.length > 0
}

/** Moves a proposal on, unless it stands elsewhere by now. */
export async function moveExclusion(
  ctx: Context,
  id: string,
  from: string,
  set: Partial<typeof exclusions.$inferInsert>,
) {
  const moved = await ctx.db
    .update(exclusions)
    .set(set)
    .where(and(eq(exclusions.tenantId, ctx.tenant.id), eq(exclusions.id, id), eq(exclusions.state, from)))
    .returning({ id: exclusions.id })
  return moved.length > 0
}

export async function findExclusionRow(ctx: Context, permissions: readonly Permission[], id: string) {
  const [row] = await selectExclusions(ctx, permissions, [eq(exclusions.id, id)])
  return row
}

/** One row more than `limit`, newest proposal first. */
export async function listExclusionRows(
  ctx: Context,
  filter: { state?: string | undefined; limit: number },
  after: readonly [string, string] | undefined,
) {
  const both = ['ratings.exclude.propose', 'ratings.exclude.approve'] as const
  return selectExclusions(ctx, both, [
    filter.state ? eq(exclusions.state, filter.state) : undefined,
    olderThan(exclusions.proposedAt, exclusions.id, after),
  ])
    .orderBy(desc(exclusions.proposedAt), desc(exclusions.id))
    .limit(filter.limit + 1)
}

function selectExclusions(ctx: Context, permissions: readonly Permission[], conditions: (SQL | undefined)[]) {
  return ctx.db
    .select({
      exclusion: exclusions,
      rating: ratings,
      unit: { id: units.id, name: units.name },
      proposedBy: { id: proposer.id, name: proposer.name },
      decidedBy: { id: decider.id, name: decider.name },
    })
    .from(exclusions)
    .innerJoin(ratings, and(eq(ratings.tenantId, exclusions.tenantId), eq(ratings.id, exclusions.ratingId)))
    .innerJoin(units, and(eq(units.tenantId, ratings.tenantId), eq(units.id, ratings.unitId)))
    .innerJoin(proposer, and(eq(proposer.tenantId, exclusions.tenantId), eq(proposer.id, exclusions.proposedBy)))
    .leftJoin(decider, and(eq(decider.tenantId, exclusions.tenantId), eq(decider.id, exclusions.decidedBy)))
    .where(and(reached(ctx, permissions), ...conditions))
    .$dynamic()
}

function olderThan(at: AnyColumn, id: AnyColumn, after: readonly [string, string] | undefined): SQL | undefined {
  return after ? sql`(${at}, ${id}) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : undefined
}
