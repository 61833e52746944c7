import { and, desc, eq, isNull, ne, or, type SQL, sql } from 'drizzle-orm'
import { scopeOf } from '../../../../platform/access.ts'
import { type Context, staffOf } from '../../../../platform/context.ts'
import { followUps } from '../../../follow-ups/tables.ts'
import { staff } from '../../../identity/tables.ts'
import { matters } from '../../../matters/tables.ts'
import { exclusions } from '../../tables.ts'

export type UnitProposalRow = Awaited<ReturnType<typeof listProposals>>[number]

/** Poor grades of the caller's own unit that their residents agreed it may know. */
const told = (ctx: Context): SQL | undefined =>
  and(
    eq(followUps.tenantId, ctx.tenant.id),
    eq(followUps.mayTellUnit, true),
    or(isNull(followUps.outcome), ne(followUps.outcome, 'anonymised')),
    eq(followUps.unitId, staffOf(ctx).unitId ?? sql`null`),
    scopeOf(ctx.actor, 'matters.read', { area: followUps.areaId, unit: followUps.unitId }),
  )

export async function findToldRatingId(ctx: Context, followUpId: string): Promise<string | undefined> {
  const [row] = await ctx.db
    .select({ ratingId: followUps.ratingId })
    .from(followUps)
    .where(and(told(ctx), eq(followUps.id, followUpId)))
  return row?.ratingId
}

/** What the unit proposed, newest first and one row more than `limit`; a consent that was taken back hides its row. */
export async function listProposals(
  ctx: Context,
  filter: { id?: string; limit: number },
  after: readonly [string, string] | undefined,
) {
  return ctx.db
    .select({
      exclusion: exclusions,
      followUpId: followUps.id,
      title: matters.title,
      proposedBy: staff.name,
    })
    .from(exclusions)
    .innerJoin(followUps, and(eq(followUps.tenantId, exclusions.tenantId), eq(followUps.ratingId, exclusions.ratingId)))
    .innerJoin(matters, and(eq(matters.tenantId, followUps.tenantId), eq(matters.id, followUps.matterId)))
    .innerJoin(staff, and(eq(staff.tenantId, exclusions.tenantId), eq(staff.id, exclusions.proposedBy)))
    .where(
      and(
        told(ctx),
        eq(exclusions.origin, 'unit'),
        filter.id === undefined ? undefined : eq(exclusions.id, filter.id),
        after
          ? sql`(${exclusions.proposedAt}, ${exclusions.id}) < (${after[0]}::timestamptz, ${after[1]}::uuid)`
          : undefined,
      ),
    )
    .orderBy(desc(exclusions.proposedAt), desc(exclusions.id))
    .limit(filter.limit + 1)
}
