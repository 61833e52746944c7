import type { Permission } from '@minyi/shared/platform/identity.ts'
import { and, desc, eq, gt, gte, ilike, inArray, isNull, lt, lte, not, or, type SQL, sql } from 'drizzle-orm'
import { scopeOf } from '../../platform/access.ts'
import type { Context } from '../../platform/context.ts'
import { newRowId } from '../../platform/ids.ts'
import { ratings } from '../ratings/tables.ts'
import { areas, officers, units } from '../registry/tables.ts'
import { claimEnds, claimShowings, claims, matters } from './tables.ts'

export type MatterRow = NonNullable<Awaited<ReturnType<typeof findMatterRow>>>
export type ClaimRow = typeof claims.$inferSelect

export async function findUnit(ctx: Context, where: { id: string } | { externalId: string }) {
  const [row] = await ctx.db
    .select({ id: units.id, areaId: units.areaId })
    .from(units)
    .where(
      and(
        eq(units.tenantId, ctx.tenant.id),
        'id' in where ? eq(units.id, where.id) : eq(units.externalId, where.externalId),
      ),
    )
  return row
}

export async function findOfficer(ctx: Context, unitId: string, where: { id: string } | { externalId: string }) {
  const [row] = await ctx.db
    .select({ id: officers.id })
    .from(officers)
    .where(
      and(
        eq(officers.tenantId, ctx.tenant.id),
        eq(officers.unitId, unitId),
        'id' in where ? eq(officers.id, where.id) : eq(officers.externalId, where.externalId),
      ),
    )
  return row
}

export async function findArea(ctx: Context, where: { id: string } | { externalId: string }) {
  const [row] = await ctx.db
    .select({ id: areas.id })
    .from(areas)
    .where(
      and(
        eq(areas.tenantId, ctx.tenant.id),
        'id' in where ? eq(areas.id, where.id) : eq(areas.externalId, where.externalId),
      ),
    )
  return row
}

/** False when this source's number, or this id, is there already. */
export async function insertMatterOnce(ctx: Context, row: Omit<typeof matters.$inferInsert, 'tenantId' | 'createdAt'>) {
  const made = await ctx.db
    .insert(matters)
    .values({ ...row, tenantId: ctx.tenant.id, createdAt: ctx.now() })
    .onConflictDoNothing()
    .returning({ id: matters.id })
  return made.length > 0
}

/** The matter's claim: the one given here, unless there is one already. */
export async function insertClaimOnce(ctx: Context, row: Omit<typeof claims.$inferInsert, 'tenantId'>) {
  const [made] = await ctx.db
    .insert(claims)
    .values({ ...row, tenantId: ctx.tenant.id })
    .onConflictDoNothing()
    .returning()
  return made
}

export async function findClaimOfMatter(ctx: Context, matterId: string): Promise<ClaimRow | undefined> {
  const [row] = await ctx.db
    .select()
    .from(claims)
    .where(and(eq(claims.tenantId, ctx.tenant.id), eq(claims.matterId, matterId)))
  return row
}

/** Adds the showing; true when it was the first one of this claim. */
export async function insertShowing(ctx: Context, claimId: string, staffId: string): Promise<boolean> {
  const at = ctx.now()
  await ctx.db
    .insert(claimShowings)
    .values({ tenantId: ctx.tenant.id, id: newRowId(at.getTime()), claimId, staffId, at })
  const marked = await ctx.db
    .update(claims)
    .set({ shownAtCounter: true })
    .where(and(eq(claims.tenantId, ctx.tenant.id), eq(claims.id, claimId), eq(claims.shownAtCounter, false)))
    .returning({ id: claims.id })
  return marked.length > 0
}

type Filter = {
  kind?: string | undefined
  from?: string | undefined
  to?: string | undefined
  search?: string | undefined
  limit: number
}

/** One row more than `limit`, newest day first. */
export async function listMatterRows(ctx: Context, filter: Filter, after: readonly [string, string] | undefined) {
  const like = filter.search ? `%${filter.search.replace(/[\\%_]/g, '\\$&')}%` : undefined
  return selectMatters(ctx, 'matters.read', [
    filter.kind ? eq(matters.kind, filter.kind) : undefined,
    filter.from ? gte(matters.closedDay, filter.from) : undefined,
    filter.to ? lte(matters.closedDay, filter.to) : undefined,
    like ? or(ilike(matters.title, like), ilike(matters.caseNumber, like)) : undefined,
    after
      ? or(lt(matters.closedDay, after[0]), and(eq(matters.closedDay, after[0]), lt(matters.id, after[1])))
      : undefined,
  ])
    .orderBy(desc(matters.closedDay), desc(matters.id))
    .limit(filter.limit + 1)
}

export async function findMatterRow(ctx: Context, permission: Permission, matterId: string) {
  const [row] = await selectMatters(ctx, permission, [eq(matters.id, matterId)])
  return row
}

function selectMatters(ctx: Context, permission: Permission, conditions: (SQL | undefined)[]) {
  return ctx.db
    .select({
      matter: matters,
      unit: { id: units.id, name: units.name },
      officer: { id: officers.id, certificateNumber: officers.certificateNumber },
      claim: claims,
    })
    .from(matters)
    .innerJoin(units, and(eq(units.tenantId, matters.tenantId), eq(units.id, matters.unitId)))
    .leftJoin(officers, and(eq(officers.tenantId, matters.tenantId), eq(officers.id, matters.officerId)))
    .leftJoin(claims, and(eq(claims.tenantId, matters.tenantId), eq(claims.matterId, matters.id)))
    .where(
      and(
        eq(matters.tenantId, ctx.tenant.id),
        scopeOf(ctx.actor, permission, { area: matters.areaId, unit: matters.unitId }),
        ...conditions,
      ),
    )
    .$dynamic()
}

