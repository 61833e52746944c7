import { type ExclusionState, exclusionStates } from '@minyi/shared/ratings/exclusions/contract.ts'
import {
  type AnyColumn,
  and,
  count,
  desc,
  eq,
  gte,
  inArray,
  isNotNull,
  isNull,
  lte,
  ne,
  or,
  type SQL,
  sql,
} from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { scopeOf } from '../../../platform/access.ts'
import type { Context } from '../../../platform/context.ts'
import { newRowId } from '../../../platform/ids.ts'
import { followUps } from '../../follow-ups/tables.ts'
import { staff } from '../../identity/tables.ts'
import { units } from '../../registry/tables.ts'
import { exclusionAppeals, exclusionSteps, exclusions, ratingEvents, ratings } from '../tables.ts'

export type ExclusionRow = Awaited<ReturnType<typeof listExclusionRows>>[number]
type Permission = 'ratings.exclude.propose' | 'ratings.exclude.approve'

const both = ['ratings.exclude.propose', 'ratings.exclude.approve'] as const
const proposer = alias(staff, 'proposer')
const decider = alias(staff, 'decider')
const open = alias(exclusions, 'open_proposal')

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

type RatingFilter = {
  unitId?: string | undefined
  channel?: string | undefined
  from?: string | undefined
  to?: string | undefined
  grade?: number | undefined
  state?: 'counted' | 'excluded' | undefined
  limit: number
}

/** One row more than `limit`, newest first. */
export async function listRatingRows(ctx: Context, filter: RatingFilter, after: readonly [string, string] | undefined) {
  return selectRatings(ctx, 'ratings.exclude.propose', [
    filter.unitId ? eq(ratings.unitId, filter.unitId) : undefined,
    filter.channel ? eq(ratings.channel, filter.channel) : undefined,
    filter.from ? gte(ratings.givenDay, filter.from) : undefined,
    filter.to ? lte(ratings.givenDay, filter.to) : undefined,
    filter.grade ? eq(ratings.grade, filter.grade) : undefined,
    filter.state === 'excluded' ? isNotNull(ratings.excludedReason) : undefined,
    filter.state === 'counted' ? isNull(ratings.excludedReason) : undefined,
    olderThan(ratings.givenAt, ratings.id, after),
  ])
    .orderBy(desc(ratings.givenAt), desc(ratings.id))
    .limit(filter.limit + 1)
}

/** Those of the ratings that a permission reaches. */
export async function findRatingRows(ctx: Context, permission: Permission, ratingIds: readonly string[]) {
  return selectRatings(ctx, permission, [inArray(ratings.id, [...ratingIds])])
}

function selectRatings(ctx: Context, permission: Permission, conditions: (SQL | undefined)[]) {
  return ctx.db
    .select({ rating: ratings, unit: { id: units.id, name: units.name }, openId: open.id })
    .from(ratings)
    .innerJoin(units, and(eq(units.tenantId, ratings.tenantId), eq(units.id, ratings.unitId)))
    .leftJoin(open, openOfRating)
    .where(and(reached(ctx, [permission]), ...conditions))
    .$dynamic()
}

const openOfRating = and(eq(open.tenantId, ratings.tenantId), eq(open.ratingId, ratings.id), eq(open.state, 'proposed'))

type NewExclusion = Omit<typeof exclusions.$inferInsert, 'tenantId'>

/** The ids that were put in; a rating that has an open or granted proposal already is left out. */
export async function insertExclusionsOnce(ctx: Context, rows: readonly NewExclusion[]): Promise<string[]> {
  if (rows.length === 0) return []
  const made = await ctx.db
    .insert(exclusions)
    .values(rows.map((row) => ({ ...row, tenantId: ctx.tenant.id })))
    .onConflictDoNothing()
    .returning({ id: exclusions.id })
  return made.map(({ id }) => id)
}

/** Moves an exclusion on, unless it stands elsewhere by now. */
export async function moveExclusion(
  ctx: Context,
  id: string,
  from: ExclusionState,
  set: Partial<typeof exclusions.$inferInsert> & { state: ExclusionState },
): Promise<boolean> {
  const moved = await ctx.db
    .update(exclusions)
    .set(set)
    .where(and(eq(exclusions.tenantId, ctx.tenant.id), eq(exclusions.id, id), eq(exclusions.state, from)))
    .returning({ id: exclusions.id })
  return moved.length > 0
}

/** Takes back what this person proposed and nobody decided yet; answers the ids of those. */
export async function withdrawProposals(ctx: Context, ids: readonly string[], staffId: string): Promise<string[]> {
  const moved = await ctx.db
    .update(exclusions)
    .set({ state: 'withdrawn' })
    .where(
      and(
        eq(exclusions.tenantId, ctx.tenant.id),
        inArray(exclusions.id, [...ids]),
        eq(exclusions.proposedBy, staffId),
        eq(exclusions.state, 'proposed'),
      ),
    )
    .returning({ id: exclusions.id })
  return moved.map(({ id }) => id)
}

export async function insertSteps(ctx: Context, ids: readonly string[], step: ExclusionState, note: string) {
  if (ids.length === 0) return
  const at = ctx.now()
  const staffId = ctx.actor.kind === 'staff' ? ctx.actor.id : null
  const { id: tenantId } = ctx.tenant
  await ctx.db
    .insert(exclusionSteps)
    .values(ids.map((exclusionId) => ({ tenantId, id: newRowId(at.getTime()), exclusionId, at, step, staffId, note })))
}

