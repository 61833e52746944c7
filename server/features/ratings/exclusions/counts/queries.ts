import { exclusionStates } from '@minyi/shared/ratings/exclusions/contract.ts'
import { and, asc, eq, gte, lt, sql } from 'drizzle-orm'
import type { Context } from '../../../../platform/context.ts'
import { units } from '../../../registry/tables.ts'
import { exclusionSteps, exclusions, ratings } from '../../tables.ts'

/**
 * The exclusions that were decided in a time, each with the last step that it had taken by the end of it and whether it had been
 * appealed against; later steps are not looked at, so that the answer stays the same for as long as the time does.
 */
export async function listAtCut(ctx: Context, from: Date, before: Date) {
  const rank = sql.raw(`array_position(array['${exclusionStates.join("','")}'], step)`)
  const latest = ctx.db
    .select({
      exclusionId: exclusionSteps.exclusionId,
      step: sql<string>`(array_agg(step order by ${rank} desc))[1]`.as('last_step'),
      appealed: sql<boolean>`bool_or(step = 'appealed')`.as('appealed'),
    })
    .from(exclusionSteps)
    .where(and(eq(exclusionSteps.tenantId, ctx.tenant.id), lt(exclusionSteps.at, before)))
    .groupBy(exclusionSteps.exclusionId)
    .as('latest')
  return ctx.db
    .select({
      reason: exclusions.reason,
      unit: { id: units.id, name: units.name },
      step: latest.step,
      appealed: latest.appealed,
    })
    .from(exclusions)
    .innerJoin(ratings, and(eq(ratings.tenantId, exclusions.tenantId), eq(ratings.id, exclusions.ratingId)))
    .innerJoin(units, and(eq(units.tenantId, ratings.tenantId), eq(units.id, ratings.unitId)))
    .innerJoin(latest, eq(latest.exclusionId, exclusions.id))
    .where(
      and(eq(exclusions.tenantId, ctx.tenant.id), gte(exclusions.decidedAt, from), lt(exclusions.decidedAt, before)),
    )
    .orderBy(asc(units.externalId))
}
