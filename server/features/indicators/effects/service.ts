import type { Period, Scope } from '@minyi/shared/indicators/contract.ts'
import type * as contract from '@minyi/shared/indicators/effects/contract.ts'
import { belongs, type CountedRating, effectOf, movedTo } from '@minyi/shared/indicators/effects/rules.ts'
import { windowUpTo } from '@minyi/shared/indicators/periods/rules.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { Grade } from '@minyi/shared/ratings/contract.ts'
import { isExcluded } from '@minyi/shared/ratings/exclusions/rules.ts'
import { type Context, instantOf, today } from '../../../platform/context.ts'
import { Problem } from '../../../platform/problem.ts'
import { findForEffects } from '../../ratings/exclusions/service.ts'
import { type Defined, listDefined } from '../definitions/service.ts'
import * as queries from './queries.ts'

type Found = NonNullable<Awaited<ReturnType<typeof findForEffects>>>
type Rating = CountedRating & { unitId: string | null; townshipId: string | null }
type Deciding = {
  rating: Rating
  moving: string | null | undefined
  open: { rating: Rating; reason: string }[]
  scopes: Scope[]
}

/**
 * Before a decision: what it does to the figures of the tenant, of the rated unit and of its township, alone and together with
 * every other open proposal. Whoever reaches the exclusion may read it.
 */
export async function readExclusionEffects(
  ctx: Context,
  { exclusionId }: InputOf<typeof contract.readExclusionEffects>,
): Promise<OutputOf<typeof contract.readExclusionEffects>> {
  const found = await findForEffects(ctx, exclusionId)
  if (!found) throw new Problem('not-found')
  const deciding = await openDecision(ctx, found, exclusionId)
  const rows = []
  for (const defined of await listDefined(ctx)) {
    const period = windowUpTo(today(ctx), defined.definition.windowDays)
    if (belongs(deciding.rating, defined.definition, period))
      rows.push(...(await effectsOn(ctx, deciding, defined, period)))
  }
  return { rows }
}

async function openDecision(ctx: Context, found: Found, exclusionId: string): Promise<Deciding> {
  const others = found.open.filter((one) => one.exclusionId !== exclusionId)
  const areaIds = [found.rating, ...others.map(({ rating }) => rating)].map(({ areaId }) => areaId)
  const townships = await queries.listTownshipsOf(ctx, [...new Set(areaIds)])
  const rating = countedRating(found.rating, townships)
  const township = townships.find(({ id }) => id === rating.townshipId)
  return {
    rating,
    moving: movingTo(found),
    open: others.map((one) => ({ rating: countedRating(one.rating, townships), reason: one.reason })),
    scopes: [
      { dimension: 'unit', ...found.unit },
      ...(township ? [{ dimension: 'area' as const, id: township.id, name: township.name }] : []),
      { dimension: 'all', id: null, name: ctx.tenant.name },
    ],
  }
}

/** Where a decision would move the rating: to its reason, back to its grade (null), or nowhere any more (undefined). */
function movingTo({ state, reason }: Found): string | null | undefined {
  if (state === 'proposed') return reason
  return isExcluded(state) ? null : undefined
}

async function effectsOn(ctx: Context, { rating, moving, open, scopes }: Deciding, defined: Defined, period: Period) {
  const { definition, indicatorId } = defined
  const counted = await queries.countScopes(ctx, scopes, definition.kinds, period)
  const asOf = instantOf(ctx, ctx.now())
  return scopes.map((scope, i) => {
    const others = open.filter((one) => belongs(one.rating, definition, period) && liesIn(one.rating, scope))
    return effectOf(
      {
        now: counted[i] ?? {},
        moving: moving === undefined ? null : movedTo(rating, moving),
        others: others.map((one) => movedTo(one.rating, one.reason)),
      },
      definition,
      { indicatorId, scope, period, basis: 'exact', asOf, demo: ctx.tenant.demo },
    )
  })
}

function liesIn(rating: Rating, { dimension, id }: Scope): boolean {
  if (dimension === 'unit') return rating.unitId === id
  return dimension === 'area' ? rating.townshipId === id : rating.unitId !== null
}

function countedRating(rating: Found['rating'], townships: readonly queries.TownshipRow[]): Rating {
  const { kind, channel, closedDay, unitId, areaId } = rating
  const township = townships.find(
    (row) => row.areaId === areaId && row.validFrom <= closedDay && (row.validTo === null || closedDay < row.validTo),
  )
  const counted = { kind, channel, closedDay, grade: Grade.parse(rating.grade), excluded: rating.excludedReason }
  return { ...counted, unitId, townshipId: township?.id ?? null }
}