/** In the order of the steps; an exclusion takes each at most once. */
export async function listSteps(ctx: Context, exclusionIds: readonly string[]) {
  if (exclusionIds.length === 0) return []
  const rows = await ctx.db
    .select({ step: exclusionSteps, by: staff.name })
    .from(exclusionSteps)
    .leftJoin(staff, and(eq(staff.tenantId, exclusionSteps.tenantId), eq(staff.id, exclusionSteps.staffId)))
    .where(and(eq(exclusionSteps.tenantId, ctx.tenant.id), inArray(exclusionSteps.exclusionId, [...exclusionIds])))
  const order: readonly string[] = exclusionStates
  return rows.sort((a, b) => order.indexOf(a.step.step) - order.indexOf(b.step.step))
}

export async function findExclusionRow(ctx: Context, permissions: readonly Permission[], id: string) {
  const [row] = await selectExclusions(ctx, permissions, [eq(exclusions.id, id)])
  return row
}

type Filter = {
  state?: string | undefined
  unitId?: string | undefined
  reason?: string | undefined
  batchId?: string | undefined
  ratingId?: string | undefined
  limit: number
}

/** One row more than `limit`, newest proposal first. */
export async function listExclusionRows(ctx: Context, filter: Filter, after: readonly [string, string] | undefined) {
  return selectExclusions(ctx, both, [
    filter.state ? eq(exclusions.state, filter.state) : undefined,
    filter.unitId ? eq(ratings.unitId, filter.unitId) : undefined,
    filter.reason ? eq(exclusions.reason, filter.reason) : undefined,
    filter.batchId ? eq(exclusions.batchId, filter.batchId) : undefined,
    filter.ratingId ? eq(exclusions.ratingId, filter.ratingId) : undefined,
    olderThan(exclusions.proposedAt, exclusions.id, after),
  ])
    .orderBy(desc(exclusions.proposedAt), desc(exclusions.id))
    .limit(filter.limit + 1)
}

/** Those of these exclusions that the reader reaches. */
export async function findExclusionRows(ctx: Context, ids: readonly string[]) {
  return ids.length === 0 ? [] : selectExclusions(ctx, both, [inArray(exclusions.id, [...ids])])
}

export async function countByState(ctx: Context) {
  return ctx.db
    .select({ state: exclusions.state, count: count() })
    .from(exclusions)
    .innerJoin(ratings, ratingOfExclusion)
    .where(reached(ctx, both))
    .groupBy(exclusions.state)
}

/** Every open proposal of the tenant: what a decision must be seen together with. */
export async function listOpenRatings(ctx: Context) {
  return ctx.db
    .select({ rating: ratings, exclusionId: exclusions.id, reason: exclusions.reason })
    .from(exclusions)
    .innerJoin(ratings, ratingOfExclusion)
    .where(and(eq(exclusions.tenantId, ctx.tenant.id), eq(exclusions.state, 'proposed')))
}

const ratingOfExclusion = and(eq(ratings.tenantId, exclusions.tenantId), eq(ratings.id, exclusions.ratingId))

function selectExclusions(ctx: Context, permissions: readonly Permission[], conditions: (SQL | undefined)[]) {
  return ctx.db
    .select({
      exclusion: exclusions,
      rating: ratings,
      openId: open.id,
      unit: { id: units.id, name: units.name },
      proposedBy: { id: proposer.id, name: proposer.name },
      decidedBy: { id: decider.id, name: decider.name },
      appeal: { words: exclusionAppeals.words, at: exclusionAppeals.at },
    })
    .from(exclusions)
    .innerJoin(ratings, ratingOfExclusion)
    .innerJoin(units, and(eq(units.tenantId, ratings.tenantId), eq(units.id, ratings.unitId)))
    .innerJoin(proposer, and(eq(proposer.tenantId, exclusions.tenantId), eq(proposer.id, exclusions.proposedBy)))
    .leftJoin(decider, and(eq(decider.tenantId, exclusions.tenantId), eq(decider.id, exclusions.decidedBy)))
    .leftJoin(open, openOfRating)
    .leftJoin(
      exclusionAppeals,
      and(eq(exclusionAppeals.tenantId, exclusions.tenantId), eq(exclusionAppeals.exclusionId, exclusions.id)),
    )
    .where(and(reached(ctx, permissions), ...conditions))
    .$dynamic()
}

/** What happened to a rating, the earliest first. */
export async function listRatingEvents(ctx: Context, ratingId: string) {
  return ctx.db
    .select({ at: ratingEvents.at, event: ratingEvents.event, grade: ratingEvents.gradeAfter })
    .from(ratingEvents)
    .where(and(eq(ratingEvents.tenantId, ctx.tenant.id), eq(ratingEvents.ratingId, ratingId)))
    .orderBy(ratingEvents.at, ratingEvents.id)
}

/** The follow-up of a rating, for whoever may read follow-ups there. */
export async function findFollowUpId(ctx: Context, ratingId: string): Promise<string | null> {
  const reach = scopeOf(ctx.actor, 'follow-ups.read', { area: followUps.areaId, unit: followUps.unitId })
  const [row] = await ctx.db
    .select({ id: followUps.id })
    .from(followUps)
    .where(and(eq(followUps.tenantId, ctx.tenant.id), eq(followUps.ratingId, ratingId), reach))
  return row?.id ?? null
}

function olderThan(at: AnyColumn, id: AnyColumn, after: readonly [string, string] | undefined): SQL | undefined {
  return after ? sql`(${at}, ${id}) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : undefined
}
