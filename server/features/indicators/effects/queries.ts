import type { Period, Scope } from '@minyi/shared/indicators/contract.ts'
import type { Tally } from '@minyi/shared/indicators/rules.ts'
import { and, eq, inArray } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { areaClosure, areas } from '../../registry/tables.ts'
import { countTargets } from '../exact/queries.ts'
import { keyOfAll, type Target } from '../rollups/queries.ts'

export type TownshipRow = Awaited<ReturnType<typeof listTownshipsOf>>[number]

/** The townships in which areas lie or lay, with the days on which they did. */
export async function listTownshipsOf(ctx: Context, areaIds: readonly string[]) {
  return ctx.db
    .select({
      areaId: areaClosure.descendantId,
      id: areas.id,
      name: areas.name,
      validFrom: areaClosure.validFrom,
      validTo: areaClosure.validTo,
    })
    .from(areaClosure)
    .innerJoin(areas, and(eq(areas.tenantId, areaClosure.tenantId), eq(areas.id, areaClosure.ancestorId)))
    .where(
      and(
        eq(areaClosure.tenantId, ctx.tenant.id),
        eq(areas.level, 'township'),
        inArray(areaClosure.descendantId, [...areaIds]),
      ),
    )
}

/** The counts of each scope over a period, exact at once. */
export async function countScopes(
  ctx: Context,
  scopes: readonly Scope[],
  kinds: readonly string[],
  period: Period,
): Promise<Tally[]> {
  const counted = await countTargets(ctx, { targets: scopes.map(targetOf), kinds, periods: [period] })
  return counted.map(([tally = {}]) => tally)
}

function targetOf({ dimension, id }: Scope): Target {
  const single = dimension === 'area' || dimension === 'unit'
  return single && id !== null ? { dimension, key: id } : { dimension: 'all', key: keyOfAll }
}