/** Whether a claim rates nothing any more: it was used, disputed or booked as run out. */
const hasEnded = sql<boolean>`(
  exists (select 1 from ${claimEnds} where ${claimEnds.tenantId} = ${claims.tenantId} and ${claimEnds.claimId} = ${claims.id})
  or exists (select 1 from ${ratings} where ${ratings.tenantId} = ${claims.tenantId} and ${ratings.matterId} = ${claims.matterId}))`

/** A claim by one of its hashes or by its matter's id, with what it is for. */
export async function findClaimRow(
  ctx: Context,
  by: { token: Buffer } | { shortCode: Buffer } | { matterIds: string[] },
) {
  return ctx.db
    .select({
      claim: claims,
      matter: matters,
      unit: units,
      officerNumber: officers.certificateNumber,
      ended: hasEnded,
    })
    .from(claims)
    .innerJoin(matters, and(eq(matters.tenantId, claims.tenantId), eq(matters.id, claims.matterId)))
    .innerJoin(units, and(eq(units.tenantId, matters.tenantId), eq(units.id, matters.unitId)))
    .leftJoin(officers, and(eq(officers.tenantId, matters.tenantId), eq(officers.id, matters.officerId)))
    .where(
      and(
        eq(claims.tenantId, ctx.tenant.id),
        'token' in by
          ? eq(claims.tokenHash, by.token)
          : 'shortCode' in by
            ? eq(claims.shortCodeHash, by.shortCode)
            : inArray(claims.matterId, by.matterIds),
      ),
    )
}

/** Takes claims whose message is due, each for this process only, and sets their next try to `nextAt`. */
export async function takeUndelivered(ctx: Context, limit: number, leaseUntil: Date) {
  const due = ctx.db
    .select({ id: claims.id })
    .from(claims)
    .where(
      and(eq(claims.tenantId, ctx.tenant.id), eq(claims.delivery, 'waiting'), lte(claims.nextDeliveryAt, ctx.now())),
    )
    .orderBy(claims.nextDeliveryAt)
    .limit(limit)
    .for('update', { skipLocked: true })
  return ctx.db
    .update(claims)
    .set({ deliveryTries: sql`${claims.deliveryTries} + 1`, nextDeliveryAt: leaseUntil })
    .where(and(eq(claims.tenantId, ctx.tenant.id), inArray(claims.id, due)))
    .returning()
}

export async function setDelivery(ctx: Context, claimId: string, delivery: string, nextDeliveryAt: Date | null) {
  await ctx.db
    .update(claims)
    .set({ delivery, nextDeliveryAt })
    .where(and(eq(claims.tenantId, ctx.tenant.id), eq(claims.id, claimId)))
}

/** Ends claims that ran out unanswered within the last sixty days, at most `limit`, and answers their matters. */
export async function defaultClaims(ctx: Context, limit: number) {
  const now = ctx.now()
  const over = await ctx.db
    .select({ id: claims.id })
    .from(claims)
    .where(
      and(
        eq(claims.tenantId, ctx.tenant.id),
        lte(claims.expiresAt, now),
        gt(claims.expiresAt, new Date(now.getTime() - 60 * 86_400_000)),
        isNull(claims.defaultedAt),
        not(hasEnded),
      ),
    )
    .limit(limit)
  const ended: string[] = []
  for (const { id } of over) if (await endClaim(ctx, id, 'defaulted')) ended.push(id)
  if (ended.length === 0) return []
  await ctx.db
    .update(claims)
    .set({ defaultedAt: now })
    .where(and(eq(claims.tenantId, ctx.tenant.id), inArray(claims.id, ended)))
  const rows = await ctx.db
    .select({ matter: matters })
    .from(matters)
    .innerJoin(claims, and(eq(claims.tenantId, matters.tenantId), eq(claims.matterId, matters.id)))
    .where(and(eq(claims.tenantId, ctx.tenant.id), inArray(claims.id, ended)))
  return rows.map((row) => row.matter)
}

/** Ends a claim; false when somebody was faster. */
export async function endClaim(
  ctx: Context,
  claimId: string,
  how: 'rated' | 'disputed' | 'defaulted',
): Promise<boolean> {
  const rows = await ctx.db
    .insert(claimEnds)
    .values({ tenantId: ctx.tenant.id, claimId, how, at: ctx.now() })
    .onConflictDoNothing()
    .returning({ id: claimEnds.claimId })
  return rows.length > 0
}

/** Marks on the claim itself that its holder has nothing to do with the matter. */
export async function markDisputed(ctx: Context, claimId: string): Promise<void> {
  await ctx.db
    .update(claims)
    .set({ disputedAt: ctx.now() })
    .where(and(eq(claims.tenantId, ctx.tenant.id), eq(claims.id, claimId)))
}

export async function isRated(ctx: Context, matterId: string): Promise<boolean> {
  const rows = await ctx.db
    .select({ id: ratings.id })
    .from(ratings)
    .where(and(eq(ratings.tenantId, ctx.tenant.id), eq(ratings.matterId, matterId)))
  return rows.length > 0
}
